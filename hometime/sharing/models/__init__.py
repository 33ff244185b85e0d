"""What the room keeps: worries and their slips, decisions to share and what went out, what agencies told us, and books."""

from hometime.sharing.models.books import BookItem, BookPage, SharedBook
from hometime.sharing.models.choices import OVERRIDES, Got, Ground, Lawful, Reply, Rule, Told, Way
from hometime.sharing.models.decisions import Decision, Item, PassedOn, Sending
from hometime.sharing.models.third_party import Asking, FoundOurs, Release, ToldUs
from hometime.sharing.models.worries import Slip, Worry

__all__ = [
    "OVERRIDES",
    "Asking",
    "BookItem",
    "BookPage",
    "Decision",
    "FoundOurs",
    "Got",
    "Ground",
    "Item",
    "Lawful",
    "PassedOn",
    "Release",
    "Reply",
    "Rule",
    "Sending",
    "SharedBook",
    "Slip",
    "Told",
    "ToldUs",
    "Way",
    "Worry",
]
