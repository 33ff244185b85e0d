"""Refusals that a family can meet are said somewhere, and in the language of the page."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.utils import translation

from hometime.kernel import refusals
from hometime.kernel.refusals import refused

NAMES = [name for name in vars(refusals) if name.isupper()]
ROOMS = Path(refusals.__file__).parents[1]


def test_each_of_them_is_raised_and_none_is_said_in_english_beside_it() -> None:
    sources = [path.read_text("utf-8") for path in ROOMS.rglob("actions/*.py")]
    sources += [path.read_text("utf-8") for path in ROOMS.rglob("*/actions.py") if "tests" not in path.parts]
    assert NAMES
    assert [name for name in NAMES if not any(f"refusals.{name})" in source for source in sources)] == []
    rooms = (
        "keypersons",
        "welcome",
        "plans/actions/supporting",
        "schools/actions/moves",
        "together",
        "complaints/following",
    )
    family = [path for path in ROOMS.rglob("*.py") if any(f"/{room}" in path.as_posix() for room in rooms)]
    plain = {getattr(refusals, name) for name in NAMES}
    said = [
        (path.name, words)
        for path in family
        if "tests" not in path.parts
        for words in plain
        if f'Refused("{words}")' in path.read_text("utf-8")
    ]
    assert said in ([], [("translating.py", refusals.DONE)]), "that one is read at work alone"


@pytest.mark.parametrize("language", ["ur", "ar", "pl", "ro"])
def test_they_speak_the_language_of_whoever_reads(settings: LazySettings, catalogues: str, language: str) -> None:
    settings.LOCALE_PATHS = [catalogues]
    with translation.override(language):
        assert [name for name in NAMES if str(refused(getattr(refusals, name))) == getattr(refusals, name)] == []
    assert str(refused(refusals.DONE)) == refusals.DONE
