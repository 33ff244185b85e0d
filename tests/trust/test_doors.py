"""Doors and people (TRUST 21): doors.tsv is the truth, written by hand; every door answers every persona as it says.

A line of the table is a door, a method and what stands in the address; its columns are the answers, each with the
personas who get it. The last proof of who they are was an hour ago; with `+` after the method, a moment ago. Groups
begin with @. Every persona stands in exactly one column, every address of the house in a line; what is not
listed fails. An enrolled tablet with nobody signed in on it is named only where it gets another answer than anybody.
"""

from __future__ import annotations

import csv
import dataclasses
import logging
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.cookie import SimpleCookie
from django.test import Client
from django.urls import reverse

from hometime.access.checks import doors
from hometime.config import urls
from tests.databases import SERVER
from tests.trust.world import NOBODY, PERSONAS, SHARES, TABLETS, World, world

__all__ = ["world"]
EVERYBODY = frozenset({NOBODY, *PERSONAS})
ASKED = EVERYBODY | set(TABLETS)
TABLE = Path(__file__).with_name("doors.tsv")
ANSWERS = ("200", "302", "403", "404", "405", "422", "step-up")


@dataclasses.dataclass(frozen=True)
class Line:
    """One line of the table: who gets which answer at a door."""

    door: str
    method: str
    thing: str
    answers: dict[str, str]

    @property
    def name(self) -> str:
        return " ".join(filter(None, (self.method, self.door, self.thing)))


def read(text: str) -> list[Line]:
    """The lines of the table; raises ValueError for a persona who is nowhere, twice, or unknown."""
    groups: dict[str, frozenset[str]] = {"@everybody": EVERYBODY}
    lines = []
    for row in csv.DictReader(text.splitlines(), delimiter="\t"):
        door = row["door"] or ""
        if door.startswith("@"):
            groups[door] = _personas(row["method"] or "", groups)
            continue
        answers: dict[str, str] = {}
        for answer in ANSWERS:
            for persona in _personas(row[answer] or "", groups):
                if persona in answers:
                    raise ValueError(f"{door}: {persona} has two answers")
                answers[persona] = answer
        if missing := EVERYBODY - set(answers):
            raise ValueError(f"{row['method']} {door} {row['thing']}: no answer for {', '.join(sorted(missing))}")
        answers = dict.fromkeys(TABLETS, answers[NOBODY]) | answers
        lines.append(Line(door, row["method"] or "", row["thing"] or "", answers))
    return lines


def _personas(words: str, groups: dict[str, frozenset[str]]) -> frozenset[str]:
    """Personas from words: `@staff -manager` is everybody on the staff but the manager."""
    found: set[str] = set()
    for word in words.split():
        name = word.removeprefix("-")
        these = groups[name] if name.startswith("@") else frozenset({name})
        if not these <= EVERYBODY | set(TABLETS):
            raise ValueError(f"{name} is nobody we know")
        found = found - these if word.startswith("-") else found | these
    return frozenset(found)


LINES = read(TABLE.read_text("utf-8"))


def address(world: World, line: Line) -> str:
    """The address of a line: `thing` gives what stands in it, several parts separated by a slash."""
    parts = [world.tokens.get(part, part) for part in line.thing.split("/")] if line.thing else []
    return reverse(line.door, args=[int(part) if part.isdigit() else part for part in parts])


def answer_of(response: Any) -> str:
    """The answer as the table writes it: a redirect to the page of proof is a step-up."""
    if response.status_code == 302 and response["Location"].startswith("/account/proof/"):
        return "step-up"
    return str(response.status_code)


def test_every_door_of_the_house_stands_in_the_table() -> None:
    there = {door.name for door in doors()}
    assert {line.door for line in LINES} == there
    for method in ("GET", "POST"):
        assert there - {line.door for line in LINES if line.method == method} == set(), method
    named = [(line.door, line.method, line.thing) for line in LINES]
    assert len(named) == len(set(named))


@pytest.fixture
def quiet() -> Iterator[None]:
    """Thousands of refusals are expected here; nobody wants to read them in the log."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def bare(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page of what is not found, not drawn: it is always the same to one viewer, and most answers here are it."""
    return HttpResponse(status=404)


def one_for_each_hat(line: Line) -> list[str]:
    """Of those who get the same answer in the same hat, one: another at another line."""
    alike: dict[tuple[str, str], list[str]] = {}
    for persona in sorted(ASKED):
        hat = PERSONAS[persona][1] if persona in PERSONAS else persona
        alike.setdefault((hat, line.answers[persona]), []).append(persona)
    turn = zlib.crc32(line.name.encode())
    return [these[turn % len(these)] for these in alike.values()]


# Which rows a persona sees is one condition on both databases: everybody is asked on the embedded one, and beside
# PostgreSQL one of each hat and answer, for a statement that only PostgreSQL would refuse.
ASKS = ["everybody"] if not SERVER else ["one of each hat", pytest.param("everybody", marks=pytest.mark.long)]


@pytest.mark.usefixtures("quiet")
@pytest.mark.parametrize("share", range(SHARES))
@pytest.mark.parametrize("asks", ASKS)
def test_every_door_answers_every_persona_as_the_table_says(
    world: World, monkeypatch: pytest.MonkeyPatch, asks: str, share: int
) -> None:
    cookies = {
        (persona, fresh): world.client(persona, fresh=fresh).cookies for persona in ASKED for fresh in (True, False)
    }
    client = Client()  # one for all, who change cookies: each client of its own would load the house anew
    for persona in sorted(ASKED):
        client.cookies = SimpleCookie()
        client.cookies.update(cookies[persona, True])
        assert client.get("/nowhere/").status_code == 404, persona
    monkeypatch.setattr(urls, "handler404", bare)
    wrong = []
    for line in LINES[share::SHARES]:
        for persona in sorted(ASKED) if asks == "everybody" else one_for_each_hat(line):
            client.cookies = SimpleCookie()
            client.cookies.update(cookies[persona, line.method.endswith("+")])
            enters = client.post if line.method.startswith("POST") else client.get
            with transaction.atomic():
                answer = answer_of(enters(address(world, line), {"nothing": "typed"}))
                transaction.set_rollback(True)
            if answer != line.answers[persona]:
                wrong.append(f"{line.name}: {persona} gets {answer}, not {line.answers[persona]}")
    assert not wrong, "\n".join(wrong)


def test_each_hat_and_each_answer_of_a_line_is_asked_by_somebody() -> None:
    for line in LINES:
        asked = one_for_each_hat(line)
        assert {line.answers[persona] for persona in ASKED} == {line.answers[persona] for persona in asked}
        assert {PERSONAS[persona][1] for persona in asked if persona in PERSONAS} == {
            hat for _, hat, _ in PERSONAS.values()
        }
        assert NOBODY in asked
    assert {persona for line in LINES for persona in one_for_each_hat(line)} == ASKED


HEAD = "\t".join(("door", "method", "thing", *ANSWERS))


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("today\tGET\t\t@everybody -manager\t\t\t\t\t\t", "no answer for manager"),
        ("today\tGET\t\t@everybody\tmanager\t\t\t\t\t", "two answers"),
        ("today\tGET\t\t@everybody king\t\t\t\t\t\t", "nobody we know"),
    ],
)
def test_a_cell_left_out_or_written_twice_fails(row: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        read(f"{HEAD}\n{row}")
