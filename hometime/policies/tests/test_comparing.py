"""Two documents side by side: what differs is found, and layout is never taken for a change."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hometime.policies.comparing import STATES, ClausePair, Comparison, as_json, compare
from hometime.policies.reading import read_file
from hometime.policies.reading.tests.inside import library, read
from hometime.policies.telling import compared

REFERENCE = Path(__file__).resolve().parents[3].parent / "shared" / "reference"


def with_debris(text: str) -> str:
    """The same words as a word processor leaves them: double spaces, a bookmark marker, bullets typed as signs."""
    text = text.replace("- We make the contact details", "- [bookmark: _Int_a1B2c3D4]We make the contact details")
    return text.replace("## 10.1 ", "## 10.1  ").replace("# 10 ", "# 10  ").replace("  - ", "- ")


def ours() -> Comparison:
    return compare(read(with_debris(library("bluebell.md")), "a.md"), read(library("ash-and-alder.md"), "b.md"))


def originals() -> Comparison:
    files = sorted(REFERENCE.glob("*.txt"))
    if len(files) != 2:
        pytest.skip("the two documents that showed the way are not beside this checkout")
    one, other = (read_file(path) for path in files)
    return compare(one, other)


@pytest.fixture(params=["ours", "originals"])
def comparison(request: pytest.FixtureRequest) -> Comparison:
    return {"ours": ours, "originals": originals}[request.param]()


def documents(comparison: Comparison, kind: str) -> list[tuple[str, str]]:
    return [(found.a, found.b) for found in comparison.documents if found.kind == kind]


def by_id(comparison: Comparison, id_: str) -> ClausePair:
    (pair,) = (
        pair for pair in comparison.clauses if id_ in pair.covers and (pair.a is None or pair.a.key.startswith("10.1"))
    )
    return pair


def changes(pair: ClausePair) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    return {change.kind: (change.only_a, change.only_b) for change in pair.changes}


def test_d1_and_d2_the_policy_and_the_complaints_procedure_are_only_in_one(comparison: Comparison) -> None:
    assert [(a.split()[0], b) for a, b in documents(comparison, "part")] == [("10", ""), ("10.2", "")]
    missing = {id_[0] for pair in comparison.clauses if pair.state == "only_in_a" for id_ in pair.covers}
    assert missing == {"P", "C", "X", "O", "F"}


def test_d3_adopter_and_date_are_in_one_only(comparison: Comparison) -> None:
    ((adopter, nobody),) = documents(comparison, "adopter")
    assert adopter.endswith("Pre-Schools Ltd") and nobody == ""
    assert documents(comparison, "adopted_on") == [("2025-11-04", "")]


def test_d4_a_company_with_two_settings_stands_beside_one_preschool(comparison: Comparison) -> None:
    ((two, one),) = documents(comparison, "settings")
    assert two.count("Pre-School") == 2 and one.count("Preschool") == 1
    opening = by_id(comparison, "G1")
    assert opening.state == "changed"
    only_a, only_b = changes(opening)["name"]
    assert len(only_a) == 3 and len(only_b) == 1
    assert set(changes(opening)) == {"name"}


def test_d5_one_opens_with_the_policy_and_one_with_the_name_of_the_setting(comparison: Comparison) -> None:
    ((a, b),) = documents(comparison, "opening")
    assert a.startswith("10 ") and "Preschool: 10.1" in b


def test_d6_a_heading_is_a_label(comparison: Comparison) -> None:
    ((a, b),) = documents(comparison, "heading")
    assert (a, b.rstrip(":")) == ("Families", "Parents")


def test_d7_the_written_information_is_only_in_one(comparison: Comparison) -> None:
    pair = by_id(comparison, "F1")
    assert (pair.state, pair.b) == ("only_in_a", None)


@pytest.mark.parametrize(
    ("clause", "change"),
    [
        pytest.param("F2", {"promise": (("F3",), ())}, id="d8 seating and refreshment"),
        pytest.param(
            "F11", {"actor": (("key_person",), ("designated_safeguarding_lead",))}, id="d9 who does the tasks"
        ),
        pytest.param("F15", {"reference": (("09.15",), ())}, id="d10 the cited procedure"),
        pytest.param("F19", {"promise": (("F18",), ())}, id="d11 the interpreter"),
        pytest.param("S1", {"promise": (("S2",), ()), "reference": (("09.14", "07.6"), ())}, id="d12 the school"),
    ],
)
def test_a_changed_clause_keeps_its_identity_and_names_what_changed(
    comparison: Comparison, clause: str, change: dict[str, tuple[tuple[str, ...], tuple[str, ...]]]
) -> None:
    pair = by_id(comparison, clause)
    assert (pair.state, changes(pair)) == ("changed", change)


def test_d13_the_order_of_parts_differs(comparison: Comparison) -> None:
    assert documents(comparison, "order") == [("10, 10.1, 10.2", "10.1")]


def test_d14_layout_is_told_apart_and_changes_no_clause(comparison: Comparison) -> None:
    ((a, b),) = documents(comparison, "layout")
    assert "bookmark" in a and "bookmark" not in b
    assert comparison.count("same") == 26
    assert comparison.count("changed") == 6
    assert comparison.count("layout_only") == comparison.count("reworded") == comparison.count("only_in_b") == 0


def test_a_document_equals_itself_with_other_layout() -> None:
    plain, debris = read(library("bluebell.md"), "a.md"), read(with_debris(library("bluebell.md")), "b.md")
    found = compare(plain, debris)
    assert {pair.state for pair in found.clauses} <= {"same", "layout_only"}
    assert {difference.kind for difference in found.documents} == {"layout"}


def test_hyphens_and_capitals_are_layout() -> None:
    text = library("ash-and-alder.md")
    other = text.replace("well-being of all children", "wellbeing of all children")
    found = compare(read(text), read(other))
    assert [pair.covers for pair in found.clauses if pair.state != "same"] == [("G3",)]
    assert found.count("layout_only") == 1


def test_new_words_for_the_same_promise_keep_the_clause() -> None:
    text = library("ash-and-alder.md")
    other = text.replace(
        "Before the way the service is delivered changes, we seek the views of parents and carers.",
        "Whenever we mean to change how our service is run, parents and carers are asked for their views first.",
    )
    found = compare(read(text), read(other))
    assert [(pair.covers, pair.state) for pair in found.clauses if pair.state != "same"] == [(("F27",), "reworded")]


def test_a_changed_limit_is_a_change() -> None:
    text = library("bluebell.md")
    found = compare(read(text), read(text.replace("within 28 days, makes time", "within 30 working days, makes time")))
    (pair,) = (pair for pair in found.clauses if pair.state != "same")
    assert (pair.covers, changes(pair)) == (("C13", "C14", "C15"), {"limit": (("28 days",), ("30 working_days",))})


def test_clauses_moved_about_are_the_same_clauses() -> None:
    text = library("ash-and-alder.md")
    lines = text.splitlines()
    first, second = (
        next(at for at, line in enumerate(lines) if word in line) for word in ("urge parents", "disability")
    )
    lines[first], lines[second] = lines[second], lines[first]
    found = compare(read(text), read("\n".join(lines)))
    assert {pair.state for pair in found.clauses} == {"same"}
    assert [difference.kind for difference in found.documents] == ["clause_order"]


def test_renumbered_parts_are_still_set_beside_each_other() -> None:
    text = library("ash-and-alder.md")
    found = compare(read(text), read(text.replace("## 10.1 ", "## 4.1 ").replace("# 10 ", "# 4 ")))
    assert found.count("same") == len(found.clauses)


def test_swapping_the_sides_swaps_the_answers() -> None:
    one, other = read(library("bluebell.md")), read(library("ash-and-alder.md"))
    there, back = compare(one, other), compare(other, one)
    assert [there.count(state) for state in ("same", "changed", "only_in_a", "only_in_b")] == [
        back.count(state) for state in ("same", "changed", "only_in_b", "only_in_a")
    ]


def test_a_comparison_is_plain_json() -> None:
    plain = json.loads(json.dumps(as_json(ours())))
    assert {pair["state"] for pair in plain["clauses"]} <= set(STATES)
    assert {"a", "b", "documents", "clauses", "problems"} == set(plain)


def test_it_is_told_in_words_with_every_difference_and_both_texts() -> None:
    words = compared(ours())
    for wanted in (
        "Layout only, not a change",
        "F11  CHANGED",
        "who acts, only B: designated safeguarding lead",
        "F18 interpreters",
    ):
        assert wanted in words
    assert max(len(line) for line in words.splitlines()) <= 100


def test_what_could_not_be_read_is_said_first() -> None:
    words = compared(compare(read("", "empty.md"), read(library("ash-and-alder.md"), "b.md")))
    assert "! empty.md: " in words
    assert words.index("! empty.md") < words.index("THE DOCUMENTS")
