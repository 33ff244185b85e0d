"""A pipeline of pure functions: file, blocks, clauses, ladders, findings. It never invents what a text does not say."""

from __future__ import annotations

import dataclasses
from pathlib import Path

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
    from hometime.policies.matching import match
    from hometime.policies.reading.adoption import adoption
    from hometime.policies.reading.bodies import read_bodies
    from hometime.policies.reading.findings import ask, find
    from hometime.policies.reading.ladder_questions import read_questions
    from hometime.policies.reading.ladders import read_ladders
    from hometime.policies.reading.references import read_references
    from hometime.policies.reading.retention import read_retention
    from hometime.policies.reading.structure import structure
    from hometime.policies.reading.subject import OFF_SUBJECT, remarks, unfit

    adopter, settings, adopted_on = adoption(opened.blocks)
    parts = match(structure(opened.blocks))
    said = Reading(
        source=opened.source,
        adopter=adopter,
        settings=settings,
        adopted_on=adopted_on,
        parts=parts,
        ladders=read_ladders(opened.blocks, parts),
        retention=read_retention(opened.blocks),
        bodies=read_bodies(opened.blocks),
        references=read_references(parts),
        findings=(),
        questions=(),
        problems=(*opened.problems, *remarks(opened.blocks)),
        layout=opened.layout,
    )
    whole = unfit(opened.blocks)
    if whole == OFF_SUBJECT and said.ladders:
        whole = ""  # its words are about something else, and yet it has steps for a complaint
    asked = (*ask(said), *read_questions(said.ladders, opened.blocks, parts))
    return dataclasses.replace(said, findings=find(said), questions=asked, unfit=whole)
