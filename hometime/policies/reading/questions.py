"""What a document leaves open, as questions with the answer we would propose."""

from __future__ import annotations

from collections.abc import Iterator

from hometime.policies.reading.forms import Limit, Question, Step
from hometime.policies.reading.promises import Said

_WITHOUT_LIMIT = {
    "line_manager": "A word back in 5 days and an answer in 14.",
    "owners_directors_trustees": "An answer in 14 days.",
    "committee": "An answer in 14 days.",
    "chair": "An answer in 14 days.",
}


def questions(said: Said) -> tuple[Question, ...]:
    """Gives every open question: who adopts and when, then limits, then what the clauses leave to the setting."""
    return (*_adoption(said), *_starts(said), *_silent_steps(said), *_choices(said))


def _adoption(said: Said) -> Iterator[Question]:
    if not said.reading.parts:
        return
    if said.reading.adopter is None:
        yield Question(
            "adopter_unstated",
            "Who adopts this document? The text does not name anyone.",
            "The owners, directors or trustees of the setting.",
        )
    if said.reading.adopted_on is None:
        yield Question(
            "adoption_date_unstated",
            "On which day was it adopted? The text gives no date.",
            "The day on which you confirm it here.",
        )
    if not said.reading.settings:
        yield Question(
            "settings_unstated",
            "Which settings is it for? The text does not name them.",
            "The setting you are signed in for.",
        )


def _starts(said: Said) -> Iterator[Question]:
    for ladder in said.reading.ladders:
        limits = [(step, limit) for step in ladder.steps for limit in step.limits]
        for place, (step, limit) in enumerate(limits):
            if limit.runs_from == "unstated":
                yield _start(said, step, limit, first=place == 0)


def _start(said: Said, step: Step, limit: Limit, first: bool) -> Question:
    length = f"{limit.value} {limit.unit.replace('_', ' ')}"
    proposal = (
        "From the day anyone at the setting first received the complaint. "
        "The other reading: from the day this handler received it."
        if first
        else "From the day this step received it. "
        "The other reading: from the answer before, or from the acknowledgement."
    )
    ask = f"From when do the {length} of this step count ({step.name})? The text does not say."
    read_from = [
        p.clause for p in said.promises if p.clause in step.clauses and (limit.text in p.text or p.text in limit.text)
    ]
    return Question("limit_start_unstated", ask, proposal, next(iter([*read_from, *step.clauses]), None))


def _silent_steps(said: Said) -> Iterator[Question]:
    for ladder in said.reading.ladders:
        for step in ladder.steps:
            if not step.external and not step.limits and step.handler in _WITHOUT_LIMIT:
                ask = f"How long does this step have ({step.name})? The text sets no limit."
                yield Question(
                    "limit_unstated", ask, _WITHOUT_LIMIT[step.handler], step.clauses[0] if step.clauses else None
                )


def _choices(said: Said) -> Iterator[Question]:
    for promise in said.about("F11"):
        if "key_person" not in promise.concepts and not promise.says(r"safeguarding lead|\bDSL\b"):
            yield Question(
                "cp_task_lead_unstated",
                "Who does the agreed tasks of a child protection plan?",
                "The designated safeguarding lead.",
                promise.clause,
            )
    agency = [p for p in said.promises if p.says(r"child ?mind(?:er|ing) agenc") and p.says(r"\bOfsted\b")]
    if agency:
        yield Question(
            "regulator_choice",
            "The text names both. Who is your regulator: Ofsted, or a childminder agency?",
            "Ofsted.",
            agency[0].clause,
        )
