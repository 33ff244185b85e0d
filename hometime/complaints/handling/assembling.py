"""Gathers the facts of a case and puts its letter together: who signs, what comes next on their ladder, whom to ring."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence

from hometime.complaints import choosing
from hometime.complaints.engine.case import OUTSIDE
from hometime.complaints.engine.case import Complaint as Played
from hometime.complaints.engine.ladder import concerned, inside
from hometime.complaints.handling.letters import ENGLISH, After, Answered, Free, Letter, Outside, Tongue, letter
from hometime.complaints.handling.points import points, whole
from hometime.complaints.living import audience_of, deciders, outside_person, procedure, replay
from hometime.complaints.models import Arrival, Complaint, Entry, LetterDraft, Source, Step
from hometime.people.roles import Role
from hometime.policies.models import ContactCard, cards_of
from hometime.policies.reading.forms import Step as Rung
from hometime.records.models import Party

ANSWERS = ("feedback", "report", "respond")


@dataclasses.dataclass(frozen=True)
class Facts:
    """What a letter is put together from, as it was recorded up to now."""

    case: Complaint
    steps: Sequence[Step]
    entries: Sequence[Entry]
    stage: int
    handler: str
    today: dt.date
    by: str | None = None  # the id of whoever answers


def assembled(facts: Facts, draft: LetterDraft, *, signed: str, to: str = "", tongue: Tongue = ENGLISH) -> Letter:
    """The letter as it would be given today, in English or in another tongue."""
    case = facts.case
    answered = points(facts.entries, facts.stage)
    return letter(
        setting=case.setting.name,
        reference=case.reference,
        to=to or case.complainant or addressee(case).called,
        on=facts.today,
        signed=signed,
        received_on=case.received_on,
        said=case.what_happened,
        points=[Answered(p.words, p.finding, p.explanation) for p in answered],
        finding=whole(p.finding for p in answered) or draft.finding,
        free=Free(draft.explanation, draft.apology, draft.remedy, draft.changes),
        after=after(facts),
        outside=regulators(case),
        phone=case.setting.phone,
        family=case.source != Source.AGENCY,
        tongue=tongue,
    )


def after(facts: Facts) -> After | None:
    """The next step up inside, that is free of whom it concerns, with its time as adopted; None on the last.

    Nobody whom it concerns, or who decided it, is named; where the post has nobody else, the post above it takes the
    step, or a person from outside.
    """
    case = facts.case
    ladder = procedure(case.under, audience_of(case.source)).ladder
    steps = inside(ladder)
    barred = concerned(Played(case.received_on, about=case.subjects))
    here = replay(case, facts.steps, facts.today).place  # a handler alone does not tell: a ladder may have one twice
    on_it = 0 <= here < len(steps) and steps[here].handler == facts.handler
    rung = next((step for step in steps[here + 1 :] if step.handler not in barred), None)
    if rung is None or not on_it:
        return None
    role, people = choosing.takers(case.setting, case.child, rung.handler, _kept_out(facts), facts.today)
    # The text's word for the post, but for one that we do not know: that would read like a person from outside.
    as_named = rung.handler != OUTSIDE and role == choosing.post_of(rung.handler)
    handler = rung.handler if as_named else str(role)
    if not people:
        handler = OUTSIDE
    few = [person.called for person in people] if role != Role.OWNER else []
    return After(handler, ", ".join(few), *_within(rung), written=rung.channel == "written")


def _kept_out(facts: Facts) -> frozenset[str]:
    """The persons who can decide no further step: whom it concerns, who decided before, and who answers now, unless they
    only write down what a person from outside decides."""
    rows = Party.objects.unscoped("whom it is about is never offered to whoever complained").filter(
        record=facts.case, part=Party.Part.CONCERNS
    )
    answers = {facts.by} if facts.by and outside_person(facts.steps) is None else set()
    return deciders(facts.steps) | answers | frozenset(rows.values_list("person_id", flat=True))


def _within(rung: Rung) -> tuple[int, str]:
    """Within how long the step answers, where its limit counts from the day it is asked: how many of which unit."""
    found = (limit for limit in rung.limits if limit.action in ANSWERS and limit.runs_from in ("escalation", "receipt"))
    limit = next(found, None)
    return (limit.value, limit.unit) if limit else (0, "days")


@dataclasses.dataclass(frozen=True)
class Addressee:
    """To whom a letter goes: by name, and the language they read (a BCP 47 tag; empty where nobody knows)."""

    called: str = ""
    language: str = ""


def addressee(case: Complaint) -> Addressee:
    """Whoever complained, as they said themselves or as we hold it."""
    rows = Arrival.objects.unscoped("a letter goes to whoever complained").filter(complaint=case)
    arrival = rows.select_related("adult__person").first()
    if arrival is None:
        return Addressee(case.complainant)
    adult = arrival.adult
    held = adult.person.called if adult else ""
    reads = next(iter(adult.reads), "") if adult else ""
    return Addressee(arrival.called or held or arrival.organisation, arrival.language or reads)


def regulators(case: Complaint) -> list[Outside]:
    """The regulator's checked cards; where there is none, its name and number as the adopted text gives them."""
    cards = [card for card in cards_of(case.setting_id) if card.kind == ContactCard.Kind.REGULATOR]
    if cards:
        return [Outside(card.name, card.phone, card.address, card.email) for card in cards]
    told = procedure(case.under, audience_of(case.source)).regulator
    return [Outside(told.name, told.phone or "")]
