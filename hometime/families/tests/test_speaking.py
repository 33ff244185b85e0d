"""The page speaks the language that a person reads, unless another was chosen on the device."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client

from hometime.access.tests.conftest import PASSWORD, give_password
from hometime.audit.actions import House, action, note
from hometime.families import actions as families
from hometime.people import actions as people
from hometime.people.models import Person
from tests.cast import HOUSE, Cast


@action
def reads(actor: House, person: Person, language: str) -> None:
    """Writes down what somebody reads, as their own page will."""
    person.language = language
    person.save(update_fields=["language"])
    note("test.reads", person)


def page_of(client: Client, **headers: str) -> str:
    return client.get("/today/", headers=headers).content.decode()


def signed_in(cast: Cast, reading: str) -> Client:
    """Mum Full, who reads a language, signed in."""
    people.set_password(HOUSE, cast.people["Mum Full"], PASSWORD)
    reads(HOUSE, cast.people["Mum Full"], reading)
    client = Client()
    assert give_password(client, cast, "Mum Full").status_code == 302
    return client


@pytest.fixture
def mum(cast: Cast) -> Client:
    """Mum Full, who reads Urdu, signed in."""
    return signed_in(cast, "ur")


def test_a_page_speaks_the_language_that_its_reader_reads(mum: Client) -> None:
    page = page_of(mum, accept_language="pl")
    assert 'lang="ur"' in page and 'dir="rtl"' in page


def test_a_language_chosen_on_the_device_goes_before(mum: Client) -> None:
    mum.post("/language/", {"language": "pl", "next": "/today/"})
    assert 'lang="pl"' in page_of(mum)


def test_signing_out_leaves_no_trace_of_the_language(mum: Client) -> None:
    assert settings.LANGUAGE_COOKIE_NAME not in mum.cookies
    mum.post("/sign-out/")
    assert 'lang="en' in mum.get("/sign-in/").content.decode()


@pytest.mark.parametrize("language", ["en", "tlh"])
def test_who_said_nothing_or_reads_what_we_do_not_speak_is_spoken_to_as_the_browser_asks(
    cast: Cast, language: str
) -> None:
    assert 'lang="pl"' in page_of(signed_in(cast, language), accept_language="pl")


def test_what_an_adult_reads_best_is_the_language_of_their_pages_unless_they_said_another(cast: Cast) -> None:
    new, other = people.add_person(HOUSE, "New Adult"), people.add_person(HOUSE, "Other Adult", language="pl")
    for person in (new, other):
        families.register_adult(HOUSE, person, cast.setting, reads=["ro", "en"])
        person.refresh_from_db()
    assert (new.language, other.language) == ("ro", "pl")
