"""The two records of a complaint: the sealed record of its investigation, and the summary without names that a regulator
is shown; for how long both are kept, and what a year of them tells (O1-O4, O7, C8, C15, C20)."""

from hometime.complaints.keeping.panels import Pointer, pointers

__all__ = ["Pointer", "pointers"]
