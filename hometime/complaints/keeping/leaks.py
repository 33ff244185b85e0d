"""Finds what would tell a reader whom a summary is about: names in any dress, ways to reach somebody, and give-aways.

Pure. A leak that is certain must be written anew. One that is not can be cleared by a person who says that it is no name
and gives nobody away; the checker would rather ask once too often. `docs/measurements.md` says how often it does.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Collection, Iterable, Iterator

from hometime.complaints.keeping import giveaways
from hometime.complaints.keeping.folding import folded, in_latin, skeleton, within_one
from hometime.complaints.keeping.known import Index, Known
from hometime.complaints.keeping.shapes import SOMEBODY, Leak
from hometime.complaints.keeping.vocabulary import ordinary, words

TOKEN = re.compile(
    r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u200b-\u200f\u2060\ufeff\u00ad\u0900-\u0dff]|['’](?=[^\W\d_]))*"
)
SENTENCE_END = re.compile(r"(?:^|[.!?:]|\n)[\s\"“”'‘(]*$")
OWNED = re.compile(r"['’]s$|['’]$")
BEFORE = frozenset({"by", "with", "told", "asked", "to", "and", "for", "from", "that", "saw", "called", "named"})
AFTER = frozenset(
    {"said", "says", "told", "cried", "fell", "bit", "hit", "was", "came", "went", "asked", "had", "has", "did", "is"}
)
MONTHS, WHEN = (
    frozenset({"april", "may", "june", "august"}),
    frozenset({"in", "during", "since", "until", "early", "late"}),
)
OF_A_NAME = {"name", "short", "spelling", "capital", "script"}
LEET = str.maketrans("4310578@$!", "aeiostbasi")


@dataclasses.dataclass(frozen=True)
class Word:
    """A word where it stands: `plain` is folded and without what shows that somebody owns something."""

    text: str
    start: int
    plain: str
    owned: bool
    first: bool  # of a sentence
    before: str
    after: str

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.text)

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()


def leaks(text: str, known: Index, cleared: Collection[str] = ()) -> list[Leak]:
    """Everything in `text` that would or may tell who somebody is, in its order, no two over one another.

    `cleared` holds the folded words that somebody said are no name: what is certain is not cleared by them.
    """
    found: list[Leak] = []
    for detect in DETECTORS:
        found.extend(detect(text, known))
    kept: list[Leak] = []
    for leak in sorted(found, key=lambda leak: (not leak.certain, leak.start - leak.end, leak.start)):
        if not any(leak.start < other.end and other.start < leak.end for other in kept):
            kept.append(leak)
    joined = _first_and_last(text, sorted(kept, key=lambda leak: leak.start))
    return [leak for leak in joined if leak.certain or mark(leak.words) not in cleared]


def _first_and_last(text: str, found: list[Leak]) -> list[Leak]:
    """The words of one name as one spot: a name that is certain, and what with a capital letter follows it at once."""
    joined: list[Leak] = []
    for leak in found:
        before = joined[-1] if joined else None
        if (
            before is not None and before.certain and {before.kind, leak.kind} <= OF_A_NAME
            and text[before.end : leak.start] in (" ", "-") and text[leak.start].isupper()
        ):  # fmt: skip
            owned = "'s" if leak.instead.endswith("'s") else ""
            joined[-1] = dataclasses.replace(
                before, end=leak.end, words=text[before.start : leak.end], instead=before.instead + owned
            )
        else:
            joined.append(leak)
    return joined


def mark(flagged: str) -> str:
    """The form in which cleared words are kept: the same words are not asked about twice."""
    return " ".join(folded(flagged).split())[:200]


def replaced(text: str, found: Iterable[Leak]) -> str:
    """The text with every leak that has something to say instead written anew."""
    for leak in sorted(found, key=lambda leak: -leak.start):
        if leak.instead:
            text = text[: leak.start] + leak.instead + text[leak.end :]
    return text


def _words(text: str) -> list[Word]:
    matches = list(TOKEN.finditer(text))
    plain = [OWNED.sub("", folded(match[0])) for match in matches]
    return [
        Word(
            match[0], match.start(), plain[at], bool(OWNED.search(match[0])),
            bool(SENTENCE_END.search(text[: match.start()])),
            plain[at - 1] if at else "", plain[at + 1] if at + 1 < len(plain) else "",
        )
        for at, match in enumerate(matches)
    ]  # fmt: skip


def _names(text: str, known: Index) -> Iterator[Leak]:
    """Each word by itself: the rules in their order, the first that has something to say."""
    for word in _words(text):
        for rule in WORD_RULES:
            leak = rule(word, known)
            if leak is not None:
                yield leak
                break


def _leak(word: Word, kind: str, *, certain: bool, instead: str = "") -> Leak:
    owned = "'s" if instead and word.owned else ""
    return Leak(word.start, word.end, word.text, kind, certain, instead + owned)


def _by_name(word: Word, known: Index) -> Leak | None:
    """A name of somebody known, or a short form of one. A name that is also a word is judged by where it stands."""
    label = known.label_of(word.plain) or known.label_of(re.sub("['’]", "", word.plain))
    if not label:
        return None
    kind = "name" if word.plain in known.names else "short"
    certain = None if ordinary(word.plain) else True
    if certain is None:
        certain = _as_a_name(word, kind)
    return None if certain is None else _leak(word, kind, certain=certain, instead=label)


def _as_a_name(word: Word, kind: str) -> bool | None:
    """Whether a word that is also a name is one here: certainly, perhaps (False), or not at all (None).

    "may", "will": a small letter says that it is a word, unless it stands where a person would.
    """
    amid = word.capital and not word.first
    if word.plain in words("labels") or word.plain in words("titles"):
        return False if amid else None
    if word.plain in MONTHS and word.capital and word.before in WHEN:
        return None
    if amid and word.plain not in words("capitals"):
        return True
    as_person = word.owned or (word.before in BEFORE and not _is_verb(word)) or word.after in AFTER
    return False if word.capital or (as_person and kind == "name") else None


def _is_verb(word: Word) -> bool:
    """Whether a small word after "to", "and" or "that" is more likely what somebody does."""
    return word.before in ("to", "and", "that", "for")


def _other_script(word: Word, known: Index) -> Leak | None:
    """Letters that are not Latin: in an English summary they stand for somebody, or hide somebody."""
    if in_latin(word.text):
        return None
    sound = skeleton(word.plain)
    same = next(iter(sorted(known.sounds.get(sound, ()))), "") if len(sound) > 1 else ""
    return _leak(word, "script", certain=bool(same), instead=known.label_of(same) or SOMEBODY)


def _like_a_name(word: Word, known: Index) -> Leak | None:
    """A slip of the pen, another spelling, or the beginning of a known name. Words that every summary has are none."""
    if ordinary(word.plain) or word.plain in words("capitals") or len(word.plain) < 3:
        return None
    for name, label in known.names.items():
        if (len(name) > 3 or word.capital) and _near(word, name):
            return _leak(word, "spelling", certain=False, instead=label)
    if word.capital or len(skeleton(word.plain)) > 2:
        for name in sorted(known.sounds.get(skeleton(word.plain), ())):
            if abs(len(name) - len(word.plain)) <= 3 and (len(skeleton(name)) > 1 or name[0] == word.plain[0]):
                return _leak(word, "spelling", certain=False, instead=known.label_of(name))
    return None


def _near(word: Word, name: str) -> bool:
    said = word.plain
    if within_one(said, name) and (word.capital or min(len(said), len(name)) > 4):
        return True
    if len(said) > 3 and len(name) > 3 and (name in said or said[::-1] == name):
        return True
    stem = said.rstrip("yie").rstrip("s")
    doubled = stem[:-1] if len(stem) > 3 and stem[-1] == stem[-2] else stem
    return word.capital and len(doubled) > 2 and len(name) > 3 and name.startswith((stem, doubled))


def _inside(word: Word, known: Index) -> Leak | None:
    """A known name that was run together with another word: AvaChild, TeamAva."""
    for part in re.findall(r"[A-Z][a-z]+|^[a-z]+", word.text):
        if part != word.text and folded(part) in known.names and not (part.islower() and ordinary(part)):
            return _leak(word, "joined", certain=True, instead=known.names[folded(part)])
    return None


def _capital(word: Word, known: Index) -> Leak | None:
    """A capital letter on a word that we do not know: somebody whom we do not know, perhaps."""
    if not word.capital or len(word.plain) < 2 or word.plain in words("capitals") or ordinary(word.plain):
        return None
    if word.text.isupper() and len(word.text) < 4:
        return None  # initials see to it
    return _leak(word, "capital", certain=False, instead=SOMEBODY if not word.first else "")


WORD_RULES: tuple[Callable[[Word, Index], Leak | None], ...] = (
    _by_name, _other_script, _inside, _like_a_name, _capital,
)  # fmt: skip


def _spelled_out(text: str, known: Index) -> Iterator[Leak]:
    """A name written letter by letter: A-v-a, A v a, a.v.a."""
    for match in re.finditer(r"(?<!\w)[^\W\d_](?:[\s.\-_·*,]{1,2}[^\W\d_]){2,}(?!\w)", text):
        label = known.label_of(re.sub(r"[^\w]|_", "", folded(match[0])))
        yield Leak(match.start(), match.end(), match[0], "spelled", bool(label), label or SOMEBODY)


def _masked(text: str, known: Index) -> Iterator[Leak]:
    """A name with letters left out, drawn as signs, or written as digits: A*a, J__, 4va, Ol1ver."""
    for match in re.finditer(r"[\u2460-\u24ff\U0001f110-\U0001f189]+", text):
        label = known.label_of(folded(match[0]))
        yield Leak(match.start(), match.end(), match[0], "masked", bool(label), label or SOMEBODY)
    for match in re.finditer(
        r"(?<!\w)[^\W\d_]+[*_•…~]+[^\W_]*|(?<!\w)[^\W\d_]+[—–][^\W_]+(?<=\w)(?!\w)|\b[A-Z][-—–_]{2,}", text
    ):
        if (
            not all(ordinary(folded(part)) for part in re.findall(r"[^\W\d_]{2,}", match[0]))
            or "*" in match[0]
            or "_" in match[0]
        ):
            yield Leak(match.start(), match.end(), match[0], "masked", False, SOMEBODY)
    for match in re.finditer(r"(?<![\w@])(?=\S*[A-Za-z])(?=\S*[0-9@$!])[\w@$!]+(?:[\w])(?!\w)", text):
        said = folded(match[0]).translate(LEET)
        label = known.label_of(said) or known.label_of(said.replace("i", "l"))
        inner = re.search(r"[a-z][0-9@$!]+[a-z]", match[0].casefold())
        if label or inner:
            yield Leak(match.start(), match.end(), match[0], "masked", bool(label), label or SOMEBODY)


def _initials(text: str, known: Index) -> Iterator[Leak]:
    """Initials, with dots or without; a single letter that stands for nobody in this summary."""
    for match in re.finditer(
        r"(?<![\w.])(?:[^\W\d_]\.\s?){2,}(?:[^\W\d_](?!\w))?|(?<![\w.])[^\W\d_]\.\s?[^\W\d_](?![\w.])", text
    ):
        said = re.sub(r"[^\w]", "", folded(match[0]))
        if said not in ("eg", "ie", "am", "pm", "etc"):
            label = known.initials.get(said, "")
            yield Leak(match.start(), match.end(), match[0].rstrip(), "initials", bool(label), label or SOMEBODY)
    for match in re.finditer(r"\b[A-Z]{2,3}(?!\w)", text):
        said = folded(match[0])
        label = known.initials.get(said, "")
        if said in words("capitals") or ordinary(said):  # OK, IT and LA may be somebody's initials all the same
            if label:
                yield Leak(match.start(), match.end(), match[0], "initials", False, label)
        else:
            yield Leak(match.start(), match.end(), match[0], "initials", bool(label), label or SOMEBODY)
    for match in re.finditer(r"(?<![\w.'’])([^\W\d_])(?![\w'’])(?!-mails?\b)(?!\.\s?[^\W\d_]\b)", text):
        before = re.search(r"(\w+)\W*$", text[: match.start()])
        named = before is not None and before[1].casefold() in words("labels")
        allowed = match[1] in known.letters if named else match[1] in "aAiI&"
        if not allowed:
            yield Leak(match.start(), match.end(), match[0], "initials", False, SOMEBODY)


def _titled(text: str, known: Index) -> Iterator[Leak]:
    """A title with what follows it: Mrs P, Auntie Bea."""
    named = "|".join(sorted(words("titles"), key=len, reverse=True))
    for match in re.finditer(
        rf"\b(?:{named})\b\.?\s+(?:[A-Z](?:\w|['’-])*|[a-z]\b(?!\w))(?:\s+[A-Z]\w+)?", text, re.ASCII
    ):
        yield Leak(match.start(), match.end(), match[0], "title", False, SOMEBODY)
    for match in re.finditer(
        rf"\b(?:{'|'.join(t.capitalize() for t in sorted(words('titles'), key=len, reverse=True))})\b\.?\s+[^\W\d_][\w'’-]*",
        text,
    ):
        yield Leak(match.start(), match.end(), match[0], "title", False, SOMEBODY)


DETECTORS: tuple[Callable[[str, Index], Iterator[Leak]], ...] = (
    _names, _spelled_out, _masked, _initials, _titled, *giveaways.DETECTORS,
)  # fmt: skip

__all__ = ["DETECTORS", "Index", "Known", "Leak", "leaks", "mark", "replaced"]
