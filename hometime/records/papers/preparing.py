"""Looks at an upload and gives safe copies of it, or a refusal in plain words. The one way in for strangers' files."""

from __future__ import annotations

import hashlib
from typing import Any

from hometime.kernel import bounded
from hometime.kernel.bounded import Limits, Why
from hometime.records.papers import shapes
from hometime.records.papers.kinds import Kind, recognise
from hometime.records.papers.shapes import Picture, Prepared, Reason, Refused

LIMITS = Limits(memory=1024 * shapes.MEGABYTE, processor_seconds=12, wall_seconds=15.0)
STOPPED = {
    Why.TIME: Reason.TOO_SLOW,
    Why.MEMORY: Reason.UNPACKS_TOO_BIG,
    Why.REPLY: Reason.UNPACKS_TOO_BIG,
    Why.CRASH: Reason.DAMAGED,
    Why.ERROR: Reason.DAMAGED,
}
LONGEST_TITLE = 80


def prepare(data: bytes, name: str) -> Prepared | Refused:
    """Safe copies of the upload `data`, whatever its `name` claims, or `Refused`. Takes 15 seconds at most."""
    if not data:
        return Refused(Reason.EMPTY)
    if len(data) > shapes.MOST_BYTES:
        return Refused(Reason.TOO_BIG)
    kind = recognise(data)
    if isinstance(kind, Reason):
        return Refused(kind)
    # The decoders are imported in the child only: a web worker never loads them, and starts lighter for it.
    answer = bounded.run("hometime.records.papers.rebuilding:rebuild", kind.value, data, limits=LIMITS)
    if isinstance(answer, bounded.Refused):
        return Refused(STOPPED[answer.why])
    try:
        return _prepared(answer, kind, data, name)
    except (KeyError, TypeError, ValueError):  # the child read a stranger's file, so its answer is not trusted either
        return Refused(Reason.DAMAGED)


def _prepared(answer: dict[str, Any], kind: Kind, data: bytes, name: str) -> Prepared | Refused:
    """The child's answer in its proper shape; raises KeyError, TypeError or ValueError where it has none."""
    if "refused" in answer:
        return Refused(Reason(answer["refused"]))
    return Prepared(
        title=title_from(name),
        media_type=kind.value,
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        pages=tuple(_checked(page) for page in answer["pages"]),
        thumbnail=_checked(answer["thumbnail"]),
        text=str(answer["text"]),
    )


def title_from(name: str) -> str:
    """A title to propose, from a file's name: no folders, no ending, nothing unprintable."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(mark for mark in last if mark.isprintable())
    return (shown.rsplit(".", 1)[0] if "." in shown[1:] else shown).strip()[:LONGEST_TITLE]


def _checked(given: dict[str, Any]) -> Picture:
    """A picture from the child, once its bytes are what it says they are."""
    picture = Picture(**given)
    if picture.media_type == Kind.PDF or recognise(picture.data) != picture.media_type:
        raise ValueError("the child gave something that is not a picture")
    return picture
