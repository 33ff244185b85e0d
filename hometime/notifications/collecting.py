"""Fetches the notes of return from the mailbox that they come back to, over IMAP (RFC 3501)."""

from __future__ import annotations

import contextlib
import dataclasses
import imaplib
import ssl
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote, urlsplit

from hometime.audit.actions import Actor
from hometime.notifications.actions import record_bounce
from hometime.notifications.returns import LONGEST_NOTE, read_return

PATIENCE_SECONDS = 20
MOST_AT_ONCE = 200
# Only reports are asked for: whatever else people get in that mailbox is neither fetched nor marked as read.
NOTES = ("UNSEEN", "HEADER", "Content-Type", "multipart/report")
# A longer note is cut and then not understood, so that nobody can fill our memory.
WHOLE = f"(BODY.PEEK[]<0.{LONGEST_NOTE + 1}>)"


@dataclasses.dataclass(frozen=True, slots=True)
class Mailbox:
    """Where notes of return arrive; the password is never shown."""

    host: str
    port: int
    tls: bool
    user: str
    password: str = dataclasses.field(repr=False)
    folder: str = "INBOX"


def mailbox_at(address: str) -> Mailbox | None:
    """The mailbox of `imaps://user:password@host:993/folder` (`imap://` without TLS); None where no host is named."""
    parts = urlsplit(address)
    if not parts.hostname:
        return None
    tls = parts.scheme == "imaps"
    return Mailbox(
        parts.hostname,
        parts.port or (993 if tls else 143),
        tls,
        unquote(parts.username or ""),
        unquote(parts.password or ""),
        unquote(parts.path.strip("/")) or "INBOX",
    )


def collect(actor: Actor, mailbox: Mailbox) -> int:
    """Reads up to 200 notes that nobody has seen, marks the messages they tell about, and gives how many those were.

    A note is marked as seen only after its message was, so a line that breaks loses none; nothing is ever deleted there.
    Raises OSError or `imaplib.IMAP4.error` where the mailbox does not answer or does not take us (TRUST 40).
    """
    bounced = 0
    with opened(mailbox) as line:
        for number in b"".join(_answer(line.uid("SEARCH", *NOTES))).split()[:MOST_AT_ONCE]:
            returned = read_return(_note(line, number.decode("ascii")))
            bounced += bool(returned and record_bounce(actor, returned))
            line.uid("STORE", number.decode("ascii"), "+FLAGS.SILENT", r"(\Seen)")
    return bounced


@contextlib.contextmanager
def opened(mailbox: Mailbox) -> Iterator[imaplib.IMAP4]:
    """A line to the mailbox, signed in and with its folder open; hung up at the end. Raises as `collect` does."""
    line: imaplib.IMAP4
    if mailbox.tls:
        line = imaplib.IMAP4_SSL(
            mailbox.host, mailbox.port, timeout=PATIENCE_SECONDS, ssl_context=ssl.create_default_context()
        )
    else:
        line = imaplib.IMAP4(mailbox.host, mailbox.port, timeout=PATIENCE_SECONDS)
    try:
        line.login(mailbox.user, mailbox.password)
        _answer(line.select(f'"{mailbox.folder}"'))
        yield line
    finally:
        with contextlib.suppress(imaplib.IMAP4.error, OSError):
            line.logout()
        with contextlib.suppress(OSError):  # a line that broke is closed at our end too
            line.shutdown()


def _note(line: imaplib.IMAP4, number: str) -> bytes:
    """The bytes of one mail; empty where it is gone."""
    return next((part for part in _answer(line.uid("FETCH", number, WHOLE)) if len(part) > len(b")")), b"")


def _answer(said: tuple[str, list[Any]]) -> list[bytes]:
    """What the server gave, of each part its bytes; raises `imaplib.IMAP4.error` where it refused."""
    kind, given = said
    if kind != "OK":
        raise imaplib.IMAP4.error("the mailbox refused")
    return [bytes(part[1] if isinstance(part, tuple) else part or b"") for part in given]
