"""Matching measured on 333 phrasings written before it was tuned; half of them were never used for tuning."""

from __future__ import annotations

import dataclasses
import functools
import tomllib
from collections.abc import Iterator
from importlib import resources

import pytest

from hometime.policies.catalogue.shapes import IDS
from hometime.policies.matching import asked, match
from hometime.policies.matching.context import COMPLAINTS, HOME, NEAR, NEVER, PARTNERSHIP
from hometime.policies.matching.words import sentences
from hometime.policies.reading.forms import Part, ReadClause, Section

ALL = PARTNERSHIP + COMPLAINTS
NOWHERE = dict.fromkeys(ALL, NEAR)


@dataclasses.dataclass(frozen=True)
class Score:
    """How many phrasings got their id, how many did not, and how many ids were too many."""

    hit: int
    missed: int
    extra: int

    @property
    def recall(self) -> float:
        return self.hit / (self.hit + self.missed)

    @property
    def precision(self) -> float:
        return self.hit / (self.hit + self.extra)


@functools.cache
def phrasings() -> dict[str, list[str]]:
    return tomllib.loads(
        resources.files("hometime.policies.matching.tests").joinpath("phrasings.toml").read_text("utf-8")
    )


def half(name: str) -> Iterator[tuple[str, str]]:
    """Every second phrasing: `tuned` was looked at while the concepts were written, `held_out` was not."""
    wanted = {"tuned": 0, "held_out": 1}[name]
    for place, id_ in enumerate(IDS):
        yield from ((id_, text) for turn, text in enumerate(phrasings()[id_]) if (place + turn) % 2 == wanted)


def standing(group: str) -> dict[str, float]:
    domain = PARTNERSHIP if group in PARTNERSHIP else COMPLAINTS
    return {other: HOME if other == group else NEAR if other in domain else NEVER for other in ALL}


def score(name: str, in_context: bool) -> Score:
    hit = missed = extra = 0
    for id_, text in half(name):
        groups = standing(id_[0]) if in_context else NOWHERE
        got = {found.id for sentence in sentences(text) for found in asked(sentence, groups)}
        hit, missed, extra = hit + (id_ in got), missed + (id_ not in got), extra + len(got - {id_})
    return Score(hit, missed, extra)


def test_every_clause_has_three_phrasings_and_no_two_are_alike() -> None:
    texts = [text for id_ in IDS for text in phrasings()[id_]]
    assert all(len(phrasings()[id_]) >= 3 for id_ in IDS)
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize(("name", "least"), [("tuned", 0.98), ("held_out", 0.95)])
def test_phrasings_are_matched_where_their_headings_stand_above_them(name: str, least: float) -> None:
    measured = score(name, in_context=True)
    assert measured.recall >= least
    assert measured.precision >= least


@pytest.mark.parametrize(("name", "least"), [("tuned", 0.94), ("held_out", 0.89)])
def test_phrasings_are_matched_without_any_heading(name: str, least: float) -> None:
    measured = score(name, in_context=False)
    assert measured.recall >= least
    assert measured.precision >= least


@pytest.mark.parametrize("sentence", [*phrasings()["elsewhere"], *phrasings()["elsewhere_later"]])
def test_a_sentence_of_another_policy_asks_for_nothing(sentence: str) -> None:
    assert asked(sentence, NOWHERE) == ()


def part(title: str, heading: str, *texts: str) -> Part:
    clauses = tuple(ReadClause(f"p/s/{place}", text) for place, text in enumerate(texts, 1))
    return Part("", "procedure", title, (Section(heading, clauses),))


def covers(*parts: Part) -> list[tuple[str, ...]]:
    return [clause.covers for found in match(parts) for section in found.sections for clause in section.clauses]


def test_the_same_sentence_is_told_apart_by_its_heading() -> None:
    text = "The manager investigates the complaint."
    assert covers(part("Complaints", "Parents", text), part("Complaints", "Other services", text)) == [
        ("C13",),
        ("X3",),
    ]


def test_a_twin_in_policy_and_procedure_is_told_apart_by_its_part() -> None:
    text = "Parents can take part in a parents' forum."
    policy = dataclasses.replace(part("Partnership with parents policy", "Objectives", text), kind="policy")
    assert covers(policy, part("Partnership with parents", "Families", text)) == [("P15",), ("F28",)]


def test_a_clause_of_several_promises_covers_them_all_in_order() -> None:
    text = "Parents' consent is needed for medicine, emergency treatment, outings and photographs."
    assert covers(part("Partnership with parents", "Families", text)) == [("F23", "F24", "F25", "F26")]


def test_the_order_of_clauses_does_not_matter() -> None:
    texts = [text for id_ in IDS if id_[0] == "F" for text in phrasings()[id_][:1]]
    forward = covers(part("Partnership with parents", "Families", *texts))
    backward = covers(part("Partnership with parents", "Families", *reversed(texts)))
    assert forward == list(reversed(backward))


def test_the_setting_s_own_addition_is_left_alone() -> None:
    texts = ("Our cat is called Biscuit.", "We hold a sponsored walk for the hospice each May.")
    assert covers(part("Partnership with parents", "Families", *texts)) == [(), ()]


def test_complaint_steps_are_not_read_into_a_policy_on_something_else() -> None:
    text = "The manager investigates within 28 days and tells the parents the outcome."
    assert covers(part("Fire safety", "Drills", "The alarm is tested weekly."))[0] == ()
    assert covers(part("Complaints", "Parents", text))[0] == ("C13", "C14")


def test_a_heading_on_complaints_decides_inside_a_text_on_partnership() -> None:
    text = "The manager investigates and gives the parents feedback within 28 days."
    assert covers(part("Partnership with parents", "If you have a complaint", text)) == [("C13", "C14")]
    assert covers(part("Partnership with parents", "Families", text)) == [()]


def test_a_title_on_both_subjects_rules_neither_out() -> None:
    title = "Working together with parents and dealing with complaints"
    texts = ("Parents are greeted and made to feel welcome.", "The record of complaints is a summary only.")
    assert covers(part(title, "", *texts)) == [("F2",), ("O3",)]


def test_every_match_says_which_words_it_rests_on() -> None:
    (found,) = asked("We try to find an interpreter for every parent who needs one.", NOWHERE)
    assert (found.id, found.why) == ("F18", ("interpreter",))
