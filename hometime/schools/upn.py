"""A pupil's number, which a state school gives: whether one that somebody typed can be right. None is ever made here.

Pure. Twelve or thirteen signs: a check letter, eleven digits and a last sign, which is a letter in a temporary number.
"""

from __future__ import annotations

import re

LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"  # I, O and S are left out: they look like digits
SHAPE = re.compile(rf"[{LETTERS}][0-9]{{11}}[0-9{LETTERS}]")


def check_letter(rest: str) -> str:
    """The letter that belongs before the twelve signs of `rest`. Raises ValueError for what is no such number."""
    if not SHAPE.fullmatch(f"A{rest}"):
        raise ValueError("a number has eleven digits and a last sign after its letter")
    worth = [int(sign) if sign.isdigit() else LETTERS.index(sign) for sign in rest]
    return LETTERS[sum(value * weight for value, weight in zip(worth, range(2, 14), strict=True)) % len(LETTERS)]


def tidy(typed: str) -> str:
    """What was typed, in capitals and without spaces."""
    return "".join(typed.split()).upper()


def is_right(number: str) -> bool:
    """Whether `number` has the right shape and the letter that belongs to it."""
    return bool(SHAPE.fullmatch(number)) and check_letter(number[1:]) == number[0]
