"""A pipeline of pure functions: file, blocks, clauses, ladders, findings. It never invents what a text does not say."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

from hometime.policies.reading.forms import Opened, Reading


def read_file(path: str | Path) -> Reading:
    """What the document at that path says. Raises `OSError` where the path cannot be read; trouble inside is told in `problems`."""
    from hometime.policies.reading.opening import open_file

    return reading_of(open_file(path))


def read_bytes(data: bytes, name: str) -> Reading:
    """What a document given as bytes says; `name` is its file name."""
    from hometime.policies.reading.opening import open_bytes

    return reading_of(open_bytes(data, name))


def reading_of(opened: Opened) -> Reading:
    """What an opened document says: structure, then what it promises, then what is open or wrong."""
    from hometime.policies.reading.adoption import adoption
    from hometime.policies.reading.structure import structure

    adopter, settings, adopted_on = adoption(opened.blocks)
    parts = structure(opened.blocks)
    return Reading(
        source=opened.source,
        adopter=adopter,
        settings=settings,
        adopted_on=adopted_on,
        parts=parts,
        ladders=said("reading.ladders", "read_ladders", opened, parts),
        retention=said("reading.retention", "read_retention", opened, parts),
        bodies=said("reading.bodies", "read_bodies", opened, parts),
        references=(),
        findings=(),
        questions=(),
        problems=opened.problems,
    )


def said(module: str, function: str, *given: Any) -> tuple[Any, ...]:
    """What a stage that is still being built says: nothing while its module is absent."""
    try:
        stage = importlib.import_module(f"hometime.policies.{module}")
    except ModuleNotFoundError:
        return ()
    return tuple(getattr(stage, function)(*given))
