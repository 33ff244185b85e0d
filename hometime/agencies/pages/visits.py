"""The visits of a setting, and one visit: where it stands, who stayed, what is lacking, and what can be done now."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import F, Q
from django.forms import Form
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hometime.access.viewer import Viewer
from hometime.agencies import rules
from hometime.agencies.actions import erasing
from hometime.agencies.actions.visits import at_work, usual_audience
from hometime.agencies.course import course_of, courses_of, told_of
from hometime.agencies.forms import visits as forms
from hometime.agencies.models import Asked, Letter, Origin, Professional, Stay, Visit, VisitorNotes
from hometime.agencies.visiting import Course, Span, Stage, Told, What, gaps, kept, stage, untold
from hometime.families.models import Child
from hometime.kernel import clock
from hometime.people.models import Setting

LISTED = 25
STAGES = {
    Stage.EXPECTED: _("Expected"),
    Stage.WAITING: _("At the door: nobody has taken them in yet"),
    Stage.TOGETHER: _("Here"),
    Stage.ALONE: _("Nobody stays with them now"),
    Stage.OVER: _("Gone: say how it went"),
    Stage.FINISHED: _("Finished"),
    Stage.CALLED_OFF: _("Called off"),
}
PROMISES = {
    What.ALONE: ("A7", _("Never alone with the child")),
    What.OTHER_CHILD: ("A8", _("Met no other child")),
}


def local(instant: dt.datetime | None) -> dt.time | None:
    """The time of day in England at an instant."""
    return instant.astimezone(clock.LONDON).time().replace(microsecond=0) if instant else None


@dataclasses.dataclass(frozen=True)
class Line:
    """A visit in the list: its stage in words, and its times."""

    visit: Visit
    stage: Stage
    words: str
    came: dt.time | None


@dataclasses.dataclass(frozen=True)
class Keeping:
    """How long names of visitors are kept, and of how many visits they have been kept long enough."""

    notes: VisitorNotes
    over: int


@dataclasses.dataclass(frozen=True)
class VisitsPage:
    """The visits of a setting: who is here now, who is expected or to be finished (a page of them), and who was here."""

    here: Sequence[Line]
    coming: Sequence[Line]
    coming_page: Page[Visit]
    gone: Sequence[Line]
    may_run: bool
    notes: VisitorNotes | None
    keeping: Keeping | None
    forms: Mapping[str, Any]


def visits_page(
    viewer: Viewer, setting: Setting, typed: Mapping[str, Any] | None = None, number: str | None = None
) -> VisitsPage:
    """The visits that a viewer may see. `typed` is a form that has something to put right, by its name; `number` says which
    page of those to come is read. Whoever is here stands on every page, each of them."""
    rows = Visit.objects.visible_to(viewer).select_related("host")
    in_order = rows.filter(closed__isnull=True).order_by(F("expected_on").asc(nulls_first=True), "opened", "pk")
    inside = Q(arrived_at__isnull=False, left_at__isnull=True)
    coming: Page[Visit] = Paginator(in_order.exclude(inside), LISTED).get_page(number)
    done = rows.filter(closed__isnull=False).order_by("-closed", "-opened", "pk")[:LISTED]
    may_run = rules.run_visits(viewer, None) is None
    notes = VisitorNotes.objects.filter(setting=setting).first()
    ready: dict[str, Any] = {"expect": expect_form(viewer, setting)}
    if may_run:
        ready["notes"] = forms.NotesForm(setting, initial=_said(notes))
    keeping = Keeping(erasing.notes_of(setting), erasing.over(setting).count()) if viewer.a_head else None
    if keeping:
        kept = {"months": keeping.notes.keep_months, "source": keeping.notes.keep_source}
        ready["keep"] = forms.KeepForm(initial=kept)
    return VisitsPage(
        here=_lines(in_order.filter(inside)),
        coming=_lines(coming),
        coming_page=coming,
        gone=_lines(done),
        may_run=may_run,
        notes=notes,
        keeping=keeping,
        forms={**ready, **(typed or {})},
    )


def _said(notes: VisitorNotes | None) -> dict[str, str]:
    return {name: getattr(notes, name) for name in ("parking", "bring", "access", "quiet_room")} if notes else {}


def _lines(visits: Iterable[Visit]) -> list[Line]:
    """A line for each visit; how they went is asked once for all of them."""
    rows = list(visits)
    courses = courses_of(rows)
    stages = [(visit, stage(courses[visit.pk])) for visit in rows]
    return [Line(visit, where, str(STAGES[where]), local(visit.arrived_at)) for visit, where in stages]


def expect_form(viewer: Viewer, setting: Setting, data: Any = None) -> forms.ExpectForm:
    """The form of a visit that is planned."""
    known = Professional.objects.visible_to(viewer).current().select_related("organisation").order_by("name", "pk")
    return forms.ExpectForm(setting, list(known), at_work(setting, viewer.today), data)


@dataclasses.dataclass(frozen=True)
class Beside:
    """Somebody stayed: who, from when to when."""

    who: str
    starts: dt.time | None
    ends: dt.time | None


@dataclasses.dataclass(frozen=True)
class Promise:
    """One of the two promises of a visit: its clause, its words, and whether it was kept; None: not said yet."""

    clause: str
    words: str
    kept: bool | None


@dataclasses.dataclass(frozen=True)
class Act:
    """Something that can be done now: the part of its address, its words, its form, and whether that stands open."""

    name: str
    verb: str
    form: Form


@dataclasses.dataclass(frozen=True)
class VisitPage:
    """A visit as somebody at work sees it."""

    visit: Visit
    where: Stage
    stage: str
    came: dt.time | None
    left: dt.time | None
    stays: Sequence[Beside]
    gaps: Sequence[Beside]
    told: Sequence[str]
    promises: Sequence[Promise]
    letters: Sequence[Letter]
    asked: Asked | None
    acts: Sequence[Act]

    @property
    def letter_is_due(self) -> bool:
        """Whether the confirmation is still to be printed and sent."""
        return self.where == Stage.EXPECTED


def visit_page(viewer: Viewer, visit: Visit, typed: Mapping[str, Form] | None = None) -> VisitPage:
    """A visit. `typed` is a form that has something to put right, by the name of its act."""
    course, told = course_of(visit), told_of(visit)
    where = stage(course)
    stays = Stay.objects.visible_to(viewer).filter(visit=visit).select_related("person").order_by("number")
    letters = Letter.objects.visible_to(viewer).filter(visit=visit).order_by("on", "pk")
    asked = Asked.objects.visible_to(viewer).filter(visit=visit).first()
    may = rules.on_visit(viewer, visit) is None
    names = list(typed or ()) + [name for name in _now(where, course, told, asked) if name not in (typed or ())]
    acts = [Act(name, str(VERBS[name]), (typed or {}).get(name) or form_of(name, viewer, visit)) for name in names]
    return VisitPage(
        visit=visit,
        where=where,
        stage=str(STAGES[where]),
        came=local(visit.arrived_at),
        left=local(visit.left_at),
        stays=[Beside(stay.person.called, local(stay.starts), local(stay.ends)) for stay in stays],
        gaps=[Beside("", local(span.starts), local(span.ends)) for span in untold(course, told, clock.now())],
        told=[_in_words(one) for one in told],
        promises=_promises(visit, where, told, gaps(course, clock.now())),
        letters=list(letters),
        asked=asked,
        acts=acts if may else [],
    )


def _in_words(told: Told) -> str:
    words = {
        What.ALONE: gettext("Nobody stayed, %(from)s to %(to)s"),
        What.OTHER_CHILD: gettext("Another child, %(from)s to %(to)s"),
    }
    at = {"from": f"{local(told.starts):%H:%M}", "to": f"{local(told.ends):%H:%M}"}
    return words[told.what] % at


def _promises(visit: Visit, where: Stage, told: Sequence[Told], open_gaps: Sequence[Span]) -> list[Promise]:
    """The two promises of a professional's visit; the first only where they came to see a child."""
    if visit.origin != Origin.AGENCY or visit.began_at is None:
        return []
    good = kept(told)
    owed = [What.ALONE, What.OTHER_CHILD] if visit.child_id else [What.OTHER_CHILD]
    found = []
    for what in owed:
        broken = not good[what] or (what == What.ALONE and bool(open_gaps))
        clause, words = PROMISES[what]
        finished = True if where == Stage.FINISHED else None
        found.append(Promise(clause, str(words), False if broken else finished))
    return found


