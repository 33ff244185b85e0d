"""What ships with the house: both policies in our own words, their terms, and the numbers of other procedures."""

from hometime.policies.library.numbering import Procedure, called, canonical, numbered
from hometime.policies.library.terms import Terms, Unknown, open_terms
from hometime.policies.library.wording import library_document, library_reading, source_of

__all__ = [
    "Procedure",
    "Terms",
    "Unknown",
    "called",
    "canonical",
    "library_document",
    "library_reading",
    "numbered",
    "open_terms",
    "source_of",
]
