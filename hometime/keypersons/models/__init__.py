"""What the room keeps: talks with a family and what happened to them, and worries for the safeguarding lead."""

from hometime.keypersons.models.meetings import Entry, Meeting, Slot, Way, What
from hometime.keypersons.models.worries import Worry

__all__ = ["Entry", "Meeting", "Slot", "Way", "What", "Worry"]