VERBS = {
    "sent": _("The letter has gone"),
    "came": _("They are here"),
    "call-off": _("They will not come"),
    "take-in": _("Take them in"),
    "hand-over": _("Hand over to somebody else"),
    "away": _("Whoever stayed had to go, and nobody took over"),
    "back": _("Somebody stays with them again"),
    "gone": _("They have left"),
    "incident": _("Something went wrong: write it down"),
    "finish": _("Say how it went"),
    "given": _("They have the question"),
    "paper": _("They answered: write it down"),
}
NOW: Mapping[Stage, tuple[str, ...]] = {
    Stage.EXPECTED: ("sent", "came", "call-off"),
    Stage.WAITING: ("take-in", "gone"),
    Stage.TOGETHER: ("hand-over", "gone", "away", "incident"),
    Stage.ALONE: ("back", "incident", "gone"),
    Stage.OVER: ("finish", "incident"),
}


def _now(where: Stage, course: Course, told: Sequence[Told], asked: Asked | None) -> tuple[str, ...]:
    """What can be done now, the first thing first: a time that nobody has told of comes before the last word."""
    if where == Stage.FINISHED and asked is not None and asked.answered_on is None:
        return ("given", "paper")
    if where == Stage.OVER and untold(course, told, clock.now()):
        return ("incident", "finish")
    return NOW.get(where, ())


