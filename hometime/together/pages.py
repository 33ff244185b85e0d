"""An outing as somebody sees it: the list at the door, the counts, who is answerable; and what a family reads of it."""

from __future__ import annotations

import base64
import dataclasses
import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from hometime.access.viewer import Viewer
from hometime.consents.labels import TREATMENT
from hometime.consents.models import Answer, Consent
from hometime.consents.standing import State, Verdict
from hometime.consents.verdicts import latest
from hometime.duties.models import Duty
from hometime.families.models import Child, KeyFacts, told_apart
from hometime.kernel import clock, ids
from hometime.kernel.answers import No
from hometime.people.models import Person, Post
from hometime.people.roles import Role
from hometime.together import forms, rules
from hometime.together import outing as procedure
from hometime.together.actions.going import AGAINST, MISSING, TOO_FEW
from hometime.together.actions.planning import UNCOUNTED, going_along
from hometime.together.models import HeadCount, Invited, Outing
from hometime.together.outing import Point, Stage
from hometime.together.reading import (
    about_of,
    as_counted,
    changed_of,
    counts_of,
    kind_of,
    stage_of,
    treatment_of,
    verdicts_of,
)

ORDER = {Verdict.ASK: 0, Verdict.NO: 1, Verdict.YES: 2}
SAYS = {Verdict.YES: _("Can go"), Verdict.NO: _("Cannot go"), Verdict.ASK: _("Ask")}
POINTS: Mapping[str, tuple[Any, Any]] = {  # what a point is called, and what its button says
    Point.LEAVE: (_("Leaving"), _("We leave")),
    Point.ARRIVE: (_("There"), _("We are there")),
    Point.LEAVE_AGAIN: (_("Going back"), _("We go back")),
    Point.BACK: (_("Back"), _("We are back")),
}
BEFORE = 20  # outings of the past that the list shows


@dataclasses.dataclass(frozen=True)
class OnTheList:
    """A child on the list: what holds, in words, the mark for what whoever is with the child must know, and when it changed.

    `treatment` is what holds of emergency treatment: the adults of the child may be out of reach when it is needed.
    """

    invited: Invited
    name: str
    verdict: Verdict
    treatment: Verdict
    facts: Sequence[str]
    changed_at: dt.datetime | None

    @property
    def says(self) -> str:
        """What stands beside the child."""
        return str(SAYS[self.verdict])

    @property
    def treated(self) -> str:
        """Whether the family agreed to emergency treatment, in a word."""
        return str(TREATMENT[self.treatment])

    @property
    def changed(self) -> bool:
        """Whether the child must stay behind because of what somebody said today."""
        return self.changed_at is not None and self.verdict == Verdict.NO


@dataclasses.dataclass(frozen=True)
class AtPoint:
    """One point where heads are counted: what it is called, the counts made there, and its form while one can be made."""

    point: str
    name: str
    verb: str
    counts: Sequence[HeadCount]
    form: Any
    now: bool


@dataclasses.dataclass(frozen=True)
class OutingPage:
    """An outing. `forms` are those that this viewer gets, by the name of what they do."""

    outing: Outing
    stage: Stage
    lines: Sequence[OnTheList]
    going: Sequence[Person]
    points: Sequence[AtPoint]
    missing: int
    out: int
    waiting: Sequence[Consent]
    found_out: Sequence[tuple[Duty, Any]]
    papers: Sequence[Any]
    forms: dict[str, Any]
    why_not: No | None
    looked_at: dt.datetime
    seal: str

    @property
    def can_go(self) -> Sequence[OnTheList]:
        """Those with a yes."""
        return [line for line in self.lines if line.verdict == Verdict.YES]

    @property
    def cannot(self) -> Sequence[OnTheList]:
        """Those without one; who changed today stands first."""
        return [line for line in self.lines if line.verdict != Verdict.YES]

    @property
    def to_know(self) -> Sequence[OnTheList]:
        """Those of whom there is something to know."""
        return [line for line in self.lines if line.facts]

    @property
    def needed(self) -> int:
        """How many adults those who can go would need."""
        return procedure.adults_needed(len(self.can_go), self.outing.for_each)

    @property
    def stand(self) -> str:
        """A mark that changes when what the list says does; it tells nothing by itself."""
        lines = [(line.invited.pk, line.verdict, line.treatment) for line in self.lines]
        return stand(lines, self.stage, len(self.counts))

    @property
    def counts(self) -> Sequence[HeadCount]:
        """All counts."""
        return [count for point in self.points for count in point.counts]

    @property
    def void(self) -> dt.datetime:
        """When what a device keeps of it is erased: at the end of its day."""
        return dt.datetime.combine(self.outing.day + dt.timedelta(days=1), dt.time(), tzinfo=clock.LONDON)


