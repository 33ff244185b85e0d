"""Plays a live complaint through the terms it was received under: the same engine as a rehearsal, over the steps that
people wrote down."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.db.models import prefetch_related_objects

from hometime.complaints.engine.case import (
    BESIDE,
    EVENTS,
    Complaint,
    Event,
    Officer,
    Owed,
    Procedure,
    Told,
)
from hometime.complaints.engine.counting import Closed
from hometime.complaints.engine.moment import EFFECT, REVIEW
from hometime.complaints.engine.rehearsing import rehearse
from hometime.complaints.engine.scenario import procedure_of, regulator_of, review_of
from hometime.complaints.models import Complaint as Case
from hometime.complaints.models import Source, Step
from hometime.people.models import Setting, allegations_route
from hometime.policies.library import library_reading
from hometime.policies.models import Adoption, latest
from hometime.policies.reading.forms import Ladder
from hometime.policies.settling import ladders_of, proposals, settled, value_of

PARENTS, AGENCIES = "parents", "agencies"
OURS = "10.2"  # the procedure of the library that stands in where none was adopted
CLIMBS = ("not_satisfied", "not_agreed")
# The owners' own work, and words to authorities outside: nothing that is promised to whoever complained.
NOT_THEIRS = (REVIEW, EFFECT, "tell_designated_officer", "tell_regulator")
REMEMBERED = 128  # adoptions whose ladder a process keeps
PLAYED = (*EVENTS, *BESIDE)  # the steps that move a complaint; the others stand beside


def under(adoptions: Iterable[str], source: str) -> Adoption | None:
    """The adoption whose ladder a complaint climbs to its end; None where none was in force. `adoptions` are the ids of
    those up to the day on which it was received, oldest first."""
    in_force = latest(_whole(adoption) for adoption in adoptions)
    return next((one for one in in_force if _ladder(one, audience_of(source))), None)


@functools.lru_cache(maxsize=REMEMBERED)  # an adoption is never changed
def _whole(adoption: str) -> Adoption:
    return Adoption.objects.get(pk=adoption)


def audience_of(source: str) -> str:
    """Whose ladder it is."""
    return AGENCIES if source == Source.AGENCY else PARENTS


def procedure(adoption: Adoption | None, audience: str, setting: Setting | None = None) -> Procedure:
    """The ladder of an adoption; where there is none the library's, with every number marked as our proposal.

    With a setting, its closures are known.
    """
    found = _adopted(adoption, audience) if adoption else None
    found = found or _proposed(audience)
    if setting is None:
        return found
    return dataclasses.replace(found, closures=closures_of(setting))


def closures_of(setting: Setting) -> tuple[Closed, ...]:
    """When a setting is closed, as the engine counts: from what was read with it (`closed_days`), or asked for now."""
    read = getattr(setting, "closed_days", None)
    rows = sorted(setting.closures.all() if read is None else read, key=lambda one: one.first_day)
    return tuple(Closed(one.first_day, one.last_day, one.what) for one in rows)


def _officer(setting: Setting) -> Officer:
    route = allegations_route(setting)
    return Officer(route.within, route.unit, route.source) if route and route.source else Officer()


def replay(case: Case, steps: Iterable[Step], today: dt.date) -> Told:
    """Where a live complaint stands on `today`. Raises `Impossible` for steps that cannot have happened so."""
    steps = list(steps)
    _know_closures(case)
    follows = procedure(case.under, audience_of(case.source), case.setting)
    if any(step.event == "left" or step.says.get("left") for step in steps):
        follows = dataclasses.replace(follows, officer=_officer(case.setting))
    return rehearse(follows, _as_it_came(case, steps), _events(steps), today)


def _know_closures(case: Case) -> None:
    """Reads the closures of a case's setting once, however often it is played."""
    read = getattr(case, "closed_days", None)  # with the case itself, where the whole of it was read
    if read is None:
        prefetch_related_objects([case], "setting__closures")
    else:
        case.setting.closed_days = read  # type: ignore[attr-defined]  # for `closures_of`


def _as_it_came(case: Case, steps: Sequence[Step]) -> Complaint:
    """The complaint as it was sorted when it came in; what it was sorted to since stands in its steps."""
    first = steps[0].says if steps else {}
    return Complaint(
        received_on=case.received_on,
        received_by=case.received_by,
        channel=case.channel,
        about=tuple(first.get("about", (case.about,))),
        about_a_child=case.child_id is not None,
        eyfs_requirement=first.get("eyfs", case.eyfs_requirement),
        serious_harm_by_staff=first.get("left", False),
    )


def _events(steps: Iterable[Step]) -> list[Event]:
    return [
        Event(
            step.on, step.event,
            about=tuple(step.says.get("about", {}).get("to", ())),
            eyfs=step.says.get("eyfs", {}).get("to"),
            in_writing=step.says.get("in_writing", False),
        )
        for step in steps if step.event in PLAYED
    ]  # fmt: skip


