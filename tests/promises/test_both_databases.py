"""What touches SQL runs on both databases: what is left out beside PostgreSQL is listed, exists, and guards nothing."""

from __future__ import annotations

import re

import pytest
from django.apps import apps

from hometime.config.environment import ROOT
from tests.databases import SAME_ON_BOTH

# Where the two databases differ: locks, triggers, statements of our own spelling, what holds rows apart.
OF_ONE_DATABASE = re.compile(
    r"select_for_update|\.cursor\(\)|execute\(|IntegrityError|CaptureQueries|assertNumQueries|django_assert|"
    r"transaction=True|\bvendor\b|lower_triggers|raise_triggers|Unscoped|Unrecorded"
)


def left_out(path: str) -> list[str]:
    """The files of tests that a line of the table leaves out."""
    place = ROOT / path
    found = [place] if place.is_file() else sorted(place.rglob("test_*.py"))
    return [str(each.relative_to(ROOT)) for each in found]


@pytest.mark.parametrize("path", SAME_ON_BOTH)
def test_what_is_left_out_exists_and_is_not_about_a_database(path: str) -> None:
    files = left_out(path)
    assert files, "nothing is there any more"
    for name in files:
        assert not OF_ONE_DATABASE.search((ROOT / name).read_text("utf-8")), name


def test_stories_and_promises_are_never_left_out() -> None:
    assert not [path for path in SAME_ON_BOTH if path.startswith(("tests/stories", "tests/promises", "tests/budgets"))]


def test_each_room_with_tables_is_tried_on_both() -> None:
    gone = {name for path in SAME_ON_BOTH for name in left_out(path)}
    for config in apps.get_app_configs():
        if not config.name.startswith("hometime.") or not list(config.get_models()):
            continue
        room = ROOT / config.name.replace(".", "/")
        files = {str(each.relative_to(ROOT)) for each in room.rglob("test_*.py")}
        assert not files or files - gone, f"{config.name}: none of its tests runs beside PostgreSQL"
