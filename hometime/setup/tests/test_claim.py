"""An empty house is claimed once, at the machine itself or with its code, and by nobody else."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import LazySettings
from django.core.cache import cache
from django.test import Client

from hometime.audit.models import Event
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.people import actions as people
from hometime.people.models import Person, Post, Provider
from hometime.people.roles import Role
from hometime.setup import founding
from hometime.setup.code import the_code
from hometime.setup.models import Founding
from tests.cast import HOUSE, Cast

pytestmark = pytest.mark.django_db
WHO = {"name": "Ola Owner", "email": "Ola@town.example", "password": "three loud otters"}
ELSEWHERE: dict[str, Any] = {"REMOTE_ADDR": "203.0.113.9"}


@pytest.fixture(autouse=True)
def _no_tries_yet() -> None:
    cache.clear()


def test_the_first_page_offers_the_setting_and_the_practice_world(client: Client) -> None:
    words = client.get("/").content.decode()
    assert "/setup/you/" in words and "/setup/practice/" in words


def test_somebody_at_the_machine_becomes_the_first_owner_and_is_signed_in(client: Client) -> None:
    answer = client.post("/setup/you/", WHO)
    assert answer.status_code == 302 and answer["Location"] == "/setup/places/"
    person = Person.objects.get()
    assert (person.email, person.check_password(WHO["password"])) == ("ola@town.example", True)
    assert list(Post.objects.values_list("role", flat=True)) == [Role.OWNER]
    assert client.session["_auth_user_id"] == person.pk
    assert Event.objects.filter(verb="house.claimed", facts__person=person.pk).count() == 1
    # A second step is asked for before anything else opens, and the way goes on from there.
    asked = client.get("/setup/places/")
    assert asked["Location"].startswith("/account/second-step/?next=%2Fsetup%2Fplaces%2F")


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_page_is_shut_once_somebody_can_sign_in(client: Client, cast: Cast, method: str) -> None:
    before = Person.objects.count()
    answer = getattr(client, method)("/setup/you/", WHO | {"code": the_code()})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert (Person.objects.count(), Founding.objects.count()) == (before, 0)


def test_the_code_is_worth_nothing_a_second_time(client: Client) -> None:
    assert Client().post("/setup/you/", WHO | {"code": the_code()}, **ELSEWHERE).status_code == 302
    again = WHO | {"email": "thief@town.example", "code": the_code()}
    assert client.post("/setup/you/", again, **ELSEWHERE)["Location"] == "/"
    assert not Person.objects.filter(email="thief@town.example").exists()


@pytest.mark.parametrize(
    "sender",
    [
        ELSEWHERE,
        {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"HTTP_FORWARDED": "for=127.0.0.1"},
        {"HTTP_X_FORWARDED_PROTO": "http"},
        {"HTTP_VIA": "1.1 tunnel"},
    ],
    ids=str,
)
def test_away_from_the_machine_a_code_is_needed(client: Client, sender: dict[str, Any]) -> None:
    for code in ("", "ABCD-EFGH-JKMN"):
        answer = client.post("/setup/you/", WHO | {"code": code}, **sender)
        assert answer.status_code == 422
        assert "the code" in answer.content.decode()
    assert not Person.objects.exists()
    assert client.post("/setup/you/", WHO | {"code": the_code().lower().replace("-", " ")}, **sender).status_code == 302


def test_a_public_address_always_needs_the_code(client: Client, settings: LazySettings) -> None:
    settings.PUBLIC_URL = "https://home.town.example"
    assert client.post("/setup/you/", WHO).status_code == 422
    assert not Person.objects.exists()


def test_codes_cannot_be_tried_at_speed_and_the_right_one_waits_too(client: Client) -> None:
    wrong = WHO | {"code": "ABCD-EFGH-JKMN"}
    answers = [client.post("/setup/you/", wrong, **ELSEWHERE).status_code for _ in range(12)]
    assert answers == [422] * 10 + [429] * 2
    assert client.post("/setup/you/", WHO | {"code": the_code()}, **ELSEWHERE).status_code == 429
    assert not Person.objects.exists()


def test_another_data_folder_has_another_code(settings: LazySettings) -> None:
    ours = the_code()
    settings.SECRET_KEY = "0" * 64
    assert the_code() != ours and len(ours) == 14


def test_a_form_from_another_site_is_refused() -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/setup/you/", WHO).status_code == 403
    assert not Person.objects.exists()


def test_of_two_who_come_at_once_one_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    founding.claim("Ola Owner", "ola@town.example", "three loud otters")
    # As for somebody whose look round came before the other's commit: the database still refuses the second.
    monkeypatch.setattr(founding, "unclaimed", lambda: True)
    with pytest.raises(Refused, match="Somebody else has just"):
        founding.claim("Late Comer", "late@town.example", "three late otters")
    assert [person.name for person in Person.objects.all()] == ["Ola Owner"]


def test_the_practice_world_is_never_claimed(client: Client) -> None:
    people.open_house(HOUSE, practice=True)
    assert client.post("/setup/you/", WHO)["Location"] == "/"
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"password": "short"}, "too short"),
        ({"password": "password123"}, "too common"),
        ({"email": "no address"}, "An address looks like"),
        ({"name": ""}, "Type your name"),
    ],
    ids=str,
)
def test_mistakes_stand_beside_their_fields_and_nothing_is_kept(
    client: Client, typed: dict[str, Any], words: str
) -> None:
    answer = client.post("/setup/you/", WHO | typed)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Provider.objects.exists()


def test_a_policy_adopted_on_the_command_line_gets_its_first_owner(client: Client) -> None:
    provider = people.found_provider(HOUSE, "Riverside Ltd", Provider.Form.UNSTATED)
    people.appoint(HOUSE, people.add_person(HOUSE, "Riverside Ltd"), Role.OWNER, provider, clock.today())
    assert client.post("/setup/you/", WHO).status_code == 302
    assert Post.objects.get(person__email="ola@town.example").provider == provider
    assert Provider.objects.count() == 1
