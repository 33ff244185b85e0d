"""What is said about a contact card, and what may be typed on one."""

from __future__ import annotations

import pytest

from hometime.inspection.cards import shown
from hometime.inspection.forms import CardForm
from hometime.kernel.answers import Refused
from hometime.people.models import Setting
from hometime.policies.actions import change_card, check_card, check_cards, write_card
from hometime.policies.models import ContactCard, cards_of
from tests.cast import HOUSE, TODAY, Cast

GIVEN = {"name": "Ofsted", "phone": "0300 123 1231", "source": "Their own page"}


@pytest.mark.parametrize(
    "phone", ["01632 960123", "(01632) 960-123", "0300 123 1231", "+44 1632 960123", "111", "+353 1 234 5678"]
)
def test_a_number_is_taken_as_people_write_it(phone: str) -> None:
    form = CardForm(GIVEN | {"phone": phone})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["phone"] == phone


@pytest.mark.parametrize("phone", ["12", "0300 123", "ask Jo", "0300 123 12311234", "01632 960123 or 960124", "00"])
def test_what_nobody_could_dial_is_refused_in_plain_words(phone: str) -> None:
    form = CardForm(GIVEN | {"phone": phone})
    assert form.errors["phone"] == ["Give the number as it is dialled, like 01632 960123"]


@pytest.mark.parametrize("missing", ["name", "source", "phone"])
def test_a_card_has_a_name_a_source_and_a_way_to_reach_them(missing: str) -> None:
    assert missing in CardForm(GIVEN | {missing: ""}).errors


def test_a_card_nobody_checked_tells_of_both_numbers_and_chooses_none(cast: Cast) -> None:
    card = write_card(HOUSE, cast.setting, "regulator", "Ofsted", **{k: v for k, v in GIVEN.items() if k != "name"})
    (told,) = shown(cast.setting, [])
    assert len(told.hints) == 1 and "0300 123 1231" in told.hints[0] and "0300 123 4666" in told.hints[0]
    check_card(HOUSE, card, "A call")
    (told,) = shown(cast.setting, [])
    assert told.hints == [] and told.card.phone == "0300 123 1231"


def test_a_changed_card_is_not_compared_any_more_and_no_two_of_a_kind_share_a_name(cast: Cast) -> None:
    one = write_card(HOUSE, cast.setting, "other", "Council", phone="01632 960123", source="A letter")
    write_card(HOUSE, cast.setting, "other", "Helpline", phone="01632 960124", source="A letter")
    check_cards(HOUSE, cast.setting, "A call to each")
    assert all(card.checked_on == TODAY for card in cards_of(cast.setting.pk))
    assert {card.source for card in cards_of(cast.setting.pk)} == {"A letter"}, "what a card had for a source stays"
    change_card(HOUSE, one, email="office@council.example")
    assert [card.name for card in cards_of(cast.setting.pk) if card.checked_on is None] == ["Council"]
    with pytest.raises(Refused, match="There is a card called Helpline already"):
        change_card(HOUSE, one, name="Helpline")
    assert ContactCard.objects.get(pk=one.pk).name == "Council"
    with pytest.raises(Refused, match="Say where you looked"):
        check_card(HOUSE, one, " ")


def test_the_settings_own_card_and_its_pages_show_the_same_number(cast: Cast) -> None:
    write_card(HOUSE, cast.setting, "setting", cast.setting.name, phone="01632 960777", email="", address="1 Lane")
    known = Setting.objects.get(pk=cast.setting.pk)
    assert (known.phone, known.address) == ("01632 960777", "1 Lane")
