"""Mail through a real server that makes trouble: none lost, none three times, each bounce known."""

from __future__ import annotations

import contextvars
import datetime as dt
from collections import Counter as Count
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from hometime.kernel import clock
from hometime.notifications import actions, delivering
from hometime.notifications.delivering import LEASE, Whereto, claim, deliver_due
from hometime.notifications.hours import Haste
from hometime.notifications.mail import Line
from hometime.notifications.models import Message
from hometime.notifications.returns import read_return
from hometime.notifications.sentences import Key
from hometime.notifications.states import Reason, State
from hometime.notifications.tests.conftest import NOON, OUTBOX
from hometime.notifications.tests.post_office import Office
from hometime.people import actions as people
from hometime.people.models import House, Person, Setting

# Of a hundred: 10 refused, 30 put off, 5 cut (half of them before the mail was taken, half after), 5 sent back later.
MIX = (
    ["refused"] * 10
    + ["later"] * 30
    + ["cut-early"] * 2
    + ["cut-late"] * 3
    + ["slow"] * 5
    + ["back"] * 5
    + ["well"] * 45
)


def rows() -> dict[str, Message]:
    found = Message.objects.unscoped("a test looks at the outbox").select_related("person")
    return {row.person.email or "": row for row in found if row.person}


def parent(address: str) -> Person:
    return people.add_person(OUTBOX, "Amara Reed", email=address)


def queue(person: Person, setting: Setting | None = None, **how: object) -> Message:
    return actions.queue(OUTBOX, Key.SOMETHING, person, setting=setting, **how)  # type: ignore[arg-type]


def run_until_quiet(line: Line, start: dt.datetime = NOON) -> Count[str]:
    """Delivers at noon and again every few minutes until nothing waits."""
    total: Count[str] = Count()
    for minutes in range(0, 60, 3):
        with clock.fixed(start + dt.timedelta(minutes=minutes)):
            while tally := deliver_due(OUTBOX, line):
                total += tally
    return total


def send_the_mix(many: int, setting: Setting, office: Office, line: Line) -> None:
    fates = [MIX[number % 100] for number in range(many)]
    for number, fate in enumerate(fates):
        queue(parent(f"{fate}.{number}@town.example"), setting)
    run_until_quiet(line)
    ended = rows()
    assert len(ended) == many
    for address, row in ended.items():
        fate, ids = address.split(".")[0], office.arrived[address]
        assert row.state == (State.BOUNCED if fate == "refused" else State.SENT), address
        assert len(ids) == {"refused": 0, "cut-late": 2}.get(fate, 1), address
        assert set(ids) <= {f"<{row.pk}@localhost>"}
    assert office.bodies == {"There is something for you in Hometime."}

    for note in office.notes_of_return():
        returned = read_return(note)
        assert returned is not None
        assert actions.record_bounce(OUTBOX, returned) is not None
    bounced = {row.person.email: row.reason for row in actions.bounced_since(NOON) if row.person}
    assert bounced == {
        f"{fate}.{number}@town.example": Reason.REFUSED if fate == "refused" else Reason.RETURNED
        for number, fate in enumerate(fates)
        if fate in ("refused", "back")
    }


def test_a_hundred_mails_through_a_troublesome_server(setting: Setting, office: Office, line: Line) -> None:
    send_the_mix(100, setting, office, line)


@pytest.mark.long
def test_a_thousand_mails_through_a_troublesome_server(setting: Setting, office: Office, line: Line) -> None:
    send_the_mix(1000, setting, office, line)


def test_a_line_that_is_cut_every_time_ends_with_a_person(setting: Setting, office: Office, line: Line) -> None:
    queue(parent("cut-always.1@town.example"), setting)
    run_until_quiet(line)
    row = rows()["cut-always.1@town.example"]
    assert (row.state, row.reason) == (State.BOUNCED, Reason.UNSURE_TWICE)
    assert len(office.arrived["cut-always.1@town.example"]) == 2


def test_a_worker_that_was_killed_after_sending_repeats_the_mail_once(
    setting: Setting, office: Office, line: Line
) -> None:
    queue(parent("well.1@town.example"), setting)
    taken = claim(OUTBOX)
    assert taken is not None
    assert claim(OUTBOX) is None
    with clock.fixed(NOON + LEASE):
        assert claim(OUTBOX) is None
    with clock.fixed(NOON + LEASE + dt.timedelta(seconds=1)):
        deliver_due(OUTBOX, line)
    row = rows()["well.1@town.example"]
    assert (row.state, row.unsure, row.attempts) == (State.SENT, True, 2)
    assert len(office.arrived["well.1@town.example"]) == 1


def test_a_worker_killed_twice_over_one_mail_leaves_it_to_a_person(setting: Setting, line: Line) -> None:
    queue(parent("well.1@town.example"), setting)
    for late in range(3):
        with clock.fixed(NOON + late * (LEASE + dt.timedelta(minutes=1))):
            claim(OUTBOX)
    assert rows()["well.1@town.example"].reason == Reason.UNSURE_TWICE


