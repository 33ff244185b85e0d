"""What the room of complaints keeps: cases and their steps. Nothing here is ever rewritten."""

from hometime.complaints.models.cases import Complaint, Step
from hometime.complaints.models.choices import Channel, Classed, Finding, Source, Subject
from hometime.complaints.models.keeping import (
    Answer,
    Box,
    Disclosure,
    Disposal,
    Matter,
    NoName,
    Requirement,
    Summary,
    Theme,
)
from hometime.complaints.models.reviewing import Change, Effect, Helped, Likely, Looked, Signature
from hometime.complaints.models.work import Entry, Kind, LetterDraft
from hometime.complaints.models.written import Locked

__all__ = [
    "Answer",
    "Box",
    "Change",
    "Channel",
    "Classed",
    "Complaint",
    "Disclosure",
    "Disposal",
    "Effect",
    "Entry",
    "Finding",
    "Helped",
    "Kind",
    "LetterDraft",
    "Likely",
    "Locked",
    "Looked",
    "Matter",
    "NoName",
    "Requirement",
    "Signature",
    "Source",
    "Step",
    "Subject",
    "Summary",
    "Theme",
]
