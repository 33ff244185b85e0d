"""Bad set-ups are refused in plain words (TRUST 55), and a good one is let through."""

from __future__ import annotations

import dataclasses
import re
import secrets
from pathlib import Path

import pytest

from hometime.config import gate
from hometime.config.folder import make_folder, open_folder

RANDOM_KEY = secrets.token_hex(32)


@pytest.fixture
def good(tmp_path: Path) -> gate.SetUp:
    """A set-up that runs: made, as the defaults make it, on this machine."""
    said = {"HOMETIME_DATA": str(tmp_path / "data"), "HOMETIME_KEYS": str(tmp_path / "keys")}
    return gate.gather(make_folder(tmp_path / "data", "own", said), 8000, "own", said)


def changed(setup: gate.SetUp, said: dict[str, str], facts: dict[str, object]) -> gate.SetUp:
    return dataclasses.replace(setup, said={**setup.said, **said}, **facts)  # type: ignore[arg-type]


def test_the_set_up_that_start_makes_is_let_through(good: gate.SetUp) -> None:
    assert gate.refused(good) == []
    assert gate.notices(dataclasses.replace(good, free=10 * 2**30)) == []


BAD: list[tuple[str, dict[str, str], dict[str, object]]] = [
    ("address_unreadable", {"HOMETIME_URL": "otter.example"}, {}),
    ("address_unreadable", {"HOMETIME_URL": "http://[otter"}, {}),
    ("address_unreadable", {"HOMETIME_URL": "ftp://otter.example"}, {}),
    ("address_has_path", {"HOMETIME_URL": "https://otter.example/nursery"}, {}),
    ("plain_http", {"HOMETIME_URL": "http://otter.example"}, {}),
    ("plain_http", {"HOMETIME_URL": "http://192.168.1.20:8000"}, {}),
    ("site_not_public", {"HOMETIME_SITE": "http://otter.example"}, {}),
    ("site_not_public", {"HOMETIME_SITE": "https://localhost:8000"}, {}),
    ("open_bind", {"HOMETIME_BIND": "0.0.0.0"}, {}),
    ("debug_on", {"HOMETIME_DEBUG": "1"}, {}),
    ("debug_on", {"HOMETIME_DEBUG": "yes", "HOMETIME_URL": "https://otter.example"}, {}),
    ("default_secret", {"HOMETIME_KEY": "0" * 64}, {}),
    ("default_secret", {"HOMETIME_KEY": "0123456789abcdef" * 4}, {}),
    ("two_openers", {"HOMETIME_KEY": RANDOM_KEY, "HOMETIME_PASSPHRASE": "a long enough phrase"}, {}),
    ("key_readable", {}, {"key_mode": 0o644}),
    ("folder_readable", {}, {"mode": 0o755}),
    ("folder_readable", {}, {"mode": 0o710}),
    ("folder_of_something_else", {}, {"strange": True}),
    ("folder_of_another", {}, {"owner": 4242}),
    ("wrong_kind", {}, {"asked_kind": "practice"}),
    ("disk_full", {}, {"free": 2**20}),
    ("disk_full", {}, {"trouble": "No space left on device"}),
    ("folder_unwritable", {}, {"trouble": "Read-only file system"}),
    ("database_address", {"DATABASE_URL": "mysql://a@b/c"}, {}),
    ("database_address", {"DATABASE_URL": "postgresql://a@b"}, {}),
    ("workers", {"HOMETIME_WORKERS": "many"}, {}),
    ("workers", {"HOMETIME_WORKERS": "0"}, {}),
    ("port", {}, {"port": 70_000}),
    ("low_port", {}, {"port": 80, "user": 1000, "owner": 1000}),
    ("log_word", {"HOMETIME_LOG": "LOUD"}, {}),
    ("mail_address", {"HOMETIME_MAIL": "mail.example"}, {}),
    ("mail_address", {"HOMETIME_MAIL": "http://mail.example"}, {}),
    ("returns_address", {"HOMETIME_RETURNS": "mail.example"}, {}),
    ("returns_address", {"HOMETIME_RETURNS": "imap://u:p@mail.example"}, {}),
]


