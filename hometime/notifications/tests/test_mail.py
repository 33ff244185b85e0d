"""A mail holds the fixed sentence and neutral headers, and each answer of a server is read for what it is."""

from __future__ import annotations

import smtplib
import socket
from email.utils import getaddresses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hometime.notifications.mail import READINGS, Line, build, message_id
from hometime.notifications.states import Outcome

TOKEN = "AbCdEfGhIjKlMnOpQrStUv"
SENDER = "Hometime <post@hometime.example>"


def test_a_mail_says_only_the_sentence_under_a_neutral_name() -> None:
    sent = build("amara@home.example", "There is something for you in Hometime.", TOKEN, SENDER, "Otter").message()
    assert {name: str(sent[name]) for name in ("Subject", "From", "To", "Message-ID", "Auto-Submitted")} == {
        "Subject": "Otter",
        "From": "Otter <post@hometime.example>",
        "To": "amara@home.example",
        "Message-ID": f"<{TOKEN}@hometime.example>",
        "Auto-Submitted": "auto-generated",
    }
    assert sent.get_payload(decode=True) == b"There is something for you in Hometime."


def test_a_repeat_carries_the_same_message_id() -> None:
    twice = [build("a@home.example", "words", TOKEN, SENDER).message()["Message-ID"] for _ in range(2)]
    assert twice == [message_id(TOKEN, SENDER)] * 2


@pytest.mark.parametrize("called", ["", "x" * 41, "A\nBcc: x@y.example", "A\r\n\r\nbody", "a\u202eb"])
def test_a_name_cannot_bring_in_a_header(called: str) -> None:
    with pytest.raises(ValueError, match="neutral name"):
        build("a@home.example", "words", TOKEN, SENDER, called)


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=30))
def test_whatever_the_address_there_is_one_recipient_and_no_header_more(address: str) -> None:
    try:
        sent = build(address, "words", TOKEN, SENDER).message()
    except ValueError:
        return
    plain = build("a@home.example", "words", TOKEN, SENDER).message()
    assert sorted(name for name, _ in sent.items()) == sorted(name for name, _ in plain.items())
    assert len(getaddresses([sent["To"]])) == 1


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (smtplib.SMTPRecipientsRefused({"a": (550, b"5.1.1 no such mailbox")}), Outcome.REFUSED),
        (smtplib.SMTPRecipientsRefused({"a": (451, b"4.7.1 later")}), Outcome.LATER),
        (smtplib.SMTPRecipientsRefused({"a": (530, b"5.7.0 sign in first")}), Outcome.OURS),
        (smtplib.SMTPDataError(554, b"5.6.0 no"), Outcome.REFUSED),
        (smtplib.SMTPDataError(452, b"4.3.1 full"), Outcome.LATER),
        (smtplib.SMTPSenderRefused(553, b"5.7.1 not yours", "b"), Outcome.OURS),
        (smtplib.SMTPSenderRefused(451, b"4.3.0 later", "b"), Outcome.LATER),
        (smtplib.SMTPAuthenticationError(535, b"5.7.8 wrong password"), Outcome.OURS),
        (smtplib.SMTPConnectError(554, b"no service"), Outcome.OURS),
        (smtplib.SMTPConnectError(421, b"busy"), Outcome.LATER),
        (smtplib.SMTPHeloError(421, b"busy"), Outcome.LATER),
        (smtplib.SMTPNotSupportedError("no TLS"), Outcome.OURS),
        (smtplib.SMTPServerDisconnected("gone"), Outcome.LATER),
        (ConnectionRefusedError(), Outcome.LATER),
        (TimeoutError(), Outcome.LATER),
        (socket.gaierror(), Outcome.LATER),
    ],
)
def test_each_answer_of_a_server_is_read_for_what_it_is(error: Exception, outcome: Outcome) -> None:
    assert next(reads(error) for kind, reads in READINGS if isinstance(error, kind)) is outcome


def test_where_no_server_answers_the_mail_is_tried_later() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    line = Line(host="127.0.0.1", port=port, timeout=2)
    assert line.attempt(build("a@home.example", "words", TOKEN, SENDER)) is Outcome.LATER
