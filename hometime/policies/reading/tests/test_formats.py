"""The same planned document in five formats, with every noise: the clauses stay the same."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from hometime.policies.reading.forms import Block, Body, Ladder, Limit, Retention, Step
from hometime.policies.reading.structure import structure
from hometime.policies.reading.tests.generating import (
    DocumentPlan,
    Layout,
    PlannedPart,
    PlannedSection,
    compose,
    line_block,
)
from hometime.policies.reading.tests.wording import DISTRACTIONS
from hometime.policies.reading.tests.writing import FORMATS, GLYPHS, NOISES, SIDEBAR, write
from hometime.policies.reading.unpacking import unpack

Outline = list[tuple[str, str, list[tuple[str, list[str]]]]]

PARENTS = Ladder(
    "parents",
    (
        Step(1, "key_person", False, "", "spoken"),
        Step(
            2,
            "setting_manager",
            False,
            "",
            "either",
            ("about_key_person",),
            (),
            (Limit("acknowledge", 5, "working_days", "receipt", ""),),
        ),
        Step(
            3,
            "owners_directors_trustees",
            False,
            "",
            "written",
            (),
            (),
            (Limit("respond", 14, "days", "escalation", ""),),
        ),
        Step(4, "regulator", True, "", "unstated"),
    ),
)
AGENCIES = Ladder(
    "agencies", (Step(1, "setting_manager", False, "", "written", (), (), (Limit("meet", 28, "days", "receipt", ""),)),)
)
AIMS = PlannedSection(
    "Our aims",
    (
        "We act on families' views, because nobody knows a child's day-to-day life better than those at home.",
        "- Staff greet each family by name.",
        "- We offer these ways to join in:",
        "-- reading a story at the end of the day",
        "-- helping on an outing to the allotment",
        "- A well-run setting keeps its promises.",
    ),
)
TOGETHER = PlannedPart(
    "10.1",
    "Working with families",
    (
        PlannedSection(
            "", ("Families are partners in all that we do here, from the first visit until the move to school.",)
        ),
        PlannedSection("Families", ("- Each family has a key person.", "- Parents' wishes are written down.")),
    ),
)
PLAN = DocumentPlan(
    adopter="Larch Lane Ltd",
    settings=("Larch Nursery", "Elm Pre-School"),
    adopted_on="2024-03-01",
    ladders=(PARENTS, AGENCIES),
    retention=(Retention("complaints", 3),),
    bodies=(Body("Ofsted", "0300 123 1231"),),
    before=(AIMS,),
    other_parts=(TOGETHER,),
    distractions=2,
)
CASES = [
    (form, noise, variety)
    for form in FORMATS
    for noise in ("", *NOISES[form])
    for variety in range(len(GLYPHS) if noise == "flat_bullets" else 1)
]


def planned(plan: DocumentPlan) -> Outline:
    """Parts, headings and clauses as the plan has them."""
    return [
        (
            part.number,
            part.title,
            [(section.heading, [line_block(line).text for line in section.lines]) for section in part.sections],
        )
        for part in compose(plan)
    ]


def read(data: bytes, form: str) -> Outline:
    """Parts, headings and clauses as they are read; the sidebar's own sentence is left out."""
    blocks = [Block(*fields) for fields in unpack(data, f"policy.{form}")["blocks"]]
    sidebar = " ".join(SIDEBAR)
    return [
        (
            part.number,
            part.title,
            [(it.heading, [clause.text for clause in it.clauses if clause.text != sidebar]) for it in part.sections],
        )
        for part in structure(blocks)
    ]


@pytest.mark.parametrize(("form", "noise", "variety"), CASES)
@pytest.mark.parametrize("layout", ["bullets", "stages", "prose"])
def test_no_noise_changes_a_clause(form: str, noise: str, variety: int, layout: Layout) -> None:
    plan = dataclasses.replace(PLAN, layout=layout, wording=variety)
    assert read(write(compose(plan), form, [noise], variety), form) == planned(plan)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("noise", ["tracked", "hidden", "scripts", "cookie_banner", "comments"])
def test_what_was_taken_out_or_hidden_is_not_read(form: str, noise: str) -> None:
    if noise in NOISES[form]:
        answer = unpack(write(compose(PLAN), form, [noise]), f"policy.{form}")
        assert "99 days" not in str(answer["blocks"])


WORDS = st.sampled_from(
    sorted({word for text in DISTRACTIONS for word in text.strip(".").lower().split() if word.isalpha()})
)


@st.composite
def sentences(draw: st.DrawFn) -> str:
    """A made-up sentence of ordinary words."""
    words = draw(st.lists(WORDS, min_size=6, max_size=40))
    return f"{' '.join(words).capitalize()}."


@st.composite
def plans(draw: st.DrawFn) -> DocumentPlan:
    """A plan with made-up sections of bullets and paragraphs in any mixture."""
    marks = st.sampled_from(["", "- "])
    lines = st.lists(st.builds(str.__add__, marks, sentences()), min_size=1, max_size=8).map(tuple)
    names = draw(
        st.lists(
            st.sampled_from(["Our aims", "Families", "Schools and others", "Legal base:"]), unique=True, max_size=4
        )
    )
    return dataclasses.replace(
        PLAN,
        before=tuple(PlannedSection(name, draw(lines)) for name in names),
        wording=draw(st.integers(0, 3)),
        layout=draw(st.sampled_from(["bullets", "stages", "prose"])),
        numbers_in_words=draw(st.booleans()),
    )


@settings(
    max_examples=12,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow],
)
@given(plan=plans(), data=st.data())
def test_one_plan_gives_the_same_clauses_in_every_format(plan: DocumentPlan, data: st.DataObject) -> None:
    for form in FORMATS:
        noises = data.draw(
            st.lists(st.sampled_from(NOISES[form]), unique=True, max_size=2).filter(compatible), label=form
        )
        assert read(write(compose(plan), form, noises, plan.wording), form) == planned(plan), (form, noises)


def compatible(noises: list[str]) -> bool:
    """True where noises do not undo each other: two character sets, or a sidebar beside two columns."""
    clashes = (
        {"utf16", "cp1252", "mojibake"}, {"cp1252", "ligatures"}, {"two_columns", "sidebar"}, {"bold_headings", "plain_headings"},
    )  # fmt: skip
    return all(len(clash & set(noises)) < 2 for clash in clashes)
