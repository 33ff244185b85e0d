"""Places in a reading (`ladders/0/steps/1/limits/0`): finding what stands there and putting something else in its place."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from hometime.policies.reading.forms import Ladder, Limit, Reading, Step


def numbers(at: str) -> tuple[int, ...]:
    """The numbers of a place, outermost first: ladder, step, limit."""
    return tuple(int(word) for word in at.split("/") if word.isdigit())


def ladder_at(reading: Reading, at: str) -> Ladder:
    """The ladder that a place lies in."""
    return reading.ladders[numbers(at)[0]]


def step_at(reading: Reading, at: str) -> Step:
    """The step that a place lies in."""
    return ladder_at(reading, at).steps[numbers(at)[1]]


def limit_at(reading: Reading, at: str) -> Limit:
    """The limit at a place."""
    return step_at(reading, at).limits[numbers(at)[2]]


def with_ladder(reading: Reading, at: str, change: Callable[[Ladder], Ladder]) -> Reading:
    """The reading with one ladder changed."""
    here = numbers(at)[0]
    changed = (change(one) if place == here else one for place, one in enumerate(reading.ladders))
    return dataclasses.replace(reading, ladders=tuple(changed))


def with_step(reading: Reading, at: str, change: Callable[[Step], Step]) -> Reading:
    """The reading with one step changed."""
    here = numbers(at)[1]

    def changed(ladder: Ladder) -> Ladder:
        steps = tuple(change(step) if place == here else step for place, step in enumerate(ladder.steps))
        return dataclasses.replace(ladder, steps=steps)

    return with_ladder(reading, at, changed)


def with_limit(reading: Reading, at: str, change: Callable[[Limit], Limit]) -> Reading:
    """The reading with one limit changed."""
    here = numbers(at)[2]

    def changed(step: Step) -> Step:
        limits = tuple(change(limit) if place == here else limit for place, limit in enumerate(step.limits))
        return dataclasses.replace(step, limits=limits)

    return with_step(reading, at, changed)


def with_more_limits(reading: Reading, at: str, *limits: Limit) -> Reading:
    """The reading with limits added behind those that a step has."""
    return with_step(reading, at, lambda step: dataclasses.replace(step, limits=(*step.limits, *limits)))


def first_clause(reading: Reading, at: str) -> str | None:
    """The clause at which a place begins; None for a place outside the ladders or a ladder that names no clause."""
    here = numbers(at)
    if not at.startswith("ladders/") or not here or here[0] >= len(reading.ladders):
        return None
    steps = reading.ladders[here[0]].steps
    named = steps[here[1]].clauses if len(here) > 1 else tuple(key for step in steps for key in step.clauses)
    return named[0] if named else None
