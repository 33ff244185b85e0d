"""Outings of the practice world: one next week about which adults differ, one today that is about to leave, and one long back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from hometime.access.viewer import Viewer
from hometime.consents.models import Consent
from hometime.consents.standing import State
from hometime.families.models import Child
from hometime.kernel import clock, ids
from hometime.people.models import Person
from hometime.people.roles import Hat, Role
from hometime.practice.between import family_of, viewer_of
from hometime.practice.town import Place
from hometime.together.actions import going, planning
from hometime.together.actions.going import Counting
from hometime.together.actions.planning import Planned
from hometime.together.models import Invited, Outing
from hometime.together.outing import Point

FARM = ("Willow Farm", dt.time(9, 30), dt.time(12, 30), "coach", "Green's Coaches. Every seat has a belt.")
LIBRARY = ("The library in Mill Lane", dt.time(10), dt.time(11, 30), "foot", "")
RISKS = {
    "Willow Farm": "Animals: hands are washed before we eat. The yard has a gate to the road; one adult stands there.",
    "The library in Mill Lane": "Two roads to cross: we use the crossings, two children to a hand.",
}


def go_out(place: Place, day: dt.date) -> int:
    """Plans the outings, and lets families answer. Gives how many there are."""
    children = _children(place, day)
    back = _plan(place, children[:4], LIBRARY, day - dt.timedelta(days=30), day - dt.timedelta(days=37))
    _answers(back, day - dt.timedelta(days=36))
    _walk(place, back)
    today = _plan(place, children[:6], LIBRARY, day, day - dt.timedelta(days=6))
    _answers(today, day - dt.timedelta(days=5), leaves=1)
    farm = _plan(place, children[:8], FARM, day + dt.timedelta(days=7), day - dt.timedelta(days=1))
    _answers(farm, day - dt.timedelta(days=1), leaves=2, differs=True)
    return 3


def _children(place: Place, day: dt.date) -> list[Child]:
    """The child of the mother who reads Urdu first, then those for whom two adults may say it, then the others."""
    hers = family_of(place, day).child
    rows = (
        Child.objects.unscoped("the practice world lives through its past")
        .here(day)
        .filter(setting=place.setting)
        .exclude(pk=hers.pk)
    )
    found = list(rows.select_related("setting").order_by("born", "pk"))
    return [hers, *sorted(found, key=lambda child: -_may_say(child))]


def _may_say(child: Child) -> int:
    bonds = child.bonds.unscoped("the practice world lives through its past")
    return min(2, sum(bond.may_consent("outing", clock.today()) for bond in bonds))


def _plan(
    place: Place, children: Sequence[Child], where: tuple[str, dt.time, dt.time, str, str], on: dt.date, asked: dt.date
) -> Outing:
    name, leaves, back, transport, words = where
    leads, along = place.posts[Role.KEY_PERSON][0].person, place.posts[Role.ROOM][0].person
    theirs = (
        Child.objects.unscoped("the practice world lives through its past")
        .filter(bonds__adult__person__in=[leads, along])
        .values_list("pk", flat=True)
    )
    invited = [child for child in children if child.pk not in set(theirs)]
    planned = Planned(name, on, leaves, back, transport, 4, RISKS[name], words)
    with clock.fixed(asked):
        return planning.plan(_manager(place), place.setting, planned, leads, [along], invited)


def _manager(place: Place) -> Viewer:
    return viewer_of(place.posts[Role.MANAGER][0].person, Hat.STAFF)


def _answers(outing: Outing, on: dt.date, *, leaves: int = 0, differs: bool = False) -> None:
    """Every adult says yes but for the last `leaves` children, for whom nobody has; where adults differ, one says no to some."""
    rows = (
        Consent.objects.unscoped("the practice world lives through its past")
        .filter(about=outing)
        .select_related("child__setting", "adult__person")
    )
    asked: dict[str, list[Consent]] = {}
    for consent in rows.order_by("child__born", "child", "adult"):
        asked.setdefault(consent.child_id, []).append(consent)
    last = list(asked)[-leaves:] if leaves else []
    with clock.fixed(on):
        for place, (child, consents) in enumerate(asked.items()):
            for number, consent in enumerate(() if child in last else consents):
                no = differs and number == 1 and place % 3 == 0
                planning.answer(_adult(consent), consent, State.REFUSED if no else State.GIVEN)


def _adult(consent: Consent) -> Viewer:
    return viewer_of(consent.adult.person, Hat.PARENT)


def _walk(place: Place, outing: Outing) -> None:
    """The one long back left, was counted wrong once, and came home."""
    lead: Person = place.posts[Role.KEY_PERSON][0].person
    begins = dt.datetime.combine(outing.day, outing.leaves_at, tzinfo=clock.LONDON)
    went = frozenset(
        Invited.objects.unscoped("the practice world lives through its past")
        .filter(outing=outing)
        .values_list("pk", flat=True)
    )
    heads = ((Point.ARRIVE, 20, 0), (Point.LEAVE_AGAIN, 60, 1), (Point.LEAVE_AGAIN, 62, 0), (Point.BACK, 85, 0))
    with clock.fixed(begins):
        going.leave(viewer_of(lead, Hat.STAFF), outing, went, 2, Counting(len(went), ids.token()))
    for point, minutes, fewer in heads:
        with clock.fixed(begins + dt.timedelta(minutes=minutes)):
            going.count(viewer_of(lead, Hat.STAFF), outing, point, Counting(len(went) - fewer, ids.token()))
