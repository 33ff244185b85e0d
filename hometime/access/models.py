"""What signing in needs to remember: devices that were used before, codes handed over, mails to send, pauses, tablets."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from hometime.kernel.data import Holding, holds
from hometime.kernel.guard import Recorded, RecordedRows
from hometime.people.models import Person, Room, Setting


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


class Tablet(Recorded):
    """A browser that the manager enrolled for one place of a setting: a room, the door, or whoever goes out.

    It begins as a code that somebody types on it within minutes (`code`, `code_until`); from then on the browser holds a
    secret in a cookie and the house its digest. By itself it opens nothing of any child.
    """

    class Use(models.TextChoices):
        """What a tablet is for; it opens nothing else."""

        ROOM = "room", _("In a room")
        DOOR = "door", _("At the door, for visitors to sign in")
        OUTING = "outing", _("For outings")

    data: ClassVar[Holding] = holds(
        "settings", P1="setting use room enrolled_by code code_until digest enrolled_at ended_at"
    )
    setting = models.ForeignKey(Setting, on_delete=models.PROTECT, related_name="+")
    use = models.CharField(max_length=10, choices=Use)
    room = models.ForeignKey(Room, null=True, on_delete=models.PROTECT, related_name="+")
    enrolled_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=64, blank=True)
    code_until = models.DateTimeField()
    digest = models.CharField(max_length=64, blank=True)
    enrolled_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = RecordedRows.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(use="room", room__isnull=False)
                | (~models.Q(use="room") & models.Q(room__isnull=True)),
                name="a_tablet_in_a_room_has_one",
            )
        ]
        indexes = [
            models.Index(fields=["digest"], name="tablets_by_secret"),
            models.Index(fields=["setting", "ended_at"], name="tablets_of_setting"),
        ]

    @property
    def place(self) -> str:
        """Where it is used, in words: the room by its name."""
        return self.room.name if self.room else str(self.Use(self.use).label)


class Pin(Recorded):
    """A few digits that let one person take over one tablet, and are worth nothing anywhere else.

    `tries` counts wrong ones; after five the person signs in with the password and chooses another.
    """

    data: ClassVar[Holding] = holds("sign_in", P1="person tablet digest tries since")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    tablet = models.ForeignKey(Tablet, on_delete=models.CASCADE, related_name="pins")
    digest = models.CharField(max_length=128)
    tries = models.PositiveSmallIntegerField(default=0)
    since = models.DateTimeField()

    objects = RecordedRows.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "tablet"], name="one_pin_per_person_and_tablet")]
