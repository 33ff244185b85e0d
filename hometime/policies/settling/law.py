"""The open points where a text promises less than the law asks: the lawful number is proposed, and nothing weaker is
taken as an answer."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence

from hometime.policies.reading.forms import Limit, Question, Reading
from hometime.policies.settling.amounts import Amount, amount
from hometime.policies.settling.floor import fewest_years, most_days, slow_answers
from hometime.policies.settling.forms import Choice, OpenPoint
from hometime.policies.settling.places import limit_at, numbers, with_limit
from hometime.policies.settling.promising import choice_of
from hometime.policies.settling.rows import Row, basis

SLOW, BRIEF = "answer_slower_than_the_law", "kept_too_briefly"
AS_WRITTEN = "as_written"


def questions(reading: Reading) -> Iterator[Question]:
    """What must be settled because the rule pack asks for more than the text promises."""
    for at in slow_answers(reading):
        limit = limit_at(reading, at)
        clauses = reading.ladders[numbers(at)[0]].steps[numbers(at)[1]].clauses
        words = f"{limit.value} {limit.unit.replace('_', ' ')}"
        yield Question(
            SLOW,
            f"The text gives {words} for the first answer to a parent. The law allows at most {most_days()} calendar days "
            "for a written complaint about the EYFS. What do you promise?",
            f"{most_days()} calendar days from first receipt.",
            _clause_of(reading, limit, clauses),
            at,
        )
    for place, kept in enumerate(reading.retention):
        if kept.years < fewest_years():
            yield Question(
                BRIEF,
                f"The text keeps records of complaints for {kept.years} years; {fewest_years()} are asked for. How long do you "
                "keep them?",
                f"{fewest_years()} years from closing the record.",
                None,
                f"retention/{place}",
            )


def _clause_of(reading: Reading, limit: Limit, clauses: Sequence[str]) -> str | None:
    texts = {c.key: c.text for part in reading.parts for section in part.sections for c in section.clauses}
    exact = (key for key in clauses if limit.text and limit.text in texts.get(key, ""))
    return next(exact, clauses[0] if clauses else None)


def _most(reading: Reading, question: Question) -> Sequence[Choice]:
    return [choice_of(Amount(most_days()))]


def _quicker(reading: Reading, point: OpenPoint, value: str) -> Reading:
    days = amount(value)
    if days is None or not limit_at(reading, point.question.at).value:  # another answer took this limit out
        return reading
    whose = basis(point, value)
    changed = {"value": days.value, "unit": days.unit, "runs_from": "receipt"}
    bases = {"basis": whose, "unit_basis": whose, "start_basis": whose}
    return with_limit(reading, point.question.at, lambda limit: dataclasses.replace(limit, **changed, **bases))  # type: ignore[arg-type]


def _years(reading: Reading, question: Question) -> Sequence[Choice]:
    return [Choice(f"{fewest_years()} years", f"{fewest_years()} years"), Choice(AS_WRITTEN, "As the text says")]


def _kept(reading: Reading, point: OpenPoint, value: str) -> Reading:
    if value == AS_WRITTEN:
        return reading
    here, years = numbers(point.question.at)[0], int(value.split(" ", maxsplit=1)[0])
    changed = (
        dataclasses.replace(one, years=years) if place == here else one for place, one in enumerate(reading.retention)
    )
    return dataclasses.replace(reading, retention=tuple(changed))


ROWS: Mapping[str, Row] = {SLOW: Row(_most, _quicker, "days"), BRIEF: Row(_years, _kept)}
