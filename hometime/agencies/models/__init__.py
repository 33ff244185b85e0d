"""What the room keeps: the services that a setting works with, and the people there."""

from hometime.agencies.models.organisations import Organisation, Professional, Sector

__all__ = ["Organisation", "Professional", "Sector"]
