"""Every sheet says what the board says, to eyes and to screen readers, in every language, and nothing that it must not."""

from __future__ import annotations

import dataclasses
import functools
import io
import itertools
import re
import unicodedata
from collections import Counter
from importlib import resources
from typing import Any

import pytest
from django.utils import translation

from hometime.noticeboard import printing
from hometime.noticeboard.pages import Board
from hometime.noticeboard.posters import FORMS, Poster, poster, runs
from hometime.noticeboard.steps import apart, lines
from hometime.noticeboard.tests.conftest import SITE, Places
from hometime.noticeboard.tests.test_steps import STEP
from hometime.people.roles import Role
from hometime.policies.models import in_force
from hometime.ui.press import unprintable
from hometime.ui.words import LANGUAGES
from tests.cast import TODAY

pikepdf = pytest.importorskip("pikepdf")
pypdf = pytest.importorskip("pypdf")
pypdfium2 = pytest.importorskip("pypdfium2")
CODES = [code for code, _ in LANGUAGES]
RTL = {"ur", "ar"}
WALL = ("a4", "a3")
LADDER = [form for form in FORMS if form != "strips"]
SURNAMES = ("Okonkwo", "Wardlow", "Grimshaw")
EVERY = list(itertools.product(FORMS, CODES))


@functools.cache
def text_of(made: bytes) -> str:
    """All that stands on the pages of a PDF, squeezed to single spaces: as two readers tell it.

    The first turns Latin words round on a page from right to left, the second Arabic ones; neither is the sheet's doing.
    """
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(made)]
    pages += [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages]
    return " ".join(" ".join(pages).split())


TURNED = re.compile("[\u0622-\u0627\u064b-\u0652]")  # alefs and marks: readers tell them in another order


def said_in(text: str, sentence: str) -> bool:
    """Whether every word of a sentence stands in a text, but for those whose letters readers of PDF turn round."""
    return all(word in text for word in sentence.split() if not TURNED.search(word))


def test_the_steps_stand_in_their_order_with_names_and_limits(places: Places) -> None:
    for form in LADDER:
        text = text_of(printing.pdf(places.poster("bridge", form)))
        steps = (
            "Talk to your child's key person.",
            "Still not happy? Ask the manager (Jo).",
            "We tell you what we found within 28 days.",
            "Still not happy? Ask the manager's own manager (Lee).",
            "Is it about the manager? Start here.",
            "Still not happy? Ask the owners or trustees.",
            "We answer you within 14 more days.",
            "You can tell Ofsted at any time.",
        )
        found = [text.find(step) for step in steps]
        assert -1 not in found, (form, dict(zip(steps, found, strict=True)))
        assert found[:4] == sorted(found[:4]) and found[3] < found[5] < found[7], form


def promised_in(language: str, places: Places) -> tuple[list[str], list[str]]:
    """The times on the board of `bridge`: those that are promised, and those that are our suggestion."""
    (steps,) = places.board("bridge", language).for_parents
    limits = [more for line in steps for more in line.more if more.limit]
    return [more.said for more in limits if not more.ours], [more.said for more in limits if more.ours]


def test_every_promised_limit_stands_on_every_sheet_in_every_language_and_no_suggestion_does(places: Places) -> None:
    for form, language in itertools.product(LADDER, CODES):
        promised, suggested = promised_in(language, places)
        assert len(promised) == 2 and len(suggested) >= 4, language
        sheet = places.poster("bridge", form, language)
        rows = [row for step in sheet.data["steps"] for row in step["more"]]
        told = ["".join(words for words, _ in row["said"]) for row in rows]
        assert [row for row in told if row in {*promised, *suggested}] == promised, (form, language)
        text = text_of(printing.pdf(sheet))
        if language in RTL:
            assert [limit for limit in promised if not said_in(text, limit)] == [], (form, language)
        else:
            assert [limit for limit in promised if limit not in text] == [], (form, language)
            assert [limit for limit in suggested if limit in text] == [], (form, language)


def test_what_the_owners_chose_themselves_is_printed_like_the_policys_own(places: Places) -> None:
    board = owned(places.board("bridge"), places)
    text = text_of(printing.pdf(poster("a4", board, "en-gb", TODAY, SITE)))
    assert "We say that we have it within 5 working days." in text
    assert "We answer you within 14 days." in text


def owned(board: Board, places: Places) -> Board:
    """The board as it would be had the owners typed every number themselves."""
    (ladder,) = (
        each
        for adoption in in_force(places.bridge, TODAY)
        for each in adoption.terms.get("ladders", ())
        if each["audience"] == "parents"
    )
    steps = [
        step | {"limits": [limit | {"basis": "owners", "start_basis": "owners"} for limit in step["limits"]]}
        for step in ladder["steps"]
    ]
    return dataclasses.replace(board, for_parents=[lines(steps, {Role.MANAGER: ["Jo"], Role.LINE_MANAGER: ["Lee"]})])


