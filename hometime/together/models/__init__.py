"""What the room keeps: outings, the children invited to each, and the counts of heads."""

from hometime.together.models.outings import HeadCount, Invited, InvitedRows, Outing, Transport

__all__ = ["HeadCount", "Invited", "InvitedRows", "Outing", "Transport"]
