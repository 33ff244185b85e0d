"""Puts a complaint into the hands of those who may take it where it stands, and takes it out of all others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable

from hometime.audit.actions import Actor, note
from hometime.complaints import choosing
from hometime.complaints.actions.writing import Docket
from hometime.complaints.engine.case import Told
from hometime.complaints.engine.moment import LEFT
from hometime.complaints.living import deciders, rung
from hometime.complaints.models import Complaint
from hometime.kernel import clock
from hometime.notifications.actions import ring_the_bell
from hometime.people.models import Person
from hometime.people.roles import HAT_OF, Hat, Role
from hometime.records.actions import Named
from hometime.records.models import Party

STAYS = (Role.MANAGER, Role.DSL, Role.DEPUTY_DSL)  # posts that go on seeing what came through their hands


def hand_on(viewer: Actor, docket: Docket, told: Told, *, anew: bool = False) -> None:
    """Puts a complaint that reached another step into the hands of those who may take it.

    The manager goes on seeing what came through the manager's hands; others who had it lose sight of it. What is with
    the allegations procedure is seen by that route alone.
    """
    case, steps, handler = docket.case, docket.steps, told.handler or ""
    here = rung(steps, handler)
    away = told.state == LEFT
    stands = case.held_by == here and (case.left_on is not None) == away
    if stands and not (anew and nobody_has_it(case, docket.parties)):
        return
    was_away = case.left_on is not None
    parties = [party for party in docket.parties if party.hat != Hat.PARENT]
    concerned = frozenset(party.person_id for party in parties if party.part == Party.Part.CONCERNS)
    barred = concerned | deciders(steps)
    for party in parties:
        if party.part != Party.Part.CONCERNS and (away or party.part == Party.Part.HANDLER):
            docket.end(viewer, party)
    stay = [
        Named(party.person_id, Party.Part.NAMED, Hat(party.hat), Role(party.role))
        for party in parties
        if party.part == Party.Part.HANDLER
        and party.person_id not in concerned
        and not away
        and (was_away or party.role in STAYS)
    ]
    role, given = _the_route(case, concerned) if away else _the_step(case, told, barred, concerned)
    if given and not away:
        _sent_on(docket, role)
    docket.name(viewer, *stay, *given)
    if away:
        ring_the_bell(viewer, in_hand_of(docket.parties), case.setting)
    if was_away and not away:
        _see_again(viewer, docket, concerned)
    docket.hand_on(viewer, here, (case.left_on or told.since) if away else None)
    note("complaint.handed_on", case, to=str(role))


def in_hand_of(parties: Iterable[Party]) -> list[Person]:
    """Those of the parties who have it in hand; nobody whom it concerns is one."""
    return [party.person for party in parties if party.part == Party.Part.HANDLER]


def _sent_on(docket: Docket, role: Role) -> None:
    """Writes down, on the step with which a complaint about the manager came in, that it was sent on past them at once
    (C16): the policy asks the manager to do it, and nobody is asked to hand on what is about themselves."""
    if docket.fresh and "setting_manager" in docket.case.subjects and role in choosing.ABOVE[1:]:
        docket.steps[0].says["sent_on"] = str(role)


def nobody_has_it(case: Complaint, parties: Iterable[Party]) -> bool:
    """Whether somebody was given it, and none of them may act on it today: it concerns them or their own family, or they
    hold that post no more. `parties` are those of today."""
    today, parties = clock.today(), list(parties)
    given = [party for party in parties if party.part == Party.Part.HANDLER]
    shut = {party.person_id for party in parties if party.part == Party.Part.CONCERNS}
    shut |= choosing.family(case.child) if case.child else frozenset()
    return bool(given) and not any(
        party.person_id not in shut and choosing.still_holds(case.setting, party.person, Role(party.role), today)
        for party in given
    )


def _the_route(case: Complaint, concerned: frozenset[str]) -> tuple[Role, list[Named]]:
    """The safeguarding lead, with the deputy to read; or an owner, where it cannot be the lead."""
    today = clock.today()
    role, people = choosing.route_takers(case.setting, case.child, concerned, today)
    named = _in_hand(role, people)
    if role == Role.DSL:
        shut = concerned | choosing.family(case.child) if case.child else concerned
        deputies = choosing.holding(case.setting, Role.DEPUTY_DSL, today)
        named += _reading_along(Role.DEPUTY_DSL, (person for person in deputies if person.pk not in shut))
    return role, named


def _the_step(
    case: Complaint, told: Told, barred: Collection[str], concerned: frozenset[str]
) -> tuple[Role, list[Named]]:
    """Whoever takes the step. With nobody free, somebody whom it does not concern sees it, to ask a person from
    outside."""
    today = clock.today()
    role, people = choosing.takers(case.setting, case.child, told.handler or "", barred, today)
    if told.outside:
        people = ()
    named = _in_hand(role, people)
    if not people:
        named += _reading_along(*choosing.arrangers(case.setting, case.child, concerned, today))
    if role not in choosing.ABOVE:  # what begins below the manager is the manager's to know of, whoever settles it
        post, managers = choosing.takers(case.setting, case.child, "setting_manager", barred, today)
        named += _reading_along(post, managers if post == Role.MANAGER else ())
    return role, named


def _in_hand(role: Role, people: Iterable[Person]) -> list[Named]:
    return [Named(person.pk, Party.Part.HANDLER, HAT_OF[role], role) for person in people]


def _reading_along(role: Role, people: Iterable[Person]) -> list[Named]:
    return [Named(person.pk, Party.Part.NAMED, HAT_OF[role], role) for person in people]


def _see_again(viewer: Actor, docket: Docket, concerned: frozenset[str]) -> None:
    """Whoever took part when it left the ladder does so again: who wrote it down, and the manager, unless it turned out
    to concern them."""
    left = next(step for step in reversed(docket.steps) if step.event == "left" or step.says.get("left"))
    ended = Party.objects.unscoped("who took part when it left the ladder").filter(
        record=docket.case, part=Party.Part.NAMED, ends=left.written_on - dt.timedelta(days=1)
    )
    there = {party.person_id for party in docket.parties}
    again = ended.exclude(person__in=concerned | there).order_by("pk")
    docket.name(
        viewer,
        *(Named(one.person_id, one.part, Hat(one.hat), Role(one.role) if one.role else None) for one in again),
    )
