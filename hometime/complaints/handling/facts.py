"""Which answers stand beside the words of an entry, by its kind. What is not listed is refused when it is written."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _

from hometime.complaints.models import Kind

FACTS: Mapping[str, frozenset[str]] = {
    Kind.PLAN: frozenset({"way"}),
    Kind.SAID: frozenset({"agrees", "how"}),
    Kind.TOLD: frozenset({"points", "teller", "companion"}),
    Kind.STATEMENT: frozenset({"name", "companion", "how"}),
    Kind.FINDING: frozenset({"finding"}),
    Kind.SHOWN: frozenset({"points"}),
    Kind.MEETING: frozenset({"times", "form", "language", "interpreter", "booking"}),
    Kind.CHOSEN: frozenset({"time", "phone", "evening", "interpreter", "booking", "how"}),
    Kind.HELD: frozenset({"who", "form"}),
    Kind.TERMS: frozenset({"terms"}),
    Kind.SIGNED: frozenset({"side", "name", "how"}),
    Kind.LETTER: frozenset(
        {
            "code",
            "how",
            "language",
            "translation_owed",
            "grade",
            "finding",
            "to",
            "delivered",
            "lost",
            "mailed",
            "theirs",
            "reader",
        }
    ),
    Kind.ENDING: frozenset({"how", "whose"}),
}


class Way(models.TextChoices):
    """What a line of the plan is."""

    ASK = "ask", _("Somebody to ask")
    READ = "read", _("Something to read or look at")


class How(models.TextChoices):
    """How somebody said that they agree."""

    SCREEN = "screen", _("On screen")
    PAPER = "paper", _("On paper")
    SPOKEN = "spoken", _("Spoken, face to face")
    PHONE = "phone", _("By telephone")
    INTERPRETER = "interpreter", _("Through an interpreter")


class Form(models.TextChoices):
    """How people meet."""

    PERSON = "person", _("In person")
    PHONE = "phone", _("By telephone")
    VIDEO = "video", _("By video")


class Side(models.TextChoices):
    """Whose signature it is."""

    US = "us", _("For the setting")
    THEM = "them", _("For the person who complained")


class Given(models.TextChoices):
    """How a letter was given. Only what was handed over or read out has arrived with that; the rest is on its way."""

    HANDED = "handed", _("Handed over")
    READ = "read", _("Read out to them")
    POST = "post", _("Sent by post")
    MAIL = "mail", _("On their page: an e-mail says that something waits")
    PAGE = "page", _("On their page: they look there themselves, and nothing is sent")


AT_ONCE = frozenset({Given.HANDED, Given.READ})


class Ended(models.TextChoices):
    """How a case was ended, or begun again, beside its steps."""

    WITHDRAWN = "withdrawn", _("They took it back")
    CLOSED = "closed", _("It was closed")
    REOPENED = "reopened", _("It was opened again")
