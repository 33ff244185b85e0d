"""What the room of complaints keeps: cases and their steps, and how they came in. Nothing of it is ever rewritten."""

from hometime.complaints.models.beside import AllegationsRoute, Strand, allegations_route
from hometime.complaints.models.cases import ASIDE, Complaint, Step
from hometime.complaints.models.choices import AtRisk, Channel, Classed, Finding, Source, StrandKind, Subject
from hometime.complaints.models.intake import Arrival, Door, Given, Medium, Telling, Way, Word
from hometime.complaints.models.work import Entry, Kind, LetterDraft
from hometime.complaints.models.written import Locked

__all__ = [
    "ASIDE", "AllegationsRoute", "Arrival", "AtRisk", "Channel", "Classed", "Complaint", "Door", "Entry", "Finding",
    "Given", "Kind", "LetterDraft", "Locked", "Medium", "Source", "Step", "Strand", "StrandKind", "Subject", "Telling",
    "Way", "Word", "allegations_route",
]  # fmt: skip
