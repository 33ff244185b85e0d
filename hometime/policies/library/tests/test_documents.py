"""The library's documents ask for all that the template asks for, in sentences of our own; its terms say the same."""

from __future__ import annotations

import dataclasses
import io
import re
from importlib import resources
from pathlib import Path

import pytest

from hometime.policies import library as shelf
from hometime.policies.catalogue.shapes import IDS
from hometime.policies.reading import read_file
from hometime.policies.reading.forms import Limit, Reading, Step
from hometime.policies.reading.tests.inside import library, read

ROOT = Path(__file__).resolve().parents[4]
REFERENCE = ROOT.parent / "shared" / "reference"
PACKAGE = resources.files("hometime.policies")
OURS = (
    "library/documents/bluebell.md",
    "library/documents/ash-and-alder.md",
    "catalogue/clauses.toml",
    "matching/tests/phrasings.toml",
)
LONGEST_SHARED_RUN = 7
FACTS = (  # names of laws, of cited procedures and the regulator's address are facts and stay as they are
    r"childcare act 2006|education act 2011|progress check at age two|"
    r"confidentiality,? recording and sharing information|"
    r"prime times\W+transition to school|transfer of records|allegations against staff,? volunteers or agency staff|"
    r"applications,? regulatory and contact \(arc\) team|piccadilly gate|store street|manchester m1 2wd|"
    r"ofsted or the childminder agency"
)


def reading(name: str) -> Reading:
    return read(library(name))


def covers(of: Reading) -> list[tuple[str, ...]]:
    return [clause.covers for part in of.parts for section in part.sections for clause in section.clauses]


def test_the_company_s_documents_ask_for_all_the_clauses_in_order() -> None:
    asked = [id_ for ids in covers(reading("bluebell.md")) for id_ in ids]
    two_laws = IDS.index("P25")
    assert asked == [*IDS[:two_laws], "P25", *IDS[two_laws:]]
    assert () not in covers(reading("bluebell.md"))


def test_the_documents_that_showed_the_way_ask_for_the_same_clause_by_clause() -> None:
    originals = sorted(REFERENCE.glob("*.txt"))
    if len(originals) != 2:
        pytest.skip("the documents that showed the way are not beside this checkout")
    for original, own in zip(originals, ("bluebell.md", "ash-and-alder.md"), strict=True):
        assert covers(read_file(original)) == covers(reading(own))


def test_the_single_setting_s_document_asks_for_its_own_part() -> None:
    asked = {id_ for ids in covers(reading("ash-and-alder.md")) for id_ in ids}
    absent = {id_ for id_ in IDS if id_[0] in "PCXO"} | {"F1", "F3", "F18", "S2"}
    assert set(IDS) - asked == absent
    assert () not in covers(reading("ash-and-alder.md"))


def test_the_documents_have_the_bullets_of_the_template() -> None:
    sizes = {(p.number, s.heading): len(s.clauses) for p in reading("bluebell.md").parts for s in p.sections}
    assert sizes["10.1", "Families"] + sizes["10.1", "Agencies"] + sizes["10.1", "Schools"] == 31
    sizes = {(p.number, s.heading): len(s.clauses) for p in reading("ash-and-alder.md").parts for s in p.sections}
    assert sum(count for (_, heading), count in sizes.items() if heading) == 30


def test_who_adopted_it_and_when_is_read() -> None:
    bluebell, ash = reading("bluebell.md"), reading("ash-and-alder.md")
    assert (bluebell.adopter, bluebell.adopted_on) == ("Bluebell Pre-Schools Ltd", "2025-11-04")
    assert bluebell.settings == ("Otter Bridge Pre-School", "Hilltop Community Pre-School")
    assert (ash.adopter, ash.adopted_on, ash.settings) == (None, None, ("Ash and Alder Preschool",))


def test_a_word_document_of_it_reads_the_same() -> None:
    docx = pytest.importorskip("docx")
    document = docx.Document()
    for line in library("bluebell.md").splitlines():
        words = line.strip()
        level = len(words) - len(words.lstrip("#"))
        if level:
            document.add_heading(words.lstrip("# "), level)
        elif words.startswith("- "):
            document.add_paragraph(words[2:], style="List Bullet 2" if line.startswith("  ") else "List Bullet")
        elif words:
            document.add_paragraph(words)
    kept = io.BytesIO()
    document.save(kept)
    from hometime.policies.reading import reading_of
    from hometime.policies.reading.opening import opened
    from hometime.policies.reading.unpacking import unpack

    of_word = reading_of(opened(unpack(kept.getvalue(), "bluebell.docx"), "bluebell.docx", "0" * 64))
    assert covers(of_word) == covers(reading("bluebell.md"))
    assert of_word.findings == reading("bluebell.md").findings


def test_the_library_s_terms_are_what_its_text_says() -> None:
    terms, said = shelf.open_terms("library:10.2"), reading("bluebell.md")
    assert [ladder.audience for ladder in terms.ladders] == [ladder.audience for ladder in said.ladders]
    for own, read_ladder in zip(terms.ladders, said.ladders, strict=True):
        assert [told(step) for step in own.steps] == [told(step) for step in read_ladder.steps]
    assert terms.retention == said.retention
    assert [(body.name, body.phone) for body in terms.bodies] == [(body.name, body.phone) for body in said.bodies]


def told(step: Step) -> tuple[str, bool, tuple[str, ...], list[Limit]]:
    return step.handler, step.external, step.starts_here_if, [dataclasses.replace(x, text="") for x in step.limits]


def test_parents_may_speak_or_write_as_the_text_says() -> None:
    terms, said = shelf.open_terms("library:10.2").ladders[0], reading("bluebell.md").ladders[0]
    assert [step.channel for step in terms.steps] == [step.channel for step in said.steps]


def test_every_limit_of_the_terms_quotes_the_text() -> None:
    terms = shelf.open_terms("library:10.2")
    text = " ".join(terms.text().split())
    limits = [limit for ladder in terms.ladders for step in ladder.steps for limit in step.limits]
    assert [limit.text for limit in limits if limit.text not in text] == []
    keys = {clause.key for part in reading("bluebell.md").parts for s in part.sections for clause in s.clauses}
    assert {key for ladder in terms.ladders for step in ladder.steps for key in step.clauses} <= keys


@pytest.mark.parametrize("address", ["library:9.9", "10.2", "library:../../secrets", ""])
def test_an_address_that_the_library_does_not_hold_is_refused(address: str) -> None:
    with pytest.raises(shelf.Unknown, match=re.escape("library:10.1 and library:10.2")):
        shelf.open_terms(address)


def runs(text: str) -> set[tuple[str, ...]]:
    """Every run of eight words, the facts taken out and standing as a gap."""
    found: set[tuple[str, ...]] = set()
    length = LONGEST_SHARED_RUN + 1
    for piece in re.split(FACTS, re.sub(r"[’']", "", text.lower())):
        words = re.findall(r"[a-z0-9]+", piece)
        found |= {tuple(words[at : at + length]) for at in range(len(words) - length + 1)}
    return found


@pytest.mark.parametrize("name", OURS)
def test_no_sentence_is_taken_from_the_documents_that_showed_the_way(name: str) -> None:
    if not REFERENCE.is_dir():
        pytest.skip("the documents that showed the way are not beside this checkout")
    theirs = set().union(
        *(runs(path.read_text(encoding="utf-8", errors="replace")) for path in REFERENCE.glob("*.txt"))
    )
    shared = runs(PACKAGE.joinpath(name).read_text(encoding="utf-8")) & theirs
    assert sorted(" ".join(run) for run in shared) == []
