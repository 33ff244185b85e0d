"""Background work of the roof: account mails go by the one outbox, and none to somebody who has left."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from hometime.access.actions import ask_mail
from hometime.access.mails import KINDS, waiting
from hometime.kernel import clock
from hometime.notifications.models import Message
from hometime.notifications.sentences import MAY_GO_TO_AN_ADDRESS, NOTICES, SLOTS, Key, say
from hometime.people import actions as people
from hometime.today import chores
from hometime.today.actions import pass_on
from tests.cast import HOUSE, TODAY, Cast

pytestmark = pytest.mark.django_db


def passed(cast: Cast, kind: str, to: str = "") -> Message:
    """A mail of `kind` asked for and passed on to the outbox."""
    ask_mail(HOUSE, cast.people["Mum Full"], kind, to=to)
    (asked,) = waiting()
    message = pass_on(HOUSE, asked)
    assert message is not None
    return message


def test_the_outbox_can_say_every_mail_that_signing_in_asks_for() -> None:
    assert {Key(kind) for kind in KINDS} == set(Key) - NOTICES - {
        Key.SHARED
    }  # a link for an agency is no matter of accounts


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_mail_about_an_account_is_passed_on_once_with_fixed_words(cast: Cast, kind: str) -> None:
    message = passed(cast, kind)
    assert not waiting() and message.person == cast.people["Mum Full"]
    words = say(Key(kind), "en", message.fillings)
    assert bool(message.once) == bool(SLOTS[Key(kind)])
    assert not any(name in words for name in ("Ava", "Mum", "Riverside"))


@pytest.mark.parametrize("key", sorted(MAY_GO_TO_AN_ADDRESS.intersection(map(Key, KINDS))))
def test_a_mail_to_another_address_than_the_account_s_own_names_nobody(cast: Cast, key: Key) -> None:
    message = passed(cast, key.value, to="old.address@town.example")
    assert message.person is None and message.address == "old.address@town.example"


def test_whoever_left_since_gets_no_mail_any_more(cast: Cast) -> None:
    message = passed(cast, "new_device")
    assert chores.where_to(message) is not None
    people.let_go(HOUSE, cast.people["Mum Full"], TODAY, cast.provider)
    with clock.fixed(TODAY + dt.timedelta(days=1)):
        assert chores.where_to(Message.objects.unscoped("test").get(pk=message.pk)) is None


def test_the_practice_world_and_a_house_without_mail_pass_nothing_on(cast: Cast) -> None:
    people.open_house(HOUSE, practice=True)
    ask_mail(HOUSE, cast.people["Mum Full"], "new_device")
    chores.send_mail()
    assert len(waiting()) == 1 and not Message.objects.unscoped("test").exists()


def test_only_a_house_that_sends_asks_for_what_comes_back(cast: Cast, settings: Any) -> None:
    settings.MAIL_ON, settings.RETURNS = True, "imap://a:b@127.0.0.1:9"  # a port where nothing answers
    people.open_house(HOUSE, practice=True)
    assert chores.read_returns() == 0, "a practice world calls nobody"
