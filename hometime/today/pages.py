"""What the front page shows, worked out from the duties of one viewer."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Value
from django.urls import reverse
from django.utils.translation import gettext

from hometime.access.viewer import Viewer
from hometime.consents.pages import family as consents
from hometime.duties.models import SOON, Duty, DutyRows, Kind, left_undone
from hometime.duties.standing import Standing, standing
from hometime.families.models import Child, ChildRows, KeyPersonship, bonds_of, called, initials_of
from hometime.kernel.gathering import Gathered
from hometime.kernel.spelling import asked_again, asked_for
from hometime.keypersons.pages import child as between
from hometime.people.models import Person, Setting, current
from hometime.people.roles import Hat, Role
from hometime.plans.pages import support as plans
from hometime.records.models import Record
from hometime.schools.pages import moves
from hometime.today.alarms import ASKED, Alarm, alone, questions, told, watches
from hometime.today.asking import COMPARES, asked
from hometime.today.forms import DoneForm
from hometime.ui.asks import Ask
from hometime.welcome.pages import joining, pulse, settling

ROWS = 25
COUNTED = ("late", "today", "week", "later")


@dataclasses.dataclass(frozen=True)
class Row:
    """One line of the list, ready to draw."""

    standing: Standing
    days: int | None
    who: str
    clause: str
    what: str
    verb: str
    href: str
    second: Way | None = None  # something else that can be done about it now


class Owed(NamedTuple):
    """What a line is made of. A list reads nothing else: most of what a duty holds is for its own page."""

    pk: str
    setting_id: str
    due: dt.date | None
    kept_on: dt.date | None
    lifted_because: str
    clause: str
    what: str
    verb: str
    about: str
    why: Mapping[str, Any]
    name: str | None  # of the child whom it is about, if it is about one
    name_to_use: str | None


_READ = tuple(f"record__child__{field}" if field.startswith("name") else field for field in Owed._fields)


@dataclasses.dataclass(frozen=True)
class Counts:
    """How many duties stand where, over all pages of the list."""

    late: int
    today: int
    week: int
    later: int

    @property
    def all(self) -> int:
        """All of them."""
        return self.late + self.today + self.week + self.later


@dataclasses.dataclass(frozen=True)
class Board:
    """The whole front page of one viewer; a parent's does not look back at what was done."""

    counts: Counts
    rows: list[Row]
    page: Page[Any]
    done: list[Row]
    undone: list[Row]
    alarms: Sequence[Alarm] = ()  # what is wrong with the house itself, for those who watch over it


def board(viewer: Viewer, number: Any) -> Board:
    """The front page of `viewer`, page `number` of the list; owners also get the work that nobody can do."""
    counts, alarms = _counts(viewer)
    # How many there are is known already: counting them again would cost as much as the list.
    listed: Page[Any] = Paginator(range(counts.all), ROWS).get_page(number)
    done = _done(viewer) if viewer.hat != Hat.PARENT else ()  # a parent's home does not say what was done already
    undone = left_undone(viewer).order_by("due")[:ROWS] if viewer.hat == Hat.OWNER else ()
    places = _places(viewer)
    return Board(
        counts=counts,
        rows=[_row(Owed(*each), viewer, places) for each in _listed(viewer, listed.number)],
        page=listed,
        undone=_undone(list(undone), places, viewer.today),
        done=[_row(Owed(*each), viewer, places) for each in done],
        alarms=alarms,
    )


@dataclasses.dataclass(frozen=True)
class Known:
    """A child, by the name the family uses, and the first names of the key persons whom they have today."""

    child: str
    key_persons: str


@dataclasses.dataclass(frozen=True)
class Home:
    """What a parent's front page tells besides what is to be done: their children, and the boards to read."""

    children: list[Known]
    settings: list[Setting]
    asks: list[Ask]
    said: Sequence[Ask]  # what they answered and may still change
    pages: list[Child]  # the children whose page between here and home may be opened
    others: list[Child]  # those of whom one may only tell somebody something
    pulse: Setting | None  # of which they were not asked yet this month whether they feel welcome


@dataclasses.dataclass(frozen=True)
class Way:
    """A page where something can be looked at or done before a duty is kept."""

    words: str
    href: str


def way(duty: Duty) -> Way | None:
    """The page that belongs to a duty, where there is one."""
    named = asked(duty).way
    return Way(gettext(named[1]), reverse(named[0], args=[duty.setting.slug])) if named else None


def about(viewer: Viewer, duty: Duty) -> str:
    """Whom or what a duty is about, on its own page in the words of its line on the list."""
    return "".join(_about(Owed(*each), viewer, _places(viewer)) for each in _line(duty.pk, viewer))


@asked_for
def _line(token: str, viewer: Viewer) -> QuerySet[Any, Any]:
    return Duty.objects.visible_to(viewer).filter(pk=token).values_list(*_READ)