def stand(lines: Sequence[tuple[str, Verdict, Verdict]], stage: Stage, counts: int) -> str:
    """A mark of what a list says, which a device can compare without a name in it."""
    told = repr((sorted(tuple(map(str, line)) for line in lines), str(stage), counts))
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def stand_of(viewer: Viewer, outing: Outing) -> str:
    """The mark of an outing's list as it stands now."""
    invited, counts = _invited(viewer, outing), counts_of(outing)
    verdicts, treatment = verdicts_of(outing, invited), treatment_of(outing, invited)
    lines = [(each.pk, verdicts[each.child_id], treatment[each.child_id]) for each in invited]
    return stand(lines, stage_of(outing, counts), len(counts))


def outing_page(viewer: Viewer, outing: Outing, typed: dict[str, Any] | None = None) -> OutingPage:
    """An outing. `typed` is a form that has something to put right, by its name."""
    invited, counts = _invited(viewer, outing), counts_of(outing)
    stage, typed = stage_of(outing, counts), typed or {}
    door, way = rules.at_the_door(viewer, outing), rules.on_the_way(viewer, outing)
    lines = _lines(outing, invited)
    out = [each for each in invited if each.went and each.early_at is None]
    waiting = _waiting(outing, lines) if door is None else []
    found: dict[str, Any] = {"told": forms.ToldForm(waiting, auto_id="id_told_%s")} if waiting else {}
    if stage == Stage.OUT and way is None:
        found["early"] = forms.EarlyForm(out, auto_id="id_early_%s")
    if rules.change(viewer, outing) is None:
        found |= _of_the_office(viewer, outing, invited)
    return OutingPage(
        outing=outing, stage=stage, lines=lines, going=[party.person for party in going_along(outing)],
        points=_points(counts, stage, way, typed), missing=procedure.missing(as_counted(counts)), out=len(out),
        waiting=waiting, found_out=_to_find_out(viewer, outing, typed), forms={**found, **typed},
        papers=list(outing.papers.visible_to(viewer).order_by("added_at", "pk")), why_not=way,
        looked_at=clock.now(), seal=seal_of(outing),
    )  # fmt: skip


def seal_of(outing: Outing) -> str:
    """The key under which a device seals what it keeps of this outing: 32 bytes. It stands on the page alone, never on disk."""
    made = salted_hmac("hometime.together.outing", outing.pk, algorithm="sha256").digest()
    return base64.b64encode(made).decode()


def _invited(viewer: Viewer, outing: Outing) -> list[Invited]:
    rows = Invited.objects.visible_to(viewer).filter(outing=outing)
    return list(rows.select_related("child").order_by("child__name", "pk"))


def _lines(outing: Outing, invited: Sequence[Invited]) -> list[OnTheList]:
    verdicts, treatment = verdicts_of(outing, invited), treatment_of(outing, invited)
    changed = changed_of(outing, invited)
    rows = KeyFacts.objects.unscoped("whoever takes children out knows what each of them must not meet")
    facts = dict(rows.filter(child__in=[each.child_id for each in invited]).values_list("child", "facts"))
    names = told_apart([each.child for each in invited])
    found = [
        OnTheList(
            each,
            names[each.child_id],
            verdicts[each.child_id],
            treatment[each.child_id],
            facts.get(each.child_id, ()),
            changed.get(each.child_id),
        )
        for each in invited
    ]
    return sorted(found, key=lambda line: (not line.changed, ORDER[line.verdict]))


def _waiting(outing: Outing, lines: Sequence[OnTheList]) -> list[Consent]:
    """The adults who may still say yes or no, for the children who have no yes."""
    rows = Consent.objects.unscoped("whoever keeps the list asks at the door those who may say it").filter(
        child__in=[line.invited.child_id for line in lines if line.verdict != Verdict.YES],
        kind=kind_of(outing), about=about_of(outing), closed_on__isnull=True,
    )  # fmt: skip
    return list(rows.select_related("child__setting", "adult__person").order_by("child__name", "asked_on", "pk"))


