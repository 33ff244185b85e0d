"""Brings duties, people and the record of a complaint in line with what the engine tells of its steps."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext_noop as _

from hometime.audit.actions import Actor, note
from hometime.complaints import choosing
from hometime.complaints.actions.afterwards import OWNERS_DO, owe_owners
from hometime.complaints.engine.case import REGULATOR, Impossible, Owed, Told
from hometime.complaints.engine.moment import CLOSED, WITHDRAWN
from hometime.complaints.living import deciders, replay, rung
from hometime.complaints.models import Complaint, Step
from hometime.duties.actions import Task, keep, lift, owe
from hometime.duties.models import Duty
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.people.models import current
from hometime.people.roles import HAT_OF, Hat, Role
from hometime.records.actions import close_record, end_party, name_party, reopen_record
from hometime.records.models import Party

# What each act of the engine owes, in words; the second word of a key names the post where it has words of its own.
TASKS = {
    "acknowledge": Task("C3", _("Say that we have the complaint"), _("I told them"), Role.MANAGER),
    "investigate": Task("C13", _("Find out what happened"), _("I found out"), Role.MANAGER),
    "meet": Task("X4", _("Meet about the complaint"), _("We met"), Role.MANAGER),
    "feedback": Task("C14", _("Tell them what was found"), _("I told them"), Role.MANAGER),
    f"respond {Role.LINE_MANAGER}": Task("C16", _("Answer the complaint"), _("I answered"), Role.LINE_MANAGER),
    f"respond {Role.OWNER}": Task("C18", _("Answer the complaint"), _("I answered"), Role.OWNER),
}


def steps_of(case: Complaint) -> list[Step]:
    """Every step of a complaint, in order."""
    rows = Step.objects.unscoped("what is owed follows from every step").filter(complaint=case)
    return list(rows.order_by("number"))


def settle(viewer: Actor, case: Complaint) -> Told:
    """Brings duties, people and the record in line with what the engine tells of the steps so far."""
    steps = steps_of(case)
    try:
        told = replay(case, steps, clock.today())
    except Impossible as no:
        raise Refused(str(no)) from no
    if told.handler and told.handler != REGULATOR:
        _hand_on(viewer, case, steps, told.handler)
    _owe(viewer, case, told)
    last = max(step.on for step in steps)
    if told.state in (CLOSED, WITHDRAWN) and case.closed is None:
        close_record(viewer, case, kept="complaint", on=last)
    elif told.state not in (CLOSED, WITHDRAWN) and case.closed is not None:
        reopen_record(viewer, case)
    return told


def _parties(case: Complaint) -> list[Party]:
    rows = Party.objects.unscoped("who takes part changes with the step").filter(current(clock.today()), record=case)
    return list(rows.select_related("person"))


def _hand_on(viewer: Actor, case: Complaint, steps: Sequence[Step], handler: str) -> None:
    """Puts a complaint that reached another step into the hands of those who may take it.

    The manager goes on seeing what came through the manager's hands; others who had it lose sight of it.
    """
    here = rung(steps, handler)
    if case.held_by == here:
        return
    parties = _parties(case)
    barred = {party.person_id for party in parties if party.part == Party.Part.CONCERNS} | deciders(steps)
    role, people = choosing.takers(case.setting, case.child, handler, barred, clock.today())
    for party in parties:
        if party.part == Party.Part.HANDLER:
            end_party(viewer, party)
            if party.role == Role.MANAGER:
                name_party(viewer, case, party.person, Party.Part.NAMED, hat=Hat.STAFF, role=Role.MANAGER)
    for person in people:
        name_party(viewer, case, person, Party.Part.HANDLER, hat=HAT_OF[role], role=role)
    if role not in choosing.ABOVE:  # what begins below the manager is the manager's to know of, whoever settles it
        post, managers = choosing.takers(case.setting, case.child, "setting_manager", barred, clock.today())
        for person in managers if post == Role.MANAGER else ():
            name_party(viewer, case, person, Party.Part.NAMED, hat=Hat.STAFF, role=Role.MANAGER)
    case.held_by = here
    case.save(update_fields=["held_by"])
    note("complaint.handed_on", case, to=str(role))


def _in_hand(case: Complaint, handler: str | None) -> Role:
    held = (party.role for party in _parties(case) if party.part == Party.Part.HANDLER)
    return Role(next(held, "") or choosing.post_of(handler or ""))


def _owe(viewer: Actor, case: Complaint, told: Told) -> None:
    """Owes, keeps and lifts until the duties say what the engine says."""
    rows = Duty.objects.unscoped("what a complaint owes follows its steps").filter(record=case)
    known = {duty.why["key"]: duty for duty in rows}
    wanted = dict(_keyed(duty for duty in told.duties if duty.action not in OWNERS_DO))
    for key, owed in wanted.items():
        duty = known.get(key)
        if duty is None and not owed.lifted:
            duty = _owe_one(viewer, case, owed, key, told.handler)
        if duty is None or duty.kept_on or duty.lifted_because:
            continue
        if owed.kept_on:
            keep(viewer, duty, "", on=owed.kept_on)
        elif owed.lifted:
            lift(viewer, duty, "The complaint went another way.")
    for key, duty in known.items():
        if key not in wanted and not (duty.kept_on or duty.lifted_because):
            lift(viewer, duty, "The complaint is at another step.")
    concerned = {party.person_id for party in _parties(case) if party.part == Party.Part.CONCERNS}
    owe_owners(viewer, case, [duty for duty in told.duties if duty.action in OWNERS_DO], concerned)


def _keyed(duties: Iterator[Owed]) -> Iterator[tuple[str, Owed]]:
    """Each thing owed under a key that stays the same however often the steps are played."""
    seen: Counter[str] = Counter()
    for owed in duties:
        key = f"{owed.action} {owed.owed_by} {owed.counted_from} {owed.basis}"
        seen[key] += 1
        yield f"{key} {seen[key]}", owed


def _owe_one(viewer: Actor, case: Complaint, owed: Owed, key: str, handler: str | None) -> Duty:
    role = _in_hand(case, handler) if owed.owed_by == handler else choosing.post_of(owed.owed_by)
    task = dataclasses.replace(_task(owed.action, role), owed_by=role)
    why = {"case": case.pk, "key": key, "told": owed.why, "action": owed.action, "from": str(owed.counted_from or "")}
    return owe(
        viewer,
        case,
        task,
        due=owed.due,
        clause_key=(owed.clause or "")[:120],
        basis=owed.basis,
        why=why,
        about=case.reference,
    )


def _task(act: str, role: Role) -> Task:
    tasks: Mapping[str, Task] = TASKS
    answers = act in ("feedback", "report", "respond", "other")
    return tasks.get(f"respond {role}" if answers else act) or tasks["feedback"]
