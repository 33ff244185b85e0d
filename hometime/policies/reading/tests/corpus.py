"""Reads the made-up documents under `documents/` with the facts expected of them, and holds readings against them.

A document begins with `@@@ name`; its text follows in a small markdown (`#` headings, `-` bullets, `**bold**`
beginnings, `|` table rows); after `--- expects` come the facts. A rung is `handler|other handler(limit, limit)`, with `+` for an
outside body and `?` for one that may be left out. A limit is `action value unit start`; `answer` stands for feedback,
report or respond. `starts` lists the circumstances under which a complaint may start higher.
"""

from __future__ import annotations

import dataclasses
import functools
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from hometime.policies.reading.bodies import read_bodies
from hometime.policies.reading.forms import Block, Ladder, Limit, Step
from hometime.policies.reading.ladders import read_ladders
from hometime.policies.reading.outside import named_bodies
from hometime.policies.reading.retention import read_retention

FOLDER = Path(__file__).parent / "documents"
_ACTIONS = {
    "answer": {"feedback", "report", "respond"},
    "ack": {"acknowledge"},
    "meet": {"meet"},
    "investigate": {"investigate"},
    "other": {"other", "escalate"},
    "contact": {"acknowledge", "other"},
}


@dataclasses.dataclass(frozen=True)
class Expected:
    """A limit or a rung that a document must give, each part with its permitted answers."""

    actions: frozenset[str]
    value: int
    units: frozenset[str]
    starts: frozenset[str]
    optional: bool

    def fits(self, limit: Limit) -> bool:
        return (
            limit.action in self.actions
            and limit.value == self.value
            and limit.unit in self.units
            and limit.runs_from in self.starts
        )


@dataclasses.dataclass(frozen=True)
class Rung:
    """A rung that a document must give."""

    handlers: frozenset[str]
    external: bool
    optional: bool
    limits: tuple[Expected, ...]


@dataclasses.dataclass(frozen=True)
class Document:
    """A made-up document with its facts: ladders by audience, years of keeping, and bodies with telephone numbers."""

    name: str
    blocks: tuple[Block, ...]
    ladders: tuple[tuple[str, tuple[Rung, ...]], ...]
    retention: frozenset[int]
    bodies: frozenset[tuple[str, str]]
    allowed_bodies: frozenset[str]
    starts: frozenset[str]
    questions: frozenset[str]


