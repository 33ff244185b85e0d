"""An agreement with another service: its terms, both signatures, and a check on each thing that was promised (X5, X6)."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext_noop as _

from hometime.audit.actions import Actor, action
from hometime.complaints.actions import take_step
from hometime.complaints.actions.settling import steps_of
from hometime.complaints.handling.actions.writing import entries_of, made_by, write
from hometime.complaints.handling.facts import How, Side
from hometime.complaints.living import replay
from hometime.complaints.models import Complaint, Entry, Kind
from hometime.duties.actions import Task, owe
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.people.roles import Role
from hometime.records.models import Party

CHECK = Task("X5", _("See whether what was agreed is done"), _("It is done"), Role.MANAGER)


@dataclasses.dataclass(frozen=True)
class Term:
    """One thing that was agreed: what, who does it, and by when."""

    what: str
    who: str
    by: dt.date


@action
def agree(
    viewer: Actor, case: Complaint, terms: Sequence[Term], *, on: dt.date | None = None, words: str = "", once: str = ""
) -> Entry:
    """Writes down the terms of an agreement, for both sides to sign. Raises `Refused` before the meeting was held."""
    if not terms:
        raise Refused("Write at least one thing that was agreed.")
    if not any(entry.kind == Kind.HELD for entry in entries_of(case)):
        raise Refused("Write down the meeting first.")
    plain = [{"what": term.what, "who": term.who, "by": term.by.isoformat()} for term in terms]
    return write(viewer, case, Kind.TERMS, words, on=on, facts={"terms": plain}, once=once)


@action
def sign(
    viewer: Actor, terms: Entry, side: str, name: str, how: str, *, on: dt.date | None = None, once: str = ""
) -> Entry:
    """Writes down one signature. With both of them the complaint is settled, and each term is owed a look on its day."""
    if terms.kind != Kind.TERMS or not name.strip():
        raise Refused("Write who signed.")
    case, entries = terms.complaint, entries_of(terms.complaint)
    if once and (made := made_by(case, once)) is not None:
        return made
    if any(entry.kind == Kind.TERMS and entry.number > terms.number for entry in entries):
        raise Refused("Other terms were written since. Those are signed now.")
    signed = {e.facts["side"] for e in entries if e.kind == Kind.SIGNED and e.of_id == terms.pk}
    if side in signed:
        raise Refused("This side has signed already.")
    facts = {"side": str(Side(side)), "name": name.strip(), "how": str(How(how))}
    entry = write(viewer, case, Kind.SIGNED, of=terms, on=on, facts=facts, once=once)
    if signed | {side} == set(Side.values):
        _settled(viewer, case, terms, on)
    return entry


def _settled(viewer: Actor, case: Complaint, terms: Entry, on: dt.date | None) -> None:
    """Both signed: the step `agreed`, and a check on each term, owed by whoever has the case in hand."""
    role = _in_hand(case)
    for number, term in enumerate(terms.facts["terms"], 1):
        owe(
            viewer, case, dataclasses.replace(CHECK, owed_by=role), due=dt.date.fromisoformat(term["by"]),
            about=f"{case.reference} · {number}", basis="policy", why={"entry": terms.pk, "term": number},
        )  # fmt: skip
    if "agreed" in replay(case, steps_of(case), clock.today()).can_next:
        take_step(viewer, case, "agreed", on=on)


def _in_hand(case: Complaint) -> Role:
    held = Party.objects.unscoped("who has a case in hand checks what was agreed").filter(
        record=case, part=Party.Part.HANDLER, ends__isnull=True
    )
    return Role(held.values_list("role", flat=True).first() or Role.MANAGER)
