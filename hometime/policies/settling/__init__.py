"""Settles what a document leaves open: its open points in order, the answers to them, and the terms that follow.

Pure, like the reading: `open_points` and `proposals` ask, `settled` answers, `terms_of` gives what an adoption freezes.
"""

from hometime.policies.settling.answering import open_points, proposals, settled, still_open
from hometime.policies.settling.facts import AGENCY, LIBRARY, OFSTED, SUPPLY
from hometime.policies.settling.forms import Answered, Choice, OpenPoint, Settled, Unsettled
from hometime.policies.settling.terms import ladders_of, terms_of, value_of

__all__ = [
    "AGENCY",
    "LIBRARY",
    "OFSTED",
    "SUPPLY",
    "Answered",
    "Choice",
    "OpenPoint",
    "Settled",
    "Unsettled",
    "ladders_of",
    "open_points",
    "proposals",
    "settled",
    "still_open",
    "terms_of",
    "value_of",
]
