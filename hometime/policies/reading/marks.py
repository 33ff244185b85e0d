"""Marks at the start of a line: bullets, numbers, letters, and the numbers of policies and procedures."""

from __future__ import annotations

import re

GLYPHS = "·•▪▫■□●○◦‣⁃∙➢➤►▶❖✓✔➔→§\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf02d¨"
GLYPH = re.compile(
    rf"^\s*(?:[{GLYPHS}]+\s*|(?:[*–—]|--?|\+)\s*(?=[^\s\-*+\d])|(?:[-*+–—]\s+)|[o]\s{{1,8}}(?=[A-Za-z\"'(]))"
)
LETTER = re.compile(r"^\s*(?:\(?([a-z]|[ivx]{1,4})\)|([a-z]|[ivx]{2,4})\.)\s+(?=\S)")
ORDINAL = re.compile(r"^\s*(?:\((\d{1,2})\)|(\d{1,2})[.)]|(\d{1,2}(?:\.\d{1,2}){1,3})[.)]?)\s+(?=\S)")
NUMBER = re.compile(
    r"^\s*(?:(?i:policy|procedure)\s+(?:(?i:no)\.?\s*)?)?(\d{1,2}(?:\.\d{1,2}){0,2})\.?\s*[:\-–—.)]?\s+(?=[A-Z\"'(«])"
)


def plain_number(number: str) -> str:
    """A policy or procedure number in one form: 6.2, 06.2, 06.02 are all `6.2`; 10 stays `10`."""
    return ".".join(str(int(piece)) for piece in number.split("."))


def without_glyph(text: str) -> str | None:
    """The text behind a bullet sign at its start, or None where there is none."""
    found = GLYPH.match(text)
    return text[found.end() :].strip() if found and text[found.end() :].strip() else None


def opens_item(text: str) -> bool:
    """True for a line that starts with a bullet, a letter or a number of a list."""
    return bool(GLYPH.match(text) or LETTER.match(text) or ORDINAL.match(text))
