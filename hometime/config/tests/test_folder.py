"""The data folder opens with its own key and with nothing else."""

from __future__ import annotations

import json
import secrets
import stat
from pathlib import Path

import pytest

from hometime.config.databases import postgresql
from hometime.config.folder import key_file, make_folder, open_folder
from hometime.kernel.answers import Refused

RANDOM_KEY, OTHER_KEY = secrets.token_hex(32), secrets.token_hex(32)
PHRASE = "seven quiet otters swim"


@pytest.fixture
def said(tmp_path: Path) -> dict[str, str]:
    """An environment whose keys go beside the test's data folder."""
    return {"HOMETIME_KEYS": str(tmp_path / "keys")}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Where the test's data folder goes."""
    return tmp_path / "data"


def test_a_new_folder_is_closed_to_others_and_its_key_lies_elsewhere(data: Path, said: dict[str, str]) -> None:
    folder = make_folder(data, "own", said)
    key = key_file(folder.id, said)
    assert stat.S_IMODE(data.stat().st_mode) == 0o700
    assert stat.S_IMODE((data / "folder.json").stat().st_mode) == stat.S_IMODE(key.stat().st_mode) == 0o600
    assert not key.is_relative_to(data)
    assert open_folder(data, said) == folder


def test_the_folder_alone_holds_no_key(data: Path, said: dict[str, str]) -> None:
    folder = make_folder(data, "own", said)
    everything = b"".join(each.read_bytes() for each in data.rglob("*") if each.is_file())
    opener = key_file(folder.id, said).read_text("ascii")
    keys = (opener, folder.ring.database, folder.ring.signing, folder.ring.audit, folder.ring.files)
    for key in keys:
        assert key.encode() not in everything
        assert bytes.fromhex(key) not in everything


@pytest.mark.parametrize("opener", [{"HOMETIME_KEY": RANDOM_KEY}, {"HOMETIME_PASSPHRASE": PHRASE}])
def test_a_key_or_a_passphrase_opens_it_instead_of_a_file(
    data: Path, said: dict[str, str], opener: dict[str, str]
) -> None:
    folder = make_folder(data, "own", {**said, **opener})
    assert open_folder(data, {**said, **opener}).ring == folder.ring
    assert not Path(said["HOMETIME_KEYS"]).exists()


@pytest.mark.parametrize(
    ("made_with", "opened_with"),
    [
        ({"HOMETIME_KEY": RANDOM_KEY}, {"HOMETIME_KEY": OTHER_KEY}),
        ({"HOMETIME_PASSPHRASE": PHRASE}, {"HOMETIME_PASSPHRASE": PHRASE + " again"}),
    ],
)
def test_a_wrong_key_is_refused_and_nothing_is_changed(
    data: Path, said: dict[str, str], made_with: dict[str, str], opened_with: dict[str, str]
) -> None:
    make_folder(data, "own", {**said, **made_with})
    before = (data / "folder.json").read_bytes()
    with pytest.raises(Refused, match="does not open the data folder"):
        open_folder(data, {**said, **opened_with})
    assert (data / "folder.json").read_bytes() == before


def test_a_missing_key_file_is_named(data: Path, said: dict[str, str]) -> None:
    folder = make_folder(data, "own", said)
    key_file(folder.id, said).unlink()
    with pytest.raises(Refused, match=f"{folder.id}.key is missing"):
        open_folder(data, said)


def test_a_key_that_is_no_key_is_refused(data: Path, said: dict[str, str]) -> None:
    with pytest.raises(Refused, match="64 hexadecimal digits"):
        make_folder(data, "own", {**said, "HOMETIME_KEY": "secret"})
    assert not (data / "folder.json").exists()


def test_a_short_passphrase_is_refused(data: Path, said: dict[str, str]) -> None:
    with pytest.raises(Refused, match="at least 12"):
        make_folder(data, "own", {**said, "HOMETIME_PASSPHRASE": "otter"})


def test_a_passphrase_that_was_not_given_is_asked_for(data: Path, said: dict[str, str]) -> None:
    make_folder(data, "own", {**said, "HOMETIME_PASSPHRASE": PHRASE})
    with pytest.raises(Refused, match="--passphrase"):
        open_folder(data, said)


@pytest.mark.parametrize("change", [{"kind": "practice"}, {"id": "0" * 32}])
def test_what_the_folder_says_of_itself_cannot_be_changed(
    data: Path, said: dict[str, str], change: dict[str, str]
) -> None:
    said = {**said, "HOMETIME_KEY": RANDOM_KEY}
    make_folder(data, "own", said)
    card = data / "folder.json"
    card.write_text(json.dumps({**json.loads(card.read_text()), **change}))
    with pytest.raises(Refused, match="does not open"):
        open_folder(data, said)


@pytest.mark.parametrize(
    "words", ["", "{", "[]", '{"id": 1}', '{"id": "a", "kind": "own", "opened_by": "file", "nonce": "x", "ring": ""}']
)
def test_a_damaged_card_is_refused(data: Path, said: dict[str, str], words: str) -> None:
    data.mkdir()
    (data / "folder.json").write_text(words)
    with pytest.raises(Refused, match="is damaged"):
        open_folder(data, said)


def test_a_folder_is_never_made_twice(data: Path, said: dict[str, str]) -> None:
    make_folder(data, "own", said)
    with pytest.raises(Refused, match="a data folder already"):
        make_folder(data, "practice", said)


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path, said: dict[str, str]) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(Refused, match="could not be made"):
        make_folder(tmp_path / "file" / "data", "own", said)


def test_a_postgresql_address_is_taken_apart() -> None:
    told = postgresql("postgresql://rosa:p%40ss@db.example:5433/otter?sslmode=require")
    assert (told["NAME"], told["USER"], told["PASSWORD"], told["HOST"], told["PORT"]) == (
        "otter", "rosa", "p@ss", "db.example", "5433",
    )  # fmt: skip
    assert told["OPTIONS"]["sslmode"] == "require"


@pytest.mark.parametrize("url", ["mysql://a/b", "postgresql://host", "nonsense"])
def test_another_kind_of_database_is_refused(url: str) -> None:
    with pytest.raises(Refused, match="not an address of a PostgreSQL"):
        postgresql(url)
