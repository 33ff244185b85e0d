"""What the room keeps: the services that a setting works with, the people there, and their visits."""

from hometime.agencies.models.organisations import Organisation, Professional, Sector
from hometime.agencies.models.visits import (
    Asked,
    Felt,
    Incident,
    Letter,
    Origin,
    Route,
    Stay,
    Visit,
    VisitorNotes,
)

__all__ = [
    "Asked",
    "Felt",
    "Incident",
    "Letter",
    "Organisation",
    "Origin",
    "Professional",
    "Route",
    "Sector",
    "Stay",
    "Visit",
    "VisitorNotes",
]
