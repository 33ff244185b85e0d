"""Hostile files by the hundred: each is refused in words or rebuilt clean, and none brings us down."""

from __future__ import annotations

import io
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

import pytest
from PIL import Image

from hometime.records.papers.preparing import prepare
from hometime.records.papers.sentences import SENTENCES
from hometime.records.papers.shapes import Picture, Prepared, Reason, Refused
from hometime.records.papers.tests import corpus, planting

# What our own encoders write beside the pixels, and nothing else.
OWN_NOTES = {"jfif", "jfif_version", "jfif_unit", "jfif_density", "loop", "background", "timestamp", "duration"}


def outputs(prepared: Prepared) -> list[Picture]:
    return [*prepared.pages, prepared.thumbnail]


def carries(prepared: Prepared, marker: str) -> bool:
    """Whether anything that people are shown still holds the marker, in one byte a letter or two."""
    shown = b"".join(picture.data for picture in outputs(prepared)) + prepared.text.encode()
    return any(marker.encode(coding) in shown for coding in ("ascii", "utf-16-le", "utf-16-be"))


def notes_left(prepared: Prepared) -> set[str]:
    """The names of whatever else than pixels is in the pictures."""
    left: set[str] = set()
    for picture in outputs(prepared):
        with Image.open(io.BytesIO(picture.data)) as opened:
            left |= {str(name) for name in opened.info} | ({"exif"} if opened.getexif() else set())
    return left - OWN_NOTES


def faults(files: Iterable[corpus.Hostile]) -> list[str]:
    """Looks at every file, two at a time, and names those that were not dealt with as they should be."""
    with ThreadPoolExecutor(2) as pool:
        return [fault for fault in pool.map(_fault, files) if fault]


def _fault(file: corpus.Hostile) -> str:
    answer = prepare(file.data, file.name)
    if isinstance(answer, Refused):
        expected = file.refused or answer.reason
        return "" if answer.reason is expected and answer.say else f"{file.name}: {answer.reason}, not {expected}"
    if file.refused:
        return f"{file.name}: taken, though it should be refused as {file.refused}"
    if carries(answer, file.marker) or notes_left(answer):
        return f"{file.name}: still carries something {notes_left(answer)}"
    return ""


def test_hostile_files_are_refused_or_rebuilt_clean() -> None:
    files = list(corpus.corpus(each_form=10))
    assert len(files) > 140
    assert faults(files) == []


@pytest.mark.long
def test_fifteen_hundred_hostile_files_are_refused_or_rebuilt_clean() -> None:
    files = list(corpus.corpus(each_form=290, seed=11))
    assert len(files) >= 1500
    assert faults(files) == []


@pytest.mark.parametrize("form", corpus.FORMS)
def test_place_and_author_are_gone_from_every_form(form: str) -> None:
    for number in range(8):
        place, author = f"PLACE{number:04d}{form}QZ", f"AUTHOR{number:04d}{form}QZ"
        data = planting.letter(place, author) if form == "PDF" else planting.photo(form, place, author)
        assert author.encode() in data
        answer = prepare(data, f"{author} at {place}")
        assert isinstance(answer, Prepared)
        assert not carries(answer, place)
        assert not carries(answer, author)
        assert notes_left(answer) == set()


def test_the_search_for_markers_would_find_one() -> None:
    data = planting.photo("JPEG", "PLACE", "AUTHOR")
    dirty = Picture(data, "image/jpeg", 72, 48)
    prepared = Prepared("", "image/jpeg", len(data), "", (dirty,), dirty, "")
    assert carries(prepared, "AUTHOR")
    assert {"exif", "icc_profile", "comment"} <= notes_left(prepared)


def test_every_reason_has_a_sentence() -> None:
    assert set(SENTENCES) == set(Reason)
