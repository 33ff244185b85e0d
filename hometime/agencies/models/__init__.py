"""What the room keeps: the services that a setting works with and the people there; and the directory for families."""

from hometime.agencies.models.organisations import Organisation, Professional, Sector
from hometime.agencies.models.signposts import (
    EVERYBODY,
    Change,
    Directory,
    Feed,
    FeedReading,
    FeedRow,
    Kind,
    Mark,
    Offer,
    Opening,
    Price,
    Signpost,
    State,
    Way,
    Where,
)

__all__ = [
    "EVERYBODY",
    "Change",
    "Directory",
    "Feed",
    "FeedReading",
    "FeedRow",
    "Kind",
    "Mark",
    "Offer",
    "Opening",
    "Organisation",
    "Price",
    "Professional",
    "Sector",
    "Signpost",
    "State",
    "Way",
    "Where",
]
