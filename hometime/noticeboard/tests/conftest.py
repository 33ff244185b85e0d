"""Two settings with the two policies of our library in force, and words in every language."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
from collections.abc import Iterator
from importlib import resources

import pytest
from django.conf import LazySettings
from django.utils import translation

from hometime.adoption.actions import adopt
from hometime.kernel import clock
from hometime.noticeboard.pages import Board, board
from hometime.noticeboard.posters import Poster, poster
from hometime.people import actions as people
from hometime.people.models import Provider, Setting
from hometime.people.roles import Role
from hometime.policies.actions import check_cards
from hometime.policies.reading import read_bytes
from hometime.policies.reading.forms import Reading
from hometime.ui.words import compile_catalogues
from tests.cast import HOUSE, TODAY

SITE = "https://hometime.example"
ADOPTED = dt.date(2026, 3, 2)
CHECKED = dt.date(2026, 3, 5)


@dataclasses.dataclass(frozen=True)
class Places:
    """One setting with a complaints procedure, and one whose policy has none."""

    bridge: Setting
    hall: Setting

    def board(self, which: str, language: str = "en-gb") -> Board:
        """The board of `bridge` or `hall` as it is read in a language."""
        with translation.override(language):
            return board(getattr(self, which), TODAY)

    def poster(self, which: str, form: str, language: str = "en-gb", site: str = SITE) -> Poster:
        """A sheet of that board."""
        return poster(form, self.board(which, language), language, TODAY, site)


@pytest.fixture
def places(settings: LazySettings, db: None) -> Iterator[Places]:
    """Both settings, on the day of the tests."""
    compile_catalogues(settings.LOCALE_PATHS[0])
    with clock.fixed(TODAY):
        yield Places(_open("Otter Bridge", "bluebell.md"), _open("Alder Hall", "ash-and-alder.md"))


@functools.cache
def _book(name: str) -> tuple[bytes, Reading]:
    """A document of our library and what is read from it: the same for every test."""
    content = (resources.files("hometime.policies.library") / "documents" / name).read_bytes()
    return content, read_bytes(content, name)


def _open(name: str, book: str) -> Setting:
    provider = people.found_provider(HOUSE, f"{name} Ltd", Provider.Form.COMPANY)
    setting = people.open_setting(
        HOUSE,
        provider,
        name,
        name.lower().replace(" ", "-"),
        phone="01632 960123",
        email="hello@bridge.example",
        address="The Hall\nMill Lane\nTownley TW1 2AB",
        languages=["en", "pl", "bn"],
    )
    for person, role, facts in (
        ("Josephine Okonkwo", Role.MANAGER, {"name_to_use": "Jo Okonkwo"}),
        ("Lee Wardlow", Role.LINE_MANAGER, {"name_to_use": "Mrs Wardlow"}),
        ("Ola Grimshaw", Role.OWNER, {}),
    ):
        hired = people.add_person(HOUSE, person, **facts)
        people.appoint(HOUSE, hired, role, setting if role == Role.MANAGER else provider, ADOPTED)
    content, reading = _book(book)
    with clock.fixed(ADOPTED):
        adopt(HOUSE, provider, [setting], reading, content, ADOPTED)
    with clock.fixed(CHECKED):
        check_cards(HOUSE, setting)
    return setting
