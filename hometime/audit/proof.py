"""Proof that the audit is whole: verification, witnesses, and the check code that stands on letters."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterable, Iterator

from django.conf import settings

from hometime.audit import chain as chains
from hometime.audit.actions import House, action, body_of, note
from hometime.audit.models import Event, Head, Reading, Witness
from hometime.kernel import clock


@dataclasses.dataclass(frozen=True)
class Verdict:
    """What a verification found: how many chains and events were read, and a sentence for each fault."""

    chains: int
    events: int
    faults: tuple[str, ...]

    @property
    def whole(self) -> bool:
        """True where nothing is broken."""
        return not self.faults


def verify(kept_outside: Iterable[tuple[str, int, str]] = ()) -> Verdict:
    """Reads every chain from its beginning. `kept_outside` are (chain, seq, code) that trustees or letters hold."""
    outside: dict[str, list[chains.Witnessed]] = {}
    for place, seq, code in [
        *Witness.objects.values_list("chain", "seq", "code"),
        *kept_outside,
    ]:
        outside.setdefault(place, []).append(chains.Witnessed(seq, code))
    heads = dict(Head.objects.values_list("chain", "seq"))
    places = sorted({*heads, *outside, *Event.objects.values_list("chain", flat=True).distinct()})
    faults: list[str] = []
    total = 0
    for place in places:
        links = list(_links(place))
        total += len(links)
        found = chains.broken(bytes.fromhex(settings.AUDIT_KEY), links, outside.get(place, []))
        last = links[-1].seq if links else 0
        if heads.get(place, 0) != last:
            found.append(f"The chain ends at event {last}, but its head says {heads.get(place, 0)}.")
        faults += [f"{place}: {fault}" for fault in found]
    return Verdict(len(places), total, tuple(faults))


def _links(place: str) -> Iterator[chains.Link]:
    for event in Event.objects.filter(chain=place).order_by("seq").iterator(2000):
        yield chains.Link(event.seq, body_of(event), event.digest)


def head_code(place: str) -> tuple[int, str]:
    """The present head of a chain as (seq, code), for a letter or a witness; (0, "") where nothing was recorded yet."""
    head = Head.objects.filter(chain=place).first()
    return (head.seq, chains.code_of(head.digest)) if head else (0, "")


def witness(place: str, told: str) -> Witness | None:
    """Remembers that the head of `place` was given outside the house by the road `told` ("letter", "trustees")."""
    seq, code = head_code(place)
    if not seq:
        return None
    return Witness.objects.create(chain=place, seq=seq, code=code, at=clock.now(), told=told)


@action
def seal_readings(house: House) -> int:
    """Counts the readings not yet under seal into the chain, by their number and digest. Gives how many there were."""
    last = Event.objects.filter(verb="readings.sealed").order_by("-id").first()
    since = int(last.facts["last"]) if last else 0
    digest, count, head = hashlib.sha256(), 0, since
    for row in Reading.objects.filter(id__gt=since).order_by("id").iterator(2000):
        digest.update(f"{row.id}|{row.at.isoformat()}|{row.actor}|{row.subject}|{row.door}\n".encode())
        count, head = count + 1, row.id
    if count:
        note(
            "readings.sealed",
            Head(chain="house"),
            chain="house",
            last=head,
            count=count,
            digest=digest.hexdigest(),
        )
    return count
