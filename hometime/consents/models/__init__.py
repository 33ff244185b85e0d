"""What the room keeps: the ledger of consents, what a court has ruled, medicines and what was given, and photographs."""

from hometime.consents.models.ledger import Answer, Consent, Route, Ruling, of_the_ledger
from hometime.consents.models.medicines import Giving, Medicine, Told
from hometime.consents.models.photographs import Photograph, Tag, Use

__all__ = [
    "Answer",
    "Consent",
    "Giving",
    "Medicine",
    "Photograph",
    "Route",
    "Ruling",
    "Tag",
    "Told",
    "Use",
    "of_the_ledger",
]
