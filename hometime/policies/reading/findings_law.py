"""Findings against the dated rule pack: promises weaker than the law, and duties that the text does not mention."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from hometime.policies import rules
from hometime.policies.reading.hits import Hit, at
from hometime.policies.reading.numbers import Duration, durations
from hometime.policies.reading.promises import Promise, Said

_LONGEST_HOLIDAY = 4  # bank holidays that may fall within a month: Christmas and New Year with substitute days
_STANDING = {"law": "the law", "guidance": "guidance, not law", "check": "to be confirmed by a person"}
_ANSWERS = ("feedback", "report", "respond")


def weaker_than_the_law(said: Said) -> Iterator[Hit]:
    """A limit for the first answer that is longer than the statutory one: 30 working days are six weeks."""
    rule = rules.latest().rule("eyfs.complaints.28days")
    most = rule.at_most["calendar_days"]
    for promise, limit in _first_answers(said):
        words = promise.text[limit.start : limit.end]
        proposal = f"Suggested: {most} calendar days from first receipt."
        if shortest(limit) > most:
            yield at("weaker_than_the_law", promise, words=words, rule=rule.says, limit=proposal)
        elif longest(limit) > most:
            yield at("may_run_past_the_law", promise, words=words, rule=rule.says, limit=proposal)


def kept_too_briefly(said: Said) -> Iterator[Hit]:
    """Fewer years of keeping than the rule pack asks for."""
    rule = rules.latest().rule("register.complaints.3years")
    fewest = rule.at_least["years"]
    for promise in said.about("O4"):
        for span in durations(promise.text):
            if span.unit == "years" and span.value < fewest:
                words = promise.text[span.start : span.end]
                yield at(
                    "weaker_than_the_law",
                    promise,
                    words=words,
                    rule=rule.says,
                    limit=f"Suggested: {fewest} years from closing the record.",
                )


def missing_duties(said: Said) -> Iterator[Hit]:
    """What the law asks of such a document and the text does not promise."""
    kinds = {"complaints": said.has_complaints, "partnership": said.has_partnership}
    for rule in rules.latest().rules:
        kept = rule.at_least and said.reading.retention
        if rule.shown_by and kinds[rule.applies_to] and not kept and not said.ids & set(rule.shown_by):
            words = {"rule": rule.says, "source": rule.source, "standing": _STANDING[rule.status]}
            yield Hit("missing_duty", None, words, None if rule.status == "law" else "note")


class Span(Protocol):
    """Anything with so many of a unit: a duration in a text, or a limit of a ladder."""

    @property
    def value(self) -> int:
        """How many."""

    @property
    def unit(self) -> str:
        """Of what."""


def shortest(limit: Span) -> int:
    """The fewest calendar days that a limit can come to."""
    if limit.unit in ("working_days", "term_days"):
        return limit.value + 2 * ((limit.value - 1) // 5)
    return limit.value * {"months": 28, "hours": 0}.get(limit.unit, 1)


def longest(limit: Span) -> int:
    """The most calendar days that a limit usually comes to, bank holidays in between counted."""
    if limit.unit == "term_days":
        return limit.value + 2 * (limit.value // 5) + 6 * 7
    if limit.unit == "working_days":
        holidays = _LONGEST_HOLIDAY if limit.value > 5 else 0
        return limit.value + holidays + 2 * ((limit.value + holidays) // 5)
    return limit.value * {"months": 31, "hours": 0}.get(limit.unit, 1)


def _first_answers(said: Said) -> Iterator[tuple[Promise, Duration]]:
    """The limits within which parents first hear the outcome: in the words, and on the first step that has one."""
    seen: set[tuple[str, int]] = set()
    for promise in said.about("C14"):
        for limit in promise.limits():
            seen.add((promise.text, limit.value))
            yield promise, limit
    for ladder in said.reading.ladders:
        answers = [found for step in ladder.steps for found in step.limits if found.action in _ANSWERS]
        for answer in answers[:1] if ladder.audience == "parents" else ():
            yield from (
                (promise, limit)
                for promise in said.promises
                if promise.text in answer.text or answer.text in promise.text
                for limit in promise.limits()
                if limit.unit == answer.unit and (promise.text, limit.value) not in seen
            )


CHECKS = (weaker_than_the_law, kept_too_briefly, missing_duties)
