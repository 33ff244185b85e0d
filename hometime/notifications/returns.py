"""Reads the notes that mail servers send back (RFC 3464): which message did not arrive. Pure, and safe on any bytes."""

from __future__ import annotations

import dataclasses
import email
import email.policy
import re
from email.message import Message as Parsed

LONGEST_NOTE = 2_000_000
ID = re.compile(r"<([A-Za-z0-9_-]{22})@[^<>\s]+>")


@dataclasses.dataclass(frozen=True, slots=True)
class Return:
    """A note that a message failed for good: the token in its Message-ID, and the status such as "5.1.1".

    Nothing else of the note is kept: the server's own words may repeat an address or a name.
    """

    token: str
    status: str


def read_return(note: bytes) -> Return | None:
    """The failed message that `note` tells about; None where it is no such note, or tells of a delay or a success."""
    if len(note) > LONGEST_NOTE:
        return None
    try:
        parsed = email.message_from_bytes(note, policy=email.policy.compat32)
        if parsed.get_content_type() != "multipart/report":
            return None
        parts = list(parsed.walk())
        status, token = _failed_status(parts), _token(parts)
    except Exception:  # noqa: BLE001 - what strangers mail to us may break any parser, and is then no note
        return None
    return Return(token, status) if status and token else None


def _failed_status(parts: list[Parsed]) -> str:
    """The status of the first recipient whose delivery failed, or nothing."""
    for part in parts:
        if part.get_content_type() != "message/delivery-status":
            continue
        for group in part.get_payload():
            if isinstance(group, Parsed) and str(group.get("Action", "")).strip().lower() == "failed":
                found = re.match(r"\s*([245]\.\d{1,3}\.\d{1,3})\b", str(group.get("Status", "")))
                return found.group(1) if found else "5.0.0"
    return ""


def _token(parts: list[Parsed]) -> str:
    """The token of the message that came back, from its own headers: whole, or headers only."""
    for part in parts:
        text = ""
        if part.get_content_type() == "text/rfc822-headers":
            payload = part.get_payload(decode=True)
            text = payload.decode("latin-1") if isinstance(payload, bytes) else ""
            text = str(email.message_from_string(text).get("Message-ID", ""))
        elif part.get_content_maintype() != "multipart":
            text = str(part.get("Message-ID", ""))
        if found := ID.search(text):
            return found.group(1)
    return ""
