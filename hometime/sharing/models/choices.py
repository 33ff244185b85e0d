"""The closed lists of the room: on which ground something leaves, whether the family was told, and by which way it goes."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Ground(models.TextChoices):
    """On what something leaves: the family's permission, or one of the two grounds of F21. There is no other."""

    PERMISSION = "permission", _("The family said yes")
    HARM = "harm", _("There is reason to believe that the child is, or is likely to be, significantly harmed")
    DEVELOPMENT = "development", _("There is a worry about the child's development that this agency needs to know of")


OVERRIDES = frozenset({Ground.HARM, Ground.DEVELOPMENT})


class Told(models.TextChoices):
    """Whether the family knows of it."""

    BEFORE = "before", _("Yes, they know before it goes")
    AFTER = "after", _("Not yet: we tell them afterwards")
    NOT = "not", _("No: telling them would put somebody in danger")


class Way(models.TextChoices):
    """How something goes."""

    LINK = "link", _("A page that opens once, with a code by telephone")
    PAPER = "paper", _("On paper, into their hands or by post")
    SPOKEN = "spoken", _("Read out to them")


class Got(models.TextChoices):
    """How we know that it arrived."""

    OPENED = "opened", _("They said so on their page")
    WROTE = "wrote", _("They wrote to us")
    RANG = "rang", _("They told us on the telephone")
    SIGNED = "signed", _("They signed for it")


class Rule(models.TextChoices):
    """What the agency that told us something wants done with it."""

    ASK = "ask", _("Ask them each time before it goes further")
    FAMILY = "family", _("The family may know it; ask before anybody else does")
    NEVER = "never", _("It stays here, unless a law says otherwise")


class Reply(models.TextChoices):
    """What an agency answered when it was asked."""

    YES = "yes", _("They agree")
    NO = "no", _("They do not agree")
    SILENT = "silent", _("They did not answer")


class Lawful(models.TextChoices):
    """A lawful reason for which something that an agency told us goes further without it."""

    COURT = "court", _("A court ordered it")
    ACCESS = "access", _("An access request, decided in writing")
    SAFETY = "safety", _("Keeping a child safe")