def test_a_worker_that_wakes_after_its_lease_changes_nothing(setting: Setting, line: Line) -> None:
    queue(parent("well.1@town.example"), setting)
    late = claim(OUTBOX)
    assert late is not None
    with clock.fixed(NOON + LEASE * 2):
        deliver_due(OUTBOX, line)
        assert delivering.settle(OUTBOX, late, State.QUEUED) == "lost"
    assert rows()["well.1@town.example"].state == State.SENT


@pytest.mark.parametrize("fact", [{"sending_on": False}, {"practice": True}])
def test_a_restored_copy_and_the_practice_world_send_nothing(
    fact: dict[str, bool], setting: Setting, office: Office, line: Line
) -> None:
    queue(parent("well.1@town.example"), setting)
    _set_house(**fact)
    assert not deliver_due(OUTBOX, line)
    assert rows()["well.1@town.example"].state == State.QUEUED
    assert office.tried == {}


def test_where_no_mail_server_is_named_the_mail_waits(
    setting: Setting, settings: Any, office: Office, line: Line
) -> None:
    settings.MAIL_ON = False
    queue(parent("well.1@town.example"), setting)
    assert not deliver_due(OUTBOX, line)
    assert (rows()["well.1@town.example"].attempts, office.tried) == (0, {})


def _set_house(**facts: bool) -> None:
    from hometime.audit.actions import action, note

    @action
    def change(actor: object) -> None:
        house = House.objects.get()
        for name, value in facts.items():
            setattr(house, name, value)
        house.save()
        note("house.changed", house)

    change(OUTBOX)


def test_a_person_who_may_not_know_any_more_is_not_written_to(setting: Setting, office: Office, line: Line) -> None:
    queue(parent("well.1@town.example"), setting)
    deliver_due(OUTBOX, line, find=lambda _message: None)
    assert rows()["well.1@town.example"].state == State.STOPPED
    assert office.tried == {}


def test_the_address_is_looked_up_when_the_mail_goes(setting: Setting, office: Office, line: Line) -> None:
    queue(parent("old.1@town.example"), setting)
    deliver_due(OUTBOX, line, find=lambda _message: Whereto("new.1@town.example", "Otter"))
    assert set(office.arrived) == {"new.1@town.example"}


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("", Reason.NO_ADDRESS),
        ("two@a.example, b@b.example", Reason.UNSENDABLE),
        ("x\r\nBcc: y@z.example", Reason.UNSENDABLE),
    ],
)
def test_a_person_without_an_address_is_left_to_a_person(
    address: str, reason: Reason, setting: Setting, office: Office, line: Line
) -> None:
    queue(parent("well.1@town.example"), setting)
    deliver_due(OUTBOX, line, find=lambda _message: Whereto(address))
    row = rows()["well.1@town.example"]
    assert (row.state, row.reason) == (State.BOUNCED, reason)
    assert office.tried == {}


def test_where_the_server_will_not_have_us_nobody_bounces_and_no_attempt_counts(
    setting: Setting, monkeypatch: pytest.MonkeyPatch, office: Office, line: Line
) -> None:
    async def not_you(*_: object) -> str:
        return "553 5.7.1 not your address"

    office.handle_MAIL = not_you  # type: ignore[attr-defined]
    for number in range(3):
        queue(parent(f"well.{number}@town.example"), setting)
    assert deliver_due(OUTBOX, line) == {"ours": 1}
    assert {(row.state, row.attempts) for row in rows().values()} == {(State.QUEUED, 0)}


def test_a_link_is_wiped_when_its_mail_has_gone(setting: Setting, office: Office, line: Line) -> None:
    who = parent("well.1@town.example")
    actions.queue_account_mail(OUTBOX, Key.NEW_PASSWORD, person=who, once="https://hometime.example/once/x")
    deliver_due(OUTBOX, line)
    assert "https://hometime.example/once/x" in next(iter(office.bodies))
    assert rows()["well.1@town.example"].once == ""


def test_a_retry_at_night_waits_for_the_morning(setting: Setting, office: Office, line: Line) -> None:
    closing = dt.datetime(2026, 3, 9, 17, 59, 30, tzinfo=dt.UTC)
    with clock.fixed(closing):
        queue(parent("later.1@town.example"), setting, haste=Haste.TODAY)
        deliver_due(OUTBOX, line)
    assert rows()["later.1@town.example"].due_at == dt.datetime(2026, 3, 10, 8, tzinfo=dt.UTC)


def test_four_workers_at_once_never_take_the_same_mail(really_committed: None) -> None:
    with clock.fixed(NOON):
        people.open_house(OUTBOX)
        for number in range(24):
            queue(parent(f"well.{number}@town.example"))

        def work(_: int) -> list[str]:
            try:
                return [message.pk for message in iter(lambda: claim(OUTBOX), None)]
            finally:
                connection.close()

        with ThreadPoolExecutor(4) as pool:
            here = [contextvars.copy_context() for _ in range(4)]
            taken = [pk for pks in pool.map(lambda context: context.run(work, 0), here) for pk in pks]
    assert len(taken) == len(set(taken)) == 24
