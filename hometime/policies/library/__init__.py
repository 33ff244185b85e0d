"""What ships with the house: both policies in our own words, their terms, and the numbers of other procedures."""

from hometime.policies.library.adopting import is_ours, library_document, library_reading
from hometime.policies.library.numbering import Procedure, called, canonical, numbered
from hometime.policies.library.terms import Terms, Unknown, open_terms

__all__ = [
    "Procedure",
    "Terms",
    "Unknown",
    "called",
    "canonical",
    "is_ours",
    "library_document",
    "library_reading",
    "numbered",
    "open_terms",
]
