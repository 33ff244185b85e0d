"""Queueing joins what says the same, keeps the daily number, and everything done by hand is done once and noted."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from hometime.audit.actions import action, note
from hometime.audit.models import Event
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.kernel.guard import Unscoped
from hometime.notifications import actions, rules
from hometime.notifications.hours import Haste
from hometime.notifications.models import Channel, Message
from hometime.notifications.returns import Return
from hometime.notifications.sentences import Key, Unsayable
from hometime.notifications.states import Reason, State
from hometime.notifications.tests.conftest import NOON, OUTBOX
from hometime.people import actions as people
from hometime.people.models import Person, Setting
from hometime.people.roles import Role
from tests.cast import Cast


@pytest.fixture
def amara(setting: Setting) -> Person:
    return people.add_person(OUTBOX, "Amara Reed", email="amara@home.example")


def outbox() -> list[Message]:
    return list(Message.objects.unscoped("a test looks at the outbox").order_by("due_at"))


def test_two_notices_that_say_the_same_are_one(amara: Person, setting: Setting) -> None:
    first = actions.queue(OUTBOX, Key.SOMETHING, amara, setting=setting)
    assert actions.queue(OUTBOX, Key.SOMETHING, amara, setting=setting) == first
    assert len(outbox()) == 1


def test_one_with_more_haste_brings_the_waiting_one_forward(amara: Person, setting: Setting) -> None:
    tomorrow = NOON + dt.timedelta(days=1)
    actions.queue(OUTBOX, Key.SOMETHING, amara, setting=setting, earliest=tomorrow)
    actions.queue(OUTBOX, Key.SOMETHING, amara, setting=setting, haste=Haste.AT_ONCE)
    assert [(row.due_at, row.haste) for row in outbox()] == [(NOON, Haste.AT_ONCE)]


def test_one_with_less_haste_puts_nothing_off(amara: Person, setting: Setting) -> None:
    actions.queue(OUTBOX, Key.SOMETHING, amara, setting=setting)
    actions.queue(OUTBOX, Key.SOMETHING, amara, setting=setting, earliest=NOON + dt.timedelta(days=3))
    assert [row.due_at for row in outbox()] == [NOON]


def test_a_second_ordinary_notice_waits_for_the_next_working_day(amara: Person, setting: Setting) -> None:
    friday = dt.datetime(2026, 3, 13, 12, tzinfo=dt.UTC)
    with clock.fixed(friday):
        actions.queue(OUTBOX, Key.SOMETHING, amara, setting=setting)
        actions.queue(OUTBOX, Key.RING, amara, setting=setting)
    assert [row.due_at for row in outbox()] == [friday, dt.datetime(2026, 3, 16, 8, tzinfo=dt.UTC)]


def test_an_urgent_one_does_not_wait_for_it(amara: Person, setting: Setting) -> None:
    actions.queue(OUTBOX, Key.SOMETHING, amara, setting=setting)
    actions.queue(OUTBOX, Key.RING, amara, setting=setting, haste=Haste.TODAY)
    assert {row.due_at for row in outbox()} == {NOON}


def test_a_telephone_number_is_needed_to_ask_somebody_to_ring(amara: Person, setting: Setting) -> None:
    with pytest.raises(Unsayable):
        actions.queue(OUTBOX, Key.RING, amara)


def test_account_mails_and_notices_do_not_mix(amara: Person) -> None:
    with pytest.raises(Refused):
        actions.queue(OUTBOX, Key.DAY_CODE, amara)
    with pytest.raises(Refused):
        actions.queue_account_mail(OUTBOX, Key.SOMETHING, person=amara)
    with pytest.raises(Refused):
        actions.queue_account_mail(OUTBOX, Key.NEW_PASSWORD, address="old@home.example", once="https://x.example")
    assert actions.queue_account_mail(OUTBOX, Key.EMAIL_CHANGED, address="old@home.example").due_at == NOON


@pytest.mark.parametrize("wrong", [{"sentence": "hello"}, {"address": "a@b.example"}, {"once": "x"}, {"person": None}])
def test_the_database_itself_takes_no_other_sentence_and_no_stranger(
    wrong: dict[str, object], amara: Person, setting: Setting
) -> None:
    @action
    def put(actor: object) -> None:
        given = {"sentence": Key.SOMETHING, "person": amara, "channel": Channel.EMAIL, "haste": Haste.TODAY} | wrong
        row = Message(due_at=NOON, queued_at=NOON, **given)
        row.save()
        note("message.forged", row)

    with pytest.raises(IntegrityError), transaction.atomic():
        put(OUTBOX)


def test_a_bounce_is_noted_and_can_then_be_handed_over(amara: Person, setting: Setting) -> None:
    row = actions.queue(OUTBOX, Key.SOMETHING, amara, setting=setting)
    bounced = actions.record_bounce(OUTBOX, Return(row.pk, "5.1.1"))
    assert bounced is not None
    assert (bounced.state, bounced.reason, bounced.bounced_at) == (State.BOUNCED, Reason.RETURNED, NOON)
    assert list(actions.bounced_since(NOON)) == [bounced]
    handed = actions.hand_over(OUTBOX, bounced)
    assert (handed.state, handed.handed_over_at) == (State.HANDED_OVER, NOON)
    assert list(actions.bounced_since(NOON)) == []
    verbs = list(Event.objects.filter(subject=row.pk).order_by("seq").values_list("verb", flat=True))
    assert verbs == ["message.queued", "message.bounced", "message.handed_over"]


def test_a_note_of_return_for_what_was_handed_over_or_is_not_ours_changes_nothing(
    amara: Person, setting: Setting
) -> None:
    row = actions.queue(OUTBOX, Key.SOMETHING, amara, setting=setting, channel=Channel.PAPER)
    actions.hand_over(OUTBOX, row)
    assert actions.record_bounce(OUTBOX, Return(row.pk, "5.1.1")) is None
    assert actions.record_bounce(OUTBOX, Return("x" * 22, "5.1.1")) is None


def test_two_people_cannot_both_hand_over_one_paper(amara: Person, setting: Setting) -> None:
    row = actions.queue(OUTBOX, Key.SOMETHING, amara, setting=setting, channel=Channel.PAPER)
    again = Message.objects.unscoped("a test looks at the outbox").get(pk=row.pk)
    actions.hand_over(OUTBOX, row)
    with pytest.raises(Refused):
        actions.hand_over(OUTBOX, again)


def test_paper_and_calls_are_left_to_people(amara: Person, setting: Setting) -> None:
    from hometime.notifications.delivering import claim

    actions.queue(OUTBOX, Key.SOMETHING, amara, setting=setting, channel=Channel.PAPER)
    assert claim(OUTBOX) is None


def test_the_outbox_cannot_be_read_for_nobody(setting: Setting) -> None:
    with pytest.raises(Unscoped):
        list(Message.objects.all())


def test_only_what_needs_hands_is_seen_and_only_by_those_who_lead(cast: Cast) -> None:
    who = next(name for name in cast.adults)
    person = cast.people[who]
    paper = actions.queue(OUTBOX, Key.SOMETHING, person, setting=cast.setting, channel=Channel.PAPER)
    actions.queue(OUTBOX, Key.SOMETHING, person, setting=cast.setting)
    leader = Role.MANAGER
    for name in cast.people:
        for viewer in _viewers(cast, name):
            leads = viewer.holds(leader, Role.DEPUTY) and viewer.setting_id == cast.setting.pk
            expected = [paper] if leads and viewer.person_id != person.pk else []
            assert list(Message.objects.visible_to(viewer)) == expected, name
            assert (rules.hand_over(viewer, paper) is None) == (
                viewer.hat == "staff" and viewer.setting_id == cast.setting.pk and viewer.person_id != person.pk
            )


def test_a_manager_never_sees_their_own_at_work(cast: Cast) -> None:
    name = next(name for name in cast.people if any(v.holds(Role.MANAGER) for v in _viewers(cast, name)))
    viewer = next(v for v in _viewers(cast, name) if v.holds(Role.MANAGER))
    place = Setting.objects.get(pk=viewer.setting_id)
    actions.queue(OUTBOX, Key.SOMETHING, cast.people[name], setting=place, channel=Channel.PAPER)
    assert list(Message.objects.visible_to(viewer)) == []


def _viewers(cast: Cast, name: str) -> list:  # type: ignore[type-arg]
    from hometime.access.viewer import hats_of

    return [cast.viewer(name, choice.hat) for choice in hats_of(cast.people[name])]
