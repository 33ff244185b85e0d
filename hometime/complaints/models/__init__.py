"""What the room of complaints keeps: cases and their steps. Nothing here is ever rewritten."""

from hometime.complaints.models.beside import AllegationsRoute, Strand, allegations_route
from hometime.complaints.models.cases import ASIDE, Complaint, Locked, Step
from hometime.complaints.models.choices import AtRisk, Channel, Classed, Finding, Source, StrandKind, Subject
from hometime.complaints.models.work import Entry, Kind, LetterDraft

__all__ = [
    "ASIDE", "AllegationsRoute", "AtRisk", "Channel", "Classed", "Complaint", "Entry", "Finding", "Kind", "LetterDraft",
    "Locked", "Source", "Step", "Strand", "StrandKind", "Subject", "allegations_route",
]  # fmt: skip
