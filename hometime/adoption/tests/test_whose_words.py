"""Whose words were adopted, who the regulator is, and how the provider is owned: as the board and the cards say it."""

from __future__ import annotations

import dataclasses

import pytest
from django.conf import LazySettings
from django.test import Client

from hometime.adoption.actions import adopt
from hometime.adoption.owning import form_of
from hometime.kernel import clock
from hometime.people import actions as people
from hometime.people.models import Provider, Setting
from hometime.policies.actions import change_card
from hometime.policies.library import library_document, library_reading
from hometime.policies.models import ContactCard
from hometime.policies.reading import read_bytes
from hometime.policies.settling import AGENCY, OFSTED, proposals, settled
from tests.cast import HOUSE, TODAY
from tests.stories import village as villages
from tests.stories.village import ADOPTED, Village, words_of

KINDS = ContactCard.Kind
FOOT = "Marked days are not in the policy's text."
OURS = "These are Hometime's words."


@pytest.fixture
def village(db: None, settings: LazySettings) -> Village:
    """Two providers that have adopted nothing yet."""
    people.open_house(HOUSE, practice=True)
    with clock.fixed(TODAY):
        return villages.found()


def setting_of(village: Village) -> Setting:
    return village.settings["ash-and-alder"]


def adopts(village: Village, part: str, regulator: str = "ofsted", **typed: str) -> None:
    """The owners of Ash and Alder adopt our wording, and choose their regulator."""
    names = village.ash.name, [setting_of(village).name]
    reading = library_reading(part, *names)
    answers = proposals(reading) | typed
    answers |= {key: regulator for key in answers if key.startswith("regulator_choice")}
    content = library_document(part, *names)
    with clock.fixed(TODAY):
        adopt(
            village.owner_of(village.ash),
            village.ash,
            [setting_of(village)],
            settled(reading, answers),
            content,
            ADOPTED,
        )


def board_of(village: Village) -> str:
    with clock.fixed(TODAY):
        return words_of(Client(), f"/board/{setting_of(village).slug}/")


def cards(village: Village) -> set[tuple[str, str, str]]:
    found = ContactCard.objects.filter(setting=setting_of(village), name__in=(OFSTED, AGENCY, "Sunny Agency"))
    return {(card.kind, card.name, card.phone) for card in found}


@pytest.mark.parametrize("part", ["10.2", "all"])
def test_our_wording_says_so_on_the_board_and_beside_its_text_in_both_ways(village: Village, part: str) -> None:
    adopts(village, part)
    adoptions = list(setting_of(village).adoptions.order_by("number"))
    assert [a.terms["source"] for a in adoptions] == [f"library:{a.number}" for a in adoptions]
    assert {a.adopter for a in adoptions} == {village.ash.name}
    assert board_of(village).count(OURS) == len(adoptions)
    with clock.fixed(TODAY):
        assert OURS in words_of(Client(), f"/board/ash-and-alder/policy/{adoptions[-1].pk}/")


def test_a_document_of_their_own_is_not_called_ours(village: Village) -> None:
    with clock.fixed(TODAY):
        village.adopt(villages.BLUEBELL)
        assert OURS not in words_of(Client(), "/board/otter-bridge/")


def test_suggested_days_are_marked_and_those_left_open_are_said_to_be(village: Village) -> None:
    adopts(village, "10.2")
    shown = board_of(village)
    assert FOOT in shown and "The policy does not say how long this takes." not in shown
    assert "We answer you within 14 days." in shown
    reading = library_reading("10.2", village.ash.name, [setting_of(village).name])
    left_open = {key: "none" for key in proposals(reading) if key.startswith(("step_without_limit", "no_acknowledge"))}
    adopts(village, "10.2", **left_open)
    shown = board_of(village)
    assert "The policy does not say how long this takes." in shown
    assert "We answer you within 14 days." not in shown


def test_an_agency_takes_the_place_of_ofsted_with_a_card_to_be_filled_in(village: Village) -> None:
    adopts(village, "10.2", "childminder_agency")
    assert cards(village) == {(KINDS.REGULATOR, AGENCY, "")}
    shown = board_of(village)
    assert "You can tell <bdi>" not in shown and "You can tell our childminder agency at any time." in shown
    assert "0300 123 1231" not in shown.split("Our policy, in plain words")[0]


def test_changing_the_regulator_keeps_the_other_card_among_the_other_bodies(village: Village) -> None:
    adopts(village, "10.2")
    ((_, _, number),) = cards(village)
    assert number
    adopts(village, "10.2", "childminder_agency")
    assert cards(village) == {(KINDS.OTHER, OFSTED, number), (KINDS.REGULATOR, AGENCY, "")}
    adopts(village, "10.2")
    assert cards(village) == {(KINDS.REGULATOR, OFSTED, number), (KINDS.OTHER, AGENCY, "")}


def test_an_agency_that_was_given_its_name_is_not_asked_for_again(village: Village) -> None:
    adopts(village, "10.2", "childminder_agency")
    card = ContactCard.objects.get(setting=setting_of(village), kind=KINDS.REGULATOR)
    with clock.fixed(TODAY):
        change_card(HOUSE, card, name="Sunny Agency", phone="01632 960999")
    adopts(village, "all", "childminder_agency")
    assert cards(village) == {(KINDS.REGULATOR, "Sunny Agency", "01632 960999")}


@pytest.mark.parametrize(
    ("adopter", "text", "form"),
    [
        ("Riverside Nurseries Ltd", "We welcome families.", Provider.Form.COMPANY),
        ("The committee of Riverside", "We welcome families.", Provider.Form.COMMITTEE),
        ("Riverside CIO", "We welcome families.", Provider.Form.CHARITY),
        ("Riverside", "Riverside, registered charity number 123456, welcomes families.", Provider.Form.CHARITY),
        ("Riverside", "We are a charity. Company no. 1234567.", Provider.Form.UNSTATED),
        ("Riverside", "Parents may write to the owners, directors or trustees.", Provider.Form.UNSTATED),
    ],
)
def test_how_a_provider_is_owned_is_read_where_the_text_says_so(adopter: str, text: str, form: str) -> None:
    reading = read_bytes(f"# 10 Policy on partnership\n\n- {text}\n".encode(), "policy.md")
    assert form_of(dataclasses.replace(reading, adopter=adopter)) == form
