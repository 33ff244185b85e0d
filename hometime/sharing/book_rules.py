"""Who keeps books with other places, and what the gate says of each thing that goes into one (P23)."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from hometime.access.viewer import Viewer
from hometime.families import working
from hometime.families.models import Child
from hometime.kernel import clock
from hometime.kernel.answers import No
from hometime.people.roles import HEADS
from hometime.sharing import rules
from hometime.sharing.models import BookItem, BookPage, Rule, SharedBook
from hometime.sharing.naming import named_besides
from hometime.sharing.sealed import stands_in_sealed
from hometime.sharing.shapes import Offer, recipient_from

TITLE = gettext_noop("The book with another place")  # said in the language of whoever reads it


def keep_books(viewer: Viewer, child: Child) -> No | None:
    """The key person and the back-up, and the office."""
    if working.works_with(viewer, child, *HEADS):
        return None
    return No(_("Only the key person and the office keep a book with another place."))


def keep_book(viewer: Viewer, book: SharedBook) -> No | None:
    """As `keep_books`, for the child of a book."""
    assert book.child is not None  # a book is about a child
    return keep_books(viewer, book.child)


def keep_item(viewer: Viewer, item: BookItem) -> No | None:
    """As `keep_book`, for an item of one."""
    return keep_book(viewer, item.book)


def is_open(book: SharedBook, day: dt.date) -> No | None:
    """Whether something may be written: it was decided on, and neither its end nor its last day has come."""
    return None if book.open_on(day) else No(_("This book is over, or nobody decided on it yet."))


def as_offered(book: SharedBook, words: str) -> Offer:
    """Words of a book as the gate is asked about them: the family was asked about the book itself."""
    return Offer(rules.ASKED, book.pk, TITLE, words)


def may_go(viewer: Viewer, book: SharedBook, words: str) -> No | None:
    """The gate, for these very words: who sends, the address, and the family's yes as it stands at this moment."""
    assert book.child is not None  # a book is about a child
    to = recipient_from(book.professional)
    return (
        keep_book(viewer, book)
        or is_open(book, viewer.today)
        or rules.may_leave(viewer, book.child, [as_offered(book, words)], to)
    )


def pass_on(viewer: Viewer, item: BookItem) -> No | None:
    """Whoever keeps the book, for what the other place lets the family know, and what tells of nobody else (A3)."""
    if no := keep_item(viewer, item):
        return no
    child, told = item.book.child, item.told
    assert child is not None and told is not None  # a book is about a child, and what they wrote is kept as theirs
    if told.rule != Rule.FAMILY:
        return No(_("They did not say that the family may know it. Ask them first."))
    if found := named_besides(child, told.words):
        return No(
            _("This names somebody of another family: %(names)s. Hold it back, and ask them to write it without.")
            % {"names": ", ".join(found)}
        )
    if stands_in_sealed(viewer, child, told.words, recipient_from(item.book.professional)):
        return No(_("Part of this is for a few people alone, or another agency told us. Hold it back."))
    return None


def take_back(viewer: Viewer, item: BookItem) -> No | None:
    """Whoever keeps the book, until it goes."""
    if no := keep_item(viewer, item):
        return no
    if item.ours and item.goes_at is not None and clock.now() < item.goes_at:
        return None
    return No(_("It has gone. It cannot be taken back any more."))


def still_theirs(page: BookPage) -> bool:
    """Whether a page may be read now: its book is open, the family's yes stands, and they still work there."""
    book = page.book
    if not book.open_on(clock.today()) or book.decided is None or not book.professional.verified:
        return False
    return rules.still_permitted(book.decided) is None
