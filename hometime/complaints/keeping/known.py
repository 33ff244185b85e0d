"""Who must not be found in a summary: the people known to a setting, by every form in which their names may be written."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Iterable, Sequence

from hometime.complaints.keeping.folding import folded, skeleton
from hometime.complaints.keeping.vocabulary import nicknames, words

PARTS = re.compile(r"[^\W\d_]+")


@dataclasses.dataclass(frozen=True)
class Known:
    """Somebody known: what they are called in the summary ("child A"), their names, and what else tells who they are.

    `reached` holds telephone numbers, e-mail and postal addresses.
    """

    label: str
    names: tuple[str, ...]
    born: dt.date | None = None
    reached: tuple[str, ...] = ()

    @property
    def parts(self) -> list[str]:
        """The words of their names, folded, without those that only join."""
        found = [folded(part) for name in self.names for part in PARTS.findall(name)]
        return [part for part in dict.fromkeys(found) if len(part) > 1 and part not in words("particles")]

    @property
    def initials(self) -> set[str]:
        """Their initials: of all their names, and of the first and the last."""
        found = set()
        for name in self.names:
            firsts = [folded(part)[0] for part in PARTS.findall(name)]
            if len(firsts) > 1:
                found |= {"".join(firsts), firsts[0] + firsts[-1]}
        return found


class Index:
    """The people known, ready to be looked up by any form of their names. `rooms` are the setting's rooms."""

    def __init__(self, people: Iterable[Known], rooms: Iterable[str] = ()) -> None:
        self.people: Sequence[Known] = list(people)
        self.rooms = [" ".join(folded(room).split()) for room in rooms if room.strip()]
        self.names: dict[str, str] = {}
        self.short: dict[str, str] = {}
        self.sounds: dict[str, set[str]] = {}
        self.initials: dict[str, str] = {}
        for known in self.people:
            self._take(known)

    def _take(self, known: Known) -> None:
        for part in known.parts:
            self.names.setdefault(part, known.label)
            self.sounds.setdefault(skeleton(part), set()).add(part)
            for form in nicknames().get(part, ()):
                self.short.setdefault(form, known.label)
        for name in known.names:  # Ava-Mae, O'Brien, Mac Leod: written together as well
            whole = [folded(word) for word in re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)+", name)]
            for word in whole:
                self.names.setdefault(re.sub(r"['’-]", "", word), known.label)
        for initials in known.initials:
            self.initials.setdefault(initials, known.label)

    def label_of(self, word: str) -> str:
        """What somebody of this name, short or whole, is called instead; empty where nobody is known by it."""
        return self.names.get(word) or self.short.get(word) or ""

    @property
    def letters(self) -> frozenset[str]:
        """The letters that stand for people in this summary: "child A" is A."""
        found = (re.search(r" ([A-Z])$", known.label) for known in self.people)
        return frozenset(match[1] for match in found if match)
