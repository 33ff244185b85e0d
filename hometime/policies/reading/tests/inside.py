"""Reads a document given as words, in this process: the same pipeline as for a file, without the limited child."""

from __future__ import annotations

from importlib import resources

from hometime.policies.reading import reading_of
from hometime.policies.reading.forms import Reading
from hometime.policies.reading.opening import opened
from hometime.policies.reading.unpacking import unpack


def read(text: str, name: str = "document.md") -> Reading:
    """What a Markdown document says."""
    return reading_of(opened(unpack(text.encode(), name), name, "0" * 64))


def library(name: str) -> str:
    """One of the library's documents, as Markdown."""
    return resources.files("hometime.policies.library").joinpath("documents", name).read_text(encoding="utf-8")
