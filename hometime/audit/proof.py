"""Proof that the audit is whole: verification, witnesses, and the check code that stands on letters."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator

from django.conf import settings

from hometime.audit import chain as chains
from hometime.audit.actions import House, action, body_of, note
from hometime.audit.models import HOUSE, Event, Head, Reading, Witness
from hometime.kernel import clock

SEALED = "readings.sealed"
STILL_ON_ITS_WAY = dt.timedelta(minutes=10)


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
    """Reads every chain from its beginning. `kept_outside` are (chain, seq, code) that trustees or letters hold.

    May run while people work: what is recorded meanwhile is no fault.
    """
    outside: dict[str, list[chains.Witnessed]] = {}
    for place, seq, code in [*Witness.objects.values_list("chain", "seq", "code"), *kept_outside]:
        outside.setdefault(place, []).append(chains.Witnessed(seq, code))
    heads = _heads()
    faults: list[str] = []
    total = 0
    places = sorted({*heads, *outside, *Event.objects.values_list("chain", flat=True).distinct()})
    for place in places:
        # The head as it stood before the reading is the nearest witness.
        head = heads.get(place)
        at_head = [chains.Witnessed(head[0], chains.code_of(head[1]))] if head and head[0] else []
        walk = chains.Walk(bytes.fromhex(settings.AUDIT_KEY), (*outside.get(place, ()), *at_head))
        for link in _links(place):
            walk.past(link)
        total += walk.count
        faults += [f"{place}: {fault}" for fault in walk.end()]
        now = _heads(place).get(place, (0, chains.GENESIS))
        if walk.seq > now[0] or (walk.seq == now[0] and walk.digest != now[1]):
            faults.append(f"{place}: The chain ends at event {walk.seq}, but its head says {now[0]}.")
    return Verdict(len(places), total, (*faults, *_readings_changed()))


def _heads(place: str = "") -> dict[str, tuple[int, str]]:
    rows = Head.objects.filter(chain=place) if place else Head.objects.all()
    return {chain: (seq, digest) for chain, seq, digest in rows.values_list("chain", "seq", "digest")}


def _links(place: str) -> Iterator[chains.Link]:
    for event in Event.objects.filter(chain=place).order_by("seq").iterator(2000):
        yield chains.Link(event.seq, event.before, body_of(event), event.digest)


def _readings_changed() -> Iterator[str]:
    """A sentence for each stretch of readings that is not what was counted into the chain."""
    since = 0
    for event in Event.objects.filter(chain=HOUSE, verb=SEALED).order_by("seq"):
        count, digest = _digest_of_readings(since, event.facts["last"])
        if (count, digest) != (event.facts["count"], event.facts["digest"]):
            yield f"{HOUSE}: The readings up to {event.facts['last']} are not what was sealed by event {event.seq}."
        since = event.facts["last"]


def head_code(place: str, *, before: dt.datetime | None = None) -> tuple[int, str]:
    """The head of a chain as (seq, code), for a letter or a witness; (0, "") where nothing was recorded yet.

    The present one, or as it stood at the instant `before`.
    """
    if before is not None:
        last = Event.objects.filter(chain=place, at__lt=before).order_by("-seq").first()
        return (last.seq, chains.code_of(last.digest)) if last else (0, "")
    head = Head.objects.filter(chain=place).first()
    return (head.seq, chains.code_of(head.digest)) if head else (0, "")


def witness(place: str, told: str) -> Witness | None:
    """Remembers that the head of `place` was given outside the house by the road `told` ("letter", "trustees")."""
    seq, code = head_code(place)
    if not seq:
        return None
    return Witness.objects.create(chain=place, seq=seq, code=code, at=clock.now(), told=told)


def proof_on_paper(place: str, slug: str) -> str:
    """The head of the chain of a setting as it stands on a paper, in the words that `hometime verify --code` takes. It is
    remembered as given away, so that a chain made anew shows. Empty where nothing was recorded yet."""
    seq, code = head_code(place)
    witness(place, "letter")
    return f"{slug}:{seq}:{code}" if seq else ""


@action
def seal_readings(house: House) -> int:
    """Counts the readings not yet under seal into the chain, by their number and digest. Gives how many there were.

    The last minutes wait for the next time: on PostgreSQL a reading with a lower number may still be on its way.
    """
    sealed = Event.objects.filter(chain=HOUSE, verb=SEALED).order_by("-seq").first()
    since = int(sealed.facts["last"]) if sealed else 0
    settled = Reading.objects.filter(id__gt=since, at__lt=clock.now() - STILL_ON_ITS_WAY)
    last = settled.order_by("-id").values_list("id", flat=True).first()
    if last is None:
        return 0
    count, digest = _digest_of_readings(since, last)
    note(SEALED, Head(chain=HOUSE), chain=HOUSE, last=last, count=count, digest=digest)
    return count


def _digest_of_readings(since: int, last: int) -> tuple[int, str]:
    """How many readings there are after `since` up to `last`, and the digest of all that they say."""
    digest, count = hashlib.sha256(), 0
    for row in Reading.objects.filter(id__gt=since, id__lte=last).order_by("id").iterator(2000):
        said = (
            row.pk,
            row.at.isoformat(),
            row.on.isoformat(),
            row.actor,
            row.hat,
            row.chain,
            row.subject_type,
            row.subject,
            row.door,
        )
        digest.update(json.dumps(said, ensure_ascii=False).encode() + b"\n")
        count += 1
    return count, digest.hexdigest()
