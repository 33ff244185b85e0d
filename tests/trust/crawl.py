"""Walks through every page that a persona can reach by its links, and remembers the bytes."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

from django.test import Client
from django.urls import reverse

from hometime.access.checks import doors
from tests.trust.world import World

LINK = re.compile(rb"""(?:href|src|hx-get|action)=["']([^"']+)["']""")
# What is new on every page whatever the world: the token of a form and the nonce of a script.
NEW_EACH_TIME = (
    (re.compile(rb"""(name=["']?csrfmiddlewaretoken["']? value=["'])[^"']+"""), rb"\1"),
    (re.compile(rb"""(X-CSRFToken[^A-Za-z0-9]+)[A-Za-z0-9]{32,}"""), rb"\1"),
    (re.compile(rb"""(name=["']?once["']? value=["'])[^"']+"""), rb"\1"),
    (re.compile(rb"""(name=["']?key["']? value=["'])[^"']+"""), rb"\1"),
    (re.compile(rb"""(nonce[-=]["']?)[A-Za-z0-9+/_=-]{8,}"""), rb"\1"),
)
# The pages of one's own sign-in draw fresh secrets each time and know of nobody else.
STAYS_AWAY = (
    "/static/",
    "/sign-out/",
    "/sign-in/",
    "/leave/",
    "/account/p",
    "/account/a",
    "/account/s",
    "/account/c",
    "/account/e",
)
# The directory shows everybody the same rows by every choice and in every language, and a poster says the same in each:
# a walk need not read each, and would be told to wait after sixty new posters a minute.
SAME_IN_ALL = re.compile(r"^/nearby/.*[?&](?:n|in)=|^/board/.*[?&]language=(?!en)")
HEADERS_NEW_EACH_TIME = {"Set-Cookie", "Content-Security-Policy"}


@dataclasses.dataclass(frozen=True)
class Seen:
    """An answer as it came: status, headers, body."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


def beginnings(world: World) -> list[str]:
    """Where a walk begins: every address without a part to fill in, and each thing of the world behind each door."""
    first = [door.route for door in doors() if "<" not in door.route]
    first += [
        reverse("duty", args=[token]) for name, token in world.tokens.items() if " " not in name and name != "slug"
    ]
    return [*first, reverse("board", args=[world.tokens["slug"]]), "/nowhere/"]


def crawl(
    world: World, persona: str, until: Callable[[str, Seen], bool] = lambda path, answer: False
) -> dict[str, Seen]:
    """Every answer that the persona can get by GET, by its address; no more once `until` is true of one."""
    client = Client(raise_request_exception=True)
    client.cookies = world.client(persona, fresh=True).cookies
    seen: dict[str, Seen] = {}
    waiting = beginnings(world)
    while waiting:
        path = waiting.pop()
        if path in seen or path.startswith(STAYS_AWAY) or SAME_IN_ALL.match(path):
            continue
        answer = client.get(path)
        seen[path] = _kept(answer)
        if until(path, seen[path]):
            break
        where = [answer["Location"]] if answer.has_header("Location") else []
        for found in [*where, *(link.decode() for link in LINK.findall(seen[path].body))]:
            to = urlsplit(urldefrag(urljoin(path, found.replace("&amp;", "&"))).url)
            if not to.netloc and to.scheme in ("", "http"):
                waiting.append(to.path + (f"?{to.query}" if to.query else ""))
    return seen


def _kept(answer: Any) -> Seen:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    for pattern, instead in NEW_EACH_TIME:
        body = pattern.sub(instead, body)
    headers = tuple(
        (k, v) for k, v in sorted(answer.items()) if k not in HEADERS_NEW_EACH_TIME and k != "Content-Length"
    )
    return Seen(answer.status_code, headers, body)
