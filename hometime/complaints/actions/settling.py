"""Brings duties, people and the record of a complaint in line with what the engine tells of its steps."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from django.utils.translation import gettext_noop as _

from hometime.audit.actions import Actor
from hometime.complaints import choosing
from hometime.complaints.actions.afterwards import OWNERS_DO, owe_owners
from hometime.complaints.actions.handing import hand_on
from hometime.complaints.actions.slips import call_off_interpreters, close_slips, reopen_slips
from hometime.complaints.actions.writing import Docket, last_day, steps_of
from hometime.complaints.engine.case import REGULATOR, Impossible, Owed, Told
from hometime.complaints.engine.moment import CLOSED, OPEN, WITHDRAWN
from hometime.complaints.engine.owing import TELL_OFFICER, TELL_REGULATOR
from hometime.complaints.living import AGENCIES, audience_of, keyed, replay
from hometime.duties.actions import Task, duty_of, keep, lift, owe_all
from hometime.duties.models import Duty
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.people.roles import Role
from hometime.records.actions import close_record, reopen_record
from hometime.records.models import Party

__all__ = ["TALK", "TASKS", "in_hand", "settle", "steps_of"]
TALK = "talk"  # why something is owed: they said when they can meet
# What each act of the engine owes, in words; the second word of a key names the post where it has words of its own.
TASKS = {
    "acknowledge": Task("C3", _("Say that we have the complaint"), _("I told them"), Role.MANAGER),
    "investigate": Task("C13", _("Find out what happened"), _("I found out"), Role.MANAGER),
    "meet": Task("X4", _("Meet about the complaint"), _("We met"), Role.MANAGER),
    "feedback": Task("C14", _("Tell them what was found"), _("I told them"), Role.MANAGER),
    f"respond {Role.LINE_MANAGER}": Task("C16", _("Answer the complaint"), _("I answered"), Role.LINE_MANAGER),
    f"respond {Role.OWNER}": Task("C18", _("Answer the complaint"), _("I answered"), Role.OWNER),
    TELL_OFFICER: Task("C10", _("Ring the local authority's designated officer"), _("I rang"), Role.DSL),
    TELL_REGULATOR: Task("C10", _("Tell Ofsted of the allegation"), _("I told them"), Role.DSL),
}
# The same acts where another service complains: each under the clause that asks for it there.
OF_AGENCIES = {
    "acknowledge": Task("X2", _("Say that we have the complaint"), _("I told them"), Role.MANAGER),
    f"acknowledge {Role.LINE_MANAGER}": Task(
        "X7", _("Say that we have the complaint"), _("I told them"), Role.LINE_MANAGER
    ),
    f"acknowledge {Role.OWNER}": Task("X9", _("Say that we have the complaint"), _("I told them"), Role.OWNER),
    "investigate": Task("X3", _("Find out what happened"), _("I found out"), Role.MANAGER),
    f"respond {Role.LINE_MANAGER}": Task("X8", _("Answer the complaint"), _("I answered"), Role.LINE_MANAGER),
    f"respond {Role.OWNER}": Task("X9", _("Answer the complaint"), _("I answered"), Role.OWNER),
}
# The same acts where it is the law that asks for them: a case may owe one by its policy and by the law on one day.
BY_LAW = {
    TASKS["feedback"].what: _("Tell them what was found, as the law asks"),
    TASKS[f"respond {Role.LINE_MANAGER}"].what: _("Answer the complaint, as the law asks"),
}


@choosing.asking_once
def settle(viewer: Actor, docket: Docket, *, anew: bool = False) -> Told:
    """Brings duties, people and the record in line with what the engine tells of the steps so far.

    `anew` gives it into other hands where nobody who has it may act on it any more.
    """
    case, steps = docket.case, docket.steps
    try:
        told = replay(case, steps, clock.today())
    except Impossible as no:
        raise Refused(str(no)) from no
    if told.handler and told.handler != REGULATOR:
        hand_on(viewer, docket, told, anew=anew)
    docket.put_down(viewer)
    _owe(viewer, docket, told)
    _lift_talks(viewer, docket, told)
    for_owners = [duty for duty in told.duties if duty.action in OWNERS_DO]
    if for_owners:
        owe_owners(viewer, case, for_owners, docket.concerned())
    last = last_day(steps)
    if told.state in (CLOSED, WITHDRAWN) and case.closed is None:
        close_record(viewer, case, kept="complaint", on=last)
        close_slips(viewer, case, last)
        call_off_interpreters(viewer, docket.duties)
    elif told.state not in (CLOSED, WITHDRAWN) and case.closed is not None:
        reopen_record(viewer, case)
        reopen_slips(viewer, case)
    from hometime.complaints.keeping.following import after  # what is kept builds on the actions of this storey

    after(viewer, case, new=len(steps) == 1, unlike=docket.fresh and not docket.concerned())
    return told


def in_hand(docket: Docket, told: Told) -> Role:
    """The post that owes what the step owes: whoever has it in hand; with nobody, who asks a person from outside."""
    held = next((party.role for party in docket.parties if party.part == Party.Part.HANDLER), "")
    if held or told.state != OPEN or told.handler == REGULATOR:
        return Role(held or choosing.post_of(told.handler or ""))
    case = docket.case
    return choosing.arrangers(case.setting, case.child, docket.concerned(), clock.today())[0]


def _owe(viewer: Actor, docket: Docket, told: Told) -> None:
    """Owes, keeps and lifts until the duties say what the engine says."""
    # Not what the work on it owes besides; of two with one key the one that still holds.
    held = sorted((duty for duty in docket.duties if "key" in duty.why), key=lambda duty: not duty.lifted_because)
    known = {duty.why["key"]: duty for duty in held}
    wanted = dict(keyed(duty for duty in told.duties if duty.action not in OWNERS_DO))
    # What was lifted while the case was elsewhere is owed again, by the same day.
    ended = {key for key in wanted if key not in known or known[key].lifted_because}
    new = {
        key: _owed(docket, owed, key, told)
        for key, owed in wanted.items() if key in ended and not owed.lifted
    }  # fmt: skip
    docket.duties += owe_all(viewer, list(new.values()))
    for key, owed in wanted.items():
        duty = new.get(key) if key in ended else known[key]
        if duty is None or duty.kept_on:
            continue
        if owed.kept_on:
            keep(viewer, duty, "", on=owed.kept_on)
        elif owed.lifted:
            lift(viewer, duty, "The complaint went another way.")
    for key, duty in known.items():
        if key not in wanted and not (duty.kept_on or duty.lifted_because):
            lift(viewer, duty, "The complaint is at another step.")


def _lift_talks(viewer: Actor, docket: Docket, told: Told) -> None:
    """A talk was for the step that offered it: it is owed no more once the complaint went on, or is over."""
    still = [duty for duty in docket.duties if TALK in duty.why and not (duty.kept_on or duty.lifted_because)]
    for duty in still:
        if told.state != OPEN or duty.owed_role != in_hand(docket, told):
            lift(viewer, duty, "The complaint is at another step, or is over.")


def _owed(docket: Docket, owed: Owed, key: str, told: Told) -> Duty:
    case = docket.case
    role = in_hand(docket, told) if owed.owed_by == told.handler else choosing.post_of(owed.owed_by)
    task = _task(owed.action, role, audience_of(case.source))
    what = BY_LAW.get(task.what, task.what) if owed.basis == "statute" else task.what
    task = dataclasses.replace(task, what=what, owed_by=role)
    why = {"case": case.pk, "key": key, "told": owed.why, "action": owed.action, "from": str(owed.counted_from or "")}
    return duty_of(
        case,
        task,
        due=owed.due,
        clause_key=(owed.clause or "")[:120],
        basis=owed.basis,
        why=why,
        about=case.reference,
    )


def _task(act: str, role: Role, audience: str) -> Task:
    tasks: Mapping[str, Task] = {**TASKS, **OF_AGENCIES} if audience == AGENCIES else TASKS
    answers = act in ("feedback", "report", "respond", "other")
    fits = tasks.get(f"{'respond' if answers else act} {role}") or (None if answers else tasks.get(act))
    return fits or tasks["feedback"]