@dataclasses.dataclass(frozen=True)
class Doing:
    """How a duty is said to be done: its form, or the one that somebody typed into, with what is to be put right."""

    duty: Duty
    typed: DoneForm | None = None

    @functools.cached_property
    def form(self) -> DoneForm:
        """The form; empty where none was sent."""
        return self.typed or DoneForm(self.duty)

    @property
    def files(self) -> bool:
        """Whether a photograph may come with it."""
        return self.duty.kind == Kind.ATTESTATION

    @property
    def kept_by(self) -> tuple[Any, ...] | None:
        """What its empty fields hang on, when they are drawn; None where they hold what somebody typed, or cards."""
        if self.typed is not None or self.duty.clause in COMPARES:
            return None
        return self.files, *dataclasses.astuple(asked(self.duty))


def home(viewer: Viewer) -> Home:
    """The children whom this parent may know of, each with the key person (F8), and the settings they come to."""
    children = list(_children(viewer))
    open_ones = [child for child in children if child.hears_all]  # type: ignore[attr-defined]  # annotated
    allowed = consents.on_home(viewer) if viewer.hat == Hat.PARENT else consents.OnHome((), ())
    return Home(
        asks=_asks(viewer, open_ones, allowed.asks) if viewer.hat == Hat.PARENT else [],
        said=allowed.said,
        pages=open_ones,
        others=[child for child in children if not child.hears_all],  # type: ignore[attr-defined]  # annotated
        pulse=next((child.setting for child in open_ones if not child.asked), None),  # type: ignore[attr-defined]  # annotated
        children=[Known(child.called, _by_first_name(child.keys)) for child in children],  # type: ignore[attr-defined]
        settings=sorted({child.setting for child in children}, key=lambda setting: setting.name)
        or list(Setting.objects.filter(pk__in=viewer.settings).order_by("name")),
    )


def _asks(viewer: Viewer, children: list[Child], allowed: Sequence[Ask]) -> list[Ask]:
    """What a parent is asked about these children, with what they are asked to allow. Of the rest mostly nothing is asked,
    and one question to the database says so."""
    about = {child.pk for child in children}
    waiting = [(pk, kind, child) for pk, kind, child in _waiting(viewer) if child in about]
    kinds = {kind for _pk, kind, _child in waiting}
    return [
        *(joining.asks(viewer, children) if kinds.intersection(joining.ASKS) else ()),
        *(settling.asks(viewer, children) if kinds.intersection(settling.ASKS) else ()),
        *between.family_home(viewer, children, waiting),
        *plans.asks(viewer, children, waiting),
        *allowed,
        *(moves.asks(viewer, children) if kinds.intersection(moves.ASKS) else ()),
    ]


@asked_again
def _children(viewer: Viewer) -> ChildRows:
    here = Q(left__isnull=True) | Q(left__gte=viewer.today)
    hears_all = Exists(bonds_of(viewer, "pk", full=True))
    held = KeyPersonship.objects.visible_to(viewer).filter(current(viewer.today), part=KeyPersonship.Part.KEY)
    keys = Person.objects.filter(pk__in=held.filter(child=OuterRef(OuterRef("pk"))).values("person"))
    return (
        Child.objects.visible_to(viewer)
        .filter(here)
        .select_related("setting")
        .annotate(hears_all=hears_all, asked=pulse.asked(viewer), keys=Gathered(keys, "id", "name", "name_to_use"))
        .order_by("name")
    )


def _by_first_name(persons: Sequence[Person]) -> str:
    return ", ".join(
        person.name_to_use or person.name.split()[0] for person in sorted(persons, key=lambda person: person.name)
    )


@asked_again
def _waiting(viewer: Viewer) -> QuerySet[Any, Any]:
    """The open records on which a family is asked something: which, of what kind, and about whom."""
    kinds = (*between.ASKS, *plans.ASKS, *joining.ASKS, *settling.ASKS, *moves.ASKS)
    rows = Record.objects.visible_to(viewer).filter(kind__in=kinds, closed__isnull=True)
    return rows.order_by("opened", "pk").values_list("pk", "kind", "child")


@asked_again
def _owed(viewer: Viewer) -> DutyRows:
    return Duty.objects.visible_to(viewer).owed_by(viewer).open()


@asked_again
def _listed(viewer: Viewer, number: int) -> QuerySet[Any, Any]:
    owed = _owed(viewer).by_urgency().values_list(*_READ)
    return owed[(number - 1) * ROWS : number * ROWS]


@asked_again
def _done(viewer: Viewer) -> QuerySet[Any, Any]:
    owed = Duty.objects.visible_to(viewer).owed_by(viewer).filter(kept_on=viewer.today)
    return owed.order_by("-pk").values_list(*_READ)[:ROWS]


