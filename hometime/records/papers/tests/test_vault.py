"""Sealed papers open for their own row only, show every change, and are whole on the disk or not there."""

from __future__ import annotations

import dataclasses
import hashlib
import os
import secrets
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hometime.records.papers.room import MOST_FROM_A_FAMILY, no_room
from hometime.records.papers.shapes import Picture, Prepared, Reason, Refused
from hometime.records.papers.vault import Altered, Folder, Kept, KeyMissing, KeyRing, NotKept, Vault

ORIGINAL = b"the letter as it came " * 40
OLD, NEW = bytes(range(32)), bytes(range(32, 64))
PREPARED = Prepared(
    title="letter", media_type="application/pdf", size=len(ORIGINAL), sha256="", text="",
    pages=(Picture(b"page one", "image/jpeg", 1, 1), Picture(b"page two", "image/jpeg", 1, 1)),
    thumbnail=Picture(b"small", "image/jpeg", 1, 1),
)  # fmt: skip


def prepared() -> Prepared:
    return dataclasses.replace(PREPARED, sha256=hashlib.sha256(ORIGINAL).hexdigest())


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(Folder(tmp_path / "papers"), KeyRing("2026", {"2026": NEW}))


@pytest.fixture
def kept(vault: Vault) -> Kept:
    return vault.keep("row-a", ORIGINAL, prepared())


def test_what_is_kept_comes_back(vault: Vault, kept: Kept) -> None:
    assert vault.original("row-a", kept, prepared().sha256) == ORIGINAL
    assert [vault.page("row-a", kept, number) for number in (1, 2)] == [b"page one", b"page two"]
    assert vault.thumbnail("row-a", kept) == b"small"


def test_the_original_is_unchanged_after_a_thousand_views(vault: Vault, kept: Kept) -> None:
    for _ in range(1000):
        vault.page("row-a", kept, 1)
    assert vault.original("row-a", kept, prepared().sha256) == ORIGINAL


def test_nothing_of_a_paper_can_be_read_on_the_disk(vault: Vault, kept: Kept, tmp_path: Path) -> None:
    lying = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(lying) == 4
    assert not any(word in path.read_bytes() for path in lying for word in (b"letter", b"page", b"row-a", b"small"))


def test_only_the_owner_may_enter_the_folder_and_read_the_files(kept: Kept, tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / kept.original).stat().st_mode) == 0o600


def test_a_paper_does_not_open_for_another_row(vault: Vault, kept: Kept) -> None:
    with pytest.raises(Altered):
        vault.page("row-b", kept, 1)


def test_pages_that_were_swapped_do_not_open(vault: Vault, kept: Kept) -> None:
    swapped = dataclasses.replace(kept, pages=kept.pages[::-1])
    with pytest.raises(Altered):
        vault.page("row-a", swapped, 1)


def test_a_safe_copy_does_not_pass_for_the_original(vault: Vault, kept: Kept) -> None:
    with pytest.raises(Altered):
        vault.original("row-a", dataclasses.replace(kept, original=kept.pages[0]), prepared().sha256)


def test_an_original_with_another_hash_is_not_evidence(vault: Vault, kept: Kept) -> None:
    with pytest.raises(Altered):
        vault.original("row-a", kept, "0" * 64)
    with pytest.raises(Altered):
        vault.keep("row-a", ORIGINAL + b"!", prepared())


@given(st.data())
def test_every_turned_bit_and_every_cut_shows(data: st.DataObject) -> None:
    ring = KeyRing("k", {"k": NEW})
    sealed = ring.seal(b"words", "row")
    at = data.draw(st.integers(0, len(sealed) - 1))
    turned = sealed[:at] + bytes([sealed[at] ^ (1 << data.draw(st.integers(0, 7)))]) + sealed[at + 1 :]
    for worse in (turned, sealed[:at]):
        with pytest.raises((Altered, KeyMissing)):
            ring.open(worse, "row")


def test_an_old_key_opens_what_it_sealed_and_renewing_moves_it_on(vault: Vault, tmp_path: Path) -> None:
    folder = Folder(tmp_path / "papers")
    kept = Vault(folder, KeyRing("2025", {"2025": OLD})).keep("row-a", ORIGINAL, prepared())
    both = Vault(folder, KeyRing("2026", {"2025": OLD, "2026": NEW}))
    with pytest.raises(KeyMissing, match="2025"):
        vault.page("row-a", kept, 1)
    assert both.page("row-a", kept, 1) == b"page one"
    assert both.renew("row-a", kept) == 4
    assert both.renew("row-a", kept) == 0
    assert vault.page("row-a", kept, 1) == b"page one"


def test_erasing_leaves_nothing(vault: Vault, kept: Kept, tmp_path: Path) -> None:
    vault.erase(kept)
    assert list((tmp_path / "papers").iterdir()) == []
    with pytest.raises(NotKept):
        vault.thumbnail("row-a", kept)


def test_a_full_disk_half_way_keeps_nothing_at_all(
    vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[int] = []

    def full_at_the_third(handle: int) -> None:
        calls.append(handle)
        if len(calls) == 3:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full_at_the_third)
    with pytest.raises(OSError, match="No space"):
        vault.keep("row-a", ORIGINAL, prepared())
    assert list((tmp_path / "papers").iterdir()) == []


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "a" * 21, "a" * 22 + "\n", "a/" + "a" * 20])
def test_a_name_that_we_did_not_draw_reaches_no_file(vault: Vault, name: str) -> None:
    with pytest.raises(NotKept):
        vault.store.get(name)


def test_a_page_that_is_not_there_is_not_kept(vault: Vault, kept: Kept) -> None:
    for number in (0, 3, -1):
        with pytest.raises(NotKept):
            vault.page("row-a", kept, number)


def test_a_ring_without_its_current_key_or_with_a_short_one_is_refused() -> None:
    for keys in ({}, {"a": secrets.token_bytes(16)}):
        with pytest.raises(ValueError, match="key ring"):
            KeyRing("a", keys)


def test_a_key_never_shows_when_a_ring_is_printed() -> None:
    assert repr(OLD) not in repr(KeyRing("a", {"a": OLD}))


def test_a_record_takes_thirty_papers_and_a_family_two_hundred_megabytes() -> None:
    assert no_room(on_record=29, from_family=MOST_FROM_A_FAMILY - 5, size=5) is None
    assert no_room(on_record=30, from_family=0, size=5) == Refused(Reason.RECORD_FULL)
    assert no_room(on_record=0, from_family=MOST_FROM_A_FAMILY - 5, size=6) == Refused(Reason.FAMILY_FULL)
