"""In by password, out by a button: who gets in, what is said, and what is written down."""

from __future__ import annotations

import pytest
from django.conf import LazySettings
from django.test import Client

from hometime.access.tests.conftest import PASSWORD, give_password
from hometime.audit.models import Event
from hometime.people import actions as people
from tests.cast import HOUSE, Cast

pytestmark = pytest.mark.django_db


def test_a_parent_signs_in_on_a_first_device_and_reaches_today(client: Client, members: Cast) -> None:
    answer = give_password(client, members, "Mum Full")
    assert answer.status_code == 302 and answer["Location"] == "/"
    assert client.get("/today/").status_code == 200
    assert Event.objects.filter(verb="signin.done", actor=members.people["Mum Full"].pk).count() == 1


def test_an_address_counts_whatever_its_capitals(client: Client, members: Cast) -> None:
    email = (members.people["Mum Full"].email or "").upper()
    assert client.post("/sign-in/", {"login": f" {email} ", "password": PASSWORD}).status_code == 302


def test_a_wrong_address_and_a_wrong_password_get_the_same_page(client: Client, members: Cast) -> None:
    wrong = give_password(client, members, "Mum Full", "not the password")
    nobody = client.post("/sign-in/", {"login": "nobody@town.example", "password": "not the password"})
    assert wrong.status_code == nobody.status_code == 422
    without = [
        page.content.decode().replace(members.people["Mum Full"].email or "", "X").replace("nobody@town.example", "X")
        for page in (wrong, nobody)
    ]
    token = "csrfmiddlewaretoken"
    kept = [[line for line in page.splitlines() if token not in line] for page in without]
    assert kept[0] == kept[1]


def test_a_failed_try_on_an_account_is_written_down_and_a_strangers_name_is_not(client: Client, members: Cast) -> None:
    before = Event.objects.count()
    client.post("/sign-in/", {"login": "nobody@town.example", "password": "x"})
    assert Event.objects.count() == before
    give_password(client, members, "Mum Full", "x")
    event = Event.objects.get(verb="signin.failed")
    assert event.subject == members.people["Mum Full"].pk and event.facts == {"step": "password"}


def test_nobody_is_offered_to_sign_up(client: Client, members: Cast) -> None:
    for address in ("/sign-up/", "/signup/", "/accounts/signup/", "/sign-in/signup/"):
        assert client.get(address).status_code == 404
    assert b"sign up" not in client.get("/sign-in/").content.lower()


def test_signing_out_takes_a_press_and_clears_the_browser(client: Client, members: Cast) -> None:
    give_password(client, members, "Mum Full")
    assert client.get("/sign-out/").status_code == 200
    assert client.get("/today/").status_code == 200
    answer = client.post("/sign-out/")
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert client.get("/today/")["Location"].startswith("/sign-in/")


def test_a_form_without_its_token_is_refused(members: Cast) -> None:
    assert give_password(Client(enforce_csrf_checks=True), members, "Mum Full").status_code == 403


def test_somebody_who_has_left_gets_the_words_of_a_wrong_password(client: Client, members: Cast) -> None:
    import datetime as dt

    from tests.cast import TODAY

    people.let_go(HOUSE, members.people["Mum Full"], TODAY - dt.timedelta(days=1), members.provider)
    assert give_password(client, members, "Mum Full").status_code == 422


def test_the_practice_world_has_a_button_for_each_person_and_no_second_step(client: Client, practice: Cast) -> None:
    assert b"/sign-in/practice/" in client.get("/sign-in/").content
    answer = client.post("/sign-in/practice/", {"person": practice.people["Mo Manager"].pk})
    assert answer["Location"] == "/"
    assert client.get("/today/").status_code == 200


def test_outside_the_practice_world_there_is_no_such_button(
    client: Client, practice: Cast, settings: LazySettings
) -> None:
    settings.PRACTICE = False
    assert b"/sign-in/practice/" not in client.get("/sign-in/").content
    assert client.post("/sign-in/practice/", {"person": practice.people["Mo Manager"].pk}).status_code == 404


def test_a_manager_without_a_second_factor_sees_only_the_page_to_choose_one(client: Client, members: Cast) -> None:
    give_password(client, members, "Mo Manager")
    assert client.get("/today/")["Location"] == "/account/second-step/?next=%2Ftoday%2F"
