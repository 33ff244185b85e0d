"""What the room of complaints keeps: cases and their steps, and how they came in. Nothing of it is ever rewritten."""

from hometime.complaints.models.beside import Strand
from hometime.complaints.models.cases import ASIDE, Complaint, Step
from hometime.complaints.models.choices import AtRisk, Channel, Classed, Finding, Source, StrandKind, Subject
from hometime.complaints.models.intake import Arrival, Door, Given, Medium, Telling, Way, Word
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
from hometime.complaints.models.printing import Printout
from hometime.complaints.models.reviewing import Change, Effect, Helped, Likely, Looked, Signature
from hometime.complaints.models.work import Entry, Kind, LetterDraft
from hometime.complaints.models.written import Locked

__all__ = [
    "ASIDE",
    "Answer",
    "Arrival",
    "AtRisk",
    "Box",
    "Change",
    "Channel",
    "Classed",
    "Complaint",
    "Disclosure",
    "Disposal",
    "Door",
    "Effect",
    "Entry",
    "Finding",
    "Given",
    "Helped",
    "Kind",
    "LetterDraft",
    "Likely",
    "Locked",
    "Looked",
    "Matter",
    "Medium",
    "NoName",
    "Printout",
    "Requirement",
    "Signature",
    "Source",
    "Step",
    "Strand",
    "StrandKind",
    "Subject",
    "Summary",
    "Telling",
    "Theme",
    "Way",
    "Word",
]