def block_of(line: str) -> Block:
    """One line of the small markdown as a block."""
    line = line.rstrip()
    if found := re.match(r"(#+) (.*)", line):
        return Block("heading", found[2], len(found[1]))
    if found := re.match(r"( *)[-*] (.*)", line):
        return _emphasised("bullet", found[2], 1 + len(found[1]) // 2)
    if line.startswith("|"):
        return Block("table_row", line.strip("| "))
    return _emphasised("paragraph", line, 0)


def _emphasised(kind: str, text: str, level: int) -> Block:
    found = re.match(r"\*\*(.+?)\*\*\s*(.*)", text)
    if not found:
        return Block(kind, text, level)  # type: ignore[arg-type]
    return Block(kind, f"{found[1]} {found[2]}".strip(), level, None, found[1])  # type: ignore[arg-type]


def _limit(words: str) -> Expected:
    parts = words.strip().split()
    optional = parts[0].startswith("?")
    actions = frozenset().union(*(_ACTIONS[name] for name in parts[0].lstrip("?").split("|")))
    return Expected(actions, int(parts[1]), frozenset(parts[2].split("|")), frozenset(parts[3].split("|")), optional)


def _rung(words: str) -> Rung:
    found = re.fullmatch(r"\s*([+?]*)([\w|?]+)\s*(?:\((.*)\))?\s*", words)
    if not found:
        raise ValueError(f"not a rung: {words!r}")
    handlers = frozenset(found[2].replace("?", "").split("|"))
    limits = tuple(_limit(each) for each in (found[3] or "").split(",") if each.strip())
    return Rung(handlers, "+" in found[1], "?" in found[1], limits)


def _digits(phone: str) -> str:
    return re.sub(r"\D", "", phone)


def _body_key(name: str) -> str:
    named = named_bodies(name)
    return named[0].key if named else name.lower()


def _bodies(value: str) -> tuple[frozenset[tuple[str, str]], frozenset[str]]:
    """The bodies that must be found, each with the digits of its number, and the names of those that may be."""
    wanted, allowed = set(), set()
    for each in filter(None, (part.strip() for part in value.split(";"))):
        name, phone = _split(each.lstrip("?"))
        if each.startswith("?"):
            allowed.add(_body_key(name))
        else:
            wanted.add((_body_key(name), _digits(phone)))
    return frozenset(wanted), frozenset(allowed)


def _document(text: str) -> Document:
    name, _, rest = text.partition("\n")
    body, _, facts = rest.partition("--- expects")
    pairs = [(key, value) for key, _, value in (line.partition(":") for line in facts.splitlines() if line.strip())]
    ladders = tuple(
        (key, tuple(_rung(each) for each in value.split(";") if each.strip()))
        for key, value in pairs
        if key in ("parents", "agencies")
    )
    plain = dict(pairs)
    bodies, allowed = _bodies(plain.get("bodies", ""))
    return Document(
        name=name.strip(),
        blocks=tuple(block_of(line) for line in body.strip().splitlines() if line.strip()),
        ladders=ladders,
        retention=frozenset(int(years) for years in plain.get("retention", "").split()),
        bodies=bodies,
        allowed_bodies=allowed,
        starts=frozenset(plain.get("starts", "").split()),
        questions=frozenset(plain.get("questions", "").split()),
    )


def text_of(name: str) -> str:
    """The text of one document without its facts, as markdown: each line is a block of its own."""
    texts = (
        text for path in sorted(FOLDER.glob("batch_*.txt")) for text in path.read_text(encoding="utf-8").split("@@@ ")
    )
    found = next(text for text in texts if text.partition("\n")[0].strip() == name)
    return "\n\n".join(found.partition("\n")[2].partition("--- expects")[0].strip().splitlines())


def _split(each: str) -> tuple[str, str]:
    """A body and its number: the number begins at the first digit or is a dash."""
    found = re.search(r"\s(?=[+\d(-])", each)
    return (each[: found.start()], each[found.end() :]) if found else (each, "-")


def documents(batch: str = "*") -> Iterator[Document]:
    """The documents of one batch file, or of all."""
    for path in sorted(FOLDER.glob(f"batch_{batch}.txt")):
        for text in re.split(r"^@@@ ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            yield _document(text)


Pair = tuple[int | None, int | None]


def _aligned(truth: tuple[Rung, ...], said: list[tuple[int, str]]) -> list[Pair]:
    """Pairs of places, order kept, with the fewest rungs left over."""

    @functools.cache
    def best(i: int, j: int) -> tuple[int, tuple[Pair, ...]]:
        ways: list[tuple[int, tuple[Pair, ...]]] = []
        if i < len(truth) and j < len(said) and said[j][1] in truth[i].handlers:
            ways.append(_step(best(i + 1, j + 1), 0, (i, j)))
        if i < len(truth):
            ways.append(_step(best(i + 1, j), 0 if truth[i].optional else 1, (i, None)))
        if j < len(said):
            ways.append(_step(best(i, j + 1), 1, (None, j)))
        return min(ways, key=lambda way: way[0]) if ways else (0, ())

    return list(best(0, 0)[1])


def _step(rest: tuple[int, tuple[Pair, ...]], cost: int, pair: Pair) -> tuple[int, tuple[Pair, ...]]:
    return rest[0] + cost, (pair, *rest[1])


class Tally:
    """Right, false and missed things of a reading, with a line of words for each fault."""

    def __init__(self) -> None:
        self.counts: Counter[tuple[str, str]] = Counter()
        self.faults: list[str] = []

    def note(self, kind: str, standing: str, words: str = "") -> None:
        self.counts[kind, standing] += 1
        if standing != "right":
            self.faults.append(f"{standing} {kind}: {words}")

    def of(self, kind: str) -> tuple[int, int, int]:
        """Right, false, missed."""
        return self.counts[kind, "right"], self.counts[kind, "false"], self.counts[kind, "missed"]

    def __iadd__(self, other: Tally) -> Tally:
        self.counts += other.counts
        self.faults += other.faults
        return self


def _hold_limits(tally: Tally, name: str, expected: list[Expected], limits: tuple[Limit, ...]) -> None:
    for limit in limits:
        match = next((each for each in expected if each.fits(limit)), None)
        if match is None:
            tally.note("limits", "false", f"{name} {limit}")
            continue
        expected.remove(match)
        if not match.optional:
            tally.note("limits", "right")
    for each in expected:
        if not each.optional:
            tally.note("limits", "missed", f"{name} {each}")


def _hold_rungs(tally: Tally, name: str, wanted: tuple[Rung, ...], steps: tuple[Step, ...]) -> None:
    for i, j in _aligned(wanted, [(place, step.handler) for place, step in enumerate(steps)]):
        if i is not None and j is not None:
            tally.note("rungs", "right")
        elif j is not None:
            tally.note("rungs", "false", f"{name} {steps[j].handler} ({steps[j].name})")
        elif i is not None and not wanted[i].optional:
            tally.note("rungs", "missed", f"{name} {sorted(wanted[i].handlers)}")
        expected = list(wanted[i].limits) if i is not None else []
        _hold_limits(tally, name, expected, steps[j].limits if j is not None else ())


def _hold_ladder(tally: Tally, name: str, truth: tuple[Rung, ...], ladder: Ladder | None) -> None:
    steps = ladder.steps if ladder else ()
    wanted = tuple(rung for rung in truth if not rung.external)
    _hold_rungs(tally, name, wanted, tuple(step for step in steps if not step.external))
    said = sum(step.external for step in steps)
    if said < sum(rung.external and not rung.optional for rung in truth):
        tally.note("outside", "missed", name)
    if said and not any(rung.external for rung in truth):
        tally.note("outside", "false", name)


def hold(document: Document) -> Tally:
    """Reads a document and holds the reading against its facts."""
    tally = Tally()
    said = list(read_ladders(document.blocks, ()))
    for audience, rungs in document.ladders:
        ladder = next((each for each in said if each.audience == audience), None)
        if ladder:
            said.remove(ladder)
        _hold_ladder(tally, document.name, rungs, ladder)
    for ladder in said:
        _hold_ladder(tally, document.name + f" (no such {ladder.audience} ladder)", (), ladder)
    years = {kept.years for kept in read_retention(document.blocks)}
    _hold_sets(tally, "retention", document.name, set(document.retention), set(years))
    bodies = {
        (_body_key(body.name), _digits(phone))
        for body in read_bodies(document.blocks)
        for phone in (body.phone or "").split(";")
    }
    names = {name for name, _ in document.bodies} | document.allowed_bodies
    _hold_sets(
        tally,
        "bodies",
        document.name,
        set(document.bodies),
        {each for each in bodies if each in document.bodies or each[1] or each[0] not in names},
    )
    if document.starts:
        about = {
            about
            for ladder in read_ladders(document.blocks, ())
            for step in ladder.steps
            for about in step.starts_here_if
        }
        _hold_sets(tally, "starts", document.name, set(document.starts), about)
    return tally


def _hold_sets(tally: Tally, kind: str, name: str, wanted: set, said: set) -> None:  # type: ignore[type-arg]
    for _ in wanted & said:
        tally.note(kind, "right")
    for each in sorted(said - wanted, key=str):
        tally.note(kind, "false", f"{name} {each}")
    for each in sorted(wanted - said, key=str):
        tally.note(kind, "missed", f"{name} {each}")


def hold_all(batch: str = "*") -> Tally:
    """All documents of a batch, added up."""
    total = Tally()
    for document in documents(batch):
        total += hold(document)
    return total
