"""A tablet in a room (TRUST 26): whoever switched in opens the pages of one short list, and nothing that is sealed."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from hometime.access.checks import Door, doors
from hometime.access.models import Tablet
from hometime.access.tablets import OPENS
from tests.trust.crawl import crawl
from tests.trust.test_canaries import Marked, marked
from tests.trust.test_doors import LINES, Line, address, answer_of, quiet
from tests.trust.world import SWITCHED_IN, World, world

__all__ = ["marked", "quiet", "world"]
DOORS: dict[str, Door] = {door.name: door for door in doors()}
# What is there for whoever switched in alone.
THERE = {"room": "200", "tablet-here": "204", "tablet-pin": "403"}  # a PIN is no proof that lets one choose another
# All that may stand on their pages of what is not public: first names, what a child needs and is given.
MAY_SHOW = {
    "families.Child.name", "families.Child.name_to_use", "families.KeyFacts.facts", "consents.Giving.dose",
    "consents.Giving.again",
    *(f"consents.Medicine.{field}" for field in ("name", "dose", "times", "reason")),
}  # fmt: skip


def expected(line: Line) -> str:
    """What the key person of the cast gets on the tablet, by what everybody else gets."""
    if line.door in THERE:
        return THERE[line.door]
    stands: Any = DOORS[line.door].gate
    if stands.tablets or line.door == "tablet":
        return line.answers["room-tablet"]
    if stands.public or line.door in OPENS[Tablet.Use.ROOM]:
        return line.answers["key"]
    return "405" if stands.does is not None and line.method.startswith("GET") else "404"


@pytest.mark.usefixtures("quiet")
def test_whoever_switched_in_finds_only_the_pages_of_the_list(world: World) -> None:
    cookies = world.client(SWITCHED_IN).cookies
    wrong = []
    for line in LINES:
        client = Client()
        client.cookies.update(cookies)
        enters = client.post if line.method.startswith("POST") else client.get
        with transaction.atomic():
            answer = answer_of(enters(address(world, line), {"nothing": "typed"}))
            transaction.set_rollback(True)
        if answer != expected(line):
            wrong.append(f"{line.name}: {answer}, not {expected(line)}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", sorted(frozenset().union(*OPENS.values())))
def test_nothing_on_the_list_is_sealed_or_asks_for_a_proof(name: str) -> None:
    stands: Any = DOORS[name].gate
    assert not stands.step_up and stands.sensitive != "P4"


def test_no_mark_shows_on_a_tablet_but_what_a_room_must_know(marked: Marked) -> None:
    shown: set[str] = set()
    for path, seen in crawl(marked.world, SWITCHED_IN).items():
        said = (path + " " + " ".join(map(str, seen.headers))).encode() + seen.body
        shown |= {field for word, field in marked.marks.items() if word.encode().lower() in said.lower()}
    assert shown, "no page shows anything of what was marked, so nothing was proved"
    assert shown <= MAY_SHOW
