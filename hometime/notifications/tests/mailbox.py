"""A mailbox for tests: as much of IMAP as fetching notes of return needs, and the troubles of real ones."""

from __future__ import annotations

import re
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager

USER, PASSWORD = "returns", "a word with spaces"


class Box(socketserver.ThreadingTCPServer):
    """The mails of one folder, in order, which of them were fetched and seen, and after how many the line breaks."""

    daemon_threads = True

    def __init__(self, *mails: bytes, breaks_after: int = 10_000) -> None:
        super().__init__(("127.0.0.1", 0), Talk)
        self.mails, self.breaks_after = list(mails), breaks_after
        self.seen: set[int] = set()
        self.fetched: list[int] = []
        self.port = self.server_address[1]

    @contextmanager
    def answering(self) -> Iterator[Box]:
        """Listens on a port of this machine until the end."""
        with self:
            threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
            yield self
            self.shutdown()


class Talk(socketserver.StreamRequestHandler):
    """One conversation: each command is answered by the method of its name, if it has more to give than yes."""

    server: Box

    def handle(self) -> None:
        self._say("* OK ready")
        for line in self.rfile:
            tag, asked = line.decode().strip().split(" ", 1)
            words = asked.removeprefix("UID ")
            answer = getattr(self, words.split()[0].lower(), None)
            if answer and answer(words) is False:
                return
            self._say(f"{tag} OK done" if self._taken(words) else f"{tag} NO who are you")

    def capability(self, _words: str) -> None:
        self._say("* CAPABILITY IMAP4rev1")

    def search(self, words: str) -> None:
        assert words == "SEARCH UNSEEN HEADER Content-Type multipart/report", words
        box = self.server
        found = [n for n, mail in enumerate(box.mails, 1) if n not in box.seen and b"multipart/report" in mail]
        self._say(f"* SEARCH {' '.join(map(str, found))}")

    def fetch(self, words: str) -> bool:
        if len(self.server.fetched) == self.server.breaks_after:
            return False
        number = self._number(words)
        self.server.fetched.append(number)
        mail = self.server.mails[number - 1]
        self._say(f"* {number} FETCH (UID {number} BODY[]<0> {{{len(mail)}}}")
        self.wfile.write(mail + b")\r\n")
        return True

    def store(self, words: str) -> None:
        self.server.seen.add(self._number(words))

    def _taken(self, words: str) -> bool:
        return not words.startswith("LOGIN") or words == f'LOGIN {USER} "{PASSWORD}"'

    def _number(self, words: str) -> int:
        found = re.match(r"\w+ (\d+)", words)
        assert found, words
        return int(found[1])

    def _say(self, text: str) -> None:
        self.wfile.write(text.encode() + b"\r\n")
