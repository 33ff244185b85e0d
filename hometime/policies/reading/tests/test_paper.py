"""PDF pages: the order of columns, ruled tables, drawn bullets, furniture."""

from __future__ import annotations

from typing import Any

from hometime.policies.reading.forms import Block
from hometime.policies.reading.unpacking import unpack


def page() -> Any:
    """A new A4 page in points with ten-point letters."""
    import fpdf

    pdf = fpdf.FPDF(unit="pt", format="A4")
    pdf.set_auto_page_break(False)
    pdf.add_page()
    pdf.set_font("Helvetica", size=10)
    return pdf


def blocks(pdf: Any) -> list[Block]:
    """The blocks of a finished PDF."""
    return [Block(*fields) for fields in unpack(bytes(pdf.output()), "policy.pdf")["blocks"]]


def test_a_ruled_table_gives_its_rows_with_wrapped_cells_joined() -> None:
    pdf = page()
    with pdf.table(width=400, col_widths=(1, 1, 2)) as table:
        for cells in (
            ("Stage", "Who", "By when"),
            ("Stage 1", "Key person", "On the day"),
            (
                "Stage 2",
                "Manager of the setting",
                "Within ten working days of the letter reaching the manager at the setting",
            ),
        ):
            table.row(cells)
    assert [(block.kind, block.text) for block in blocks(pdf)] == [
        ("table_row", "Stage | Who | By when"),
        ("table_row", "Stage 1 | Key person | On the day"),
        (
            "table_row",
            "Stage 2 | Manager of the setting | Within ten working days of the letter reaching the manager at the setting",
        ),
    ]


def test_labels_beside_their_text_are_rows_even_without_lines() -> None:
    pdf = page()
    for place, (label, text) in enumerate(
        [
            ("Stage 1", "You speak to the key person"),
            ("Stage 2", "You write to the manager"),
            ("Stage 3", "You write to the chair"),
        ]
    ):
        pdf.text(60, 100 + 30 * place, label)
        pdf.text(180, 100 + 30 * place, text)
    assert [block.text for block in blocks(pdf)] == [
        "Stage 1 | You speak to the key person", "Stage 2 | You write to the manager", "Stage 3 | You write to the chair",
    ]  # fmt: skip


def test_two_columns_are_read_one_after_the_other() -> None:
    pdf = page()
    left = [
        "We want to hear at once from any",
        "parent who is unhappy with what",
        "we do, in whatever way suits them",
        "and their family best.",
    ]
    right = [
        "The manager keeps a book of what",
        "was said and done, and shows it to",
        "the parent who asks to see what",
        "was written down there.",
    ]
    for place, (first, second) in enumerate(zip(left, right, strict=True)):
        pdf.text(60, 100 + 12 * place, first)
        pdf.text(320, 100 + 12 * place, second)
    assert [block.text for block in blocks(pdf)] == [" ".join(left), " ".join(right)]


def test_bullets_that_are_drawn_count_as_bullets() -> None:
    pdf = page()
    for place, text in enumerate(["We listen to each family.", "We write down what we heard."]):
        pdf.text(80, 100 + 16 * place, text)
        pdf.ellipse(68, 100 + 16 * place - 6, 4, 4, style="F")
    assert [(block.kind, block.text) for block in blocks(pdf)] == [
        ("bullet", "We listen to each family."),
        ("bullet", "We write down what we heard."),
    ]


def test_a_sentence_goes_on_over_the_end_of_a_page_and_its_furniture() -> None:
    pdf = page()
    bodies = [
        ("Complaints", "Each of our rooms is open to every parent who would like to hear the views"),
        (
            "of every one of our families.",
            "The deputy looks after the book in which all of this is written, and shows it",
        ),
        ("to whoever asks for it.", "We are open until six."),
    ]
    for number, (first, last) in enumerate(bodies, 1):
        if number > 1:
            pdf.add_page()
        for down, text in ((40, "Hazel Nursery"), (100, first), (130, last), (820, f"Page {number} of 3")):
            pdf.text(60, down, text)
    assert [block.text for block in blocks(pdf)] == [
        "Complaints", f"{bodies[0][1]} {bodies[1][0]}", f"{bodies[1][1]} {bodies[2][0]}", bodies[2][1],
    ]  # fmt: skip


