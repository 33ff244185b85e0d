"""What the room keeps: what families are given to read, how each adult joins, how a child settles in, and
how many felt welcome."""

from hometime.welcome.models.joining import ArrivalNote, How, Joining, JoiningStep, Pack, Step, WelcomePack
from hometime.welcome.models.pulse import Felt, PulseAsked, PulseTally
from hometime.welcome.models.settling import Settling, SettlingPlan, SettlingVisit, SettlingWord, Went, What
from hometime.welcome.models.translating import PackTranslation

__all__ = [
    "ArrivalNote",
    "Felt",
    "How",
    "Joining",
    "JoiningStep",
    "Pack",
    "PackTranslation",
    "PulseAsked",
    "PulseTally",
    "Settling",
    "SettlingPlan",
    "SettlingVisit",
    "SettlingWord",
    "Step",
    "WelcomePack",
    "Went",
    "What",
]
