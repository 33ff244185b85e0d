"""What the room keeps: talks with a family, checks, private words, and things from home."""

from hometime.keypersons.models.checks import Asked, Part, ProgressCheck, Share, Support, Timing
from hometime.keypersons.models.home import AboutLine, Citation, Contribution, Idea, Section
from hometime.keypersons.models.meetings import Happening, Meeting, Slot, Way, What
from hometime.keypersons.models.words import Opened, PrivateWord

__all__ = [
    "AboutLine",
    "Asked",
    "Citation",
    "Contribution",
    "Happening",
    "Idea",
    "Meeting",
    "Opened",
    "Part",
    "PrivateWord",
    "ProgressCheck",
    "Section",
    "Share",
    "Slot",
    "Support",
    "Timing",
    "Way",
    "What",
]
