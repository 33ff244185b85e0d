"""The outbox: one row for each message, from being queued until it is known to have reached somebody, or not."""

from __future__ import annotations

import datetime as dt
import enum
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from hometime.access.viewer import Viewer
from hometime.kernel.data import Holding, holds
from hometime.kernel.guard import Guarded, Scoped
from hometime.notifications.hours import Haste
from hometime.notifications.sentences import NOTICES, Key
from hometime.notifications.states import Reason, State
from hometime.people.models import Person, Setting


class Channel(enum.StrEnum):
    """How a message goes. All but e-mail need a person's hands."""

    EMAIL = "email"
    PAPER = "paper"
    TEXT = "text"
    CALL = "call"


def _choices(kinds: type[enum.StrEnum]) -> list[tuple[str, str]]:
    return [(kind.value, kind.value) for kind in kinds]


NEEDS_HANDS = Q(state=State.BOUNCED) | (Q(state=State.QUEUED) & ~Q(channel=Channel.EMAIL))


class MessageRows(Scoped["Message"]):
    """Messages, as a viewer may see them."""

    def seen_by(self, viewer: Viewer) -> Q:
        """Only what needs hands, by those who lead the setting. Who was written to, and when, is otherwise no list.

        A list of notices would show a manager that somebody complained about them. One's own is never seen at work.
        """
        if not viewer.a_head:
            return Q(pk__in=())
        return NEEDS_HANDS & Q(setting_id=viewer.setting_id, sentence__in=NOTICES) & ~Q(person_id=viewer.person_id)

    def due(self, now: dt.datetime) -> Self:
        """E-mails whose time has come, and those that a worker took and never settled."""
        waiting = Q(state=State.QUEUED, due_at__lte=now)
        left_behind = Q(state=State.SENDING, leased_until__lt=now)
        return self.filter(waiting | left_behind, channel=Channel.EMAIL).order_by("due_at", "pk")


class Message(Guarded):
    """A fixed sentence to one person (or, for a few account mails, to one address), by one channel.

    `once` is the single-use link or code of an account mail; it is wiped when the mail has gone. `unsure` says that
    an attempt broke off so late that the mail may have arrived. The Message-ID is made of the row's id: it is for good.
    """

    data: ClassVar[Holding] = holds(
        "message",
        P1="setting channel sentence language haste state reason attempts unsure leased_until due_at queued_at",
        P2="person sent_at bounced_at handed_over_at read_out_at by",
        P3="address",
        P4="once",
    )
    setting = models.ForeignKey(Setting, null=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    address = models.EmailField(blank=True)
    channel = models.CharField(max_length=8, choices=_choices(Channel))
    sentence = models.CharField(max_length=20, choices=_choices(Key))
    language = models.CharField(max_length=12, default="en")
    once = models.CharField(max_length=300, blank=True)
    haste = models.CharField(max_length=10, choices=_choices(Haste))
    state = models.CharField(max_length=12, choices=_choices(State), default=State.QUEUED)
    reason = models.CharField(max_length=14, choices=_choices(Reason), blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    unsure = models.BooleanField(default=False)
    leased_until = models.DateTimeField(null=True)
    due_at = models.DateTimeField()
    queued_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    bounced_at = models.DateTimeField(null=True)
    handed_over_at = models.DateTimeField(null=True)
    read_out_at = models.DateTimeField(null=True)
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    objects = MessageRows.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False) | ~Q(address=""), name="a_message_is_for_a_person_or_an_address"
            ),
            models.CheckConstraint(
                condition=Q(sentence__in=sorted(key.value for key in Key)),
                name="a_message_says_one_of_the_fixed_sentences",
            ),
            models.CheckConstraint(
                condition=~Q(sentence__in=sorted(key.value for key in NOTICES)) | Q(address="", once=""),
                name="a_notice_goes_to_a_person_only",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(state__in=[State.QUEUED, State.SENDING]), name="messages_not_yet_gone"
            ),
            models.Index(fields=["person", "due_at"], name="messages_of_person"),
            models.Index(fields=["bounced_at"], condition=Q(state=State.BOUNCED), name="messages_bounced"),
        ]

    @property
    def fillings(self) -> dict[str, str]:
        """What is filled into the sentence: the setting's public name and number, or the single-use link or code."""
        setting = self.setting
        known = {
            Key.RING: {"setting": setting.name if setting else "", "phone": setting.phone if setting else ""},
            Key.NEW_PASSWORD: {"link": self.once},
            Key.CONFIRM_EMAIL: {"link": self.once},
            Key.SHARED: {"link": self.once},
        }
        return known.get(Key(self.sentence), {})
