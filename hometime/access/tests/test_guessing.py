"""Guessing (TRUST 20): slow for strangers, never a lock-out of the owner, and nothing to be learnt from the answer."""

from __future__ import annotations

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client

from hometime.access.tests.conftest import give_password
from hometime.audit.models import Event
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def guess(cast: Cast, times: int, addresses: int, login: str = "") -> list[int]:
    """Wrong passwords for one account from many addresses, in turn; gives the status of each answer."""
    email = login or cast.people["Mum Full"].email
    client = Client()
    return [
        client.post(
            "/sign-in/",
            {"login": email, "password": f"guess {number}"},
            REMOTE_ADDR=f"203.0.113.{number % addresses + 1}",
        ).status_code
        for number in range(times)
    ]


def tried(statuses: list[int]) -> int:
    """How many of the guesses were held against the password at all."""
    return statuses.count(422)


def test_of_three_hundred_guesses_from_many_addresses_at_most_twenty_are_tried(members: Cast) -> None:
    statuses = guess(members, 300, 100)
    assert tried(statuses) == 20 and set(statuses) == {422, 429}
    assert Event.objects.filter(verb="signin.failed").count() == 20


@pytest.mark.long
def test_of_ten_thousand_guesses_from_a_hundred_addresses_at_most_twenty_are_tried(members: Cast) -> None:
    assert tried(guess(members, 10_000, 100)) == 20


def test_one_address_is_slowed_after_five(members: Cast) -> None:
    assert guess(members, 7, 1) == [422] * 5 + [429] * 2


def test_an_account_that_does_not_exist_is_slowed_alike(members: Cast) -> None:
    assert guess(members, 7, 1, "nobody@town.example") == [422] * 5 + [429] * 2


def test_the_owner_gets_in_on_a_device_of_their_own_while_strangers_guess(members: Cast) -> None:
    phone = Client()
    give_password(phone, members, "Mum Full")
    phone.post("/sign-out/")
    guess(members, 60, 60)
    assert give_password(Client(), members, "Mum Full", address="198.51.100.1").status_code == 429
    assert give_password(phone, members, "Mum Full", address="198.51.100.2")["Location"] == "/"


def test_a_hall_behind_one_address_is_not_shut_by_one_who_forgets(members: Cast) -> None:
    guess(members, 8, 1)
    address = "203.0.113.1"
    for name in ("Mo Manager", "Ola Owner", "Dee Deputy"):
        assert give_password(Client(), members, name, address=address).status_code == 302


def test_right_passwords_do_not_use_up_tries(members: Cast) -> None:
    browser = Client()
    for _ in range(25):
        assert give_password(browser, members, "Mum Full").status_code == 302
        browser.post("/sign-out/")


def test_an_ipv6_network_counts_as_one_address(members: Cast) -> None:
    email = members.people["Mum Full"].email
    answers = [
        Client().post("/sign-in/", {"login": email, "password": "x"}, REMOTE_ADDR=f"2001:db8:1:1::{n:x}").status_code
        for n in range(1, 8)
    ]
    assert answers == [422] * 5 + [429] * 2


def test_asking_for_a_new_password_tells_nothing_and_writes_to_no_stranger(members: Cast) -> None:
    from hometime.access.models import AccountMail

    pages = [
        Client().post("/sign-in/forgotten/", {"email": address})
        for address in ("nobody@town.example", (members.people["Mum Full"].email or "").upper())
    ]
    assert [page["Location"] for page in pages] == ["/sign-in/forgotten/sent/"] * 2
    assert [mail.person for mail in AccountMail.objects.all()] == [members.people["Mum Full"]]


def test_new_passwords_cannot_be_asked_for_without_end(members: Cast) -> None:
    answers = [Client().post("/sign-in/forgotten/", {"email": "x@town.example"}).status_code for _ in range(5)]
    assert answers == [302, 302, 302, 429, 429]


@pytest.mark.parametrize("name", ["Mum Full", "Vi Volunteer", ""])
def test_each_guess_costs_one_hash_whoever_it_is_about(
    name: str, members: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A right account, one without a password, and none at all take the same work, so time tells nothing."""
    login = members.people[name].email if name else "nobody@town.example"
    Client().post("/sign-in/", {"login": "warm@town.example", "password": "x"})
    hashed: list[str] = []
    plain = MD5PasswordHasher.encode

    def counted(hasher: MD5PasswordHasher, password: str, salt: str) -> str:
        hashed.append(password)
        return plain(hasher, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    Client().post("/sign-in/", {"login": login, "password": "guess"})
    assert hashed == ["guess"]
