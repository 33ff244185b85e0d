"""People who can sign in, and ways to do it, for the tests of this room."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.conf import LazySettings
from django.core.cache import cache
from django.test import Client

from hometime.access.sealing import seal, unseal
from hometime.people import actions as people
from tests.cast import HOUSE, Cast

Answer: TypeAlias = Any  # the test client's answer; its stubs name a private class
PASSWORD = "four quiet words here"


@pytest.fixture(autouse=True)
def fresh_counts(db: None) -> Iterator[None]:
    """No tries are counted before a test."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def members(cast: Cast) -> Cast:
    """The cast, of whom some have a password."""
    for name in ("Mo Manager", "Mum Full", "Tru Parent", "Dee Deputy", "Ola Owner", "Staff Parent", "Kay Person"):
        people.set_password(HOUSE, cast.people[name], PASSWORD)
    return cast


@pytest.fixture
def practice(members: Cast, settings: LazySettings) -> Cast:
    """The cast in a practice world."""
    settings.PRACTICE = True
    people.open_house(HOUSE, practice=True)
    return members


def give_password(
    client: Client, cast: Cast, name: str, password: str = PASSWORD, address: str = "127.0.0.1"
) -> Answer:
    """Sends the sign-in form for one of the cast, from `address`."""
    sent = {"login": cast.people[name].email, "password": password}
    return client.post("/sign-in/", sent, REMOTE_ADDR=address)


def code_now(secret: str) -> str:
    """What an authenticator with this secret shows at this moment."""
    code: str = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time())) + 1))
    return code


def with_authenticator(cast: Cast, name: str) -> str:
    """Gives one of the cast an authenticator, and gives its secret."""
    secret: str = generate_totp_secret()
    Authenticator.objects.create(user=cast.people[name], type=Authenticator.Type.TOTP, data={"secret": seal(secret)})
    return secret


def secret_of(cast: Cast, name: str) -> str:
    """The secret of somebody's authenticator."""
    return unseal(Authenticator.objects.get(user=cast.people[name], type=Authenticator.Type.TOTP).data["secret"])


def fully_in(client: Client, cast: Cast, name: str) -> Client:
    """Signs one of the cast in with password and authenticator."""
    secret = with_authenticator(cast, name)
    assert give_password(client, cast, name)["Location"] == "/sign-in/second-step/"
    assert client.post("/sign-in/second-step/", {"code": code_now(secret)})["Location"] == "/"
    return client
