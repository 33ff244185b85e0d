"""A reading told in plain text, in the document's own order."""

from __future__ import annotations

from hometime.policies.reading.tests.inside import library, read
from hometime.policies.telling import told


def test_it_follows_the_paper_clause_by_clause() -> None:
    reading = read(library("bluebell.md"))
    words = " ".join(told(reading).split())
    clauses = [clause for part in reading.parts for section in part.sections for clause in section.clauses]
    at = 0
    for clause in clauses:
        at = words.index(clause.text, at)
    assert len(clauses) > 70


def test_it_says_who_handles_within_how_long_and_what_is_open() -> None:
    words = told(read(library("bluebell.md")))
    for wanted in (
        "Adopted by  Bluebell Pre-Schools Ltd",
        "IF A PARENT COMPLAINS",
        "2. Setting manager (spoken or in writing)",
        "starts here if it is about the key person or about other staff",
        "feedback within 28 days, from when, the text does not say",
        "no limit in the text",
        "Ofsted; 0300 123 1231",
        "Cites 09.15 Progress check at age two (NOT in this document)",
        "BEFORE YOU ADOPT (3)",
        "OPEN QUESTIONS",
    ):
        assert wanted in words


def test_what_the_text_does_not_say_is_said_to_be_open() -> None:
    words = told(read(library("ash-and-alder.md")))
    assert "Adopted by  the text does not say" in words
    assert "Who adopts this document?" in words
    assert "IF A PARENT COMPLAINS" not in words


def test_an_addition_of_the_setting_is_called_one() -> None:
    text = library("ash-and-alder.md") + "- Our cat is called Biscuit.\n"
    assert "your own addition" in told(read(text))


def test_lines_are_short_enough_for_a_screen_and_a_page() -> None:
    assert max(len(line) for line in told(read(library("bluebell.md"))).splitlines()) <= 100
