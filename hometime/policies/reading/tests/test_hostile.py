"""Broken and hostile files: whatever the bytes, an answer comes, and it is a plain one."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from hometime.policies.reading.forms import Ladder, Limit, Opened, Step
from hometime.policies.reading.opening import open_bytes
from hometime.policies.reading.structure import structure
from hometime.policies.reading.tests.generating import DocumentPlan, compose
from hometime.policies.reading.tests.test_unreadable import BODY, zipped
from hometime.policies.reading.tests.writing import FORMATS, write

STEPS = (
    Step(1, "key_person", False, "", "spoken"),
    Step(2, "chair", False, "", "written", (), (), (Limit("meet", 5, "days", "receipt", ""),)),
)
PARTS = compose(DocumentPlan(ladders=(Ladder("parents", STEPS),)))
SAMPLES = {form: write(PARTS, form) for form in FORMATS}


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Bytes with some changed, doubled, cut out, or cut off."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 30)):
        at = chance.randrange(len(changed))
        kind = chance.randrange(4)
        if kind == 0:
            changed[at] = chance.randrange(256)
        elif kind == 1:
            changed[at:at] = changed[at : at + chance.randint(1, 400)]
        elif kind == 2 and len(changed) > 900:
            del changed[at : at + chance.randint(1, 400)]
        else:
            changed[at : at + 4] = b"\xff\xff\xff\x7f"
    return bytes(changed[: chance.randint(1, len(changed))] if chance.random() < 0.2 else changed)


def stands(opened: Opened) -> None:
    """Checks that an answer is whole: blocks, or words about why there are none; and that structure takes it."""
    assert opened.blocks or opened.problems
    assert all(block.text.strip() for block in opened.blocks)
    assert all(problem.endswith((".", "?")) and "Traceback" not in problem for problem in opened.problems)
    structure(opened.blocks)


def check_mutations(form: str, seed: int, times: int) -> None:
    """Opens mutations of a sound document."""
    chance = random.Random(f"{form}{seed}")
    for _ in range(times):
        stands(open_bytes(mutated(SAMPLES[form], chance), f"policy.{form}"))


@pytest.mark.parametrize("form", FORMATS)
def test_a_mutated_document_never_stops_the_reader(form: str) -> None:
    check_mutations(form, 1, 6)


@pytest.mark.long
@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("seed", range(10))
def test_many_mutated_documents_never_stop_the_reader(form: str, seed: int) -> None:
    check_mutations(form, 100 + seed, 40)


def pdf_of(stream: bytes) -> bytes:
    """A one-page PDF with this content stream, compressed."""
    import zlib

    packed = zlib.compress(stream, 9)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F << /Type /Font "
        b"/Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed),
    ]
    body = b"%PDF-1.4\n" + b"".join(
        b"%d 0 obj\n%s\nendobj\n" % (number, text) for number, text in enumerate(objects, 1)
    )
    return body + b"trailer << /Root 1 0 R /Size 5 >>\n%%EOF"


HOSTILE: dict[str, Callable[[], bytes]] = {
    "a stream that unpacks to 100 MB of spaces.pdf": lambda: pdf_of(b"BT /F 9 Tf (Hello.) Tj ET" + b" " * 100_000_000),
    "a page of two million letters.pdf": lambda: pdf_of(b"BT /F 9 Tf " + (b"(" + b"a" * 500 + b") Tj ") * 4000 + b"ET"),
    "a page tree that holds itself.pdf": lambda: (
        b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [2 0 R] /Count 99999999 >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF"
    ),
    "a quarter of a million empty paragraphs.docx": lambda: zipped(
        {"word/document.xml": BODY.format("<w:p/>" * 250_000)}
    ),
    "a hundred thousand full ones.docx": lambda: zipped(
        {"word/document.xml": BODY.format("<w:p><w:r><w:t>All are welcome.</w:t></w:r></w:p>" * 100_000)}
    ),
    "a table in a table in a table.docx": lambda: zipped(
        {"word/document.xml": BODY.format("<w:tbl><w:tr><w:tc>" * 80 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 80)}
    ),
    "thirty thousand files.docx": lambda: zipped(
        {f"word/{number}.xml": "" for number in range(30_000)} | {"word/document.xml": BODY.format("")}, 1
    ),
    "one endless line.txt": lambda: b"a " * 4_000_000,
    "a line of brackets.md": lambda: b"[" * 200_000 + b"](" * 200_000,
    "a line of stars.md": lambda: b"*a **b " * 100_000,
    "a line of ordinals.txt": lambda: b"1.1 " * 500_000,
    "a line of dots.txt": lambda: b". . . . " * 300_000 + b"9",
    "a line of underscores.txt": lambda: b"_Toc_" * 300_000,
    "braces.txt": lambda: b"{ MERGEFIELD " * 200_000,
    "unclosed tags.html": lambda: b"<html><body>" + b"<table><tr><td><b><p>" * 60_000,
    "many short lines.txt": lambda: b"Ofsted\n" * 300_000,
    "many numbered lines.txt": lambda: b"".join(b"%d. Listen\n" % (number % 99) for number in range(200_000)),
}


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_a_hostile_file_gets_an_answer(name: str) -> None:
    stands(open_bytes(HOSTILE[name](), name))
