"""What a step of the ladder owes once a complaint has reached it, and what the law owes beside it. Pure functions."""

from __future__ import annotations

import datetime as dt

from hometime.complaints.engine.case import Complaint, Owed, Procedure
from hometime.complaints.engine.counting import due, explained
from hometime.policies.reading.forms import Limit, Step
from hometime.policies.reading.ladder_questions import is_only_talk
from hometime.policies.settling.floor import most_days

LAW_SAYS = "The law asks for this of a written complaint about an EYFS requirement."
_SINCE = {
    "receipt": "when anyone at the setting first received it",
    "escalation": "when this step received it",
    "previous_answer": "when the answer appealed against was given",
    "acknowledgement": "when it was acknowledged",
}
_OURS = {
    "basis": "The text gives no limit here: the number is {whose}.",
    "unit_basis": "The text does not say which days are meant: that is {whose}.",
    "start_basis": "The text does not say from when it counts: that is {whose}.",
}
_WHOSE = {"proposed": "our proposal", "owners": "the owners' decision"}
NOT_OWED = ("escalate",)  # a time for the complainant, who owes us nothing
MARK = {
    "acknowledge": "acknowledged",
    "meet": "met",
    "feedback": "answered",
    "report": "answered",
    "respond": "answered",
    "investigate": "answered",
    "other": "answered",
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
        why = f"It counts from the day {_SINCE['acknowledgement']}, which has not come yet. {_ours(limit)}".strip()
        return Owed(limit.action, handler, None, None, _basis(limit), clause, why, waits=True)
    why = f"{explained(start, _SINCE[limit.runs_from], limit.value, limit.unit)} {_ours(limit)}".strip()
    return Owed(limit.action, handler, start, due(start, limit.value, limit.unit), _basis(limit), clause, why)


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


def by_law(complaint: Complaint, audience: str, handler: str) -> list[Owed]:
    """The statutory outcome: of a written complaint from a parent about an EYFS requirement, from its first receipt."""
    if not (audience == "parents" and complaint.channel == "written" and complaint.eyfs_requirement):
        return []
    start, days = complaint.received_on, most_days()
    why = f"{explained(start, _SINCE['receipt'], days, 'calendar_days')} {LAW_SAYS}"
    return [Owed("respond", handler, start, due(start, days, "calendar_days"), "statute", None, why)]


def of_allegation(complaint: Complaint) -> list[Owed]:
    """What is owed when serious harm by a member of staff is alleged: two words outside, at once (C10).

    The local authority's own time may be shorter than one working day; the regulator's 14 days take the stricter count,
    in which the day itself is the first.
    """
    start = complaint.received_on
    officer = due(start, 1, "working_days")
    told = (
        "Ring the local authority's designated officer now. One working day is our proposal: your authority may ask for "
        "less. "
    ) + explained(start, _SINCE["receipt"], 1, "working_days")
    ofsted = (
        "Tell the regulator as soon as you can, and within 14 days. The stricter count is taken: the day itself is the "
        "first of them."
    )
    lead = "designated_safeguarding_lead"
    return [
        Owed("tell_designated_officer", lead, start, officer, "proposed", None, told),
        Owed("tell_regulator", lead, start, due(start, 13, "calendar_days"), "statute", None, ofsted),
    ]
