"""Notes of return are understood as several kinds of server write them, and anything else is no note."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hometime.notifications.returns import LONGEST_NOTE, Return, read_return

TOKEN = "AbCdEfGhIjKlMnOpQrSt-_"


def note(action: str = "failed", status: str = "5.1.1", original: str = "message/rfc822", token: str = TOKEN) -> bytes:
    """A note of return, with the message whole or its headers only."""
    return f"""From: MAILER-DAEMON@relay.example
To: post@hometime.example
Message-ID: <{"x" * 22}@relay.example>
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

The mail for Amara R. <amara@home.example> could not be delivered.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; relay.example
Arrival-Date: Mon, 9 Mar 2026 10:00:00 +0000

Final-Recipient: rfc822; amara@home.example
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 no such mailbox amara

--b
Content-Type: {original}

Subject: Hometime
Message-ID: <{token}@hometime.example>

There is something for you in Hometime.
--b--
""".encode()


@pytest.mark.parametrize("original", ["message/rfc822", "text/rfc822-headers"])
def test_a_failed_message_is_named_by_its_token_and_status(original: str) -> None:
    assert read_return(note(original=original)) == Return(TOKEN, "5.1.1")


def test_nothing_of_what_the_server_wrote_is_kept() -> None:
    assert "amara" not in repr(read_return(note())).lower()


def test_line_ends_of_the_wire_make_no_difference() -> None:
    assert read_return(note().replace(b"\n", b"\r\n")) == Return(TOKEN, "5.1.1")


@pytest.mark.parametrize("action", ["delayed", "delivered", "relayed", "expanded", ""])
def test_a_delay_or_a_success_is_no_bounce(action: str) -> None:
    assert read_return(note(action=action)) is None


def test_a_failure_after_days_of_trying_is_a_bounce_too() -> None:
    assert read_return(note(status="4.4.7 (expired)")) == Return(TOKEN, "4.4.7")


def test_a_failure_without_a_status_is_still_a_bounce() -> None:
    assert read_return(note(status="who knows")) == Return(TOKEN, "5.0.0")


@pytest.mark.parametrize("token", ["short", "x" * 23, "<script>" + "x" * 14])
def test_a_message_id_that_we_did_not_make_names_nothing(token: str) -> None:
    assert read_return(note(token=token)) is None


def test_the_notes_own_message_id_is_not_taken_for_ours() -> None:
    without = note().replace(f"Message-ID: <{TOKEN}".encode(), b"X-Other: <")
    assert read_return(without) is None


@pytest.mark.parametrize("other", [b"", b"\x00\xff" * 50, b"Subject: Out of office\n\nBack on Monday.", b"x" * 9])
def test_other_mail_is_no_note(other: bytes) -> None:
    assert read_return(other) is None


def test_a_note_of_monstrous_length_is_not_read() -> None:
    assert read_return(note().ljust(LONGEST_NOTE + 1)) is None


@given(st.data())
def test_a_damaged_note_never_breaks_us_and_never_names_another_message(data: st.DataObject) -> None:
    whole = bytearray(note())
    for _ in range(data.draw(st.integers(1, 12))):
        at = data.draw(st.integers(0, len(whole) - 1))
        whole[at : at + data.draw(st.integers(0, 20))] = data.draw(st.binary(max_size=8))
    found = read_return(bytes(whole))
    assert found is None or len(found.token) == 22
