"""What a step of the ladder owes once a complaint has reached it, and what the law owes beside it. Pure functions."""

from __future__ import annotations

import datetime as dt

from hometime.complaints.engine.case import Complaint, Officer, Owed, Procedure
from hometime.complaints.engine.counting import Count, counted, in_words
from hometime.policies.reading.forms import Limit, Step
from hometime.policies.reading.ladder_questions import is_only_talk
from hometime.policies.settling.floor import most_days

LAW_SAYS = "The law asks for this of a written complaint about an EYFS requirement."
SINCE = {
    "receipt": "when anyone at the setting first received it",
    "writing": "when it was put in writing",
    "known": "when it was known here",
    "escalation": "when this step received it",
    "previous_answer": "when the answer appealed against was given",
    "acknowledgement": "when it was acknowledged",
    "nobody_free": "when nobody on the ladder was free",
    "opened_again": "when it was opened again",
}
_OURS = {
    "basis": "The text gives no limit here: the number is {whose}.",
    "unit_basis": "The text does not say which days are meant: that is {whose}.",
    "start_basis": "The text does not say from when it counts: that is {whose}.",
}
_WHOSE = {"proposed": "our proposal", "owners": "the owners' decision"}
TELL_OFFICER, TELL_REGULATOR = "tell_designated_officer", "tell_regulator"
OF_ALLEGATION = (TELL_OFFICER, TELL_REGULATOR)
LAW = "statute"
NOT_OWED = ("escalate",)  # a time for the complainant, who owes us nothing
MARK = {
    "acknowledge": "acknowledged",
    "meet": "met",
    "feedback": "answered",
    "report": "answered",
    "respond": "answered",
    "investigate": "answered",
    "other": "answered",
    TELL_OFFICER: "officer_told",
    TELL_REGULATOR: "regulator_told",
}  # the event that keeps each act


def of_step(
    procedure: Procedure, complaint: Complaint, step: Step, handler: str, since: dt.date, answered: dt.date | None
) -> list[Owed]:
    """What a step owes from the day it has the complaint. `answered` is the day of the answer before it, if any."""
    starts = {"receipt": complaint.received_on, "escalation": since, "previous_answer": answered or since}
    owed = [_of_limit(procedure, step, handler, limit, starts) for limit in step.limits if limit.action not in NOT_OWED]
    if owed or is_only_talk(step):
        return owed
    why = "The terms promise no time for this step."
    return [Owed("respond", handler, None, None, "policy", step.clauses[0] if step.clauses else None, why)]


def _of_limit(procedure: Procedure, step: Step, handler: str, limit: Limit, starts: dict[str, dt.date]) -> Owed:
    start = starts.get(limit.runs_from)
    clause = clause_of(procedure, step, limit)
    if start is None:
        why = f"It counts from the day {SINCE['acknowledgement']}, which has not come yet. {_ours(limit)}".strip()
        return Owed(limit.action, handler, None, None, _basis(limit), clause, why, waits=True)
    count = counted(start, SINCE[limit.runs_from], limit.value, limit.unit, procedure.closures)
    return _owed(limit.action, handler, count, _basis(limit), clause, after=_ours(limit))


def _owed(
    action: str, by: str, count: Count, basis: str, clause: str | None, *, before: str = "", after: str = ""
) -> Owed:
    """Something owed by a day that was counted, with words before and after the count."""
    why = " ".join(filter(None, (before, in_words(count), after)))
    return Owed(action, by, count.start, count.end, basis, clause, why, count=count)


def from_acknowledgement(procedure: Procedure, step: Step, handler: str, on: dt.date) -> list[Owed]:
    """The limits of a step that count from its acknowledgement, now that it was given."""
    late = [limit for limit in step.limits if limit.runs_from == "acknowledgement" and limit.action not in NOT_OWED]
    return [_of_limit(procedure, step, handler, limit, {"acknowledgement": on}) for limit in late]


def _basis(limit: Limit) -> str:
    """Whose the promise is. What owners decided is their policy as much as what the text says."""
    return "proposed" if limit.basis == "proposed" else "policy"


def _ours(limit: Limit) -> str:
    """Says whose whatever the text does not say is; of a limit that is ours as a whole, once."""
    fields = ("basis",) if limit.basis != "policy" else ("unit_basis", "start_basis")
    return " ".join(
        _OURS[field].format(whose=_WHOSE[getattr(limit, field)]) for field in fields if getattr(limit, field) in _WHOSE
    )


def clause_of(procedure: Procedure, step: Step, limit: Limit) -> str | None:
    """The key of the clause that a limit was read from; the step's first where the words do not show it."""
    held = (key for key in step.clauses if limit.text and limit.text in procedure.clauses.get(key, ""))
    return next(held, step.clauses[0] if step.clauses else None)


def is_by_law(duty: Owed) -> bool:
    """Whether it is the outcome that the law asks for: it stays with the case wherever the case goes."""
    return duty.basis == LAW and duty.action == "respond"


def by_law(procedure: Procedure, complaint: Complaint, handler: str, written_on: dt.date | None) -> list[Owed]:
    """The statutory outcome: of a complaint from a parent about an EYFS requirement, from its first receipt in writing."""
    if not (procedure.ladder.audience == "parents" and written_on and complaint.eyfs_requirement):
        return []
    since = "receipt" if written_on == complaint.received_on else "writing"
    count = counted(written_on, SINCE[since], most_days(), "calendar_days", procedure.closures)
    return [_owed("respond", handler, count, LAW, None, after=LAW_SAYS)]


def nobody_free(procedure: Procedure, handler: str, on: dt.date, days: int) -> Owed:
    """The answer of an outside person, where nobody on the ladder is free: the time is our proposal."""
    count = counted(on, SINCE["nobody_free"], days, "calendar_days", procedure.closures)
    return _owed("respond", handler, count, "proposed", None, after="This is our proposal.")


def opened_again(procedure: Procedure, handler: str, on: dt.date, days: int = 14) -> Owed:
    """The answer of a step whose complaint was opened again: no text says within what time, so it is our proposal."""
    count = counted(on, SINCE["opened_again"], days, "calendar_days", procedure.closures)
    return _owed("respond", handler, count, "proposed", None, after="This is our proposal.")


def of_allegation(officer: Officer, start: dt.date, since: str = "receipt") -> list[Owed]:
    """What is owed when serious harm by a member of staff is alleged: two words outside, at once (C10).

    The local authority's own time may be shorter than one working day; the regulator's 14 days take the stricter count,
    in which the day itself is the first. `since` is a word of what happened on `start`.
    """
    theirs = f"Your local authority asks for this time ({officer.source})."
    ours = "One working day is our proposal: your authority may ask for less."
    said = f"Ring the local authority's designated officer now. {theirs if officer.source else ours}"
    basis = "policy" if officer.source else "proposed"
    first = counted(start, SINCE[since], officer.within, officer.unit)
    second = counted(start, SINCE[since], 13, "calendar_days")
    ofsted = (
        "Tell the regulator as soon as you can, and within 14 days. The stricter count is taken: the day itself is the "
        "first of them."
    )
    lead = "designated_safeguarding_lead"
    return [
        _owed(TELL_OFFICER, lead, first, basis, None, before=said),
        Owed(TELL_REGULATOR, lead, start, second.end, LAW, None, ofsted),
    ]
