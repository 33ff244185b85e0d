"""Cited procedures are found by number and title, whichever way the number is written."""

from __future__ import annotations

import pytest

from hometime.policies.library import called, canonical, numbered
from hometime.policies.reading.forms import Part, ReadClause, Section
from hometime.policies.reading.references import citations, disagrees, read_references, refers_to
from hometime.policies.reading.tests.inside import library, read


def one(text: str) -> tuple[Part, ...]:
    return (Part("10.1", "procedure", "Partnership", (Section("Families", (ReadClause("10.1/families/1", text),)),)),)


@pytest.mark.parametrize("number", ["6.2", "06.2", "06.02"])
def test_a_number_has_one_form_however_it_is_written(number: str) -> None:
    assert canonical(number) == "06.2"
    assert refers_to(ReadClause("k", f"We follow procedure {number} Allegations against staff.")) == ("06.2",)


@pytest.mark.parametrize(
    ("text", "number", "title"),
    [
        ("as set out in procedure 09.15 Progress check at age two.", "09.15", "Progress check at age two"),
        ("For records see policy 7.2 Confidentiality, recording and sharing information.", "07.2", None),
        ("see procedure 09.14 Prime times: transition to school", "09.14", "Prime times: transition to school"),
        ("Procedure 04.2 Administration of medicine is followed by all staff.", "04.2", "Administration of medicine"),
        (
            "Records go as per procedure 07.6 Transfer of records and the parents are told.",
            "07.6",
            "Transfer of records",
        ),
        ("We use 06.4 Uncollected child when needed.", "06.4", "Uncollected child"),
    ],
)
def test_a_citation_is_read_with_its_title(text: str, number: str, title: str | None) -> None:
    (reference,) = read_references(one(text))
    expected = title or "Confidentiality, recording and sharing information"
    assert (reference.number, reference.title, reference.found) == (number, expected, False)


@pytest.mark.parametrize(
    "text",
    [
        "The session costs £4.50 and ends at 3.15 pm.",
        "This is version 2.1 of our leaflet.",
        "EYFS 3.74 asks for it.",
        "We closed on 03.04.2025 for cleaning.",
        "Temperatures stay below 5.5 °C.",
        "One adult looks after 2.5 children on average.",
        "Within 10 days we answer.",
    ],
)
def test_other_numbers_are_no_citations(text: str) -> None:
    assert read_references(one(text)) == ()


def test_two_citations_in_one_sentence_are_both_read() -> None:
    text = "Procedure 09.14 Prime times: transition to school applies, and papers go as per 07.6 Transfer of records."
    assert [citation.number for citation in citations(one(text))] == ["09.14", "07.6"]


def test_a_range_of_procedures_names_each_of_them() -> None:
    assert refers_to(ReadClause("k", "Read this with procedures 10.1-10.3 on partnership.")) == ("10.1", "10.2", "10.3")


def test_a_number_with_the_title_of_another_procedure_is_a_disagreement() -> None:
    (wrong,) = citations(one("We follow procedure 06.4 Missing child at once."))
    assert disagrees(wrong) == "Uncollected child"
    (right,) = citations(one("We follow procedure 06.5 Missing child at once."))
    assert disagrees(right) is None


def test_a_title_that_moved_from_edition_to_edition_agrees_with_either_number() -> None:
    for number in ("07.4", "07.6"):
        (citation,) = citations(one(f"We follow procedure {number} Transfer of records."))
        assert disagrees(citation) is None


def test_a_number_that_the_document_gives_to_another_procedure_does_not_hold_the_cited_one() -> None:
    part = Part(
        "6.5",
        "procedure",
        "Uncollected child",
        (Section("", (ReadClause("6.5/opening/1", "See procedure 06.5 Missing child."),)),),
    )
    assert [reference.found for reference in read_references((part,))] == [False]


def test_the_numbering_table_knows_numbers_and_titles() -> None:
    assert [procedure.key for procedure in numbered("9.15")] == ["progress-check"]
    assert called("Complaints procedure for parents and service users")[0].key == "complaints"
    assert numbered("42.1") == ()


def test_the_library_documents_hold_and_miss_what_they_cite() -> None:
    bluebell = {r.number: r.found for r in read(library("bluebell.md")).references}
    assert bluebell == {
        "10.1": True,
        "10.2": True,
        "09.15": False,
        "07.2": False,
        "09.14": False,
        "07.6": False,
        "06.2": False,
    }
    ash = {r.number: r.found for r in read(library("ash-and-alder.md")).references}
    assert ash == {"10.2": False, "07.2": False}
