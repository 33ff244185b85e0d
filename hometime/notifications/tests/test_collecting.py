"""Notes of return are fetched from their mailbox once, and other people's mail there is left alone."""

from __future__ import annotations

import imaplib

import pytest

from hometime.notifications.actions import queue
from hometime.notifications.collecting import Mailbox, collect, mailbox_at
from hometime.notifications.models import Message
from hometime.notifications.sentences import Key
from hometime.notifications.states import Reason, State
from hometime.notifications.tests.mailbox import PASSWORD, USER, Box
from hometime.notifications.tests.test_returns import note
from tests.cast import HOUSE, Cast

ORDINARY = b"From: a@b.example\r\nSubject: lunch\r\nContent-Type: text/plain\r\n\r\nhello"


def at(box: Box, password: str = PASSWORD) -> Mailbox:
    """The way to a test's mailbox."""
    return Mailbox("127.0.0.1", box.port, tls=False, user=USER, password=password)


def queued(cast: Cast, *names: str) -> list[Message]:
    """A message for each person."""
    return [queue(HOUSE, Key.SOMETHING, cast.people[name], setting=cast.setting) for name in names]


def states(*messages: Message) -> list[str]:
    """How they stand now."""
    rows = Message.objects.unscoped("a test looks")
    return [rows.get(pk=message.pk).state for message in messages]


def returned(message: Message, action: str = "failed") -> bytes:
    """The note that tells of a message."""
    return note(action, token=message.pk).replace(b"\n", b"\r\n")


def test_a_note_marks_its_message_once_and_other_mail_is_neither_fetched_nor_seen(cast: Cast) -> None:
    first, second = queued(cast, "Mo Manager", "Kay Person")
    with Box(ORDINARY, returned(first), returned(second, "delayed")).answering() as box:
        assert collect(HOUSE, at(box)) == 1
        assert (box.fetched, box.seen) == ([2, 3], {2, 3})
        assert collect(HOUSE, at(box)) == 0 and box.fetched == [2, 3], "what was seen is not fetched again"
    assert states(first, second) == [State.BOUNCED, State.QUEUED]
    assert Message.objects.unscoped("a test looks").get(pk=first.pk).reason == Reason.RETURNED


def test_a_line_that_breaks_loses_no_note(cast: Cast) -> None:
    first, second = queued(cast, "Mo Manager", "Kay Person")
    with Box(returned(first), returned(second), breaks_after=1).answering() as box:
        with pytest.raises((OSError, imaplib.IMAP4.error)):
            collect(HOUSE, at(box))
        assert states(first, second) == [State.BOUNCED, State.QUEUED] and box.seen == {1}
        box.breaks_after = 10_000
        assert collect(HOUSE, at(box)) == 1
    assert states(first, second) == [State.BOUNCED, State.BOUNCED]


def test_a_password_that_is_refused_is_said_and_never_shown(cast: Cast) -> None:
    with Box().answering() as box:
        wrong = at(box, "secret-word")
        with pytest.raises(imaplib.IMAP4.error):
            collect(HOUSE, wrong)
    assert "secret-word" not in repr(wrong)


@pytest.mark.parametrize(
    ("address", "mailbox"),
    [
        ("", None),
        ("imaps://a%40b:p%20q@mail.example", Mailbox("mail.example", 993, True, "a@b", "p q")),
        (
            "imaps://a:b@mail.example:1993/Returned%20mail",
            Mailbox("mail.example", 1993, True, "a", "b", "Returned mail"),
        ),
        ("imap://a:b@localhost", Mailbox("localhost", 143, False, "a", "b")),
    ],
)
def test_an_address_says_which_mailbox(address: str, mailbox: Mailbox | None) -> None:
    assert mailbox_at(address) == mailbox
