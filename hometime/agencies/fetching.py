"""Fetches a feed from outside: the only place of the house that calls out for one, and only to hosts that were allowed.

TRUST 23: nothing is fetched unless whoever runs the house named its host (HOMETIME_FEEDS). It goes over https to port 443 of a
public address; the address that was looked at is the one that is called, so that a name cannot point elsewhere a moment
later. No redirect is followed, no cookie or credential sent, and size, time and pages have limits.
"""

from __future__ import annotations

import http.client
import ipaddress
import json
import socket
import ssl
import time
from collections.abc import Callable, Collection, Iterator
from typing import Any, NamedTuple
from urllib.parse import urlencode, urlsplit

from hometime.agencies.openreferral.reading import MOST_BYTES, MOST_SERVICES

MOST_PAGES, A_PAGE = 200, 100
TIMEOUT, WHOLE_TIME = 10.0, 60.0  # seconds for one answer, and for the whole feed
AGENT = "Hometime directory"
NAT64 = ipaddress.ip_network("64:ff9b::/96")  # stands for an address of the older kind, which may be a private one


class Refused(Exception):
    """It was not fetched; the message is a code: off, https, host, private, answer, big, late, json."""


class Where(NamedTuple):
    """A host that may be called, at the address that was looked at."""

    host: str
    address: str
    path: str


Resolve = Callable[[str], Collection[str]]
Call = Callable[[Where, float], bytes]


def resolved(host: str) -> list[str]:
    """The addresses of a host. Raises OSError where it has none."""
    return sorted({str(found[4][0]) for found in socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)})


def is_public(address: str) -> bool:
    """Whether an address is one that anybody on the internet may call."""
    try:
        found = ipaddress.ip_address(address.split("%", 1)[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address) and (
        found in NAT64 or found.ipv4_mapped or found.sixtofour or found.teredo
    ):
        return False  # an address of the older kind stands within
    return found.is_global and not (found.is_multicast or found.is_reserved or found.is_loopback or found.is_link_local)


def allowed(url: str, hosts: Collection[str], resolve: Resolve = resolved) -> Where:
    """Where an address leads, if it may be called; raises `Refused` else. One private address among several refuses all."""
    try:
        parts = urlsplit(url)
        port, host = parts.port, (parts.hostname or "").lower()
    except ValueError:
        raise Refused("https") from None
    if parts.scheme != "https" or port not in (None, 443) or parts.username or parts.password or not host.isascii():
        raise Refused("https")
    if not hosts:
        raise Refused("off")
    if host not in hosts:
        raise Refused("host")
    try:
        found = list(resolve(host))
    except OSError:
        raise Refused("answer") from None
    if not found or not all(map(is_public, found)):
        raise Refused("private")
    path = parts.path or "/"
    return Where(host, found[0], f"{path}?{parts.query}" if parts.query else path)


class _Pinned(http.client.HTTPSConnection):
    """Https to one address, whose certificate must be the host's."""

    def __init__(self, where: Where) -> None:
        self.checks = ssl.create_default_context()
        super().__init__(where.host, 443, timeout=TIMEOUT, context=self.checks)
        self.address = where.address

    def connect(self) -> None:
        """Calls the address that was looked at, by the name of the host."""
        plain = socket.create_connection((self.address, 443), TIMEOUT)
        self.sock = self.checks.wrap_socket(plain, server_hostname=self.host)


def call(where: Where, until: float) -> bytes:
    """The body of one answer. Raises `Refused` for anything but a whole 200 within size and time."""
    there = _Pinned(where)
    try:
        there.request("GET", where.path, headers={"Accept": "application/json", "User-Agent": AGENT})
        answer = there.getresponse()
        if answer.status != 200:
            raise Refused("answer")  # a redirect too: it could lead anywhere
        return b"".join(_pieces(answer, until))
    except (OSError, http.client.HTTPException):
        raise Refused("answer") from None
    finally:
        there.close()


def _pieces(answer: Any, until: float) -> Iterator[bytes]:
    size = 0
    while piece := answer.read(65_536):
        size += len(piece)
        if size > MOST_BYTES:
            raise Refused("big")
        if time.monotonic() > until:
            raise Refused("late")
        yield piece


def fetch(url: str, hosts: Collection[str], *, resolve: Resolve = resolved, calls: Call = call) -> bytes:
    """A whole feed as one file of JSON: the page at an address, and the pages after it where it says that there are more.

    `url` names the list itself, or the root of a feed: then `/services` is put on. Raises `Refused`.
    """
    until = time.monotonic() + WHOLE_TIME
    base = url.split("#", 1)[0]
    path = urlsplit(base).path.rstrip("/")
    if not path.endswith("/services") and "?" not in base:
        base = f"{base.rstrip('/')}/services"
    rows: list[Any] = []
    number, size, pages, wrapped = 1, 0, 1, ""
    while number <= pages:
        content = calls(allowed(_paged(base, number), hosts, resolve), until)
        size += len(content)
        wrapped, found, pages = _page(content)
        rows += found
        # Half a feed would look as if the other half had gone.
        if size > MOST_BYTES or len(rows) > MOST_SERVICES or pages > MOST_PAGES:
            raise Refused("big")
        number += 1
    return json.dumps({wrapped: rows}).encode()


def _paged(base: str, number: int) -> str:
    return f"{base}{'&' if '?' in base else '?'}{urlencode({'page': number, 'per_page': A_PAGE})}"


def _page(content: bytes) -> tuple[str, list[Any], int]:
    """How a page calls its rows, the rows, and how many pages there are."""
    try:
        data = json.loads(content)
    except (ValueError, RecursionError):
        raise Refused("json") from None
    wrapped = next((name for name in ("contents", "content") if isinstance(data, dict) and name in data), "")
    if not wrapped or not isinstance(data[wrapped], list):
        raise Refused("json")
    pages = data.get("total_pages", data.get("totalPages"))
    return wrapped, data[wrapped], pages if isinstance(pages, int) else 1
