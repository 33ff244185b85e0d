"""What somebody must reach in a hurry is reached by links, from the page on which their day begins."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import Resolver404, resolve, reverse

from hometime.access.checks import doors
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


BY_HAND = {
    "hat": "in the menu of somebody who has several hats, and nobody of the cast has",
    "account_reauthenticate": "asked for before what is sealed, where the last proof is old",
    "complaint-taken": "after a filled form was handed in",
    "my-children": "in the menu of those who have key children",
    **dict.fromkeys(
        (
            "setup", "setup-places", "setup-place", "setup-policy", "setup-people", "setup-days", "setup-keys",
            "setup-devices", "setup-safe", "setup-mail", "setup-rooms", "setup-children", "setup-children-boxes",
            "setup-key-persons", "setup-finish",
        ),
        "from Today until the house is set up; this one was set up otherwise",
    ),
}  # fmt: skip
OF_OWNERS = {"languages": "from a record that needs them", "schools": "from a child's move"}


def walked(client: Client, first: str) -> set[str]:
    """The names of all pages that links alone lead to from the first one, one page of each kind."""
    seen: set[str] = set()
    todo, kinds = [first], set[tuple[str, tuple[str, ...]]]()
    while todo:
        address = todo.pop()
        try:
            found = resolve(address)
        except Resolver404:
            continue
        kind = (found.view_name, tuple(sorted(found.kwargs)))
        if kind in kinds or found.view_name == "leave":  # that one ends the session
            continue
        kinds.add(kind)
        answer = client.get(address)
        if answer.status_code == 200:
            seen.add(found.view_name)
            if "html" in answer["Content-Type"]:
                todo += [one for one in HREF.findall(answer.content.decode()) if one.startswith("/")]
        elif answer.status_code in (301, 302):
            todo.append(answer["Location"].partition("?")[0])
    return seen


@pytest.mark.parametrize("persona", ["manager", "lead", "key", "owner", "full"])
def test_each_page_that_somebody_may_open_is_reached_by_links(cast: Cast, persona: str) -> None:
    client = at_work(cast, persona)
    reached = walked(client, "/today/")
    known = BY_HAND | (OF_OWNERS if persona == "owner" else {})
    plain = [door for door in doors() if door.gate and not door.gate.public and "<" not in door.route]
    lost = [
        d.name
        for d in plain
        if d.name not in reached | known.keys() and client.get("/" + d.route.lstrip("/")).status_code == 200
    ]
    assert lost == []
