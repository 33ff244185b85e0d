"""Fair comparing: rounds that take turns, ratios within a round, medians over rounds. No server here: calls and times.

A slow minute of the machine falls on both sides of a round, so a ratio is steadier than either time.
"""

from __future__ import annotations

import dataclasses
import statistics
import time
from collections.abc import Callable, Sequence

Call = Callable[[], object]
Meter = Callable[[], float]
WARM_UP = 8


@dataclasses.dataclass(frozen=True, slots=True)
class Ratio:
    """A median of ratios, with the least and the greatest of the rounds."""

    median: float
    least: float
    greatest: float

    def __str__(self) -> str:
        return f"{self.median:.2f} ({self.least:.2f} to {self.greatest:.2f})"


@dataclasses.dataclass(frozen=True, slots=True)
class Measured:
    """One call, round by round, in milliseconds: by the clock (the median of a round), and the work of the server (a
    call's share of a round)."""

    clock: list[float]
    work: list[float]


def take_turns(calls: Sequence[Call], meters: Sequence[Meter], rounds: int, each: int) -> list[Measured]:
    """Measures every call; each has the meter that tells how long its server has worked so far, in milliseconds.

    In a round the calls go A B C, then C B A, `each` times at a stretch. Each is called a few times first.
    """
    for call in calls:
        for _ in range(WARM_UP):
            call()
    found = [Measured([], []) for _ in calls]
    for _ in range(rounds):
        times: list[list[float]] = [[] for _ in calls]
        work = [0.0 for _ in calls]
        for number in (*range(len(calls)), *reversed(range(len(calls)))):
            before = meters[number]()
            times[number] += [_milliseconds(calls[number]) for _ in range(each)]
            work[number] += meters[number]() - before
        for number, measured in enumerate(found):
            measured.clock.append(statistics.median(times[number]))
            measured.work.append(work[number] / (2 * each))
    return found


def ratio(over: Sequence[float], under: Sequence[float]) -> Ratio:
    """How many times `under` takes what `over` takes, round by round."""
    ratios = [above / below for above, below in zip(over, under, strict=True)]
    return Ratio(statistics.median(ratios), min(ratios), max(ratios))


def calls_of(rounds: int, each: int) -> int:
    """How often each call is made, warming up included."""
    return WARM_UP + rounds * 2 * each


def _milliseconds(call: Call) -> float:
    began = time.perf_counter()
    call()
    return (time.perf_counter() - began) * 1000
