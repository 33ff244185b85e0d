"""Letting go, handing over, handing out a code: who may, what is refused, and that nothing typed is lost."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from hometime.access import rules
from hometime.access.tests.conftest import fully_in, give_password
from hometime.audit.models import Event
from hometime.people import actions as people
from hometime.people.models import Cover, Person, Post
from hometime.people.roles import Hat, Role
from tests.cast import HOUSE, TODAY, Cast

pytestmark = pytest.mark.django_db


def day(name: str, on: dt.date) -> dict[str, str]:
    """A day as its three boxes send it."""
    return {f"{name}_day": str(on.day), f"{name}_month": str(on.month), f"{name}_year": str(on.year)}


def test_a_manager_sees_the_posts_of_the_own_setting_only(client: Client, members: Cast) -> None:
    fully_in(client, members, "Mo Manager")
    shown = client.get("/posts/").content.decode()
    assert "Kay Person" in shown and "Sib Manager" not in shown and "Ola Owner" not in shown
    assert "Mum Full" not in shown and "Mum Full" in client.get("/posts/?who=families").content.decode()


def test_an_owner_sees_the_posts_of_every_setting_of_the_provider(client: Client, members: Cast) -> None:
    fully_in(client, members, "Ola Owner")
    shown = client.get("/posts/").content.decode()
    assert "Kay Person" in shown and "Sib Manager" in shown and "Far Manager" not in shown


@pytest.mark.parametrize("name", ["Kay Person", "Mum Full"])
def test_others_do_not_see_to_posts(name: str, client: Client, members: Cast) -> None:
    if name == "Kay Person":
        fully_in(client, members, name)
    else:
        give_password(client, members, name)
    assert client.get("/posts/").status_code in (403, 404)
    assert "/posts/" not in client.get("/today/").content.decode()


@pytest.mark.parametrize("who", ["Sib Manager", "Far Manager", "Ola Owner"])
def test_out_of_reach_is_not_found(who: str, client: Client, members: Cast) -> None:
    fully_in(client, members, "Mo Manager")
    person = members.people[who]
    for door in ("leaving", "code"):
        assert client.post(f"/posts/{person.pk}/{door}/").status_code == 404
    assert client.post(f"/posts/{person.posts.get().pk}/cover/").status_code == 404
    assert Person.objects.get(pk=person.pk).left_on is None


def test_what_may_not_be_done_shows_its_reason_instead_of_a_button(client: Client, members: Cast) -> None:
    fully_in(client, members, "Mo Manager")
    own = client.get(f"/posts/{members.people['Mo Manager'].posts.get().pk}/").content.decode()
    assert "Ask somebody else" in own and "/leaving/" not in own
    other = client.get(f"/posts/{members.people['Kay Person'].posts.get().pk}/").content.decode()
    assert "/leaving/" in other and "/code/" in other and "/cover/" in other


RULES = [
    ("Mo Manager", "Mo Manager", rules.let_go, False),
    ("Mo Manager", "Kay Person", rules.let_go, True),
    ("Dee Deputy", "Kay Person", rules.let_go, False),
    ("Ola Owner", "Mo Manager", rules.let_go, True),
    ("Ola Owner", "Ola Owner", rules.let_go, False),
    ("Mo Manager", "Staff Parent", rules.let_go, False),
    ("Mo Manager", "Mum Full", rules.hand_code, True),
    ("Dee Deputy", "Mum Full", rules.hand_code, True),
    ("Dee Deputy", "Mo Manager", rules.hand_code, False),
    ("Mo Manager", "Tru Parent", rules.hand_code, False),
    ("Mo Manager", "Mo Manager", rules.hand_code, False),
]


@pytest.mark.parametrize(("viewer", "about", "rule", "may"), RULES)
def test_who_may_do_what_to_whom(viewer: str, about: str, rule: object, may: bool, members: Cast) -> None:
    answer = rule(members.viewer(viewer), members.people[about])  # type: ignore[operator]
    assert (answer is None) is may, answer


def test_a_manager_gives_a_last_day_and_it_is_kept(client: Client, members: Cast) -> None:
    fully_in(client, members, "Mo Manager")
    kay = members.people["Kay Person"]
    last = TODAY + dt.timedelta(days=20)
    assert client.post(f"/posts/{kay.pk}/leaving/", day("last_day", last))["Location"] == "/posts/"
    assert Person.objects.get(pk=kay.pk).left_on == last
    assert {e.actor for e in Event.objects.filter(verb="person.let_go")} == {members.people["Mo Manager"].pk}


def test_a_day_that_is_none_is_said_beside_the_box_and_nothing_typed_is_lost(client: Client, members: Cast) -> None:
    fully_in(client, members, "Mo Manager")
    sent = {"last_day_day": "31", "last_day_month": "2", "last_day_year": "2026", "at_once": "on"}
    answer = client.post(f"/posts/{members.people['Kay Person'].pk}/leaving/", sent)
    words = answer.content.decode()
    assert answer.status_code == 422 and "id_last_day_error" in words
    assert 'value="31"' in words and "checked" in words


def test_stopping_at_once_needs_no_post_with_another_provider(client: Client, members: Cast) -> None:
    kay = members.people["Kay Person"]
    people.appoint(HOUSE, kay, Role.BANK, members.stranger, TODAY)
    fully_in(client, members, "Ola Owner")
    answer = client.post(f"/posts/{kay.pk}/leaving/", day("last_day", TODAY) | {"at_once": "on"})
    assert answer.status_code == 422 and "another provider" in answer.content.decode()
    assert Person.objects.get(pk=kay.pk).is_active and kay.posts.filter(ends=None).count() == 2


def test_a_post_is_handed_over_for_stated_dates_and_comes_back(client: Client, members: Cast) -> None:
    fully_in(client, members, "Mo Manager")
    post = members.people["Mo Manager"].posts.get(role=Role.MANAGER)
    first, last = TODAY + dt.timedelta(days=1), TODAY + dt.timedelta(days=7)
    sent = {"by": members.people["Dee Deputy"].pk} | day("starts", first) | day("ends", last)
    assert client.post(f"/posts/{post.pk}/cover/", sent)["Location"] == "/posts/"
    assert members.viewer("Dee Deputy", Hat.STAFF, first).holds(Role.MANAGER)
    assert not members.viewer("Dee Deputy", Hat.STAFF, last + dt.timedelta(days=1)).holds(Role.MANAGER)
    again = client.post(f"/posts/{post.pk}/cover/", sent)
    assert again.status_code == 422 and "already covers" in again.content.decode()
    assert Cover.objects.count() == 1


def test_a_cover_backwards_in_time_is_refused(client: Client, members: Cast) -> None:
    fully_in(client, members, "Mo Manager")
    post = members.people["Mo Manager"].posts.get(role=Role.MANAGER)
    sent = {"by": members.people["Dee Deputy"].pk} | day("starts", TODAY) | day("ends", TODAY - dt.timedelta(days=1))
    assert client.post(f"/posts/{post.pk}/cover/", sent).status_code == 422
    assert not Cover.objects.exists()


def test_a_family_cannot_cover_a_post(client: Client, members: Cast) -> None:
    fully_in(client, members, "Mo Manager")
    post = members.people["Mo Manager"].posts.get(role=Role.MANAGER)
    sent = {"by": members.people["Mum Full"].pk} | day("starts", TODAY) | day("ends", TODAY)
    assert client.post(f"/posts/{post.pk}/cover/", sent).status_code == 422


def test_nobody_takes_a_safeguarding_post_for_themselves(client: Client, members: Cast) -> None:
    fully_in(client, members, "Mo Manager")
    post = Post.objects.get(role=Role.DSL, setting=members.setting)
    sent = {"by": members.people["Mo Manager"].pk} | day("starts", TODAY) | day("ends", TODAY)
    assert client.post(f"/posts/{post.pk}/cover/", sent).status_code == 422
    assert not Cover.objects.exists()
    sent["by"] = members.people["Dee Deputy"].pk
    assert client.post(f"/posts/{post.pk}/cover/", sent).status_code == 302


def test_a_code_is_shown_once_to_whoever_hands_it_over(client: Client, members: Cast) -> None:
    import re

    fully_in(client, members, "Mo Manager")
    door = f"/posts/{members.people['Mum Full'].pk}/code/"
    assert not re.search(rb"\b\d{8}\b", client.get(door).content)
    shown = client.post(door)
    assert re.search(rb"\b\d{8}\b", shown.content) and shown["Cache-Control"] == "no-store"
    assert not re.search(rb"\b\d{8}\b", client.get(door).content)
