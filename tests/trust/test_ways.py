"""What somebody must reach in a hurry is reached by links, from the page on which their day begins."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from hometime.people import actions as people
from hometime.people.roles import LEADS, Hat, Role
from tests.cast import HOUSE, LONG_AGO, Cast, person
from tests.trust.world import PERSONAS, World

pytestmark = pytest.mark.django_db
HREF = re.compile(r'href="([^"#?]+)')
STAFF = sorted(name for name, (_, hat, _) in PERSONAS.items() if hat == Hat.STAFF and name != "tablet")


def at_work(cast: Cast, persona: str) -> Client:
    """A browser in which the persona is signed in, with a proof of a moment ago."""
    return World(cast, {}).client(persona, fresh=True)


def ways(client: Client, address: str) -> set[str]:
    """The addresses to which a page leads."""
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return set(HREF.findall(answer.content.decode()))


@pytest.mark.clause("F21")
def test_each_of_the_staff_finds_where_a_worry_is_written_from_today_and_from_help(cast: Cast) -> None:
    person(cast, "Ban Kay", (Role.BANK, cast.setting), room=cast.room)
    today, door, help_page = (reverse(name) for name in ("today", "worry-who", "help"))
    for persona in STAFF:
        client = at_work(cast, persona)
        assert {door, help_page} <= ways(client, today), persona
        assert door in ways(client, help_page), persona
        assert reverse("worry-somebody") in ways(client, door), persona


@pytest.mark.clause("F21")
def test_whoever_opens_a_childs_file_writes_a_worry_about_that_child_from_it(cast: Cast) -> None:
    ava = cast.children["Ava"].pk
    for persona in ("key", "back-up", "manager", "deputy", "lead", "senco", "worker"):
        client = at_work(cast, persona)
        assert reverse("children") in ways(client, reverse("today")), persona
        assert reverse("key-worry", args=[ava]) in ways(client, reverse("child-file", args=[ava])), persona


def test_help_offers_no_page_of_the_staff_to_a_family_or_to_a_stranger(cast: Cast) -> None:
    for client in (at_work(cast, "full"), Client()):
        assert reverse("worry-who") not in ways(client, reverse("help"))


@pytest.mark.parametrize("role", LEADS)
def test_a_lead_finds_the_desk_in_the_menu_and_the_openings_on_today(cast: Cast, role: Role) -> None:
    people.appoint(HOUSE, cast.people["Vi Volunteer"], role, cast.setting, LONG_AGO)
    client = at_work(cast, "volunteer")
    menu = re.search(r'<nav class="menu.*?</nav>', client.get("/help/").content.decode(), re.DOTALL)
    assert menu is not None and f'href="{reverse("desk")}"' in menu[0]
    assert {reverse("desk"), reverse("openings")} <= ways(client, reverse("today"))


def test_a_manager_who_is_the_lead_too_finds_the_desk_on_today_and_still_the_people(cast: Cast) -> None:
    people.appoint(HOUSE, cast.people["Mo Manager"], Role.DSL, cast.setting, LONG_AGO)
    begins = ways(at_work(cast, "manager"), reverse("today"))
    assert {reverse("desk"), reverse("openings"), reverse("posts")} <= begins


def test_nobody_else_is_led_to_the_desk(cast: Cast) -> None:
    for persona in ("manager", "key", "senco", "volunteer"):
        assert reverse("desk") not in ways(at_work(cast, persona), reverse("today")), persona
