"""Asking and answering: the open points of a reading in the document's order, and the reading that answers make of it."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping

from hometime.policies.reading.forms import Question, Reading
from hometime.policies.settling import climbing, facts, filling, law
from hometime.policies.settling.amounts import amount
from hometime.policies.settling.floor import most_days, slow_answers
from hometime.policies.settling.forms import Answered, OpenPoint, Settled, Unsettled
from hometime.policies.settling.places import first_clause, numbers
from hometime.policies.settling.rows import Row

ROWS: Mapping[str, Row] = {**facts.ROWS, **climbing.ROWS, **law.ROWS}
# What takes a limit out comes before what rewords those that are left, and a ladder is only left out at the end.
_FIRST = ("contradictory_limits", law.SLOW, "limit_start_unstated", "limit_left_blank", "day_unit_unstated")
_LAST = ("step_without_limit", "no_acknowledgement", "two_steps_one_person", "two_ladders")
_LONGEST = 300  # characters of an answer in words


def open_points(reading: Reading, answers: Mapping[str, str] | None = None) -> tuple[OpenPoint, ...]:
    """What a person answers before this reading is adopted, in the order of the document; what concerns the whole comes
    first. Of several ladders, one that the `answers` so far do not follow is asked about no more."""
    asked = (*reading.questions, *facts.questions(reading), *law.questions(reading))
    points = {
        point.key: point for question in asked if not _moot(reading, question) for point in [_point(reading, question)]
    }
    order = {c.key: n for n, c in enumerate(c for part in reading.parts for s in part.sections for c in s.clauses)}
    wanted = sorted(points.values(), key=lambda point: order.get(point.clause or "", -1))
    dropped = {place for point in wanted for place in climbing.left_out(reading, point, (answers or {}).get(point.key))}
    return tuple(point for point in wanted if _ladder_of(point) not in dropped)


def proposals(reading: Reading) -> dict[str, str]:
    """Our proposal for every open point: what `--accept-proposals` takes."""
    return {point.key: point.proposal for point in open_points(reading)}


def settled(reading: Reading, answers: Mapping[str, str]) -> Settled:
    """The reading with every open point answered.

    Raises `Unsettled`, which says of which point and why, for a point without an answer, an answer that is none of the
    choices and cannot be read, or one that promises parents less than the law allows.
    """
    points = open_points(reading, answers)
    answered = [_answered(point, answers.get(point.key, "")) for point in points]
    changed = reading
    pairs = sorted(zip(points, answered, strict=True), key=lambda pair: _turn(pair[0].question.code))
    for point, answer in pairs:
        before = climbing.tidied(changed)
        changed = ROWS[point.question.code].change(changed, point, answer.value)
        _hold_to_the_law(point, answer, before, climbing.tidied(changed))
    known = tuple(finding for finding in reading.findings if not facts.decided(reading, finding))
    return Settled(dataclasses.replace(climbing.tidied(changed), questions=(), findings=known), tuple(answered))


def still_open(confirmed: Settled) -> tuple[OpenPoint, ...]:
    """The points that are open in a reading that should be settled: none, where it came from `settled`."""
    return open_points(confirmed.reading)


def _turn(code: str) -> int:
    if code in _FIRST:
        return _FIRST.index(code)
    return len(_FIRST) + 1 + _LAST.index(code) if code in _LAST else len(_FIRST)


def _point(reading: Reading, question: Question) -> OpenPoint:
    row = ROWS[question.code]
    return OpenPoint(
        key=":".join((question.code, question.clause or "", question.at)),
        question=question,
        choices=tuple(row.choices(reading, question)),
        takes=row.takes,
        hole=row.hole(reading, question),
        clause=question.clause or first_clause(reading, question.at),
    )


def _ladder_of(point: OpenPoint) -> int | None:
    """The ladder that a point is about; None for one about another thing, or about the ladders as a whole."""
    at = point.question.at
    return numbers(at)[0] if at.startswith("ladders/") and point.question.code != "two_ladders" else None


def _moot(reading: Reading, question: Question) -> bool:
    """Whether the same is asked by a number that was left blank: who fills it in has answered."""
    acts = {"step_without_limit": ("respond", "feedback", "report", "meet"), "no_acknowledgement": ("acknowledge",)}
    if question.code not in acts:
        return False
    named = {key for at in [question.at] if at for key in filling.clauses_at(reading, at)}
    blank = [one for one in reading.questions if one.code == "limit_left_blank" and one.clause in named]
    return any(filling.blank_act(reading, one)[0] in acts[question.code] for one in blank)


def _answered(point: OpenPoint, given: str) -> Answered:
    value, words = _taken(point, given.strip())
    return Answered(
        key=point.key,
        ask=point.question.ask,
        value=value,
        words=words,
        whose="proposal" if value == point.proposal else "owners",
        clause=point.clause,
        hole=point.hole,
    )


def _taken(point: OpenPoint, given: str) -> tuple[str, str]:
    """The value and the words of an answer. Raises `Unsettled` for one that cannot be taken."""
    picked = next((choice for choice in point.choices if choice.value == given), None)
    if picked is not None:
        return picked.value, picked.words
    if not given:
        raise Unsettled(point, f"{point.question.ask} This has no answer yet.")
    typed = _READ[point.takes](given)
    if typed is None:
        raise Unsettled(point, f"{point.question.ask} “{given[:60]}” cannot be taken. {_WANTED[point.takes]}")
    value, words = typed
    same = next((choice for choice in point.choices if choice.value == value), None)
    return (same.value, same.words) if same else (value, words)


def _days(given: str) -> tuple[str, str] | None:
    found = amount(given)
    return (found.kept, found.words) if found else None


def _text(given: str) -> tuple[str, str] | None:
    return (given, given) if len(given) <= _LONGEST else None


def _date(given: str) -> tuple[str, str] | None:
    try:
        day = dt.date.fromisoformat(given)
    except ValueError:
        return None
    return day.isoformat(), f"{day.day} {day:%B %Y}"


_READ: Mapping[str, Callable[[str], tuple[str, str] | None]] = {
    "": lambda _given: None,
    "days": _days,
    "text": _text,
    "date": _date,
}
_WANTED = {
    "": "Choose one of the answers that are offered.",
    "days": "Choose one of the answers, or give a number of days from 1 to 366, such as 21 or 10 working days.",
    "text": f"Keep it under {_LONGEST} characters.",
    "date": "Give a day such as 2026-01-05.",
}


def _hold_to_the_law(point: OpenPoint, answer: Answered, before: Reading, after: Reading) -> None:
    slow, still = len(slow_answers(before)), len(slow_answers(after))
    if still > slow or (point.question.code == law.SLOW and still == slow > 0):
        raise Unsettled(
            point,
            f"{point.question.ask} “{answer.words}” cannot be promised: a written complaint about the EYFS must have its "
            f"outcome within {most_days()} calendar days. Choose {most_days()} calendar days or fewer.",
        )
