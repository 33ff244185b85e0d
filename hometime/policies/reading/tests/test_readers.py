"""What each format's reader keeps, drops and puts in order."""

from __future__ import annotations

import pytest

from hometime.policies.reading.forms import Block
from hometime.policies.reading.tests.test_unreadable import BODY, zipped
from hometime.policies.reading.unpacking import unpack


def blocks(data: bytes | str, name: str) -> list[Block]:
    """The blocks of a file."""
    return [Block(*fields) for fields in unpack(data.encode() if isinstance(data, str) else data, name)["blocks"]]


def texts(data: bytes | str, name: str) -> list[str]:
    """The texts of a file's blocks."""
    return [block.text for block in blocks(data, name)]


def word(body: str, **others: str) -> bytes:
    """A Word document with this body, and other files by name (`numbering` for `word/numbering.xml`)."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    held = {
        f"word/{name}.xml": text.replace("<w:", "<w:", 1).replace(">", f" {space}>", 1) for name, text in others.items()
    }
    return zipped({"word/document.xml": BODY.format(body), **held})


def paragraph(inside: str, properties: str = "") -> str:
    """A Word paragraph."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def run(text: str, properties: str = "") -> str:
    """A Word run."""
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"


def test_tracked_insertions_are_kept_and_deletions_dropped() -> None:
    body = paragraph(
        run("We answer within ")
        + f"<w:del><w:r><w:delText>99</w:delText></w:r></w:del><w:ins>{run('28')}</w:ins>"
        + run(" days.")
    )
    assert texts(word(body), "a.docx") == ["We answer within 28 days."]


def test_a_moved_sentence_is_read_where_it_went() -> None:
    body = paragraph(f"<w:moveFrom>{run('Old place.')}</w:moveFrom>" + run("Stays.")) + paragraph(
        f"<w:moveTo>{run('New place.')}</w:moveTo>"
    )
    assert texts(word(body), "a.docx") == ["Stays.", "New place."]


def test_merge_fields_show_their_result_or_else_their_name() -> None:
    filled = '<w:fldSimple w:instr=" MERGEFIELD Setting ">' + run("Hazel Nursery") + "</w:fldSimple>"
    empty = '<w:fldSimple w:instr=" MERGEFIELD Manager \\* MERGEFORMAT "/>'
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    long = marks[0] + "<w:r><w:instrText> MERGEFIELD Chair </w:instrText></w:r>" + marks[1] + run("Ms Fern") + marks[2]
    page = marks[0] + "<w:r><w:instrText> PAGE </w:instrText></w:r>" + marks[1] + run("7") + marks[2]
    body = paragraph(filled + run(" asks ") + empty + run(" and ") + long + run(".") + page)
    assert texts(word(body), "a.docx") == ["Hazel Nursery asks «Manager» and Ms Fern."]


def test_typed_field_codes_become_marked_names() -> None:
    assert texts("Ask { MERGEFIELD  Manager \\* MERGEFORMAT } or «Deputy» first.", "a.txt") == [
        "Ask «Manager» or «Deputy» first."
    ]


def test_a_text_box_and_a_footnote_are_read_behind_their_paragraph() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{paragraph(run('Ring us first.'))}</w:txbxContent></w:pict></w:r>"
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    notes = f'<w:footnotes><w:footnote w:id="2">{paragraph(run("Or write."))}</w:footnote></w:footnotes>'
    assert texts(word(paragraph(run("Tell us.") + box + note), footnotes=notes), "a.docx") == [
        "Tell us.",
        "Ring us first.",
        "Or write.",
    ]


def table(*rows: tuple[str, ...]) -> str:
    """A Word table of plain cells."""
    return (
        "<w:tbl>"
        + "".join(
            "<w:tr>" + "".join(f"<w:tc>{paragraph(run(cell))}</w:tc>" for cell in row) + "</w:tr>" for row in rows
        )
        + "</w:tbl>"
    )


def test_rows_of_a_table_stay_rows() -> None:
    found = blocks(word(table(("Stage", "Who"), ("One", "Key person"))), "a.docx")
    assert [(block.kind, block.text) for block in found] == [
        ("table_row", "Stage | Who"),
        ("table_row", "One | Key person"),
    ]


