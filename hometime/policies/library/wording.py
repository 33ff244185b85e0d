"""The library's policy as a text to adopt: a part of it, or all, with the name of whoever adopts it and of their settings.
Never in force by itself."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Sequence
from importlib import resources

from hometime.policies.library.terms import SCHEME, SHIPPED, Unknown
from hometime.policies.reading.forms import Part, Reading

PARTS = ("10", "10.1", "10.2")
ALL = "all"
_BOOK, _NAME, _PLACES = (
    "bluebell.md",
    "Bluebell Pre-Schools Ltd",
    "Otter Bridge Pre-School and Hilltop Community Pre-School",
)
_NOBODY = "This setting"  # where a text names its adopter, and none is known yet
_STARTS = {
    "10": r"^# 10 Policy on .*$",
    "10.1": r"^# 10 Procedures on [^\n]*\n+## 10\.1 ",
    "10.2": r"^# 10 Procedures on [^\n]*\n+## 10\.2 ",
}  # each part runs from its own heading to the heading of the next


def our_version(provider: str, settings: Sequence[str], parts: Sequence[str] = PARTS) -> str:
    """Gives the chosen parts of the library's policy as Markdown, with the names of a provider and its settings.

    No day of adoption stands in it: that is for the owners to say. Raises `Unknown` for a part that we do not have.
    """
    if unknown := sorted(set(parts) - set(_STARTS)):
        raise Unknown(f"The library does not hold {', '.join(unknown)}. It holds {', '.join(PARTS)}.")
    text = _book()
    begins = [match.start() for pattern in _STARTS.values() if (match := re.search(pattern, text, re.MULTILINE))]
    cut = dict(zip(_STARTS, zip(begins, [*begins[1:], len(text)], strict=True), strict=True))
    chosen = "\n\n".join(text[slice(*cut[part])].strip() for part in PARTS if part in parts)
    several = f"{', '.join(settings[:-1])} and {settings[-1]}" if len(settings) > 1 else ""
    return (
        chosen.replace(" on 4 November 2025", "")
        .replace(f"{_NAME} (comprising {_PLACES})", f"{provider} (comprising {several})" if several else provider)
        .replace(f"{_NAME} ({_PLACES})", f"{provider} ({several})" if several else provider)
        .replace(_NAME, provider)
        + "\n"
    )


def library_document(part: str, provider: str = "", settings: Sequence[str] = ()) -> bytes:
    """A part of the library's policy, such as 10.2, or `all` of it, as Markdown in UTF-8.

    The procedures stand without names too; the policy itself says who adopts it. Raises `Unknown` for any other part.
    """
    if not provider and part not in SHIPPED:
        held = " and ".join(SCHEME + each for each in SHIPPED)
        raise Unknown(f"The library does not hold {SCHEME + part!r}. It holds {held}.")
    return our_version(provider or _NOBODY, settings, PARTS if part == ALL else [part]).encode()


def library_reading(part: str, provider: str = "", settings: Sequence[str] = ()) -> Reading:
    """What a part of the library's policy (or `all`) says, read like any other document; its source is `library:10.2`.

    Who adopts it, and for which settings, is not asked where that is given.
    """
    return _reading(part, provider, tuple(settings))


def source_of(reading: Reading, part: Part) -> str | None:
    """The address of a part that stands word for word as the library has it, but for names; None for any other.

    A file that only bears the library's name is none of ours, and neither is a text of ours that was changed.
    """
    if reading.source.file not in (SCHEME + part.number, SCHEME + ALL):
        return None
    ours = next((each for each in _reading(ALL, _NAME, ()).parts if each.number == part.number), None)
    if ours is None:
        return None
    there, here = _texts(ours), _texts(part)
    same = len(there) == len(here) and all(map(_is_filled_in, there, here))
    return SCHEME + part.number if same else None


def _texts(part: Part) -> list[str]:
    return [text for section in part.sections for text in (section.heading, *(c.text for c in section.clauses))]


def _is_filled_in(ours: str, theirs: str) -> bool:
    """Whether a text is ours with other names in it."""
    return re.fullmatch(".+".join(map(re.escape, ours.split(_NAME))), theirs) is not None


@functools.lru_cache(maxsize=16)
def _reading(part: str, provider: str, settings: tuple[str, ...]) -> Reading:
    from hometime.policies.reading import read_bytes

    said = read_bytes(library_document(part, provider, settings), f"{part}.md")
    answered = {code for code, name in (("adopter_unstated", provider), ("settings_unstated", settings)) if name}
    return dataclasses.replace(
        said,
        source=dataclasses.replace(said.source, file=SCHEME + part),
        adopter=provider or said.adopter,
        settings=settings or said.settings,
        questions=tuple(question for question in said.questions if question.code not in answered),
    )


@functools.cache
def _book() -> str:
    return resources.files(__package__).joinpath("documents", _BOOK).read_text(encoding="utf-8")
