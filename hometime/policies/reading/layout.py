"""Tells what was only layout in a file: marks that word processors leave, runs of spaces, bullets typed by hand.

None of it changes what a document says. It is told so that a comparison does not take it for a change.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from hometime.policies.reading import marks

_BOOKMARK = re.compile(r"\[bookmark:|\bBOOKMARK_\w|\b_(?:Int|Toc|Hlk|GoBack|Ref)_?\w{2,40}\b")
_SPACES = re.compile(r"\S(?:[ \u00a0]{2,}|[ \u00a0]*\t[ \u00a0]*)\S")
_TYPED_BULLET = re.compile(rf"^\s*[{marks.GLYPHS}]")

_KINDS: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (_BOOKMARK, "a bookmark marker in {0} line", "bookmark markers in {0} lines"),
    (
        _SPACES,
        "more than one space or a tab between words in {0} line",
        "more than one space or a tab between words in {0} lines",
    ),
    (_TYPED_BULLET, "a bullet typed as a sign in {0} line", "bullets typed as signs in {0} lines"),
)


def layout_notes(lines: Iterable[str]) -> tuple[str, ...]:
    """Gives one short phrase for each kind of layout that was set aside, with the number of lines that had it."""
    lines = tuple(lines)
    counted = [(sum(1 for line in lines if kind.search(line)), one, many) for kind, one, many in _KINDS]
    return tuple((one if count == 1 else many).format(count) for count, one, many in counted if count)
