"""Reads documents made from known terms: every step, limit, year and number planned comes back, and no other."""

from __future__ import annotations

import dataclasses
import random
from collections import Counter

import pytest

from hometime.policies.reading.bodies import read_bodies
from hometime.policies.reading.forms import CHANNELS, STARTS, UNITS, Body, Ladder, Limit, Retention, Step
from hometime.policies.reading.ladders import read_ladders
from hometime.policies.reading.retention import read_retention
from hometime.policies.reading.tests.generating import DocumentPlan, as_blocks

INSIDE = (
    "any_staff", "key_person", "room_leader", "deputy", "setting_manager", "line_manager", "chair", "committee",
    "head_teacher", "governors", "director", "owners_directors_trustees",
)  # fmt: skip
ANSWERS = ("feedback", "report", "respond")
DAYS = (1, 2, 3, 5, 7, 10, 14, 15, 20, 21, 28)


def planned_limits(chance: random.Random) -> tuple[Limit, ...]:
    """Up to two limits of one step, at most one of them for the answer."""
    actions = chance.sample(["acknowledge", "investigate", "meet", chance.choice(ANSWERS)], chance.randint(0, 2))
    return tuple(Limit(a, chance.choice(DAYS), chance.choice(UNITS), chance.choice(STARTS), "") for a in actions)


def planned_ladder(chance: random.Random, audience: str) -> Ladder:
    """A ladder of one to four steps inside, and perhaps one outside."""
    names = sorted(chance.sample(INSIDE, chance.randint(1, 4)), key=INSIDE.index)
    steps = [
        Step(order, name, False, "", chance.choice(CHANNELS), (), (), planned_limits(chance))
        for order, name in enumerate(names, 1)
    ]
    if chance.random() > 0.3:
        steps.append(Step(len(steps) + 1, "regulator", True, "", "unstated"))
    return Ladder(audience, tuple(steps))  # type: ignore[arg-type]


def plan(seed: int) -> DocumentPlan:
    """A plan of a document, always the same for one seed."""
    chance = random.Random(seed)
    ladders = [planned_ladder(chance, "parents")]
    if chance.random() > 0.6:
        ladders.append(planned_ladder(chance, "agencies"))
    kept = (Retention("complaints", chance.choice((2, 3, 5, 10))),) if chance.random() > 0.3 else ()
    ofsted = Body("Ofsted", "0300 123 1231", "Piccadilly Gate, Store Street, Manchester M1 2WD")
    return DocumentPlan(
        ladders=tuple(ladders),
        retention=kept,
        bodies=(ofsted,) if chance.random() > 0.4 else (),
        layout=chance.choice(("bullets", "stages", "prose")),
        wording=chance.randrange(12),
        numbers_in_words=chance.random() > 0.5,
        distractions=chance.randrange(6),
    )


def facts(ladders: tuple[Ladder, ...]) -> Counter[tuple[object, ...]]:
    """The steps and limits of ladders, in a form that can be compared; the words of limits are left out."""
    counted: Counter[tuple[object, ...]] = Counter()
    for ladder in ladders:
        for step in ladder.steps:
            counted[ladder.audience, step.order, step.handler, step.external] += 1
            for limit in step.limits:
                counted[ladder.audience, step.order, dataclasses.replace(limit, text="")] += 1
    return counted


@pytest.mark.parametrize("seed", range(120))
def test_what_was_planned_is_what_is_read(seed: int) -> None:
    planned = plan(seed)
    blocks = as_blocks(planned)
    assert facts(read_ladders(blocks)) == facts(planned.ladders)
    assert read_retention(blocks) == planned.retention
    assert {body.phone for body in read_bodies(blocks) if body.phone} == {body.phone for body in planned.bodies}