def test_larger_letters_are_headings_and_bold_starts_are_emphasis() -> None:
    pdf = page()
    pdf.set_font("Helvetica", size=16)
    pdf.text(60, 80, "Complaints policy")
    pdf.set_font("Helvetica", "B", 10)
    pdf.text(60, 110, "Stage one:")
    pdf.set_font("Helvetica", "", 10)
    pdf.text(120, 110, "speak to the key person at the door, whenever it suits you.")
    pdf.text(60, 140, "We are glad to be told, and we will never think less of you for it.")
    found = blocks(pdf)
    assert (found[0].kind, found[0].level, found[0].text) == ("heading", 1, "Complaints policy")
    assert (found[1].kind, found[1].emphasis) == ("paragraph", "Stage one:")


ALMOST_FULL = (
    "A complaint is first talked over with the key person, who knows the child and the family best and sees them on most days.",
    "Whoever is not content with that may ask for the manager, who looks into the matter and talks to everybody concerned.",
    "The owner is there for those who are not content with what the manager says, and decides within the nursery for good.",
)


def almost_filled(pdf: Any, text: str, width: float) -> str:
    """A paragraph of three rows of which the last nearly fills its row, and does not reach its end."""
    words = text.rstrip(".").split() * 4
    while len(rows := pdf.multi_cell(width, text=" ".join(words) + ".", align="L", dry_run=True, output="LINES")) > 3:
        words.pop()
    gap = width - 2 * pdf.c_margin - pdf.get_string_width(rows[-1])
    assert 2 < gap < 0.2 * width
    return " ".join(words) + "."


def test_paragraphs_set_flush_are_told_apart_where_one_almost_fills_its_last_row() -> None:
    pdf = page()
    pdf.set_font("Times", size=11)
    texts = [almost_filled(pdf, text, 480) for text in ALMOST_FULL]
    for text in texts:
        pdf.multi_cell(480, 13, text, align="J", new_x="LMARGIN", new_y="NEXT")
    assert [block.text for block in blocks(pdf)] == texts


def test_a_row_that_begins_further_in_begins_a_paragraph() -> None:
    pdf = page()
    texts = [
        "We like to hear what families think of us, and we say so to everybody who comes to see the nursery. Tell us",
        "what you think. A word with the manager is always welcome.",
        "The manager looks into what worries you and tells you what came of it, on the day wherever that can be done.",
        "Nothing that you say is held against your child.",
        "Ask at the office for a copy of this paper if you have none. There is one on the board by the door as well, too.",
    ]
    for place, (text, indent) in enumerate(zip(texts, (15, 0, 15, 15, 15), strict=True)):
        pdf.text(40 + indent, 60 + 13 * place, text)
    assert [block.text for block in blocks(pdf)] == [f"{texts[0]} {texts[1]}", *texts[2:]]


def test_an_item_at_the_head_of_a_page_is_no_end_of_one_further_up() -> None:
    pdf = page()
    first = [
        "• what the child likes, and what the family is interested in",
        "• joining in with outings",
        "• a talk each term",
    ]
    for place, text in enumerate(first):
        pdf.text(60, 700 + 15 * place, text.replace("•", "-"))
    pdf.add_page()
    pdf.text(60, 60, "- helping to plan the summer party")
    assert [block.text for block in blocks(pdf)] == [
        "what the child likes, and what the family is interested in", "joining in with outings", "a talk each term",
        "helping to plan the summer party",
    ]  # fmt: skip


def test_a_number_that_completes_a_sentence_begins_no_item() -> None:
    pdf = page()
    rows = [
        "How we share what we know about a child or a family with another agency is laid down in the procedures",
        "07.2 Confidentiality, recording and sharing information.",
        "07.3 Access to records",
    ]
    for place, text in enumerate(rows):
        pdf.text(40, 60 + 13 * place, text)
    first, *others = blocks(pdf)
    assert first.text == f"{rows[0]} {rows[1]}"
    assert len(others) == 1, "a number behind a full stop begins something new"
