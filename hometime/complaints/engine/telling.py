"""What a rehearsal tells, as plain data: the form that `hometime complaint rehearse --json` prints."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hometime.complaints.engine.case import Owed, Procedure, Told
from hometime.duties.standing import standing


def as_json(told: Told, procedure: Procedure, today: dt.date) -> dict[str, Any]:
    """What a rehearsal told, as `hometime complaint rehearse --json` prints it."""
    here = {"handler": told.handler, "since": told.since.isoformat()} if told.handler and told.since else None
    return {
        "state": told.state,
        "at": here,
        "duties": [_plain(duty, today) for duty in told.duties],
        "barred": list(told.barred),
        "can_next": list(told.can_next),
        "regulator": {"name": procedure.regulator.name, "phone": procedure.regulator.phone, "open": True},
        "notes": list(told.notes),
    }


def _plain(duty: Owed, today: dt.date) -> dict[str, Any]:
    return {
        "action": duty.action,
        "owed_by": duty.owed_by,
        "counted_from": duty.counted_from.isoformat() if duty.counted_from else None,
        "due": duty.due.isoformat() if duty.due else None,
        "basis": duty.basis,
        "clause": duty.clause,
        "standing": str(standing(duty.due, today, kept=duty.kept_on, lifted=duty.lifted)),
        "kept_on": duty.kept_on.isoformat() if duty.kept_on else None,
        "why": duty.why,
    }
