"""Where a clause stands, and what may be said of it. Pure functions; nothing here is ever stored.

A row in a table proves that a row exists. It cannot show that a parent felt welcome, or that nobody gossiped, so only
what is a by-product of work (A) is ever said to be on track.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum

from hometime.duties.standing import SOON

ATTESTED, VOICED, STATED = "T", "V", "S"  # kinds of evidence of the catalogue; the fourth, A, is a by-product


class State(enum.StrEnum):
    """Where a clause stands, the one that needs somebody first."""

    LATE = "late"
    DUE_SOON = "due_soon"
    NO_EVIDENCE = "no_evidence"
    PEOPLE = "people"
    STATEMENT = "statement"
    ON_TRACK = "on_track"


@dataclasses.dataclass(frozen=True)
class Proof:
    """What the duties under a clause say: how often one was kept, when last and by whom, what is late, what is due.

    `given` says how many of those times it was given to one adult, and written down for them; `missed`, how often it was
    not kept although it should have been.
    """

    kept: int = 0
    last: dt.date | None = None
    by: str = ""
    late: int = 0
    due: dt.date | None = None
    given: int = 0
    missed: int = 0

    def __add__(self, other: Proof) -> Proof:
        newer = self if (self.last or dt.date.min) >= (other.last or dt.date.min) else other
        days = [day for day in (self.due, other.due) if day is not None]
        kept, late, given = self.kept + other.kept, self.late + other.late, self.given + other.given
        missed = self.missed + other.missed
        return Proof(kept, newer.last, newer.by, late, min(days) if days else None, given, missed)


def state(evidence: str, proof: Proof, today: dt.date) -> State:
    """Where a clause of that kind of `evidence` stands on `today`."""
    if evidence == STATED:
        return State.STATEMENT
    if proof.late:
        return State.LATE
    if proof.due is not None and (proof.due - today).days <= SOON:
        return State.DUE_SOON
    if evidence == VOICED:
        return State.PEOPLE
    if not proof.kept:
        return State.NO_EVIDENCE
    return State.PEOPLE if evidence == ATTESTED else State.ON_TRACK
