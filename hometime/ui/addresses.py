"""The addresses of single things: a page that leads to dozens of one kind works out once where they all stand."""

from __future__ import annotations

import functools

from django.urls import reverse

PLACE = "0"  # stands for the id of a thing while its address is worked out


def way(door: str, token: str) -> str:
    """The address of a thing by the name of its page, which has the thing's id (letters, digits, `-` and `_`) in it once."""
    before, after = _around(door)
    return f"{before}{token}{after}"


@functools.cache  # addresses are the same in every language, and stay while a process lives
def _around(door: str) -> tuple[str, str]:
    before, _, after = reverse(door, args=[PLACE]).rpartition(PLACE)
    return before, after
