"""What every test may use: the cast, on a still clock."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import Any

import pytest
from hypothesis import settings

from hometime.kernel import clock, ids
from tests.databases import SERVER, runs_beside_the_server

# Drawn examples are the same at every run, so that a green run stays green; `--hypothesis-profile=wander` draws anew.
settings.register_profile("house", derandomize=True, deadline=None)
settings.register_profile("wander", deadline=None)
settings.load_profile("house")


WALKS = ("test_doors.py", "test_two_worlds.py", "test_every_page.py")  # what takes longest, in this order


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Beside PostgreSQL runs what can differ there (tests/databases.py): the rest has run on the embedded one.

    The parts of a long walk go to the front and to the middle, where the first and the second worker begin.
    """
    if SERVER:
        config.hook.pytest_deselected(items=[item for item in items if not runs_beside_the_server(item)])
        items[:] = [item for item in items if runs_beside_the_server(item)]
    walks = sorted((item for item in items if item.path.name in WALKS), key=_order_of_walks)
    rest = [item for item in items if item.path.name not in WALKS]
    half = len(rest) // 2
    items[:] = [*walks[::2], *rest[:half], *walks[1::2], *rest[half:]]


def _order_of_walks(item: pytest.Item) -> tuple[bool, int]:
    return "share" not in getattr(getattr(item, "callspec", None), "params", ()), WALKS.index(item.path.name)


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef: pytest.FixtureDef[Any]) -> Generator[None, Any, Any]:
    """The tests' own database is empty when it is migrated, so it is founded as quickly as one of the house's."""
    if fixturedef.argname != "django_db_setup":
        return (yield)
    from hometime.config.founding import sparingly

    with sparingly():
        return (yield)


@pytest.fixture(scope="session")
def catalogues(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The folder with the words of every language, for `LOCALE_PATHS`: compiled once, and nowhere that other tests look."""
    from hometime.ui.words import compile_catalogues

    return str(compile_catalogues(tmp_path_factory.mktemp("words")))


@pytest.fixture
def cast(db: None) -> Iterator[object]:
    """The small cast of tests/cast.py, on its own day, with ids that are the same every time."""
    from hometime.complaints import living
    from tests import cast as casting

    living.forget_adoptions()  # those of another test have the same ids
    with clock.fixed(casting.TODAY), ids.seeded("the cast"):
        yield casting.town()


@pytest.fixture(autouse=True)
def _the_language_of_one_test_ends_with_it() -> Iterator[None]:
    """A page in somebody's language leaves it behind in the thread; the next test begins in English."""
    yield
    from django.utils import translation

    translation.deactivate()


@pytest.fixture(scope="session", autouse=True)
def _the_tests_may_empty_the_audit() -> None:
    """Lets the tests' own flush after a test with a live server empty what triggers protect; nothing else may."""
    from django.db import connection

    flush = connection.ops.execute_sql_flush

    def unprotected(statements: list[str]) -> None:
        if connection.vendor == "postgresql":
            return flush(["SET session_replication_role = replica", *statements, "RESET session_replication_role"])
        with connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
        drops = [f"DROP TRIGGER {name}" for name, _ in triggers]
        return flush([*drops, *statements, *(sql for _, sql in triggers)])

    connection.ops.execute_sql_flush = unprotected  # type: ignore[method-assign]
