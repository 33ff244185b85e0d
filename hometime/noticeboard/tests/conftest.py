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

from hometime.kernel import clock
from hometime.noticeboard.pages import Board, board
from hometime.noticeboard.posters import Poster, poster
from hometime.people import actions as people
from hometime.people.models import Provider, Setting
from hometime.people.roles import Role
from hometime.policies import actions as policies
from hometime.policies.models import ContactCard
from hometime.policies.reading.forms import Body
from hometime.policies.settling import Settled
from tests.cast import HOUSE, TODAY, as_proposed

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
def places(settings: LazySettings, catalogues: str, db: None) -> Iterator[Places]:
    """Both settings, on the day of the tests."""
    settings.LOCALE_PATHS = [catalogues]
    with clock.fixed(TODAY):
        yield Places(_open("Otter Bridge", "bluebell.md"), _open("Alder Hall", "ash-and-alder.md"))


def frozen(setting: Setting, content: bytes, confirmed: Settled, day: dt.date) -> tuple[Body, ...]:
    """Freezes every part of a text for a setting, and gives the bodies that it names."""
    document = policies.take_in(HOUSE, setting.provider, confirmed.reading, content)
    for part in confirmed.reading.parts:
        policies.freeze(HOUSE, setting, document, part, confirmed, day)
    return confirmed.reading.bodies


@functools.cache
def _book(name: str) -> tuple[bytes, Settled]:
    """A document of our library and what is read from it: the same for every test."""
    content = (resources.files("hometime.policies.library") / "documents" / name).read_bytes()
    return content, as_proposed(content, name)


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
    content, confirmed = _book(book)
    with clock.fixed(ADOPTED):
        for body in frozen(setting, content, confirmed, ADOPTED):
            kind = ContactCard.Kind.REGULATOR if body.name == "Ofsted" else ContactCard.Kind.OTHER
            policies.write_card(HOUSE, setting, kind, body.name, phone=body.phone or "", address=body.address or "")
    with clock.fixed(CHECKED):
        policies.check_cards(HOUSE, setting, "their website")
    return setting
