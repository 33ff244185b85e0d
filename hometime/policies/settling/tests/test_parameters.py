"""What a document sets for the rooms that carry its clauses, read from the two policies that we ship."""

from __future__ import annotations

import functools
from importlib import resources
from typing import Any

import pytest

from hometime.policies import catalogue
from hometime.policies.catalogue.shapes import EVIDENCE
from hometime.policies.reading import read_bytes
from hometime.policies.settling import Settled, proposals, settled, terms_of, value_of


@functools.cache
def confirmed(book: str) -> Settled:
    content = (resources.files("hometime.policies.library") / "documents" / book).read_bytes()
    reading = read_bytes(content, book)
    return settled(reading, proposals(reading))


def terms(book: str) -> dict[str, Any]:
    """The terms of every part, their parameters taken together."""
    each = [terms_of(part, confirmed(book)) for part in confirmed(book).reading.parts]
    return {"parameters": {id_: row for one in each for id_, row in one["parameters"].items()}}


@pytest.mark.parametrize(
    ("clause", "name", "bluebell", "ash"),
    [
        ("P1", "documents_held", ["10", "10.1", "10.2"], None),
        ("F1", "written_pack_covers", ["setting", "safeguarding", "prevent"], []),
        ("F3", "premises_check_items", ["seating", "refreshment"], []),
        ("F11", "cp_task_lead", "key_person", "designated_safeguarding_lead"),
        ("F15", "progress_check_procedure", "09.15", None),
        ("F17", "complaints_procedure", "10.2", "10.2"),
        ("F18", "interpreter_promised", True, False),
        ("F19", "translation_promised", True, True),
        ("A2", "sharing_procedure", "07.2", "07.2"),
        ("S1", "transition_procedure", "09.14", None),
        ("S2", "transfer_procedure", "07.6", None),
        ("C10", "allegations_procedure", "06.2", None),
        ("P17", "regulator", "ofsted", None),
        ("C14", "feedback_within", 28, None),
        ("C14", "counts_from", "receipt", None),
        ("C18", "answer_within", 14, None),
        ("X2", "acknowledge_within", 10, None),
        ("X4", "meet_within", 28, None),
        ("X7", "acknowledge_within", 5, None),
        ("X8", "report_within", 14, None),
        ("O4", "keep_at_least", 3, None),
        ("O5", "review_within", 30, None),
        ("O5", "effect_check_within", 90, None),
        ("F9", "regularly", "termly", "termly"),
    ],
)
def test_a_document_sets_what_it_says_and_nothing_that_only_the_template_says(
    clause: str, name: str, bluebell: object, ash: object
) -> None:
    found = [value_of(terms(book), clause, name) for book in ("bluebell.md", "ash-and-alder.md")]
    assert found == [bluebell, ash]


def test_every_parameter_of_a_clause_that_was_adopted_is_there_with_whose_it_is() -> None:
    held = terms("bluebell.md")["parameters"]
    asked = {(c.id, p.name) for c in catalogue.load().values() for p in c.parameters}
    assert {(id_, name) for id_, row in held.items() for name in row} == asked
    whose = {row["basis"] for named in held.values() for row in named.values()}
    assert whose == {"policy", "proposed", "statute", "suggested", "unstated"}
    for id_, name in (("F18", "interpreter_promised"), ("X2", "acknowledge_within"), ("F11", "cp_task_lead")):
        assert held[id_][name]["basis"] == "policy" and held[id_][name]["clause"]


def test_every_clause_of_the_catalogue_says_what_carries_it_who_acts_and_what_proves_it() -> None:
    for clause in catalogue.load().values():
        assert clause.capability and clause.rooms and clause.actors and clause.evidence in EVIDENCE, clause.id
        assert len({parameter.name for parameter in clause.parameters}) == len(clause.parameters)
