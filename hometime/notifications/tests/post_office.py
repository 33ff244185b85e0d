"""A mail server for tests with the troubles of real ones: it refuses, puts off, delays, cuts, sends back."""

from __future__ import annotations

import asyncio
import email
import re
from collections import defaultdict
from typing import Any

from aiosmtpd.controller import Controller

# The local part of an address decides what becomes of mail to it: "cut-late.17@town.example".
FATES = ("refused", "later", "cut-early", "cut-late", "slow", "back", "well")


class Office:
    """Takes mail, and keeps the Message-ID of everything that arrived, by address."""

    def __init__(self) -> None:
        self.port = 0
        self.arrived: dict[str, list[str]] = defaultdict(list)
        self.tried: dict[str, int] = defaultdict(int)
        self.bodies: set[str] = set()

    async def handle_RCPT(self, server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:  # noqa: N802
        self.tried[address] += 1
        fate = address.split(".", maxsplit=1)[0]
        if fate == "refused":
            return "550 5.1.1 no such mailbox"
        if fate == "later" and self.tried[address] == 1:
            return "451 4.7.1 come again"
        if fate == "cut-early" and self.tried[address] == 1:
            server.transport.abort()
            return "421 gone"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        address = envelope.rcpt_tos[0]
        fate = address.split(".")[0]
        parsed = email.message_from_bytes(envelope.content)
        self.arrived[address].append(parsed["Message-ID"])
        self.bodies.add(str(parsed.get_payload()).strip())
        if fate == "slow":
            await asyncio.sleep(0.02)
        if fate == "cut-always" or (fate == "cut-late" and self.tried[address] == 1):
            server.transport.abort()  # it has the mail, and we never hear so
            return "421 gone"
        return "250 OK"

    def notes_of_return(self) -> list[bytes]:
        """What the server sends back some time after it took the mail."""
        return [
            _note(address, re.sub(r"\s", "", ids[0]))
            for address, ids in self.arrived.items()
            if address.startswith("back.")
        ]


def _note(address: str, message_id: str) -> bytes:
    lines = [
        "Content-Type: multipart/report; report-type=delivery-status; boundary=b", "MIME-Version: 1.0", "",
        "--b", "Content-Type: message/delivery-status", "", "Reporting-MTA: dns; relay.example", "",
        f"Final-Recipient: rfc822; {address}", "Action: failed", "Status: 5.1.1", "",
        "--b", "Content-Type: text/rfc822-headers", "", f"Message-ID: {message_id}", "", "--b--", "",
    ]  # fmt: skip
    return "\r\n".join(lines).encode()


class Counter(Controller):
    """The office, open on a port of its own."""

    def __init__(self, office: Office) -> None:
        super().__init__(office, hostname="127.0.0.1", port=0, ready_timeout=20)

    def _trigger_server(self) -> None:
        """Learns which port it was given before the first visitor is let in."""
        server: Any = self.server
        self.port = server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]
