"""What signing in needs to remember: devices that were used before, codes handed over, mails to send, and pauses."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from hometime.kernel.data import Holding, holds
from hometime.kernel.guard import Recorded, RecordedRows
from hometime.people.models import Person


class Device(Recorded):
    """A browser that a person has signed in with before. It holds a digest; the browser holds the secret in a cookie.

    Whoever has no second factor yet gets in on such a device only, and strangers' guesses never use up its tries.
    """

    data: ClassVar[Holding] = holds("person", P1="person since digest")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="devices")
    digest = models.CharField(max_length=64)
    since = models.DateTimeField()

    objects = RecordedRows.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "digest"], name="one_row_per_person_and_device")]


class DayCode(Recorded):
    """A code that a member of staff handed over face to face. It opens the second step once, until `until`."""

    data: ClassVar[Holding] = holds("person", P1="person by given until used digest")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="day_codes")
    by = models.CharField(max_length=22)
    digest = models.CharField(max_length=128)
    given = models.DateTimeField()
    until = models.DateTimeField()
    used = models.DateTimeField(null=True)

    objects = RecordedRows.as_manager()


class Pause(Recorded):
    """What is sealed stays shut to a person until `until`, because the way to reach them has just changed (TRUST 8)."""

    data: ClassVar[Holding] = holds("person", P1="person until why")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="pauses")
    until = models.DateTimeField()
    why = models.CharField(max_length=20)

    objects = RecordedRows.as_manager()


class AccountMail(Recorded):
    """A mail about somebody's account that was asked for: one of a fixed set, with nothing about a family in it.

    Its single-use link is made when the mail is passed on to the outbox (`sent`), so no secret lies here.
    """

    data: ClassVar[Holding] = holds("person", P1="person kind asked sent", P3="to")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="account_mails")
    kind = models.CharField(max_length=20)
    to = models.EmailField()
    asked = models.DateTimeField()
    sent = models.DateTimeField(null=True)

    objects = RecordedRows.as_manager()

    class Meta:
        indexes = [models.Index(fields=["sent", "asked"], name="account_mails_waiting")]


class Introduction(Recorded):
    """In the practice world only: what is special about one of its people, said on their sign-in button."""

    data: ClassVar[Holding] = holds("settings", P1="person words place")
    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="introduction")
    words = models.CharField(max_length=200)
    place = models.PositiveIntegerField(default=0)

    objects = RecordedRows.as_manager()
