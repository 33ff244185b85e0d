"""What people see of an upload is right: way up, colours, pages and words; and the file's name means nothing."""

from __future__ import annotations

import hashlib
import io

import pikepdf
import pytest
from PIL import Image

from hometime.kernel import bounded
from hometime.records.papers import preparing
from hometime.records.papers.documents import plain
from hometime.records.papers.kinds import Kind
from hometime.records.papers.preparing import prepare, title_from
from hometime.records.papers.shapes import MOST_BYTES, MOST_PIXELS, Picture, Prepared, Reason, Refused
from hometime.records.papers.tests import planting

RED, WHITE = (254, 0, 0), (255, 255, 255)


def taken(data: bytes, name: str = "a") -> Prepared:
    answer = prepare(data, name)
    assert isinstance(answer, Prepared), answer
    return answer


def opened(picture: Picture) -> Image.Image:
    return Image.open(io.BytesIO(picture.data))


def near(pixel: object, wanted: tuple[int, int, int]) -> bool:
    assert isinstance(pixel, tuple)
    return all(abs(got - want) < 40 for got, want in zip(pixel, wanted, strict=True))


def red_in_one_corner() -> Image.Image:
    drawn = Image.new("RGB", (80, 40), WHITE)
    drawn.paste(RED, (0, 0, 20, 20))
    return drawn


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_a_photo_taken_sideways_is_shown_upright(form: str) -> None:
    if form == "HEIF":
        from pillow_heif import register_heif_opener

        register_heif_opener()
    notes, written = Image.Exif(), io.BytesIO()
    notes[0x0112] = 6  # the camera was turned: the top left of the file belongs at the top right
    red_in_one_corner().save(written, form, exif=notes.tobytes(), quality=95)
    shown = opened(taken(written.getvalue()).pages[0])
    assert shown.size == (40, 80)
    assert near(shown.convert("RGB").getpixel((35, 5)), RED)
    assert near(shown.convert("RGB").getpixel((5, 5)), WHITE)


def test_a_heic_photo_becomes_a_jpeg() -> None:
    answer = taken(planting.photo("HEIF", "here", "me"), "IMG_0001.HEIC")
    assert answer.media_type == "image/heic"
    assert answer.pages[0].media_type == "image/jpeg"


def test_a_photo_of_forty_million_pixels_is_taken_and_drawn_smaller() -> None:
    written = io.BytesIO()
    Image.new("RGB", (8000, 5000), RED).save(written, "JPEG", quality=60)
    shown = opened(taken(written.getvalue()).pages[0])
    assert MOST_PIXELS == 8000 * 5000 and max(shown.size) <= 3000
    assert near(shown.convert("RGB").getpixel((5, 5)), RED)


def test_content_decides_and_the_name_does_not() -> None:
    assert taken(planting.photo("PNG", "here", "me"), "letter.pdf").media_type == Kind.PNG
    assert taken(planting.letter("here", "me"), "photo.jpg").media_type == Kind.PDF


def test_transparent_parts_become_white() -> None:
    written = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(written, "PNG")
    assert opened(taken(written.getvalue()).pages[0]).getpixel((5, 5)) == WHITE


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_way_of_storing_a_png_is_taken(mode: str) -> None:
    written = io.BytesIO()
    Image.new(mode, (12, 8), 1 if mode == "1" else None).save(written, "PNG")
    assert taken(written.getvalue()).pages[0].width == 12


def test_a_bright_picture_of_sixteen_bits_stays_bright() -> None:
    written = io.BytesIO()
    Image.new("I;16", (12, 8), 65535).save(written, "PNG")
    assert opened(taken(written.getvalue()).pages[0]).getpixel((3, 3)) == 255


def test_a_print_in_four_colours_is_taken() -> None:
    written = io.BytesIO()
    Image.new("CMYK", (12, 8)).save(written, "JPEG")
    assert opened(taken(written.getvalue()).pages[0]).mode == "RGB"


def test_a_very_large_photo_is_shown_smaller() -> None:
    answer = taken(planting.png_with_sides(6000, 4000))
    assert (answer.pages[0].width, answer.pages[0].height) == (3000, 2000)
    assert max(answer.thumbnail.width, answer.thumbnail.height) == 320


def test_each_page_of_a_letter_becomes_a_picture_with_its_words_beside() -> None:
    answer = taken(planting.saved(planting.document(pages=3)))
    assert len(answer.pages) == 3
    assert {page.media_type for page in answer.pages} == {"image/jpeg"}
    assert "Dear Otter Bridge 2" in answer.text


def test_sixty_pages_are_taken() -> None:
    assert len(taken(planting.saved(planting.document(pages=60))).pages) == 60


def test_what_was_filled_into_a_form_can_be_seen() -> None:
    form = planting.document()
    look = form.make_stream(b"1 0 0 rg 0 0 100 50 re f")
    look.stream_dict.update(
        pikepdf.Dictionary(Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 100, 50])
    )
    field = form.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Tx, T=pikepdf.String("seen"),
            Rect=[100, 100, 200, 150], F=4, AP=pikepdf.Dictionary(N=look),
        )
    )  # fmt: skip
    form.pages[0].obj.Annots = pikepdf.Array([field])
    form.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([field]))
    page = opened(taken(planting.saved(form)).pages[0])
    assert near(page.getpixel((page.width // 2, round(page.height * (420 - 125) / 420))), (255, 0, 0))


def test_words_lose_marks_that_turn_or_hide_them() -> None:
    assert plain("a\u202eb\x00c\r\nd\u200de\ufffe") == "abc\nd\u200de"


def test_the_hash_is_that_of_the_file_as_it_came() -> None:
    data = planting.photo("JPEG", "here", "me")
    answer = taken(data)
    assert (answer.sha256, answer.size) == (hashlib.sha256(data).hexdigest(), len(data))


def test_a_file_at_the_limit_is_looked_at_and_one_byte_more_is_not() -> None:
    padded = planting.photo("JPEG", "here", "me").ljust(MOST_BYTES, b"\x00")
    taken(padded)
    assert prepare(padded + b"\x00", "a") == Refused(Reason.TOO_BIG)


@pytest.mark.parametrize(
    ("name", "title"),
    [("IMG_1.JPG", "IMG_1"), ("C:\\a\\b.c.pdf", "b.c"), ("../../etc/passwd", "passwd"), (".heic", ".heic"),
     ("a\u202egpj.exe", "agpj"), ("", ""), ("x" * 300, "x" * 80)],
)  # fmt: skip
def test_a_title_is_proposed_from_the_name(name: str, title: str) -> None:
    assert title_from(name) == title


@pytest.mark.parametrize(
    "lie",
    [
        None,
        {},
        {"refused": "nonsense"},
        {"pages": [{"data": b"<html>", "media_type": "image/jpeg", "width": 1, "height": 1}]},
        {"pages": [{"data": b"%PDF-1.7", "media_type": "application/pdf", "width": 1, "height": 1}]},
        {"pages": [{"data": "text"}]},
    ],
)
def test_a_child_that_was_taken_over_cannot_pass_anything_off_as_a_picture(
    lie: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounded, "run", lambda *_given, **_limits: lie)
    assert prepare(planting.photo("PNG", "here", "me"), "a") == Refused(Reason.DAMAGED)


@pytest.mark.parametrize("why", list(bounded.Why))
def test_whatever_stops_the_child_has_a_reason_in_words(why: bounded.Why) -> None:
    assert Refused(preparing.STOPPED[why]).say
