"""What the room keeps: schools and the registers they come from, what is done with partners, moves, and what goes with a child."""

from hometime.schools.models.moves import (
    LONGEST_NAME,
    MoveSummary,
    MoveVisit,
    MoveWord,
    Said,
    SchoolMove,
    Sex,
    Support,
    With,
)
from hometime.schools.models.packs import PackPart, Parcel, SealedFile, SentPart, What
from hometime.schools.models.partners import Did, LogEntry, Partnership
from hometime.schools.models.registers import Register, RegisterFile, RegisterPart, School, Stand

__all__ = [
    "LONGEST_NAME",
    "Did",
    "LogEntry",
    "MoveSummary",
    "MoveVisit",
    "MoveWord",
    "PackPart",
    "Parcel",
    "Partnership",
    "Register",
    "RegisterFile",
    "RegisterPart",
    "Said",
    "School",
    "SchoolMove",
    "SealedFile",
    "SentPart",
    "Sex",
    "Stand",
    "Support",
    "What",
    "With",
]
