"""The owners' review of an upheld complaint: what is to be done better, by whom, and whether it helped (O5)."""

from hometime.complaints.reviewing.told import Changed, changes

__all__ = ["Changed", "changes"]
