"""Writing a complaint down and taking its steps. What is owed follows from the engine each time, and from nothing else."""

from hometime.complaints.actions.afterwards import case_of, review_of
from hometime.complaints.actions.cards import see_to_cards, see_to_cards_of
from hometime.complaints.actions.giving import see_to_giving, see_to_givings
from hometime.complaints.actions.sideways import (
    WORDS_OUTSIDE,
    allow,
    hand_anew,
    leave_ladder,
    name_outside,
    say_how_allegations_go,
    see_to_hands,
    send_back,
    tell_outside,
    tell_why,
)
from hometime.complaints.actions.sorting import reclassify
from hometime.complaints.actions.stepping import BY_HAND, Said, reviewed, survey_for, take_step, write_down
from hometime.complaints.actions.strands import ENTRIES, add_to_strand, close_strand, open_strand

__all__ = [
    "BY_HAND",
    "ENTRIES",
    "WORDS_OUTSIDE",
    "Said",
    "add_to_strand",
    "allow",
    "case_of",
    "close_strand",
    "hand_anew",
    "leave_ladder",
    "name_outside",
    "open_strand",
    "reclassify",
    "review_of",
    "reviewed",
    "say_how_allegations_go",
    "see_to_cards",
    "see_to_cards_of",
    "see_to_giving",
    "see_to_givings",
    "see_to_hands",
    "send_back",
    "survey_for",
    "take_step",
    "tell_outside",
    "tell_why",
    "write_down",
]  # fmt: skip
