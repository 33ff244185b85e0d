"""The words a complaint is sorted by: how it was made, whose it is, whom it is about, and what was found."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """How it was made. Both are complaints; the law's clock runs for a written one."""

    SPOKEN = "spoken", _("Spoken")
    WRITTEN = "written", _("In writing")


class Source(models.TextChoices):
    """Whose complaint it is."""

    PARENT = "parent", _("A parent or carer")
    STAFF = "staff", _("Somebody who works here")
    ANONYMOUS = "anonymous", _("Somebody who gave no name")
    OFSTED = "ofsted", _("Ofsted sent it on")
    AGENCY = "agency", _("Another agency or service")
    OTHER = "other", _("Somebody else")


class Subject(models.TextChoices):
    """Whom or what it is about (the words of `case.SUBJECTS`)."""

    CARE = "care", _("The care, or something that happened")
    KEY_PERSON = "key_person", _("The child's key person")
    OTHER_STAFF = "other_staff", _("Somebody else who works here")
    MANAGER = "setting_manager", _("The manager")
    LINE_MANAGER = "line_manager", _("The manager's line manager")
    OWNER = "owner", _("An owner, director or trustee")


class Classed(models.TextChoices):
    """What the person calls it, and what staff would call it. Neither replaces the other (C9)."""

    UNSAID = "", _("They did not say")
    CONCERN = "concern", _("A concern: a worry they want sorted out")
    COMPLAINT = "complaint", _("A complaint: they are not satisfied")


class Finding(models.TextChoices):
    """What was found."""

    UPHELD = "upheld", _("Upheld")
    PARTLY = "partly", _("Partly upheld")
    NOT_UPHELD = "not_upheld", _("Not upheld")
    OPEN = "cannot_tell", _("It cannot be determined")


class AtRisk(models.TextChoices):
    """Whether a child could be at risk of harm: the first question of every intake."""

    UNSAID = "", _("Nobody was asked")
    NO = "no", _("No")
    NOT_SURE = "not_sure", _("I am not sure")
    YES = "yes", _("Yes, or it may be so")


class StrandKind(models.TextChoices):
    """A part of a complaint that has a way and a clock of its own beside the ladder."""

    PERSONAL_DATA = "personal_data", _("How we handled personal information")
    OFSTED = "ofsted", _("Ofsted asks about it")
    FUNDED_HOURS = "funded_hours", _("Funded hours")
    FEES = "fees", _("Fees")
    DISCRIMINATION = "discrimination", _("Being treated unfairly")
    STAFF = "staff", _("Somebody's own work here")
