"""The embedded database keeps what it is given, shows nothing on disk, and refuses a wrong key in plain words."""

from __future__ import annotations

import contextlib
import datetime
import decimal
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection, models, transaction
from django.test.utils import isolate_apps
from pytest_django.plugin import DjangoDbBlocker

from hometime.config.sqlcipher.base import PRAGMAS, DatabaseWrapper, WrongKey

KEY, OTHER_KEY = "a1" * 32, "b2" * 32


class Undone(Exception):
    """Ends a transaction that is to be rolled back."""


CANARY = "canary-7f3a-a-child-was-here"


def opened(file: Path, key: str = KEY) -> DatabaseWrapper:
    """A connection of our backend to `file`, outside Django's own list of databases."""
    settings = {
        **connection.settings_dict,
        "ENGINE": "hometime.config.sqlcipher",
        "NAME": str(file),
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": False,
        "OPTIONS": {
            "key": key,
            "journal_mode": "WAL",
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
        },
    }
    return DatabaseWrapper(settings, alias="outside")


@pytest.fixture(autouse=True)
def _databases_of_our_own(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """These tests open files of their own, so pytest-django need not keep them from databases."""
    with django_db_blocker.unblock():
        yield


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the test's own database goes."""
    return tmp_path / "own.db"


@pytest.fixture
def written(file: Path) -> Iterator[DatabaseWrapper]:
    """A connection after one row with the canary was committed."""
    wrapper = opened(file)
    with wrapper.cursor() as cursor:
        cursor.execute("CREATE TABLE notes (text varchar(80), wrote_on date, at datetime, kept bool, cost decimal)")
        cursor.execute(
            "INSERT INTO notes VALUES (%s, %s, %s, %s, %s)",
            [
                CANARY,
                datetime.date(2026, 3, 9),
                "2026-03-09 10:11:12",
                True,
                decimal.Decimal("1.50"),
            ],
        )
    yield wrapper
    wrapper.close()


def test_what_was_saved_comes_back_with_its_types(written: DatabaseWrapper) -> None:
    with written.cursor() as cursor:
        cursor.execute(
            "SELECT text, wrote_on, at, kept FROM notes WHERE text = %(text)s",
            {"text": CANARY},
        )
        assert cursor.fetchone() == (
            CANARY,
            datetime.date(2026, 3, 9),
            datetime.datetime(2026, 3, 9, 10, 11, 12),  # noqa: DTZ001  # SQLite keeps UTC without saying so
            True,
        )


def test_many_rows_are_written_with_either_kind_of_placeholder(
    written: DatabaseWrapper,
) -> None:
    with written.cursor() as cursor:
        cursor.executemany("INSERT INTO notes (text) VALUES (%s)", [("100%",), ("b",)])
        cursor.executemany("INSERT INTO notes (text) VALUES (%(text)s)", [{"text": t} for t in "cd"])
        cursor.execute(
            "SELECT count(*) FROM notes WHERE text LIKE '%%0%%' OR text IN (%s, %s)",
            ["c", "d"],
        )
        assert cursor.fetchone() == (3,)


def test_no_file_on_disk_shows_a_word_of_it(written: DatabaseWrapper, file: Path) -> None:
    files = list(file.parent.iterdir())
    assert {f.name for f in files} == {"own.db", "own.db-wal", "own.db-shm"}
    for each in files:
        content = each.read_bytes()
        assert CANARY.encode() not in content
        assert b"SQLite format" not in content
        assert b"CREATE TABLE" not in content


def test_a_wrong_key_is_refused_in_plain_words_and_changes_nothing(written: DatabaseWrapper, file: Path) -> None:
    written.close()
    before = file.read_bytes()
    with pytest.raises(WrongKey, match="Nothing was changed"):
        opened(file, OTHER_KEY).ensure_connection()
    assert file.read_bytes() == before


def test_a_file_that_is_no_database_is_refused(file: Path) -> None:
    file.write_bytes(b"a letter, not a database. " * 400)
    with pytest.raises(WrongKey):
        opened(file).ensure_connection()


def test_without_a_key_it_does_not_open_at_all(file: Path) -> None:
    with pytest.raises(WrongKey, match="hometime start"):
        opened(file, "").ensure_connection()
    assert not file.exists()


def test_every_pragma_is_in_force(written: DatabaseWrapper) -> None:
    numbers = {"FULL": 2, "ON": 1, "OFF": 0, "MEMORY": 2}
    with written.cursor() as cursor:
        for pragma in PRAGMAS:
            name, _, value = pragma.partition(" = ")
            cursor.execute(f"PRAGMA {name}")
            found = cursor.fetchone()
            assert found is None or found[0] == numbers[value], pragma
        cursor.execute("PRAGMA journal_mode")
        assert cursor.fetchone() == ("wal",)


@pytest.mark.usefixtures("django_db_setup")
@isolate_apps("hometime.config")
def test_a_model_is_saved_read_and_rolled_back_on_the_configured_database() -> None:
    class Leaf(models.Model):
        text = models.CharField(max_length=80)
        fell_on = models.DateField()
        weight = models.DecimalField(max_digits=5, decimal_places=2)
        facts = models.JSONField(default=dict)

        class Meta:
            app_label = "config"

        def __str__(self) -> str:
            return self.text

    rows = Leaf._default_manager
    with connection.schema_editor() as editor:
        editor.create_model(Leaf)
    try:
        saved = rows.create(
            text="Élodie",
            fell_on=datetime.date(2026, 3, 9),
            weight=decimal.Decimal("1.25"),
            facts={"a": [1]},
        )
        with contextlib.suppress(Undone), transaction.atomic():
            rows.create(text="gone", fell_on=datetime.date(2026, 3, 9), weight=decimal.Decimal(1))
            raise Undone
        found = rows.get()
        assert (found.pk, found.text, found.fell_on, found.weight, found.facts) == (
            saved.pk, "Élodie", datetime.date(2026, 3, 9), decimal.Decimal("1.25"), {"a": [1]},
        )  # fmt: skip
        assert rows.filter(fell_on__year=2026, text__icontains="lod").count() == 1
    finally:
        with connection.schema_editor() as editor:
            editor.delete_model(Leaf)
