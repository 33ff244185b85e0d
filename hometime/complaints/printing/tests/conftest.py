"""A case with something in every corner: words, steps, entries, a paper, and names in all of them."""

from __future__ import annotations

import functools
import io

import pypdf
import pypdfium2
import pytest
from django.conf import LazySettings

from hometime.access.viewer import Viewer
from hometime.audit.actions import action, note
from hometime.complaints.actions import Said, take_step, write_down
from hometime.complaints.models import Complaint, Entry, Finding, Kind
from hometime.kernel import clock
from tests.cast import TODAY, Cast

WORDS = (
    "Kay Person left Ava at the gate alone. It rained the whole time. Ring me on 07700 900123. "
    "My neighbour Zebulon Quist saw it."
)


@functools.cache
def text_of(made: bytes) -> str:
    """All that stands in a PDF, as two readers tell it: its pages, its properties and its XMP."""
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(made)]
    reader = pypdf.PdfReader(io.BytesIO(made))
    pages += [page.extract_text() for page in reader.pages]
    xmp = reader.xmp_metadata
    told = [*pages, str(reader.metadata), xmp.stream.get_data().decode() if xmp else ""]
    return " ".join(" ".join(told).split())


@action
def enter(viewer: Viewer, case: Complaint) -> None:
    """Writes entries of several kinds, as the work on a case does."""
    said: tuple[tuple[Kind, str, dict[str, str]], ...] = (
        (Kind.POINT, "Was Ava left alone at the gate?", {}),
        (Kind.STATEMENT, "Bo Backup says: I saw Kay Person go in. The gate was shut.", {"name": "Bo Backup"}),
        (Kind.FINDING, "Ava stood outside for two minutes. That must not happen.", {"finding": Finding.UPHELD}),
    )
    for number, (kind, words, facts) in enumerate(said, 1):
        Entry(
            complaint=case, number=number, kind=kind, words=words, facts=facts, stage=0, on=TODAY,
            by_id=viewer.person_id, written_at=clock.now(),
        ).save()  # fmt: skip
    note("test.entered", case)


@pytest.fixture
def in_languages(settings: LazySettings, catalogues: str) -> None:
    """Words in every language."""
    settings.LOCALE_PATHS = [catalogues]


@pytest.fixture
def case(cast: Cast) -> Complaint:
    """A written complaint about a key person, which the manager has acknowledged and answered."""
    said = Said(
        TODAY, WORDS, channel="written", about="key_person", child=cast.children["Ava"], complainant="Mum Full",
        put_right="Say sorry to Ava.", eyfs_requirement=True, classed="complaint",
    )  # fmt: skip
    mo = cast.viewer("Mo Manager")
    case = write_down(mo, cast.setting, said)
    enter(mo, case)
    take_step(mo, case, "acknowledged", words="Rang Mum Full. She was content with that.")
    take_step(
        mo, case, "answered", words="We looked at the gate. Kay Person was inside.", apology="We are sorry.",
        finding="upheld",
    )  # fmt: skip
    return Complaint.objects.visible_to(mo).whole().get(pk=case.pk)