def test_a_table_that_lays_out_the_page_gives_its_paragraphs() -> None:
    cells = f"<w:tbl><w:tr><w:tc>{paragraph(run('Tell us.'))}{paragraph(run('We listen.'))}</w:tc><w:tc>{paragraph(run('Ring us.'))}</w:tc></w:tr></w:tbl>"
    found = blocks(word(cells), "a.docx")
    assert [(block.kind, block.text) for block in found] == [
        ("paragraph", "Tell us."),
        ("paragraph", "We listen."),
        ("paragraph", "Ring us."),
    ]


NUMBERING = (
    '<w:numbering><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="{}"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
)
LISTED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'


def test_a_number_that_word_prints_is_layout_unless_it_is_worded() -> None:
    items = paragraph(run("Speak to the key person at the door first."), LISTED) + paragraph(
        run("Then write to the manager about it."), LISTED
    )
    plain = blocks(word(items, numbering=NUMBERING.format("%1.")), "a.docx")
    worded = blocks(word(items, numbering=NUMBERING.format("Stage %1:")), "a.docx")
    assert [(block.kind, block.text[:5]) for block in plain] == [("bullet", "Speak"), ("bullet", "Then ")]
    assert [block.text[:8] for block in worded] == ["Stage 1:", "Stage 2:"]


def test_bold_words_at_the_start_are_kept_as_emphasis() -> None:
    (block,) = blocks(
        word(paragraph(run("Stage one: ", "<w:b/>") + run("speak to the key person at the door."))), "a.docx"
    )
    assert (block.kind, block.emphasis) == ("paragraph", "Stage one:")


def test_a_short_bold_paragraph_is_a_heading_and_a_long_one_is_not() -> None:
    long = "We answer every complaint that reaches us, whoever brings it and in whatever way they choose to bring it to us."
    body = "".join(paragraph(run(text, "<w:b/>")) for text in ("Our promise", long)) + paragraph(run("Tell us."))
    assert [block.kind for block in blocks(word(body), "a.docx")] == ["heading", "paragraph", "paragraph"]


def test_words_struck_through_are_dropped_and_told() -> None:
    answer = unpack(word(paragraph(run("We answer in ") + run("9 ", "<w:strike/>") + run("28 days."))), "a.docx")
    assert answer["blocks"][0][1] == "We answer in 28 days." and "struck through" in answer["problems"][0]


def test_lists_of_a_web_page_keep_their_depth() -> None:
    page = "<html><body><ul><li>One<ul><li>Inner</li></ul></li><li>Two</li></ul></body></html>"
    assert [(block.text, block.level) for block in blocks(page, "a.html")] == [("One", 1), ("Inner", 2), ("Two", 1)]


@pytest.mark.parametrize(
    "junk",
    [
        '<div class="cookie-banner"><p>Cookies, please.</p></div>', "<nav><p>Home.</p></nav>", "<footer><p>Contact.</p></footer>",
        '<div role="navigation"><p>Menu.</p></div>', '<p style="display: none">Old.</p>', "<script>var a = 'b';</script>",
        '<div id="breadcrumbs"><p>Home, policies.</p></div>', "<form><button>Send.</button></form>", "<p><del>Gone.</del></p>",
    ],
)  # fmt: skip
def test_what_surrounds_a_web_page_is_dropped(junk: str) -> None:
    assert texts(f"<html><body>{junk}<p>We listen to families.</p>{junk}</body></html>", "a.html") == [
        "We listen to families."
    ]


def test_a_section_about_consent_is_no_banner() -> None:
    page = '<html><body><div id="consent" class="entry-content"><p>Parents consent to outings.</p></div></body></html>'
    assert texts(page, "a.html") == ["Parents consent to outings."]


def test_breaks_in_a_web_page_part_lines() -> None:
    assert texts("<html><body><p>Ofsted<br>Piccadilly Gate<br/>0300 123 1231</p></body></html>", "a.html") == [
        "Ofsted",
        "Piccadilly Gate",
        "0300 123 1231",
    ]