def deciders(steps: Sequence[Step]) -> frozenset[str]:
    """The persons who decided a step that lies below the one the complaint is at: they decide no other.

    What an outside person decided was only written down here.
    """
    last_climb = max((step.number for step in steps if step.event in CLIMBS), default=0)
    answered = (step for step in steps if step.event == "answered" and step.number < last_climb)
    return frozenset(step.by_id for step in answered if step.by_id and "outside" not in step.says)


def answered_here(steps: Sequence[Step]) -> bool:
    """Whether anything was answered at the step of the ladder that a complaint is at."""
    events = [step.event for step in steps]
    last_climb = max((place for place, event in enumerate(events) if event in CLIMBS), default=-1)
    return "answered" in events[last_climb + 1 :]


def taken_up_early(steps: Sequence[Step]) -> frozenset[int]:
    """The numbers of the steps that took a complaint up while nothing was answered yet where it was."""
    return frozenset(
        step.number
        for place, step in enumerate(steps)
        if step.event == "not_satisfied" and not answered_here(steps[:place])
    )


def outside_person(steps: Sequence[Step]) -> Mapping[str, str] | None:
    """Who from outside was asked to decide the step a complaint is at (`name`, `reach`); None where nobody was."""
    last_climb = max((step.number for step in steps if step.event in CLIMBS), default=0)
    named = [step.says for step in steps if step.event == "outside_named" and step.number > last_climb]
    return named[-1] if named else None


@dataclasses.dataclass(frozen=True)
class Delay:
    """Why something is late: in what words, told when, and the new day."""

    because: str
    told_on: dt.date
    until: dt.date


def delays(steps: Iterable[Step]) -> dict[str, Delay]:
    """The newest word about each thing that is late, by the key of its duty (`why["key"]`)."""
    return {
        step.says["key"]: Delay(step.words, step.on, dt.date.fromisoformat(step.says["until"]))
        for step in steps if step.event == "delayed"
    }  # fmt: skip


def put_off(step: Step) -> str:
    """What a step of `delayed` put off, where it was promised to whoever complained; empty for every other step."""
    action = str(step.says["key"]).split()[0] if step.event == "delayed" else ""
    return "" if action in NOT_THEIRS else action


def counts(told: Told) -> dict[str, Owed]:
    """Everything owed by the key of its duty (`why["key"]`), with how its day was counted: in words, and in parts."""
    return dict(keyed(told.duties))


def keyed(duties: Iterable[Owed]) -> Iterator[tuple[str, Owed]]:
    """Each thing owed under a key that stays the same however often the steps are played."""
    seen: Counter[str] = Counter()
    for owed in duties:
        key = f"{owed.action} {owed.owed_by} {owed.counted_from} {owed.basis}"
        seen[key] += 1
        yield f"{key} {seen[key]}", owed


def rung(steps: Iterable[Step], handler: str) -> str:
    """A name for the step a complaint is at: it changes whenever the complaint goes on to another."""
    return f"{sum(step.event in CLIMBS for step in steps)} {handler}"


@functools.lru_cache(maxsize=REMEMBERED * 2)  # one for parents and one for agencies
def _ladder(adoption: Adoption, audience: str) -> Ladder | None:
    held = ladders_of(adoption.terms)
    found = next((one for one in held if one.audience == audience), None)
    return found if found and any(not step.external for step in found.steps) else None


@functools.lru_cache(maxsize=REMEMBERED)  # an adoption is never changed, so what it says is read once in a process
def _adopted(adoption: Adoption, audience: str) -> Procedure | None:
    ladder = _ladder(adoption, audience)
    if ladder is None:
        return None
    terms = adoption.terms
    texts = {clause.key: clause.text for clause in adoption.clauses.all()}
    phones = {body["name"]: body.get("phone") for body in terms.get("bodies", ())}
    regulator = regulator_of(ladders_of(terms), value_of(terms, "P17", "regulator"), phones)
    return Procedure(ladder, texts, review_of(terms.get("parameters", {}).get("O5", {})), regulator)


def forget_adoptions() -> None:
    """Forgets what a process keeps of adoptions: where ids come back, as they do in tests, another one may have them."""
    for kept in (_whole, _ladder, _adopted):
        kept.cache_clear()


@functools.cache
def _proposed(audience: str) -> Procedure:
    reading = library_reading(OURS)
    found = procedure_of(settled(reading, proposals(reading)), audience)
    steps = tuple(
        dataclasses.replace(
            step, clauses=(), limits=tuple(dataclasses.replace(limit, basis="proposed") for limit in step.limits)
        )
        for step in found.ladder.steps
    )
    return dataclasses.replace(found, ladder=dataclasses.replace(found.ladder, steps=steps), clauses={})