def _points(counts: Sequence[HeadCount], stage: Stage, why_not: No | None, typed: Mapping[str, Any]) -> list[AtPoint]:
    """Every point. Each that can still be counted has its form: a device without a signal needs the later ones too."""
    counted = as_counted(counts)
    next_one = procedure.next_point(counted) if stage in (Stage.AHEAD, Stage.OUT) else None
    found, ahead = [], False
    for point in Point:
        ahead = ahead or point == next_one
        form: Any = typed.get(point)
        if form is None and ahead and why_not is None:
            made: Any = forms.LeaveForm if point == Point.LEAVE else forms.CountForm
            form = made(initial={"key": ids.token()}, auto_id=f"id_{point}_%s")
        name, verb = POINTS[point]
        here = [count for count in counts if count.point == point]
        found.append(AtPoint(point, str(name), str(verb), here, form, point == next_one))
    return found


def _to_find_out(viewer: Viewer, outing: Outing, typed: Mapping[str, Any]) -> list[tuple[Duty, Any]]:
    wanted = [task.what for task in (MISSING, AGAINST, TOO_FEW, UNCOUNTED)]
    rows = Duty.objects.visible_to(viewer).owed_by(viewer).open().filter(record=outing, what__in=wanted)
    return [(duty, typed.get(duty.pk) or forms.ExplainForm(auto_id=f"id_{duty.pk}_%s")) for duty in rows.order_by("pk")]


def _of_the_office(viewer: Viewer, outing: Outing, invited: Sequence[Invited]) -> dict[str, Any]:
    there = {each.child_id for each in invited}
    more = [child for child in children_of(viewer) if child.pk not in there]
    found: dict[str, Any] = {
        "paper": forms.PaperForm(auto_id="id_paper_%s"),
        "off": forms.OffForm(auto_id="id_off_%s"),
        "hand": forms.HandOnForm(people_of(outing.setting_id), auto_id="id_hand_%s"),
    }
    return found | ({"invite": forms.InviteForm(more, auto_id="id_invite_%s")} if more else {})


def children_of(viewer: Viewer) -> list[Child]:
    """The children who can be invited."""
    return list(Child.objects.visible_to(viewer).here(viewer.today).order_by("room__name", "name", "pk"))


def people_of(setting: str) -> list[Person]:
    """Those who work at a setting under their own name."""
    posts = (
        Post.objects.on(clock.today()).filter(setting=setting).exclude(role__in=(Role.TABLET, Role.PARENT, Role.AGENCY))
    )
    people = {post.person_id: post.person for post in posts.select_related("person").order_by("person__name", "pk")}
    return list(people.values())


@dataclasses.dataclass(frozen=True)
class Outings:
    """The outings that somebody works with: those to come, those whose day is over though nobody ended them, and the last ones."""

    ahead: Sequence[Outing]
    unended: Sequence[Outing]
    before: Sequence[Outing]
    plans: bool


def outings(viewer: Viewer) -> Outings:
    """The outings of a viewer at work."""
    rows = Outing.objects.visible_to(viewer).whole()
    still = list(rows.filter(closed__isnull=True).order_by("day", "leaves_at", "pk"))
    before = rows.filter(closed__isnull=False).order_by("-day", "-leaves_at", "pk")[:BEFORE]
    ahead, unended = [one for one in still if one.day >= viewer.today], [one for one in still if one.day < viewer.today]
    return Outings(ahead, unended, list(before), rules.plan(viewer, None) is None)


@dataclasses.dataclass(frozen=True)
class Asked:
    """What one adult is asked for one child, and what they said last."""

    consent: Consent
    answer: Answer | None
    open: bool

    @property
    def said(self) -> str:
        """ "yes", "no", or nothing yet."""
        state = self.answer.state if self.answer else State.NEVER_ASKED
        return {State.GIVEN: "yes", State.REFUSED: "no", State.WITHDRAWN: "no"}.get(State(state), "")


@dataclasses.dataclass(frozen=True)
class FamilyPage:
    """An outing as an adult reads it who may know where an invited child is: and their own answer for each child."""

    outing: Outing
    going: Sequence[Person]
    asked: Sequence[Asked]
    left: bool
    off: bool


def family_page(viewer: Viewer, outing: Outing) -> FamilyPage:
    """What an adult reads: nothing of what another was asked or said, and no other child."""
    rows = Consent.objects.visible_to(viewer).filter(kind=kind_of(outing), about=about_of(outing))
    invited = Invited.objects.visible_to(viewer).filter(outing=outing).values("child")
    consents = list(rows.filter(child__in=invited).whole().order_by("child__name", "pk"))
    said, left = latest(consents), outing.left_at is not None
    off = outing.closed is not None and not left
    asked = [Asked(each, said.get(each.pk), each.closed_on is None and not left and not off) for each in consents]
    return FamilyPage(outing, [party.person for party in going_along(outing)], asked, left, off)
