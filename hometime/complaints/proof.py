"""Proof that what was written into a case is what was written: each row against its digest in the audit (TRUST 13)."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Sequence

from hometime.audit.chain import code_of
from hometime.audit.models import Event
from hometime.complaints.models import Complaint, Entry, Step
from hometime.complaints.models.written import Written
from hometime.kernel.answers import Refused

GIVEN = "complaint.letter"
VERBS = ("complaint.step", "complaint.entry")


def altered(case: Complaint) -> list[str]:
    """A sentence for each step or entry that was changed, added or taken away behind the house's back; none is whole.

    The audit's own chain shows when its events were changed (`hometime verify`).
    """
    steps = Step.objects.unscoped("what was written is held against the audit").filter(complaint=case)
    entries = Entry.objects.unscoped("what was written is held against the audit").filter(complaint=case)
    rows: list[Written] = [*steps.order_by("number"), *entries.order_by("number")]
    # Digests of what belongs to this case: by the rows that are there, and by those that are not there any more.
    noted = Event.objects.filter(chain=case.setting_id, verb__in=VERBS, subject__in=[row.pk for row in rows])
    sealed = {event.subject: event.facts.get("digest") for event in noted}
    faults = [f"{_name(row)} was added without the house." for row in rows if row.pk not in sealed]
    faults += [
        f"{_name(row)} is not what was written." for row in rows if sealed.get(row.pk) not in (None, row.digest())
    ]
    return faults + _gaps("step", [row.number for row in rows if isinstance(row, Step)]) + _gaps(
        "entry", [row.number for row in rows if isinstance(row, Entry)]
    )  # fmt: skip


def _name(row: Written) -> str:
    return f"{type(row).__name__} {row.number}"  # type: ignore[attr-defined]  # steps and entries are numbered


def _gaps(what: str, numbers: list[int]) -> list[str]:
    """A sentence for each number that is missing: rows are numbered from 1 without a gap."""
    return [f"The {what} {n} is gone." for n in range(1, max(numbers, default=0)) if n not in set(numbers)]


@dataclasses.dataclass(frozen=True)
class Told:
    """What a check code of a complaint leads to: the link of its chain that it stands for, and what speaks against it."""

    link: tuple[str, int, str] | None
    faults: Sequence[str]


def told_by(reference: str, code: str) -> Told:
    """Holds a check code that stands on a timeline, a letter or another paper of a complaint against what is held.

    The timeline's is that of an event; a letter's and a paper's is noted in the event of giving or making it. Either
    way that event is where the chain has to be whole, as `audit.proof.verify` weighs it. Raises `Refused` where no
    complaint has the reference.
    """
    case = Complaint.objects.unscoped("a check code is held against its complaint").filter(reference=reference).first()
    if case is None:
        raise Refused(
            f"No complaint has the reference {reference}. Copy both from the paper, as K7M-4QF:ABCD-EFGH-IJKL."
        )
    event = _event(case, code)
    if event is None:
        return Told(
            None, [f"Nothing that is held about {reference} has the code {code}: it was changed, or copied wrongly."]
        )
    faults = [*altered(case), *_letter_changed(event, code)]
    return Told((event.chain, event.seq, code_of(event.digest)), [f"{reference}: {fault}" for fault in faults])


def _event(case: Complaint, code: str) -> Event | None:
    """The event that a code of this complaint stands for: its own code, or the one that it notes of a text."""
    events = Event.objects.filter(chain=case.setting_id)
    steps = Step.objects.unscoped("a check code is held against its complaint").filter(complaint=case)
    about = events.filter(subject__in=[case.pk, *steps.values_list("pk", flat=True)])
    own = (event for event in about.order_by("seq") if code_of(event.digest) == code)
    letters = Entry.objects.unscoped("a check code is held against its complaint").filter(complaint=case)
    papers = events.filter(verb="paper.made", facts__complaint=case.pk)
    noted = papers | events.filter(verb=GIVEN, subject__in=list(letters.values_list("pk", flat=True)))
    return next(own, None) or noted.filter(facts__code=code).order_by("seq").first()


def _letter_changed(event: Event, code: str) -> list[str]:
    """That the words of a letter are not those its code was made of."""
    rows = Entry.objects.unscoped("a check code is held against its complaint")
    letter = rows.filter(pk=event.subject).first() if event.verb == GIVEN else None
    same = letter is None or code_of(hashlib.sha256(letter.words.encode()).hexdigest()) == code
    return [] if same else ["The letter is not what was given."]
