"""The function that the limited child runs on an upload: plain data in, plain data out."""

from __future__ import annotations

import dataclasses
from typing import Any

from hometime.records.papers.kinds import Kind
from hometime.records.papers.shapes import Picture, Unfit


def rebuild(kind: str, data: bytes) -> dict[str, Any]:
    """Gives `pages`, `thumbnail` and `text`, or `refused` with a reason. What a decoder throws is the caller's."""
    try:
        pages, thumbnail, text = _document(data) if kind == Kind.PDF else _photo(Kind(kind), data)
    except Unfit as unfit:
        return {"refused": unfit.reason.value}
    return {
        "pages": [dataclasses.asdict(page) for page in pages],
        "thumbnail": dataclasses.asdict(thumbnail),
        "text": text,
    }


# Each imports its own decoders: a photo is not kept waiting for the PDF libraries, nor exposed to them.
def _photo(kind: Kind, data: bytes) -> tuple[list[Picture], Picture, str]:
    from hometime.records.papers.images import rebuild_image

    page, thumbnail = rebuild_image(kind, data)
    return [page], thumbnail, ""


def _document(data: bytes) -> tuple[list[Picture], Picture, str]:
    from hometime.records.papers.documents import rebuild_document

    return rebuild_document(data)
