"""People who can sign in, and ways to do it, for the tests of this room."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import LazySettings
from django.core.cache import cache
from django.test import Client

from hometime.people import actions as people
from tests.cast import HOUSE, Cast

PASSWORD = "four quiet words here"


@pytest.fixture(autouse=True)
def fresh_counts(db: None) -> Iterator[None]:
    """No tries are counted before a test."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def members(cast: Cast) -> Cast:
    """The cast, of whom three have a password: the manager, a full parent, and the owner who is a parent."""
    for name in ("Mo Manager", "Mum Full", "Tru Parent", "Dee Deputy", "Ola Owner", "Staff Parent"):
        people.set_password(HOUSE, cast.people[name], PASSWORD)
    return cast


@pytest.fixture
def practice(members: Cast, settings: LazySettings) -> Cast:
    """The cast in a practice world."""
    settings.PRACTICE = True
    people.open_house(HOUSE, practice=True)
    return members


def give_password(client: Client, cast: Cast, name: str, password: str = PASSWORD, **extra: str) -> object:
    """Sends the sign-in form for one of the cast."""
    return client.post("/sign-in/", {"login": cast.people[name].email, "password": password}, **extra)
