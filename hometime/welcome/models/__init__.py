"""What the room keeps: what families are given to read, how each adult joins, and how a child settles in."""

from hometime.welcome.models.joining import ArrivalNote, How, Joining, JoiningStep, Pack, Step, WelcomePack
from hometime.welcome.models.settling import Settling, SettlingPlan, SettlingVisit, SettlingWord, Went, What
from hometime.welcome.models.translating import PackTranslation

__all__ = [
    "ArrivalNote",
    "How",
    "Joining",
    "JoiningStep",
    "Pack",
    "PackTranslation",
    "Settling",
    "SettlingPlan",
    "SettlingVisit",
    "SettlingWord",
    "Step",
    "WelcomePack",
    "Went",
    "What",
]
