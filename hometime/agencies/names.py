"""Whether a text names somebody of the setting's families: what goes out without a decision names nobody (A9, A10)."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Collection, Iterable

from hometime.families.models import Bond, Child
from hometime.kernel.folding import folded
from hometime.people.models import Setting

WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u0610-\u061a\u064b-\u065f'’-])*")
SENTENCE_END = re.compile(r"(?:^|[.!?:]|\n)[\s\"“”'‘(]*$")
OWNED = re.compile(r"['’]s$")
# Names that are words as well: they count only where a capital letter stands inside a sentence.
ALSO_WORDS = frozenset(
    "amber april art august autumn bill bob brook carol daisy dawn drew eve faith fern flora frank gene grace grant guy "
    "harry hazel heather holly hope hunter iris ivy jack jade jasmine jay joy june lily mark may melody mercy miles nick "
    "olive pat pearl penny poppy rain ray reed rich river rob robin rose ruby rusty sage skip sky sonny storm sue summer "
    "sunny victor violet wade ward will winter".split()
)
SHORTEST = 2  # a single letter is nobody's name


@dataclasses.dataclass(frozen=True)
class Names:
    """The names of the families of a setting, folded, each word by itself."""

    words: frozenset[str]

    def within(self, text: str) -> list[str]:
        """The words of `text` that name somebody, as they stand there, each once."""
        return list(dict.fromkeys(match[0] for match in WORD.finditer(text) if self._names(text, match)))

    def _names(self, text: str, match: re.Match[str]) -> bool:
        parts = [folded(part) for part in re.split("[-]", OWNED.sub("", match[0]))]
        found = [part for part in (*parts, "".join(parts)) if part in self.words]
        if not found:
            return False
        amid = match[0][0].isupper() and not SENTENCE_END.search(text[: match.start()])
        return amid or any(part not in ALSO_WORDS for part in found)


def names_from(texts: Iterable[str]) -> Names:
    """The names that stand in `texts`."""
    words = (word for text in texts for word in folded(text).split())
    return Names(frozenset(word for word in words if len(word) >= SHORTEST))


def names_of(setting: Setting) -> Names:
    """The names of the children of a setting and of the adults bound to them, whoever looks."""
    children = Child.objects.unscoped("a text for outsiders names no child of the setting").filter(setting=setting)
    bonds = Bond.objects.unscoped("a text for outsiders names no adult of a child").filter(child__setting=setting)
    rows: Collection[tuple[str, ...]] = [
        *children.values_list("name", "name_to_use"),
        *bonds.values_list("adult__person__name", "adult__person__name_to_use"),
    ]
    return names_from(name for row in rows for name in row if name)
