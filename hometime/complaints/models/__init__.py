"""What the room of complaints keeps: cases and their steps. Nothing here is ever rewritten."""

from hometime.complaints.models.cases import Complaint, Step
from hometime.complaints.models.choices import Channel, Classed, Finding, Source, Subject
from hometime.complaints.models.work import Entry, Kind, LetterDraft
from hometime.complaints.models.written import Locked

__all__ = [
    "Channel", "Classed", "Complaint", "Entry", "Finding", "Kind", "LetterDraft", "Locked", "Source", "Step", "Subject",
]  # fmt: skip