@pytest.mark.parametrize("which", ["bridge", "hall"])
def test_every_sheet_tells_how_to_reach_the_setting_and_the_regulator(places: Places, which: str) -> None:
    for form, language in EVERY:
        text = text_of(printing.pdf(places.poster(which, form, language)))
        assert "0300 123 1231" in text and "01632 960123" in text, (form, language)
        if form != "strips":
            assert "Piccadilly Gate" in text and "Mill Lane" in text, (form, language)


def test_no_sheet_holds_a_surname_or_a_mail_address(places: Places) -> None:
    for form, language in EVERY:
        sheet = places.poster("bridge", form, language)
        text = text_of(printing.pdf(sheet))
        assert not [name for name in SURNAMES if name in text or name in str(sheet.data)], (form, language)
        assert "@" not in text


def test_a_sheet_says_when_it_was_printed_and_checked_and_how_long_it_is_good_for(places: Places) -> None:
    text = text_of(printing.pdf(places.poster("bridge", "a4")))
    assert "Printed on Monday 9 March 2026." in text
    assert "Details checked on Thursday 5 March 2026." in text
    assert "Do not use after Sunday 5 July 2026." in text, "a term later"
    assert "Policy 10.2 of Monday 2 March 2026, version 1." in text


def test_a_sheet_whose_details_nobody_checked_says_so_and_is_good_for_a_month(places: Places) -> None:
    text = text_of(printing.pdf(places.poster("hall", "a4")))
    assert "Nobody has checked these details yet." in text and "Details checked on" not in text
    assert "Do not use after Thursday 9 April 2026." in text


def test_a_setting_without_a_procedure_says_so_and_names_the_regulator(places: Places) -> None:
    text = text_of(printing.pdf(places.poster("hall", "a4")))
    assert "We have not put up how to complain yet." in text
    assert "You can tell Ofsted at any time." in text


@pytest.mark.parametrize("which", ["bridge", "hall"])
def test_every_sheet_is_tagged_titled_and_in_its_language(places: Places, which: str) -> None:
    for form, language in EVERY:
        with pikepdf.open(io.BytesIO(printing.pdf(places.poster(which, form, language)))) as opened:
            root = opened.Root
            assert root.MarkInfo.Marked and "/StructTreeRoot" in root, (form, language)
            assert str(root.Lang).split("-")[0] == language.split("-", maxsplit=1)[0]
            assert bool(root.ViewerPreferences.DisplayDocTitle)
            with opened.open_metadata() as told:
                assert told["pdfuaid:part"] == "1"
                assert getattr(places, which).name in told["dc:title"]
            code = _alternatives(root.StructTreeRoot)
            assert len(code) >= (7 if form == "strips" else 1), "the code says what it is"


def _alternatives(node: object) -> list[str]:
    """The words for pictures, anywhere below a node of the structure."""
    if isinstance(node, pikepdf.Array):
        return [words for each in node for words in _alternatives(each)]
    if not isinstance(node, pikepdf.Dictionary):
        return []
    own = [str(node.Alt)] if "/Alt" in node else []
    return own + (_alternatives(node.K) if "/K" in node else [])


def letters(page: Any) -> dict[float, int]:
    """The sizes of letters on a page, in points, and how many there are of each."""
    told = page.get_textpage()
    drawn = [n for n in range(told.count_chars()) if told.get_text_range(n, 1).strip()]
    return Counter(round(pypdfium2.raw.FPDFText_GetFontSize(told.raw, n), 2) for n in drawn)


def test_a_poster_for_the_wall_is_one_sheet_in_every_language_and_never_small(places: Places) -> None:
    for which, form, language in itertools.product(("bridge", "hall"), (*WALL, "strips"), CODES):
        sheets = pypdfium2.PdfDocument(printing.pdf(places.poster(which, form, language)))
        assert len(sheets) == 1, (which, form, language)
        sizes = letters(sheets[0])
        assert sum(sizes.values()) > 100 and min(sizes) >= 12, (which, form, language, sizes)


def test_a_poster_with_every_time_that_owners_can_add_is_still_one_sheet(places: Places) -> None:
    for form, language in itertools.product(WALL, CODES):
        with translation.override(language):
            board = owned(places.board("bridge", language), places)
        sheets = pypdfium2.PdfDocument(printing.pdf(poster(form, board, language, TODAY, SITE)))
        assert len(sheets) == 1, (form, language)
        assert sum(count for size, count in letters(sheets[0]).items() if size < 11) == 0, (form, language)


