"""Puts a complaint into the hands of those who may take it where it stands, and takes it out of all others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence

from hometime.audit.actions import Actor, note
from hometime.complaints import choosing
from hometime.complaints.actions.writing import parties_of
from hometime.complaints.engine.case import OUTSIDE, Told
from hometime.complaints.engine.moment import LEFT
from hometime.complaints.living import deciders, rung
from hometime.complaints.models import Complaint, Step
from hometime.kernel import clock
from hometime.people.models import Person
from hometime.people.roles import HAT_OF, Hat, Role
from hometime.records.actions import end_party, name_party
from hometime.records.models import Party

STAYS = (Role.MANAGER, Role.DSL, Role.DEPUTY_DSL)  # posts that go on seeing what came through their hands


def hand_on(viewer: Actor, case: Complaint, steps: Sequence[Step], told: Told, *, anew: bool = False) -> None:
    """Puts a complaint that reached another step into the hands of those who may take it.

    The manager goes on seeing what came through the manager's hands; others who had it lose sight of it. What is with
    the allegations procedure is seen by that route alone.
    """
    handler = told.handler or ""
    here = rung(steps, handler)
    away = told.state == LEFT
    stands = case.held_by == here and (case.left_on is not None) == away
    if stands and not (anew and nobody_has_it(case)):
        return
    was_away = case.left_on is not None
    parties = [party for party in parties_of(case) if party.hat != Hat.PARENT]
    concerned = frozenset(party.person_id for party in parties if party.part == Party.Part.CONCERNS)
    barred = concerned | deciders(steps)
    for party in parties:
        if party.part != Party.Part.CONCERNS and (away or party.part == Party.Part.HANDLER):
            end_party(viewer, party)
    for party in parties:
        if (
            party.part == Party.Part.HANDLER
            and party.person_id not in concerned
            and not away
            and (was_away or party.role in STAYS)
        ):
            name_party(viewer, case, party.person, Party.Part.NAMED, hat=Hat(party.hat), role=Role(party.role))
    if away:
        role = _give_to_route(viewer, case, concerned)
    else:
        role = _give_to_step(viewer, case, handler, barred, concerned)
        if was_away:
            _see_again(viewer, case, steps, concerned)
    case.held_by, case.left_on = here, (case.left_on or told.since) if away else None
    case.save(update_fields=["held_by", "left_on"])
    note("complaint.handed_on", case, to=str(role))


def nobody_has_it(case: Complaint) -> bool:
    """Whether somebody was given it, and none of them may act on it today: it concerns them or their own family, or they
    hold that post no more."""
    today = clock.today()
    parties = parties_of(case)
    given = [party for party in parties if party.part == Party.Part.HANDLER]
    shut = {party.person_id for party in parties if party.part == Party.Part.CONCERNS}
    shut |= choosing.family(case.child) if case.child else frozenset()
    return bool(given) and not any(
        party.person_id not in shut and choosing.still_holds(case.setting, party.person, Role(party.role), today)
        for party in given
    )


def _give_to_route(viewer: Actor, case: Complaint, concerned: frozenset[str]) -> Role:
    """To the safeguarding lead, and to the deputy to read; or to an owner, where it cannot be the lead."""
    today = clock.today()
    role, people = choosing.route_takers(case.setting, case.child, concerned, today)
    _put_in_hand(viewer, case, role, people)
    if role == Role.DSL:
        shut = concerned | choosing.family(case.child) if case.child else concerned
        for person in choosing.holding(case.setting, Role.DEPUTY_DSL, today):
            if person.pk not in shut:
                name_party(viewer, case, person, Party.Part.NAMED, hat=Hat.STAFF, role=Role.DEPUTY_DSL)
    return role


def _give_to_step(
    viewer: Actor, case: Complaint, handler: str, barred: Collection[str], concerned: frozenset[str]
) -> Role:
    """To whoever takes the step. With nobody free, somebody whom it does not concern sees it, to ask a person from
    outside."""
    today = clock.today()
    role, people = choosing.takers(case.setting, case.child, handler, barred, today)
    if handler == OUTSIDE:
        people = ()
    _put_in_hand(viewer, case, role, people)
    if not people:
        post, able = choosing.arrangers(case.setting, case.child, concerned, today)
        for person in able:
            name_party(viewer, case, person, Party.Part.NAMED, hat=HAT_OF[post], role=post)
    if role not in choosing.ABOVE:  # what begins below the manager is the manager's to know of, whoever settles it
        post, managers = choosing.takers(case.setting, case.child, "setting_manager", barred, today)
        for person in managers if post == Role.MANAGER else ():
            name_party(viewer, case, person, Party.Part.NAMED, hat=Hat.STAFF, role=Role.MANAGER)
    return role


def _put_in_hand(viewer: Actor, case: Complaint, role: Role, people: Iterable[Person]) -> None:
    for person in people:
        name_party(viewer, case, person, Party.Part.HANDLER, hat=HAT_OF[role], role=role)


def _see_again(viewer: Actor, case: Complaint, steps: Sequence[Step], concerned: frozenset[str]) -> None:
    """Whoever took part when it left the ladder does so again: who wrote it down, and the manager, unless it turned out
    to concern them."""
    left = next(step for step in reversed(steps) if step.event == "left" or step.says.get("left"))
    ended = Party.objects.unscoped("who took part when it left the ladder").filter(
        record=case, part=Party.Part.NAMED, ends=left.written_on - dt.timedelta(days=1)
    )
    there = {party.person_id for party in parties_of(case)}
    for party in ended.exclude(person__in=concerned | there).select_related("person").order_by("pk"):
        name_party(
            viewer, case, party.person, party.part, hat=Hat(party.hat), role=Role(party.role) if party.role else None
        )