def test_a_page_in_another_character_set_is_decoded_as_it_says() -> None:
    page = '<html><head><meta charset="windows-1252"></head><body><p>The child’s file – kept.</p></body></html>'
    assert texts(page.encode("cp1252"), "a.html") == ["The child's file – kept."]


def test_markdown_marks_become_words() -> None:
    text = "# Complaints\n\nAsk the **manager** or [write](mailto:a@b.example).\n\n- **Stage 1**: talk\n  to us\n    1. kindly\n\n| Who | When |\n|---|---|\n| Chair | 5 days |\n"
    assert [(block.kind, block.level, block.text, block.emphasis) for block in blocks(text, "a.md")] == [
        ("heading", 1, "Complaints", ""),
        ("paragraph", 0, "Ask the manager or write.", ""),
        ("bullet", 1, "Stage 1: talk to us", "Stage 1"),
        ("bullet", 2, "kindly", ""),
        ("table_row", 0, "Who | When", ""),
        ("table_row", 0, "Chair | 5 days", ""),
    ]


@pytest.mark.parametrize("mark", ["·", "• ", "- ", "* ", "o  ", "– ", "a) ", "1. ", "(i) ", "\uf0b7 ", "➢"])
def test_typed_bullets_of_every_kind_are_bullets(mark: str) -> None:
    following = {"a) ": "b) ", "1. ": "2. ", "(i) ": "(ii) "}.get(mark, mark)
    found = blocks(f"Aims\n{mark}We listen to each family.\n{following}We answer every question.\n", "a.txt")
    assert [(block.kind, block.text) for block in found[1:]] == [
        ("bullet", "We listen to each family."),
        ("bullet", "We answer every question."),
    ]


def test_several_bullets_on_one_line_are_parted() -> None:
    assert texts("We note:\n* who spoke * what was said * when\n", "a.txt")[1:] == [
        "who spoke",
        "what was said",
        "when",
    ]


def test_a_word_split_at_a_line_end_is_made_whole_and_a_compound_one_kept() -> None:
    text = (
        "The manager looks into the matter at once, talks to the people con-\ncerned, and writes down what was said by every one of them that day-\n"
        "to-day. A day-to-day book is kept for that. It is held by the well-\nknown deputy, who shows it to parents when they ask for it again.\n"
    )
    assert (
        "people concerned, and" in texts(text, "a.txt")[0]
        and "day-to-day. A" in texts(text, "a.txt")[0]
        and "well-known" in texts(text, "a.txt")[0]
    )


def test_an_address_below_a_name_is_not_made_of_headings() -> None:
    found = blocks(
        "Tell us.\n\nOfsted\nPiccadilly Gate\nStore Street\nManchester\nM1 2WD\n\nWe listen to you.\n", "a.txt"
    )
    assert [block.text for block in found if block.kind == "heading"] == ["Ofsted"]


def test_laws_and_signatures_are_no_headings() -> None:
    text = "Legal references\nChildcare Act 2006\nEducation Act 2011\nSigned: ________\nDate: 4 May 2024\nWe listen to families here.\n"
    assert [block.text for block in blocks(text, "a.txt") if block.kind == "heading"] == ["Legal references"]


def test_a_contents_page_is_dropped() -> None:
    text = (
        "Contents\nAims ....... 2\nRecords ....... 3\nAims\nWe listen to families.\nRecords\nWe keep them for years.\n"
    )
    assert texts(text, "a.txt") == ["Aims", "We listen to families.", "Records", "We keep them for years."]


def test_a_document_in_the_strict_form_of_the_standard_is_read() -> None:
    strict = BODY.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    assert texts(zipped({"word/document.xml": strict.format(paragraph(run("We listen.")))}), "a.docx") == ["We listen."]


def test_a_document_whose_text_has_a_numbered_name_is_read() -> None:
    assert texts(zipped({"word/document2.xml": BODY.format(paragraph(run("We listen.")))}), "a.docx") == ["We listen."]


def test_a_mark_that_stands_alone_belongs_to_the_next_line() -> None:
    found = blocks("Aims\n•\nWe listen to families.\n2.\nWe answer them.\n", "a.txt")
    assert [(block.kind, block.text) for block in found[1:]] == [
        ("bullet", "We listen to families."),
        ("bullet", "We answer them."),
    ]
