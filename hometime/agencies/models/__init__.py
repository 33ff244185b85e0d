"""What the room keeps: services and the people there, their visits, who is involved with a child; and the directory."""

from hometime.agencies.models.involved import Advice, Involvement, Manner
from hometime.agencies.models.offers import Offer, Way
from hometime.agencies.models.organisations import Organisation, Professional, Sector
from hometime.agencies.models.readings import Change, FeedReading, FeedRow
from hometime.agencies.models.signposts import Directory, Feed, Kind, Mark, Opening, Price, Signpost, State, Where
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
from hometime.agencies.models.words import OnlyWords
from hometime.agencies.models.working import Protocol, Question, Training, Understood

__all__ = [
    "Advice",
    "Asked",
    "Change",
    "Directory",
    "Feed",
    "FeedReading",
    "FeedRow",
    "Felt",
    "Incident",
    "Involvement",
    "Kind",
    "Letter",
    "Manner",
    "Mark",
    "Offer",
    "OnlyWords",
    "Opening",
    "Organisation",
    "Origin",
    "Price",
    "Professional",
    "Protocol",
    "Question",
    "Route",
    "Sector",
    "Signpost",
    "State",
    "Stay",
    "Training",
    "Understood",
    "Visit",
    "VisitorNotes",
    "Way",
    "Where",
]
