"""Limits that follow from an answer and not from the text: how many days we propose, and how one is made."""

from __future__ import annotations

from hometime.policies.reading.forms import Limit
from hometime.policies.settling.amounts import Amount
from hometime.policies.settling.forms import Choice
from hometime.policies.settling.rows import NONE

ACKNOWLEDGE, ANSWER = 5, 14  # days that we propose for a step without a limit
FIRST_ANSWER = 28
OPEN = Choice(NONE, "Leave it open: no limit")


def choice_of(days: Amount) -> Choice:
    """An amount as a choice."""
    return Choice(days.kept, f"{days.words[0].upper()}{days.words[1:]}")


def promised(action: str, days: Amount, start: str, whose: str, text: str = "") -> Limit:
    """A limit that follows from an answer and not from the text."""
    return Limit(action, days.value, days.unit, start, text, whose, whose, whose)