@asked_again
def _counted(viewer: Viewer) -> QuerySet[Any, Any]:
    today, soon = viewer.today, viewer.today + dt.timedelta(days=SOON)
    counted: QuerySet[Any, Any] = (
        _owed(viewer)
        .order_by()
        .values(all_of_them=Value(1))  # one group, so that this is a query like any other and is spelled once
        .annotate(
            late=Count("pk", filter=Q(due__lt=today)),
            today=Count("pk", filter=Q(due=today)),
            week=Count("pk", filter=Q(due__gt=today, due__lte=soon)),
            later=Count("pk", filter=Q(due__gt=soon) | Q(due__isnull=True)),
        )
    )
    if watches(viewer):
        watched: QuerySet[Any, Any] = counted.annotate(**questions(viewer)).values(*COUNTED, *ASKED)
        return watched
    plain: QuerySet[Any, Any] = counted.values(*COUNTED)
    return plain


def _counts(viewer: Viewer) -> tuple[Counts, Sequence[Alarm]]:
    """How many there are, and what is wrong with the house, in one statement where anything is owed at all."""
    found = next(iter(_counted(viewer)), None)
    counts = Counts(*(found[name] if found else 0 for name in COUNTED))
    if not watches(viewer):
        return counts, ()
    return counts, told(found or alone(viewer))


def _places(viewer: Viewer) -> dict[str, str]:
    """The settings that an owner's work may lie in, by name; nobody else needs to be told where they are."""
    if viewer.hat != Hat.OWNER:
        return {}
    return dict(Setting.objects.filter(provider=viewer.provider_id).values_list("pk", "name"))


def _row(duty: Owed, viewer: Viewer, places: dict[str, str]) -> Row:
    return Row(
        standing=standing(duty.due, viewer.today, kept=duty.kept_on, lifted=bool(duty.lifted_because)),
        days=abs((duty.due - viewer.today).days) if duty.due else None,
        who=_about(duty, viewer, places),
        clause=duty.clause,
        what=gettext(duty.what),
        verb=gettext(duty.verb) if not duty.kept_on else gettext("Open"),
        href=_href(duty),
        second=_tell_why(duty, viewer),
    )


def _tell_why(duty: Owed, viewer: Viewer) -> Way | None:
    """Where what a complaint owes is late: to tell both sides why, and by when it comes now (C16)."""
    late = standing(duty.due, viewer.today, kept=duty.kept_on, lifted=bool(duty.lifted_because)) == Standing.OVERDUE
    if not late or not {"case", "key"} <= set(duty.why):
        return None
    return Way(gettext("Tell them why"), reverse("complaint-beside", args=[duty.why["case"], "late"]))


def _href(duty: Owed) -> str:
    """Where a line leads: to the page where it is done, if it has one of its own, else to the duty."""
    if "case" in duty.why:
        return reverse("complaint", args=[duty.why["case"]])
    if "opens" in duty.why:
        door, token = duty.why["opens"]
        return reverse(door, args=[token])
    return reverse(duty.why["page"]) if "page" in duty.why and not duty.kept_on else f"/duty/{duty.pk}/"


def _about(duty: Owed, viewer: Viewer, places: dict[str, str]) -> str:
    """Whom or what a line is about: a child by name to the family, by initials on a screen that others can see; and
    the setting, to somebody who answers for several."""
    # A complaint goes by its reference: at the door nobody reads whose child it is about.
    initials = initials_of(duty.name) if duty.name and not {"case", "entry", "unnamed"} & set(duty.why) else ""
    name = called(duty.name, duty.name_to_use) if duty.name and viewer.hat == Hat.PARENT else initials
    more = duty.about if duty.about != initials else ""
    place = places.get(duty.setting_id, "") if len(places) > 1 else ""
    return " · ".join(part for part in (place, name, more) if part)


def _undone(duties: list[Duty], places: dict[str, str], today: dt.date) -> list[Row]:
    """Work that nobody can do, as an owner may see it: place, post, clauses and the first day, never what it is about.

    One line for a post: to name somebody for it is one thing to do, however much is waiting.
    """
    posts: dict[tuple[str, str], list[Duty]] = {}
    for duty in duties:
        posts.setdefault((duty.setting_id, duty.owed_role), []).append(duty)
    return [_empty_post(waiting, places[setting], Role(role), today) for (setting, role), waiting in posts.items()]


def _empty_post(waiting: list[Duty], place: str, role: Role, today: dt.date) -> Row:
    first = min((duty.due for duty in waiting if duty.due), default=None)
    words = gettext("Nobody is there to do what the %(post)s owes. Name somebody for the post.")
    return Row(
        standing=standing(first, today),
        days=abs((first - today).days) if first else None,
        who=place,
        clause=", ".join(sorted({duty.clause for duty in waiting if duty.clause})),
        what=words % {"post": str(role.label).lower()},
        verb=gettext("Name somebody"),
        href=reverse("setup-people"),
    )
