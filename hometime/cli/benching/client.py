"""A browser that only counts: one kept-alive connection, cookies, forms. Every answer is checked, or the case fails.

It speaks just enough HTTP/1.1, on a bare socket, so that its own work weighs little in what is measured.
"""

from __future__ import annotations

import dataclasses
import re
import socket
from collections.abc import Mapping
from urllib.parse import urlencode

from hometime.kernel.answers import Refused

HIDDEN_TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')


class HungUp(Refused):
    """The connection was closed before the answer was whole."""


@dataclasses.dataclass(frozen=True, slots=True)
class Answer:
    """What came back: status, headers (names in lower case) and body."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Browser:
    """One visitor of the server on `port` of this machine."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}
        self._socket: socket.socket | None = None

    def get(self, path: str, *, packed: bool = False, expect: int = 200) -> Answer:
        """Opens a page; `packed` asks for it compressed."""
        return self._checked("GET", path, b"", packed, expect)

    def post(self, path: str, fields: Mapping[str, str], *, expect: int = 302) -> Answer:
        """Sends a form. The token is that of the cookie, which a page before has set."""
        return self._checked("POST", path, urlencode(fields).encode(), packed=False, expect=expect)

    def token(self, path: str) -> str:
        """The hidden token of the first form on a page."""
        found = HIDDEN_TOKEN.search(self.get(path).body)
        if found is None:
            raise Refused(f"{path} has no form to send.")
        return found[1].decode()

    def close(self) -> None:
        """Hangs up."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def _checked(self, method: str, path: str, body: bytes, packed: bool, expect: int) -> Answer:
        answer = self._ask(method, path, body, packed)
        if answer.status != expect:
            raise Refused(f"{method} {path} answered {answer.status}, not {expect}: nothing was measured.")
        return answer

    def _ask(self, method: str, path: str, body: bytes, packed: bool) -> Answer:
        host = f"localhost:{self.port}"
        lines = [f"{method} {path} HTTP/1.1", f"Host: {host}", f"Origin: http://{host}", f"Content-Length: {len(body)}"]
        lines += ["Content-Type: application/x-www-form-urlencoded"] if body else []
        lines += ["Accept-Encoding: gzip"] if packed else []
        lines += ["Cookie: " + "; ".join(f"{name}={value}" for name, value in self.cookies.items())]
        request = "\r\n".join((*lines, "", "")).encode() + body
        try:
            return self._send(request)
        except HungUp:  # a connection that rested for long is closed by the server; a second one must hold
            self.close()
            return self._send(request)

    def _send(self, request: bytes) -> Answer:
        if self._socket is None:
            self._socket = socket.create_connection(("127.0.0.1", self.port), timeout=60)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            self._socket.sendall(request)
            return self._read(self._socket, _more(self._socket))
        except ConnectionError as error:
            raise HungUp("The server hung up while it was measured.") from error

    def _read(self, wire: socket.socket, got: bytes) -> Answer:
        while (end := got.find(b"\r\n\r\n")) < 0:
            got += _more(wire)
        first, *rest = got[:end].decode("latin-1").split("\r\n")
        headers = {}
        for line in rest:
            name, _, value = line.partition(": ")
            headers[name.lower()] = value
            if name.lower() == "set-cookie":
                key, _, told = value.partition(";")[0].partition("=")
                self.cookies[key] = told.strip('"')
        body, length = [got[end + 4 :]], int(headers.get("content-length", 0))
        while (lacking := length - sum(map(len, body))) > 0:
            body.append(_more(wire, lacking))
        return Answer(int(first.split()[1]), headers, b"".join(body))


def _more(wire: socket.socket, most: int = 65_536) -> bytes:
    got = wire.recv(max(most, 65_536))
    if not got:
        raise HungUp("The server hung up while it was measured.")
    return got
