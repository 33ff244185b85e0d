"""What a typed text is made of."""

from __future__ import annotations

import re

BETWEEN = re.compile(r"\n\s*\n")


def paragraphs_of(text: str) -> list[str]:
    """The paragraphs of a text: parted by an empty line, with nothing around them."""
    return [part.strip() for part in BETWEEN.split(text) if part.strip()]
