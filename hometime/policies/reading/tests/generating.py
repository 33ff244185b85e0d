"""Test documents made from known terms: a `DocumentPlan` says what the document promises, so a reading can be checked.

`compose` turns a plan into sections of made-up sentences; `writing.write` turns those into bytes of one of five
formats,
with chosen noises.
"""

from __future__ import annotations

import dataclasses
from typing import Literal

from hometime.policies.reading.forms import Block, Body, Ladder, Retention, Step
from hometime.policies.reading.tests import wording as words

Layout = Literal["bullets", "stages", "prose"]


@dataclasses.dataclass(frozen=True)
class PlannedSection:
    """A heading (may be empty) and its lines. A line that starts with `- ` is a bullet, `-- ` a bullet inside one."""

    heading: str
    lines: tuple[str, ...]


@dataclasses.dataclass(frozen=True)
class PlannedPart:
    """One policy or procedure of the document, for example 10.1. `number` may be empty."""

    number: str
    title: str
    sections: tuple[PlannedSection, ...]


@dataclasses.dataclass(frozen=True)
class DocumentPlan:
    """What a generated document says. The terms are the truth a reading of it is held against.

    `ladders`, `retention` and `bodies` are the shapes of the reading itself: a planned `Step` needs order, handler,
    external, name
    ("" for a usual one) and channel; a planned `Limit` has an empty `text`. `wording` chooses among the ways of saying
    things.
    `before` and `after` are sections that hold no terms. `distractions` adds day counts that are not complaint limits.
    """

    number: str = "10.2"
    title: str = "Complaints procedure"
    group_title: str = ""
    adopter: str | None = None
    settings: tuple[str, ...] = ()
    adopted_on: str | None = None
    ladders: tuple[Ladder, ...] = ()
    retention: tuple[Retention, ...] = ()
    bodies: tuple[Body, ...] = ()
    before: tuple[PlannedSection, ...] = ()
    after: tuple[PlannedSection, ...] = ()
    other_parts: tuple[PlannedPart, ...] = ()
    layout: Layout = "bullets"
    wording: int = 0
    numbers_in_words: bool = False
    distractions: int = 0


LADDER_HEADINGS = {
    "parents": ("Parents and carers", "Complaints from parents"),
    "agencies": ("Other agencies", "Other services"),
}
MONTHS = "January February March April May June July August September October November December".split()


def date_in_words(iso: str) -> str:
    """`2025-11-04` as a document writes it: 4 November 2025."""
    year, month, day = iso.split("-")
    return f"{int(day)} {MONTHS[int(month) - 1]} {year}"


def adoption_lines(plan: DocumentPlan) -> tuple[str, ...]:
    """The line that says who adopted the document, for which settings, and when; nothing where the plan has no adopter."""
    if plan.adopter is None:
        return ()
    held = f" (comprising {' and '.join(plan.settings)})" if plan.settings else ""
    when = f" on {date_in_words(plan.adopted_on)}" if plan.adopted_on else ""
    return (f"This procedure was adopted by {plan.adopter}{held}{when}.",)


def stage_heading(step: Step, plan: DocumentPlan) -> str:
    """The heading of a step where the document is laid out in stages."""
    return f"Stage {step.order}: {words.who(step, plan.wording)}"


def ladder_sections(ladder: Ladder, plan: DocumentPlan) -> tuple[PlannedSection, ...]:
    """One ladder in the plan's layout: bullets under one heading, a heading for each step, or running prose."""
    said = {
        step.order: words.step_sentences(step, ladder.audience, plan.wording, plan.numbers_in_words)
        for step in ladder.steps
    }
    heading = words.pick(LADDER_HEADINGS[ladder.audience], plan.wording)
    if plan.layout == "stages":
        opening = PlannedSection(heading, ("We take every complaint seriously and deal with it in the steps below.",))
        return (opening, *(PlannedSection(stage_heading(step, plan), said[step.order]) for step in ladder.steps))
    mark = "- " if plan.layout == "bullets" else ""
    return (PlannedSection(heading, tuple(mark + " ".join(said[step.order]) for step in ladder.steps)),)


def record_section(plan: DocumentPlan) -> tuple[PlannedSection, ...]:
    """What the document says about keeping records."""
    lines = tuple(
        "- "
        + words.pick(words.KEPT, plan.wording).format(
            years=words.counted(kept.years, "year", "years", plan.numbers_in_words)
        )
        for kept in plan.retention
    )
    return (PlannedSection("Record of complaints", lines),) if lines else ()


def body_section(plan: DocumentPlan) -> tuple[PlannedSection, ...]:
    """How outside bodies are reached, one line each."""
    lines = tuple(
        ", ".join(filter(None, (body.name, body.address)))
        + (f". Telephone: {body.phone}" if body.phone else "")
        + (f". E-mail: {body.email}" if body.email else "")
        for body in plan.bodies
    )
    return (PlannedSection("Useful contacts", lines),) if lines else ()


def distraction_section(plan: DocumentPlan) -> tuple[PlannedSection, ...]:
    """Day counts that belong to other subjects."""
    lines = tuple("- " + words.pick(words.DISTRACTIONS, plan.wording + n) for n in range(plan.distractions))
    return (PlannedSection("Day to day", lines),) if lines else ()


def compose(plan: DocumentPlan) -> tuple[PlannedPart, ...]:
    """All parts of the planned document, the other parts first, in reading order."""
    opening = PlannedSection("", (*adoption_lines(plan), "We want to know at once when somebody is unhappy with us."))
    ladders = tuple(section for ladder in plan.ladders for section in ladder_sections(ladder, plan))
    sections = (
        opening, *plan.before, *ladders, *distraction_section(plan), *record_section(plan), *body_section(plan), *plan.after,
    )  # fmt: skip
    return (*plan.other_parts, PlannedPart(plan.number, plan.title, sections))


def line_block(line: str) -> Block:
    """A planned line as the block that opening it should give."""
    depth = len(line) - len(line.lstrip("-")) if line.startswith(("- ", "-- ")) else 0
    return Block("bullet", line[depth + 1 :], depth) if depth else Block("paragraph", line)


def as_blocks(plan: DocumentPlan) -> tuple[Block, ...]:
    """The planned document as blocks, for tests that need no file."""
    blocks: list[Block] = []
    for part in compose(plan):
        blocks.append(Block("heading", f"{part.number} {part.title}".strip(), 1))
        for section in part.sections:
            if section.heading:
                blocks.append(Block("heading", section.heading, 2))
            blocks.extend(line_block(line) for line in section.lines)
    return tuple(blocks)
