"""One hat at a time: chosen, switched, recorded, and never added up."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hometime.access.tests.conftest import PASSWORD, fully_in, give_password
from hometime.access.viewer import hats_of, viewer_for
from hometime.audit.actions import House, action, note
from hometime.audit.models import Event
from hometime.people import actions as people
from hometime.people.models import Setting
from hometime.people.roles import Hat, Role
from tests.cast import HOUSE, TODAY, Cast

pytestmark = pytest.mark.django_db


def key_of(cast: Cast, name: str, hat: Hat) -> str:
    """The key of one of a person's hats."""
    return next(choice.key for choice in hats_of(cast.people[name]) if choice.hat == hat)


def test_with_several_hats_one_is_chosen_first(client: Client, members: Cast) -> None:
    fully_in(client, members, "Tru Parent")
    assert client.get("/today/")["Location"] == "/hat/?next=%2Ftoday%2F"
    answer = client.post("/hat/", {"hat": key_of(members, "Tru Parent", Hat.PARENT), "next": "/today/"})
    assert answer["Location"] == "/today/"
    assert "Parent or carer" in client.get("/today/").content.decode()


def test_switching_is_written_down_and_changes_the_sessions_name(client: Client, members: Cast) -> None:
    fully_in(client, members, "Tru Parent")
    client.post("/hat/", {"hat": key_of(members, "Tru Parent", Hat.PARENT)})
    before = client.session.session_key
    client.post("/hat/", {"hat": key_of(members, "Tru Parent", Hat.OWNER)})
    assert client.session.session_key != before
    assert [e.facts["hat"] for e in Event.objects.filter(verb="hat.put_on").order_by("id")] == ["parent", "owner"]
    assert "Owner or trustee" in client.get("/today/").content.decode()
    assert len(client.get("/account/devices/").content.decode().split("this one")) == 2


def test_the_rights_of_two_hats_are_never_added(members: Cast) -> None:
    person = members.people["Staff Parent"]
    for choice in hats_of(person):
        viewer = viewer_for(person, choice.key)
        assert viewer is not None and viewer.hat == choice.hat
        assert viewer.posts == set(choice.roles)


def test_a_hat_that_is_not_ones_own_is_not_put_on(client: Client, members: Cast) -> None:
    fully_in(client, members, "Tru Parent")
    assert client.post("/hat/", {"hat": key_of(members, "Mo Manager", Hat.STAFF)}).status_code == 422
    assert client.get("/today/")["Location"].startswith("/hat/")


def test_a_single_hat_goes_straight_in(client: Client, members: Cast) -> None:
    give_password(client, members, "Mum Full")
    assert client.get("/today/").status_code == 200


def test_nobody_is_sent_off_to_another_site(client: Client, members: Cast) -> None:
    fully_in(client, members, "Tru Parent")
    chosen = key_of(members, "Tru Parent", Hat.PARENT)
    for away in ("https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"):
        assert client.post("/hat/", {"hat": chosen, "next": away})["Location"] == "/"
    email = members.people["Mum Full"].email
    other = Client()
    sent = {"login": email, "password": "four quiet words here", "next": "https://elsewhere.example/"}
    assert other.post("/sign-in/", sent)["Location"] == "/"


def test_a_parents_hat_needs_no_strong_proof_but_the_work_hat_of_the_same_person_does(members: Cast) -> None:
    client = Client()
    give_password(client, members, "Tru Parent")
    client.post("/hat/", {"hat": key_of(members, "Tru Parent", Hat.PARENT)})
    assert client.get("/today/").status_code == 200
    client.post("/hat/", {"hat": key_of(members, "Tru Parent", Hat.OWNER)})
    assert client.get("/today/")["Location"].startswith("/account/second-step/")


def test_a_cover_is_worn_while_it_lasts_and_leaves_with_whoever_covers(members: Cast) -> None:
    dee, mo = members.people["Dee Deputy"], members.people["Mo Manager"]
    post = mo.posts.get(role=Role.MANAGER)
    people.hand_over(HOUSE, post, dee, TODAY, TODAY + dt.timedelta(days=9))
    assert members.viewer("Dee Deputy").posts == {Role.DEPUTY, Role.MANAGER}
    assert hats_of(mo) == []
    people.let_go(HOUSE, dee, TODAY, members.provider)
    assert hats_of(dee, TODAY + dt.timedelta(days=1)) == []


def test_a_cover_without_a_post_of_ones_own_opens_nothing(members: Cast) -> None:
    ran_out = members.people["Dee Deputy"].posts.get()
    post = members.people["Mo Manager"].posts.get(role=Role.MANAGER)
    people.hand_over(HOUSE, post, members.people["Dee Deputy"], TODAY, TODAY + dt.timedelta(days=9))
    from hometime.audit.actions import action, note

    @action
    def runs_out(viewer: object) -> None:
        ran_out.ends = TODAY
        ran_out.save()
        note("post.ended", ran_out)

    runs_out(HOUSE)
    assert hats_of(members.people["Dee Deputy"], TODAY)
    assert hats_of(members.people["Dee Deputy"], TODAY + dt.timedelta(days=1)) == []


def test_who_is_looking_costs_one_statement(members: Cast) -> None:
    person = members.people["Staff Parent"]
    key = hats_of(person)[0].key
    with CaptureQueriesContext(
        connection,
    ) as ran:
        viewer_for(person, key)
    assert len(ran) == 1


@action
def ring(actor: House, setting: Setting, phone: str) -> None:
    """Gives a setting a telephone number, as its own page will."""
    setting.phone = phone
    setting.save(update_fields=["phone"])
    note("test.phone", setting)


@pytest.mark.parametrize("name", ["Ola Owner", "Kee Per"])
def test_a_hat_that_reaches_over_a_provider_has_a_number_to_ring_too(practice: Cast, name: str) -> None:
    ring(HOUSE, practice.sibling, "01632 960 211")
    ring(HOUSE, practice.stranger, "01632 960 999")
    people.set_password(HOUSE, practice.people[name], PASSWORD)
    client = Client()
    give_password(client, practice, name)
    page = client.get("/today/").content.decode()
    assert "tel:01632960211" in page and "960 999" not in page
    ring(HOUSE, practice.setting, "01632 960 212")
    assert "tel:01632960211" in client.get("/today/").content.decode(), "Hillside comes before Riverside"
