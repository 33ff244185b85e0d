"""The numbering table: which procedure a number or a title means, whichever edition it was taken from."""

from __future__ import annotations

import dataclasses
import functools
import re
import tomllib
from importlib import resources

_SMALL = frozenset(
    re.findall(
        r"\w+", "a an and at for from in of on or our policies policy prime procedure procedures the times to with"
    )
)
_AGREE = 0.6


@dataclasses.dataclass(frozen=True, slots=True)
class Procedure:
    """One procedure of the numbering table, with every number and title it has gone by."""

    key: str
    title: str
    numbers: tuple[str, ...]
    aliases: tuple[str, ...]

    def is_called(self, title: str) -> bool:
        """Whether a title means this procedure: most words of the shorter of both titles are shared."""
        return any(_likeness(title, own) >= _AGREE for own in (self.title, *self.aliases))

    def shared(self, text: str) -> str:
        """Gives the beginning of a text as far as it goes on in the words of this procedure's title."""
        known = frozenset[str]().union(*(_words(own) for own in (self.title, *self.aliases)))
        end = 0
        for word in re.finditer(r"[^\s/–-]+", text):
            if _words(word.group()) & known:
                end = word.end()
            elif _words(word.group()):
                break
        return text[:end]


def canonical(number: str) -> str:
    """Gives one form to a number: 6.2, 06.2 and 06.02 become 06.2; a policy number such as 10 stays as it is."""
    chapter, _, rest = number.strip().partition(".")
    if not rest:
        return str(int(chapter))
    digits, letter = re.fullmatch(r"(\d+)([a-z]?)", rest.lower()).groups()  # type: ignore[union-attr]
    return f"{int(chapter):02d}.{int(digits)}{letter}"


def numbered(number: str) -> tuple[Procedure, ...]:
    """Gives the procedures that go by a number in some edition; none for a number that the table does not hold."""
    wanted = canonical(number).rstrip("abcd")
    return tuple(p for p in _table() if wanted in {canonical(own) for own in p.numbers})


def called(title: str) -> tuple[Procedure, ...]:
    """Gives the procedures that a title means, best first."""
    return tuple(sorted((p for p in _table() if p.is_called(title)), key=lambda p: -_likeness(title, p.title)))


@functools.cache
def _table() -> tuple[Procedure, ...]:
    table = tomllib.loads(resources.files(__package__).joinpath("numbering.toml").read_text(encoding="utf-8"))
    return tuple(
        Procedure(row["key"], row["title"], tuple(row["numbers"]), tuple(row.get("aliases", ())))
        for row in table["procedures"]
    )


def _likeness(one: str, other: str) -> float:
    mine, yours = _words(one), _words(other)
    return len(mine & yours) / min(len(mine), len(yours)) if mine and yours else 0.0


def _words(title: str) -> frozenset[str]:
    words = re.findall(r"[a-z]+", title.lower().replace("'s", "").replace("’s", ""))
    return frozenset(word.rstrip("s")[:7] for word in words if word not in _SMALL)
