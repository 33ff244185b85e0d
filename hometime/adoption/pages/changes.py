"""What a draft would change: clause by clause against the version in force, with the words that differ marked."""

from __future__ import annotations

import dataclasses
import difflib
import re
from collections.abc import Iterable, Iterator, Sequence

from hometime.policies import catalogue
from hometime.policies.comparing import Change, ClausePair, Comparison, compare
from hometime.policies.holding import reading_held
from hometime.policies.models import Adoption
from hometime.policies.reading.forms import Reading
from hometime.policies.telling import handler_in_words

STATES = {
    "changed": "It promises something else",
    "reworded": "Other words, the same promise",
    "only_in_a": "Not in the new text any more",
    "only_in_b": "New",
}  # in the order in which they are told
KINDS = {"promise": "What is promised", "actor": "Who acts", "reference": "Points to", "limit": "Limit", "name": "Name"}


@dataclasses.dataclass(frozen=True)
class Piece:
    """Some words of a clause. `kind` is same, other, or number where the words that differ hold a figure."""

    kind: str
    words: str


@dataclasses.dataclass(frozen=True)
class Pair:
    """A clause as it was and as it would be; one side is empty where there is none."""

    state: str
    words: str
    ids: Sequence[str]
    before: Sequence[Piece]
    after: Sequence[Piece]
    changes: Sequence[tuple[str, str, str]]


@dataclasses.dataclass(frozen=True)
class Changes:
    """A draft against what one setting holds: the clauses that differ, how many stay, and the parts that go on."""

    pairs: Sequence[Pair]
    stay: int
    replaced: Sequence[Adoption]
    go_on: Sequence[Adoption]
    counts: Sequence[tuple[str, int]]


def changes(reading: Reading, held: Sequence[Adoption]) -> Changes:
    """What adopting `reading` would change for a setting that holds `held`."""
    replaced = [adoption for adoption in held if takes_the_place_of(reading, adoption)]
    found = compare(reading_held(replaced), reading)
    pairs = [_pair(pair) for state in STATES for pair in found.clauses if pair.state == state]
    return Changes(
        pairs=pairs,
        stay=found.count("same") + found.count("layout_only"),
        replaced=replaced,
        go_on=[adoption for adoption in held if adoption not in replaced],
        counts=_counts(found),
    )


def takes_the_place_of(reading: Reading, adoption: Adoption) -> bool:
    """Whether a part of the document would take the place of an adopted one: by its number, or as the one ladder."""
    numbers = {part.number for part in reading.parts if part.sections}
    return adoption.number in numbers or (adoption.has_ladder and bool(reading.ladders))


def _counts(found: Comparison) -> list[tuple[str, int]]:
    return [(words, found.count(state)) for state, words in STATES.items() if found.count(state)]


def _pair(pair: ClausePair) -> Pair:
    before, after = marked(pair.a.text if pair.a else "", pair.b.text if pair.b else "")
    changes = [_change(change) for change in pair.changes]
    return Pair(pair.state, STATES[pair.state], pair.covers, before, after, changes)


def _change(change: Change) -> tuple[str, str, str]:
    return KINDS[change.kind], _things(change.kind, change.only_a), _things(change.kind, change.only_b)


def _things(kind: str, things: Sequence[str]) -> str:
    known = catalogue.load()
    say = {
        "promise": lambda thing: f"{thing} {known[thing].says}" if thing in known else thing,
        "actor": handler_in_words,
    }.get(kind, lambda thing: thing.replace("_", " "))
    return "; ".join(say(thing) for thing in things)


def marked(before: str, after: str) -> tuple[list[Piece], list[Piece]]:
    """Both texts in pieces, those words marked that only one of them has. A text that stands alone is not marked."""
    if not before or not after:
        return [Piece("same", before)] if before else [], [Piece("same", after)] if after else []
    old, new = re.findall(r"\S+\s*", before), re.findall(r"\S+\s*", after)
    steps = difflib.SequenceMatcher(
        None, [w.strip() for w in old], [w.strip() for w in new], autojunk=False
    ).get_opcodes()
    return (
        list(_pieces((tag, old[a:b]) for tag, a, b, _, _ in steps)),
        list(_pieces((tag, new[a:b]) for tag, _, _, a, b in steps)),
    )


def _pieces(found: Iterable[tuple[str, list[str]]]) -> Iterator[Piece]:
    for tag, words in found:
        said = "".join(words)
        kind = "same" if tag == "equal" else "number" if re.search(r"\d", said) else "other"
        if said:
            yield Piece(kind, said.rstrip())
            yield Piece("same", said[len(said.rstrip()) :])
