"""Every letter to somebody who does not work here says how to reach the setting and the regulator (P24), and names what it may."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from hometime.audit.actions import action, note
from hometime.policies.models import ContactCard
from hometime.sharing.actions import third_party
from hometime.sharing.models import Sending, ToldUs, Way
from tests.cast import HOUSE
from tests.trust.test_doors import quiet
from tests.trust.world import World, world

__all__ = ["quiet", "world"]
ROOT = Path(__file__).resolve().parents[2]
# Every letter, by the address of its page: what stands in the address, and who opens it. Those of the gate are its paper,
# the page that opens with link and code, and the letter by which an agency is asked about its own words.
LETTERS: dict[str, tuple[list[str], str]] = {
    "visit-letter": (["visit"], "key"),
    "visit-slip": (["visit gone"], "key"),
    "visit-question": (["question"], "anonymous"),
    "sent-paper": (["sending"], "key"),
    "told-us": (["told us"], "lead"),
    "school-parcel": (["parcel", "page"], "manager"),
}
WITH_A_CODE = {"hometime/sharing/views/shared.py"}  # read by its source alone
NUMBERS = ("01632 960001", "01632 960002")
CARRIES = {"items_of", "parts_sent"}  # what puts things of a family on paper for somebody outside


@action
def two_cards(actor: object, world: World) -> None:
    """The setting has the regulator's card and one of its own, with numbers that stand nowhere else."""
    for kind, phone in zip(("regulator", "setting"), NUMBERS, strict=True):
        card = ContactCard(setting=world.cast.setting, kind=kind, name=kind, phone=phone)
        card.save()
        note("test.card", card)


@action
def on_paper(actor: object, world: World) -> None:
    """What was sent in the world goes on paper."""
    rows = Sending.objects.unscoped("test").filter(pk=world.tokens["sending"])
    rows.update(way=Way.PAPER)
    note("test.paper", rows.get(), chain=world.cast.setting.pk)


@pytest.mark.usefixtures("quiet")
def test_the_cards_of_the_setting_and_of_the_regulator_stand_on_every_letter(world: World) -> None:
    two_cards(HOUSE, world)
    on_paper(HOUSE, world)
    told = ToldUs.objects.unscoped("test").get(pk=world.tokens["told us"])
    third_party.ask(world.cast.viewer("Mo Manager"), told, "Una School", "For her other teacher")
    lacking = []
    for door, (words, persona) in LETTERS.items():
        client = Client() if persona == "anonymous" else world.client(persona)
        page = client.get(reverse(door, args=[world.tokens.get(word, word) for word in words])).content.decode()
        lacking += [f"{door}: {mark}" for mark in NUMBERS if mark not in page]
    assert not lacking, "\n".join(lacking)


def callers(names: set[str]) -> Iterator[str]:
    """The modules of views and pages that call one of these."""
    for path in (ROOT / "hometime").glob("*/*/*.py"):
        if path.parent.name not in ("views", "pages"):
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            called = getattr(node, "func", None)
            if getattr(called, "attr", getattr(called, "id", "")) in names:
                yield path.relative_to(ROOT).as_posix()


def test_what_puts_things_on_paper_for_somebody_outside_puts_the_cards_there_too() -> None:
    with_cards = set(callers({"letter_cards"}))
    assert with_cards >= WITH_A_CODE
    assert sorted(set(callers(CARRIES)) - with_cards) == []
