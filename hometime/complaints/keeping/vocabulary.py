"""The words by which names are told from words: read once from words.toml."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

# What a word may end in, and what stands there in its plain form.
_ENDINGS = (
    ("'s", ("",)), ("s", ("",)), ("es", ("", "e")), ("ed", ("", "e")), ("ing", ("", "e")), ("ly", ("", "e")), ("er", ("", "e")),
    ("n't", ("",)), ("ies", ("y",)), ("ied", ("y",)), ("'", ("",)),
)  # fmt: skip


@functools.cache
def _read() -> Mapping[str, Any]:
    return tomllib.loads(files("hometime.complaints.keeping").joinpath("words.toml").read_text("utf-8"))


@functools.cache
def words(name: str) -> frozenset[str]:
    """One list of words.toml."""
    return frozenset(_read()[name].split())


@functools.cache
def nicknames() -> Mapping[str, frozenset[str]]:
    """What else somebody of a name may be called, by the name."""
    found: dict[str, set[str]] = {}
    for line in _read()["nicknames"]:
        forms = line.split()
        for form in forms:
            found.setdefault(form, set()).update(one for one in forms if one != form)
    return {name: frozenset(forms) for name, forms in found.items()}


@functools.cache
def unusual() -> re.Pattern[str]:
    """What may be known of one family or one person alone."""
    return re.compile("|".join(_read()["unusual"]), re.IGNORECASE)


@functools.lru_cache(maxsize=20_000)
def ordinary(word: str) -> bool:
    """Whether a word in small letters is one that an English summary is made of, in any of its forms."""
    known = words("ordinary")
    return word in known or any(_stems(word, ending, plain) & known for ending, plain in _ENDINGS)


def _stems(word: str, ending: str, plain: tuple[str, ...]) -> set[str]:
    bare = word.removesuffix(ending)
    if bare == word or len(bare) < 2:
        return set()
    doubled = {bare[:-1]} if len(bare) > 2 and bare[-1] == bare[-2] else set()
    return doubled | {bare + end for end in plain}
