"""A paper is as visible as its record, opens only for its own row, and either all of it is kept or nothing."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from hometime.audit.models import Event
from hometime.kernel.guard import Unrecorded, Unscoped
from hometime.records.actions import name_party, open_record
from hometime.records.audiences import Audience
from hometime.records.models import Paper, Party, Record
from hometime.records.papers import attaching, room
from hometime.records.papers.attaching import take_in
from hometime.records.papers.shapes import Reason, Refused
from hometime.records.papers.tests import planting
from hometime.records.papers.vault import Altered, NotKept
from tests.cast import HOUSE, Cast

PHOTO = planting.photo("JPEG", "PLACE", "AUTHOR")


@pytest.fixture
def files(settings: Any, tmp_path: Path) -> Path:
    """A folder of sealed files of this test's own."""
    settings.FOLDER = dataclasses.replace(settings.FOLDER, path=tmp_path)
    return tmp_path / "files"


@pytest.fixture
def record(cast: Cast, files: Path) -> Record:
    return open_record(HOUSE, cast.setting, "note", "A note", Audience.NAMED, child=cast.children["Ava"])


def papers() -> list[Paper]:
    return list(Paper.objects.unscoped("a test looks at the papers"))


def test_a_paper_is_kept_shown_and_noted(cast: Cast, record: Record, files: Path) -> None:
    viewer = cast.viewer("Mo Manager")
    paper = take_in(viewer, record, PHOTO, "IMG_0001.jpg")
    assert isinstance(paper, Paper)
    assert (paper.title, paper.media_type, paper.added_by_id) == ("IMG_0001", "image/jpeg", viewer.person_id)
    assert attaching.original(paper) == PHOTO
    assert attaching.page(paper, 1).startswith(b"\xff\xd8\xff")
    assert attaching.thumbnail(paper).startswith(b"\xff\xd8\xff")
    assert b"AUTHOR" not in attaching.page(paper, 1)
    assert len(list(files.iterdir())) == 3
    assert Event.objects.get(subject=paper.pk).facts == {"record": record.pk, "sha256": paper.sha256}


def test_a_paper_is_seen_by_those_who_see_its_record(cast: Cast, record: Record) -> None:
    name_party(HOUSE, record, cast.people["Dee Deputy"], Party.Part.NAMED)
    paper = take_in(HOUSE, record, PHOTO, "a")
    for name in ("Dee Deputy", "Mo Manager", "Kay Person", "Far Manager"):
        viewer = cast.viewer(name)
        sees = Record.objects.visible_to(viewer).filter(pk=record.pk).exists()
        assert list(Paper.objects.visible_to(viewer)) == ([paper] if sees else []), name
    assert Paper.objects.visible_to(cast.viewer("Dee Deputy")).exists()
    assert not Paper.objects.visible_to(cast.viewer("Far Manager")).exists()
    with pytest.raises(Unscoped):
        list(Paper.objects.all())


def test_a_refused_file_leaves_nothing(record: Record, files: Path) -> None:
    assert take_in(HOUSE, record, b"GIF89a", "a.jpg") == Refused(Reason.OTHER_KIND)
    assert papers() == []
    assert not files.exists() or list(files.iterdir()) == []


def test_a_row_that_cannot_be_saved_takes_its_files_with_it(
    record: Record, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise Unrecorded("no")

    monkeypatch.setattr(attaching, "attach", refuse)
    with pytest.raises(Unrecorded):
        take_in(HOUSE, record, PHOTO, "a")
    assert list(files.iterdir()) == []


def test_the_files_of_one_paper_do_not_open_for_another(record: Record) -> None:
    one, two = (take_in(HOUSE, record, PHOTO, name) for name in ("one", "two"))
    assert isinstance(one, Paper)
    assert isinstance(two, Paper)
    one.original = two.original
    with pytest.raises(Altered):
        attaching.original(one)


def test_a_full_record_and_a_family_that_sent_its_share_are_told_so(
    cast: Cast, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_in(HOUSE, record, PHOTO, "one")
    monkeypatch.setattr(room, "MOST_ON_A_RECORD", 1)
    assert take_in(HOUSE, record, PHOTO, "two") == Refused(Reason.RECORD_FULL)
    monkeypatch.setattr(room, "MOST_FROM_A_FAMILY", len(PHOTO))
    same_child = open_record(HOUSE, cast.setting, "note", "Another", Audience.NAMED, child=cast.children["Ava"])
    assert take_in(HOUSE, same_child, PHOTO, "three") == Refused(Reason.FAMILY_FULL)
    other_child = open_record(HOUSE, cast.setting, "note", "A third", Audience.NAMED, child=cast.children["Ben"])
    assert isinstance(take_in(HOUSE, other_child, PHOTO, "four"), Paper)


def test_an_erased_paper_is_gone_from_the_disk_once_that_is_committed(
    record: Record, files: Path, django_capture_on_commit_callbacks: Any
) -> None:
    paper = take_in(HOUSE, record, PHOTO, "a")
    assert isinstance(paper, Paper)
    with django_capture_on_commit_callbacks(execute=True):
        attaching.erase(HOUSE, paper)
        assert len(list(files.iterdir())) == 3
    assert (papers(), list(files.iterdir())) == ([], [])
    with pytest.raises(NotKept):
        attaching.vault().store.get(paper.original)
