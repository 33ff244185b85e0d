"""Files that cannot be read, or not wholly: plain words, and no crash."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import pytest

from hometime.policies.reading import read_bytes
from hometime.policies.reading.forms import Ladder, Opened, Step
from hometime.policies.reading.opening import MOST_BYTES, open_bytes, open_file
from hometime.policies.reading.tests.generating import DocumentPlan, compose
from hometime.policies.reading.tests.writing import write

PLAN = DocumentPlan(
    ladders=(
        Ladder("parents", (Step(1, "key_person", False, "", "spoken"), Step(2, "regulator", True, "", "unstated"))),
    )
)
BODY = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'


def zipped(files: Mapping[str, bytes | str], level: int = 9) -> bytes:
    """A zip package of these files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as package:
        for name, data in files.items():
            package.writestr(name, data)
    return stream.getvalue()


def refused(data: bytes, name: str, *words: str) -> Opened:
    """Opens a file that must give no blocks, and one problem with these words in it."""
    opened = open_bytes(data, name)
    assert opened.blocks == () and not opened.source.complete
    assert all(word in opened.problems[0] for word in words), opened.problems
    return opened


def locked_pdf() -> bytes:
    """A PDF that asks for a password."""
    import pypdf

    writer = pypdf.PdfWriter(io.BytesIO(write(compose(PLAN), "pdf")))
    writer.encrypt("quiet", algorithm="AES-256")
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def paper(pages: int, words: str = "") -> bytes:
    """A PDF of that many pages, each with these words, or empty."""
    import fpdf

    pdf = fpdf.FPDF()
    pdf.set_font("Helvetica", size=10)
    for number in range(pages):
        pdf.add_page()
        if words:
            pdf.text(20, 20 + number % 7, f"{words} {'abcdefghij'[number % 10]}.")
    return bytes(pdf.output())


def test_an_empty_file_is_said_to_be_empty() -> None:
    refused(b"", "policy.docx", "empty")
    refused(b"\xef\xbb\xbf  \r\n", "policy.txt", "empty")


def test_a_locked_pdf_asks_for_a_copy_without_a_password() -> None:
    refused(locked_pdf(), "policy.pdf", "password")


def test_a_locked_word_document_asks_for_a_copy_without_a_password() -> None:
    container = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 600
    )
    refused(container, "policy.docx", "password")


def test_an_old_word_document_is_told_from_a_locked_one() -> None:
    container = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + "WordDocument".encode("utf-16-le") + b"\x00" * 600
    refused(container, "policy.doc", "old Word document")


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_a_truncated_document_is_said_to_be_broken(form: str) -> None:
    whole = write(compose(PLAN), form)
    refused(whole[: len(whole) // 2], f"policy.{form}", "cut short")


def test_a_spreadsheet_under_another_name_is_recognised() -> None:
    refused(zipped({"xl/workbook.xml": "<workbook/>", "[Content_Types].xml": "<Types/>"}), "policy.docx", "spreadsheet")


def test_a_picture_under_another_name_is_recognised() -> None:
    refused(b"\x89PNG\r\n\x1a\n" + bytes(200), "policy.docx", "picture")
    refused(b"\x00\x00\x00\x18ftypheic" + bytes(200), "policy.pdf", "picture")


def test_a_pdf_without_text_is_called_a_picture() -> None:
    refused(paper(2), "policy.pdf", "picture of a document")


def test_a_long_pdf_is_read_as_far_as_the_bound_and_the_rest_is_told() -> None:
    opened = open_bytes(paper(210, "Families are greeted by name"), "policy.pdf")
    assert not opened.source.complete and "210 pages" in opened.problems[0]
    assert max(block.page or 0 for block in opened.blocks) == 150


def test_a_file_that_is_too_large_is_not_opened() -> None:
    refused(b"a" * (MOST_BYTES + 1), "policy.txt", "15 MB")


def test_a_zip_bomb_is_not_unpacked() -> None:
    bomb = BODY.format("<w:p><w:r><w:t>" + "a" * 60_000_000 + "</w:t></w:r></w:p>")
    refused(zipped({"word/document.xml": bomb}), "policy.docx", "far more")


def test_entities_that_multiply_are_not_expanded() -> None:
    laughs = '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>' + BODY.format(
        "<w:p><w:r><w:t>&b;</w:t></w:r></w:p>"
    )
    refused(zipped({"word/document.xml": laughs}), "policy.docx", "instructions")


def test_a_document_nested_without_end_is_refused_or_cut() -> None:
    deep = BODY.format(
        "<w:sdt><w:sdtContent>" * 120 + "<w:p><w:r><w:t>Deep.</w:t></w:r></w:p>" + "</w:sdtContent></w:sdt>" * 120
    )
    opened = open_bytes(zipped({"word/document.xml": deep}), "policy.docx")
    assert not opened.source.complete and opened.problems
    web = open_bytes(b"<html><body>" + b"<div>" * 5000 + b"Deep." + b"</div>" * 5000, "policy.html")
    assert web.problems


def test_a_text_that_is_no_text_is_told() -> None:
    refused(bytes(range(256)) * 40, "policy.txt", "does not hold text")


def test_a_document_with_one_page_left_out_still_gives_the_rest() -> None:
    opened = open_bytes(write(compose(PLAN), "pdf"), "policy.pdf")
    assert opened.blocks and opened.source.complete and opened.problems == ()


def test_a_policy_on_another_subject_is_read_and_told() -> None:
    text = b"Sun safety\n\nChildren wear hats in the garden from April, and drinks are offered every half hour.\n"
    reading = read_bytes(text, "sun.txt")
    assert reading.parts and "right one" in reading.problems[-1]


def test_a_path_that_is_not_there_is_an_error_of_the_caller(tmp_path: object) -> None:
    with pytest.raises(FileNotFoundError):
        open_file(f"{tmp_path}/none.docx")


def test_an_endless_line_is_cut_and_the_cut_is_told() -> None:
    opened = open_bytes(b"All families are welcome here, " * 4_000, "policy.txt")
    assert not opened.source.complete and "too long" in opened.problems[0]
