"""Our own version of the policy as a document for one provider: a text to begin from, never in force by itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib import resources

PARTS = ("10", "10.1", "10.2")
_BOOK, _NAME, _PLACES = (
    "bluebell.md",
    "Bluebell Pre-Schools Ltd",
    "Otter Bridge Pre-School and Hilltop Community Pre-School",
)
_STARTS = {
    "10": r"^# 10 Policy on .*$",
    "10.1": r"^# 10 Procedures on [^\n]*\n+## 10\.1 ",
    "10.2": r"^# 10 Procedures on [^\n]*\n+## 10\.2 ",
}  # each part runs from its own heading to the heading of the next


def our_version(provider: str, settings: Sequence[str], parts: Sequence[str] = PARTS) -> str:
    """Gives the chosen parts of the library's policy as Markdown, with the names of a provider and its settings.

    No day of adoption stands in it: that is for the owners to say. Raises `KeyError` for a part that we do not have.
    """
    if unknown := sorted(set(parts) - set(_STARTS)):
        raise KeyError(", ".join(unknown))
    text = resources.files(__package__).joinpath("documents", _BOOK).read_text(encoding="utf-8")
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
