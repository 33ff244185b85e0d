"""The book between us and another place that cares for the same child: what each writes, and who has read it (P23).

A book rests on one decision to share, with what may stand in it and its last day, and on the family's yes, which is
asked for anew whenever something leaves. The family reads it: ours
once it has gone, theirs once somebody here has read it and passed it on.
"""

from __future__ import annotations

import datetime as dt
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from hometime.access.viewer import Viewer
from hometime.agencies.models import Professional
from hometime.kernel.data import Holding, holds
from hometime.kernel.guard import Guarded, Scoped
from hometime.people.models import Person
from hometime.people.roles import Hat
from hometime.records.audiences import seen, seen_while_bound
from hometime.records.models import Record
from hometime.sharing.models.decisions import Decision
from hometime.sharing.models.third_party import ToldUs


class SharedBookRows(Scoped["SharedBook"]):
    """Books, for the family that may know all, the key person and the office."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As the record; a parent only while they may know all about the child."""
        return seen_while_bound(viewer)

    def whole(self) -> Self:
        """With the child, the setting, the other place and the decision."""
        return self.select_related("child", "setting", "professional__organisation", "decided")


class SharedBook(Record):
    """One book with one other place: what it is for, what may stand in it, why they need it, and until which day.

    `decided` is the decision that it rests on; until there is one, nothing leaves. It is closed when somebody ends it.
    """

    data: ClassVar[Holding] = holds(
        "child_file", P2="professional until decided", P3="purpose scope need ended_because"
    )
    professional = models.ForeignKey(Professional, on_delete=models.PROTECT, related_name="+")
    purpose = models.TextField()
    scope = models.TextField()
    need = models.TextField()
    until = models.DateField()
    decided = models.OneToOneField(Decision, null=True, on_delete=models.PROTECT, related_name="+")
    ended_because = models.TextField(blank=True)

    objects = SharedBookRows.as_manager()  # type: ignore[misc, assignment]  # rows of their own

    def open_on(self, day: dt.date) -> bool:
        """Whether it was decided on, has not ended, and neither its last day nor the child's last day here has passed."""
        here = self.child is not None and (self.child.left is None or day <= self.child.left)
        return self.decided_id is not None and self.closed is None and day <= self.until and here


class BookItemRows(Scoped["BookItem"]):
    """What stands in books."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As the book; a family reads what the other place wrote once somebody here has passed it on."""
        rows = seen_while_bound(viewer, "book__")
        if viewer.hat == Hat.PARENT:
            return rows & (Q(told__isnull=True) | Q(passed_at__isnull=False))
        return rows

    def whole(self) -> Self:
        """With the book, its child, its setting and the other place."""
        return self.select_related(
            "book__child", "book__setting", "book__professional__organisation", "book__decided", "told", "by"
        )

    def gone(self, now: dt.datetime) -> Self:
        """What has left us, or has come."""
        return self.filter(goes_at__lte=now)


class BookItem(Guarded):
    """One thing in a book. Ours goes at `goes_at`, and is a draft while it has none; theirs stands here from its first moment.

    What they wrote is theirs: it is kept word for word as `told`, with its lock, and nowhere else. `got_at` and `got_by`
    are the receipt of the side that reads it. Theirs is for the family from `passed_at` on; `held_because` says why it is not.
    """

    data: ClassVar[Holding] = holds(
        "child_file", P2="book number by at goes_at told got_at passed_at", P3="words by_name got_by held_because"
    )
    book = models.ForeignKey(SharedBook, on_delete=models.PROTECT, related_name="items")
    number = models.PositiveIntegerField()
    words = models.TextField(blank=True)
    told = models.OneToOneField(ToldUs, null=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    goes_at = models.DateTimeField(null=True)
    got_at = models.DateTimeField(null=True)
    got_by = models.CharField(max_length=200, blank=True)
    passed_at = models.DateTimeField(null=True)
    held_because = models.TextField(blank=True)

    objects = BookItemRows.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["book", "number"], name="one_book_item_of_a_number"),
            models.CheckConstraint(
                condition=(Q(told__isnull=True) & ~Q(words=""))
                | Q(told__isnull=False, words="", goes_at__isnull=False),
                name="our_words_or_theirs_as_theirs",
            ),
            models.CheckConstraint(
                condition=Q(got_at__isnull=True) | Q(goes_at__isnull=False, got_at__gte=F("goes_at")),
                name="nothing_is_read_before_it_goes",
            ),
            models.CheckConstraint(
                condition=Q(passed_at__isnull=True) | Q(told__isnull=False, got_at__isnull=False, held_because=""),
                name="theirs_is_passed_on_once_read",
            ),
        ]

    @property
    def ours(self) -> bool:
        """Whether somebody here wrote it."""
        return self.told_id is None

    @property
    def says(self) -> str:
        """What it says, whoever wrote it."""
        return self.told.words if self.told is not None else self.words


class BookPageRows(Scoped["BookPage"]):
    """The pages that were given to other places."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As the book, for those who work here."""
        return seen(viewer, "book__") if viewer.hat == Hat.STAFF else Q(pk__in=())

    def whole(self) -> Self:
        """With the book, its child, its setting and the other place."""
        return self.select_related("book__child", "book__setting", "book__professional__organisation", "book__decided")

    def given(self, now: dt.datetime) -> Self:
        """Those whose link was sent, and that nobody shut."""
        return self.filter(shut_at__isnull=True, goes_at__lte=now)


class BookPage(Guarded):
    """The page on which the other place reads and writes: it lasts until the book ends, or until somebody shuts it.

    `digest` is of the secret in the link and `code` the hash of the code that is told by telephone: neither is kept.
    """

    data: ClassVar[Holding] = holds("child_file", P4="book by at goes_at message digest code opened_at shut_at shut_by")
    book = models.ForeignKey(SharedBook, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    goes_at = models.DateTimeField()
    message = models.CharField(max_length=22, blank=True)  # the mail in the outbox, while there is one
    digest = models.CharField(max_length=64, blank=True)
    code = models.CharField(max_length=128, blank=True)
    opened_at = models.DateTimeField(null=True)
    shut_at = models.DateTimeField(null=True)
    shut_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    objects = BookPageRows.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["digest"], condition=~Q(digest=""), name="one_book_page_of_a_secret"),
            models.UniqueConstraint(fields=["book"], condition=Q(shut_at__isnull=True), name="one_open_page_of_a_book"),
        ]
