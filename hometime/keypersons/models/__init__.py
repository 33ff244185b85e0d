"""What the room keeps: talks with a family, checks at two, private words, and worries for the safeguarding lead."""

from hometime.keypersons.models.checks import Asked, Part, ProgressCheck, Share, Support, Timing
from hometime.keypersons.models.meetings import Happening, Meeting, Slot, Way, What
from hometime.keypersons.models.words import Opened, PrivateWord
from hometime.keypersons.models.worries import Worry

__all__ = [
    "Asked",
    "Happening",
    "Meeting",
    "Opened",
    "Part",
    "PrivateWord",
    "ProgressCheck",
    "Share",
    "Slot",
    "Support",
    "Timing",
    "Way",
    "What",
    "Worry",
]