@pytest.mark.parametrize(("code", "said", "facts"), BAD, ids=[f"{i}-{code}" for i, (code, *_) in enumerate(BAD)])
def test_a_bad_set_up_is_refused_with_what_to_do(
    good: gate.SetUp, code: str, said: dict[str, str], facts: dict[str, object]
) -> None:
    found = dict(gate.refused(changed(good, said, facts)))
    assert set(found) == {code}
    sentence = found[code]
    assert re.search(r"[.!:] ", sentence), "what is wrong, then what to do"
    assert "{" not in sentence


def test_keys_inside_the_data_folder_are_refused(tmp_path: Path) -> None:
    said = {"HOMETIME_DATA": str(tmp_path), "HOMETIME_KEYS": str(tmp_path / "keys")}
    folder = make_folder(tmp_path, "own", said)
    assert "keys_inside" in dict(gate.refused(gate.gather(folder, 8000, "own", said)))


def test_every_refusal_of_the_table_is_tried_here() -> None:
    assert {code for code, *_ in BAD} | {"keys_inside"} == {each.code for each in gate.REFUSALS}


def test_no_sentence_repeats_a_secret(good: gate.SetUp) -> None:
    secret = {
        "HOMETIME_KEY": "c0ffee" * 10 + "zzzz",
        "HOMETIME_PASSPHRASE": "correct-horse-battery",
        "DATABASE_URL": "mysql://u:database-password@h/n",
        "HOMETIME_MAIL": "http://u:mail-password@h",
        "HOMETIME_RETURNS": "imap://u:box-password@h",
    }
    words = " ".join(sentence for _, sentence in gate.refused(changed(good, secret, {})))
    assert not [value for value in ("c0ffee", "correct-horse", "database-password", "-password@") if value in words]


def test_debug_is_allowed_in_the_practice_world_on_this_machine(tmp_path: Path) -> None:
    said = {"HOMETIME_KEYS": str(tmp_path / "keys"), "HOMETIME_DEBUG": "1"}
    folder = make_folder(tmp_path / "data", "practice", said)
    assert gate.refused(gate.gather(folder, 8000, "practice", said)) == []


@pytest.mark.parametrize(("version", "mode"), [((3, 40, 1), "DELETE"), ((3, 51, 2), "DELETE"), ((3, 51, 3), "WAL")])
def test_an_old_database_library_gets_the_slow_journal_and_a_notice(
    good: gate.SetUp, version: tuple[int, ...], mode: str
) -> None:
    from hometime.config.databases import journal_mode

    assert journal_mode(version) == mode
    told = gate.notices(dataclasses.replace(good, sqlite=version, free=10 * 2**30))
    assert bool(told) == (mode == "DELETE")


def test_a_folder_that_cannot_be_written_is_found_by_trying(tmp_path: Path) -> None:
    assert gate.writing_trouble(tmp_path) == ""
    (tmp_path / "file").write_text("not a folder")
    assert gate.writing_trouble(tmp_path / "file") != ""
    assert list(tmp_path.iterdir()) == [tmp_path / "file"]


def test_an_empty_folder_will_do_and_a_strange_one_will_not(tmp_path: Path) -> None:
    said = {"HOMETIME_KEYS": str(tmp_path.parent / "keys")}
    tmp_path.chmod(0o755)
    assert gate.refused(gate.gather(open_folder(tmp_path, said), 8000, "own", said)) == []
    (tmp_path / "letter.txt").write_text("Dear Rosa")
    found = gate.refused(gate.gather(open_folder(tmp_path, said), 8000, "own", said))
    assert [code for code, _ in found] == ["folder_of_something_else"]
