"""What the room of complaints keeps: cases and their steps, and how they came in. Nothing of it is ever rewritten."""

from hometime.complaints.models.cases import Complaint, Locked, Step
from hometime.complaints.models.choices import Channel, Classed, Finding, Source, Subject
from hometime.complaints.models.intake import Arrival, AtRisk, Door, Given, Medium, Telling, Way, Word

__all__ = [
    "Arrival", "AtRisk", "Channel", "Classed", "Complaint", "Door", "Finding", "Given", "Locked", "Medium", "Source", "Step",
    "Subject", "Telling", "Way", "Word",
]  # fmt: skip
