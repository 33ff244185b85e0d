"""The two reference policies and the example documents, where they are present beside the repository."""

from __future__ import annotations

from pathlib import Path

import pytest

from hometime.policies.reading import read_file
from hometime.policies.reading.forms import Reading
from hometime.policies.reading.opening import open_file

SHARED = Path(__file__).resolve().parents[4].parent / "shared"
REFERENCES = sorted((SHARED / "reference").glob("*.txt")) if SHARED.is_dir() else []
EXAMPLES = sorted(path for path in (SHARED / "examples").glob("[0-9]*")) if SHARED.is_dir() else []
needs_originals = pytest.mark.skipif(
    len(REFERENCES) < 2, reason="the reference policies are not beside this repository"
)


def outline(reading: Reading) -> list[tuple[str, str, list[int]]]:
    """Number, kind and clauses for each section of every part."""
    return [(part.number, part.kind, [len(section.clauses) for section in part.sections]) for part in reading.parts]


@needs_originals
def test_the_longer_reference_is_read_whole() -> None:
    reading = read_file(REFERENCES[0])
    assert outline(reading) == [
        ("10", "policy", [1, 1, 14, 7, 2]),
        ("10.1", "procedure", [2, 21, 8, 2]),
        ("10.2", "procedure", [1, 8, 6, 5, 1]),
    ]
    assert reading.adopted_on == "2025-11-04" and len(reading.settings) == 2
    assert reading.adopter is not None and reading.adopter.endswith("Ltd")
    assert reading.source.complete and not reading.problems


@needs_originals
def test_the_shorter_reference_is_read_whole() -> None:
    reading = read_file(REFERENCES[1])
    assert outline(reading) == [("10.1", "procedure", [2, 20, 8, 2])]
    assert (reading.adopter, reading.adopted_on, len(reading.settings)) == (None, None, 1)


@needs_originals
def test_no_debris_of_the_originals_reaches_a_clause() -> None:
    texts = [
        clause.text
        for path in REFERENCES
        for part in read_file(path).parts
        for section in part.sections
        for clause in section.clauses
    ]
    assert not [text for text in texts if "bookmark" in text or "  " in text or text.startswith(("·", "10"))]


@pytest.mark.skipif(not EXAMPLES, reason="the example documents are not beside this repository")
def test_every_example_opens_cleanly() -> None:
    for path in EXAMPLES:
        opened = open_file(path)
        assert opened.source.complete and not opened.problems and len(opened.blocks) > 5, path.name