def test_nothing_is_printed_near_the_edge_or_over_it(places: Places) -> None:
    for which, (form, language) in itertools.product(("bridge", "hall"), EVERY):
        for page in pypdfium2.PdfDocument(printing.pdf(places.poster(which, form, language))):
            drawn = page.render(scale=0.5, grayscale=True).to_pil()
            ink = drawn.point(lambda grey: 255 if grey < 250 else 0).getbbox()
            edge = 10  # pixels of 2 points: 7 mm, what office printers leave blank
            assert ink and ink[0] >= edge and ink[1] >= edge, (which, form, language)
            assert ink[2] <= drawn.width - edge and ink[3] <= drawn.height - edge, (which, form, language)


def test_a_sheet_in_urdu_or_arabic_runs_from_right_to_left(places: Places) -> None:
    for language in CODES:
        sheet = places.poster("bridge", "a4", language)
        page = pypdfium2.PdfDocument(printing.pdf(sheet))[0]
        words = page.get_textpage()
        found = words.search("Otter").get_next()  # the name of the setting, at the head
        assert found
        left = words.get_charbox(found[0])[0]
        assert (left > page.get_width() / 2) == (language in RTL), language
        text = text_of(printing.pdf(sheet))
        arabic = sum(unicodedata.bidirectional(letter) == "AL" for letter in text)
        assert (arabic > 200) == (language in RTL)


def test_the_same_words_give_the_same_bytes(places: Places) -> None:
    sheet = places.poster("bridge", "a4")
    first = printing.pdf(sheet)
    printing._made.clear()
    assert printing.known(sheet) is None
    assert printing.pdf(sheet) == first
    assert printing.known(sheet) == first
    assert printing.pdf(places.poster("bridge", "a4", "pl")) != first


def test_no_address_is_printed_where_none_is_public(places: Places) -> None:
    for form, language in EVERY:
        made = printing.pdf(places.poster("bridge", form, language, site=""))
        text = text_of(made)
        assert not re.search(r"https?:|localhost|127\.0|/board/|\.local\b", text), (form, language)
        with pikepdf.open(io.BytesIO(made)) as opened:
            assert _alternatives(opened.Root.StructTreeRoot) == [], "no code either"
    assert "hometime.example/tell/otter-bridge" in text_of(printing.pdf(places.poster("bridge", "a4")))


def test_a_name_with_marks_of_typst_is_printed_as_it_is(places: Places) -> None:
    sheet = places.poster("bridge", "a4")
    hostile = '#panic("x") *bold* $y$ \\ <z> [q] "'
    data = {**sheet.data, "setting": runs(apart(hostile)), "lead": hostile}
    text = text_of(printing.pdf(Poster(sheet.form, data)))
    assert text.count('#panic("x") *bold*') >= 2


def test_a_name_in_a_script_that_no_font_of_ours_has_still_prints(places: Places) -> None:
    people = {Role.MANAGER: ["小河", "Nguyễn"]}
    board = dataclasses.replace(places.board("bridge"), for_parents=[lines([STEP], people)])
    text = text_of(printing.pdf(poster("a4", board, "en-gb", TODAY, SITE)))
    assert "Talk to the manager (Nguyen)." in text
    board = dataclasses.replace(board, for_parents=[lines([STEP], {Role.MANAGER: ["小河"]})])
    assert "Talk to the manager." in text_of(printing.pdf(poster("a4", board, "en-gb", TODAY, SITE)))
    assert unprintable("小河") and not unprintable("Łucja Șerban جمیلہ")


def test_every_letter_that_is_let_through_is_in_the_fonts() -> None:
    tools = pytest.importorskip("fontTools.ttLib")
    fonts = resources.files("hometime.ui") / "fonts"
    for weight in ("400Regular", "700Bold"):
        held = set()
        for name in ("AtkinsonHyperlegibleNext", "NotoNaskhArabic"):
            with resources.as_file(fonts / f"{name}_{weight}.ttf") as file:
                held |= set(tools.TTFont(file).getBestCmap())
        isolates = range(0x2066, 0x206A)  # they are taken out before anything is set
        lacking = [
            hex(n) for n in range(0x20, 0x3000) if not unprintable(chr(n)) and n not in held and n not in isolates
        ]
        assert lacking == []


def test_the_press_keeps_few_sheets(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "KEPT", 2)
    printing._made.clear()
    for language in CODES[:3]:
        printing.pdf(places.poster("bridge", "strips", language))
    assert len(printing._made) == 2


def test_a_name_keeps_its_own_direction_in_a_sentence() -> None:
    assert runs(f"Ask {apart('Jo')} or {apart('جو')}.") == [
        ["Ask ", ""],
        ["Jo", "ltr"],
        [" or ", ""],
        ["جو", "rtl"],
        [".", ""],
    ]
