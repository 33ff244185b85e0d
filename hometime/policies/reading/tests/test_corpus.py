"""Holds the reader against the made-up documents: nothing invented, nothing missed.

Every batch was written before the reader had seen it; `docs/measurements.md` tells how it did on the first try.
"""

from __future__ import annotations

import pytest

from hometime.policies.reading.ladder_questions import read_questions
from hometime.policies.reading.ladders import read_ladders
from hometime.policies.reading.tests.corpus import Document, documents, hold

CORPUS = tuple(documents())


def test_the_corpus_holds_at_least_eighty_documents() -> None:
    assert len(CORPUS) >= 80
    assert len({document.name for document in CORPUS}) == len(CORPUS)


@pytest.mark.parametrize("document", CORPUS, ids=lambda document: document.name)
def test_a_made_up_document_is_read_as_it_was_meant(document: Document) -> None:
    assert hold(document).faults == []


@pytest.mark.parametrize("document", [d for d in CORPUS if d.questions], ids=lambda document: document.name)
def test_what_a_document_leaves_open_becomes_a_question(document: Document) -> None:
    asked = {question.code for question in read_questions(read_ladders(document.blocks), document.blocks)}
    assert document.questions <= asked
