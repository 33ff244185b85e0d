"""What a document leaves open, as questions with the answer we would propose."""

from __future__ import annotations

from collections.abc import Iterator

from hometime.policies.reading.forms import Question
from hometime.policies.reading.promises import Said


def questions(said: Said) -> tuple[Question, ...]:
    """Gives the open questions beside those of the ladders: who adopts and when, and what the clauses leave open."""
    return (*_adoption(said), *_choices(said))


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