def form_of(name: str, viewer: Viewer, visit: Visit, data: Any = None) -> Form:
    """The form of an act on a visit."""
    return PLAIN[name](data) if name in PLAIN else KNOWING[name](viewer, visit, data)


def _take_in(viewer: Viewer, visit: Visit, data: Any) -> Form:
    staff = at_work(visit.setting, viewer.today)
    children: list[Child] = []
    if visit.origin == Origin.AGENCY:
        rows = Child.objects.visible_to(viewer).here(viewer.today).filter(setting=visit.setting_id)
        children = list(rows.order_by("name", "pk"))
    initial = {"stays": viewer.person_id, "audience": usual_audience(visit)}
    return forms.TakeInForm(children, staff, data, initial=initial)


def _incident(viewer: Viewer, visit: Visit, data: Any) -> Form:
    """Ready with the first time that nobody has told of."""
    spans = untold(course_of(visit), told_of(visit), clock.now())
    initial = {"what": What.ALONE, "starts": local(spans[0].starts), "ends": local(spans[0].ends)} if spans else {}
    return forms.IncidentForm(data, initial=initial)


def _to(viewer: Viewer, visit: Visit, data: Any) -> Form:
    return forms.ToForm(at_work(visit.setting, viewer.today), data)


# The forms of the acts: those that are the same on every visit, and those that know it.
PLAIN: Mapping[str, type[Form]] = {
    "sent": forms.SentForm,
    "came": Form,
    "call-off": forms.BecauseForm,
    "away": forms.WhenForm,
    "gone": forms.WhenForm,
    "finish": forms.FinishForm,
    "given": Form,
    "paper": forms.AnswerForm,
}
KNOWING: Mapping[str, Callable[[Viewer, Visit, Any], Form]] = {
    "take-in": _take_in,
    "hand-over": _to,
    "back": _to,
    "incident": _incident,
}


@dataclasses.dataclass(frozen=True)
class Seen:
    """A visit as a child's file shows it."""

    visit: Visit
    stayed: Sequence[str]


def in_file(viewer: Viewer, child: Child) -> list[Seen]:
    """The visits to a child that this viewer may see, the latest first."""
    rows = list(Visit.objects.visible_to(viewer).filter(child=child).order_by("-opened", "pk")[:LISTED])
    stays = Stay.objects.visible_to(viewer).filter(visit__in=[visit.pk for visit in rows]).select_related("person")
    names: dict[str, list[str]] = {}
    for stay in stays.order_by("visit", "number"):
        names.setdefault(stay.visit_id, []).append(stay.person.called)
    return [Seen(visit, list(dict.fromkeys(names.get(visit.pk, ())))) for visit in rows]
