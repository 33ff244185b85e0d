"""What stands in a book: ours, looked at and then sent through the gate; theirs, kept as theirs; each with a receipt (P23).

Every item of ours passes by the gate again at the moment when it goes: the family's yes, the address, and who sends it.
"""

from __future__ import annotations

import dataclasses

from hometime.access.viewer import Viewer
from hometime.audit.actions import Actor, action, note, person_of
from hometime.duties.actions import Task, owe
from hometime.families.sides import key_person_of
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.kernel.holding import hold
from hometime.people.models import Person
from hometime.people.roles import Role
from hometime.sharing import book_rules
from hometime.sharing.actions import third_party
from hometime.sharing.actions.sending import HELD_BACK
from hometime.sharing.actions.tasks import BOOK_READ, BOOK_UNREAD, done, in_days, let_off, opens
from hometime.sharing.models import BookItem, BookPage, SharedBook
from hometime.sharing.models.books import BookItemRows
from hometime.sharing.naming import named_besides
from hometime.sharing.sealed import stands_in_sealed
from hometime.sharing.shapes import recipient_from

PAGE = "book"
DONE = "This is already done. Nothing was changed."


@action
def write(viewer: Viewer, book: SharedBook, words: str) -> BookItem:
    """Writes an item down, to be looked at before it goes. It holds what was typed here, and can hold nothing else."""
    hold(book)
    if no := book_rules.keep_book(viewer, book) or book_rules.is_open(book, viewer.today):
        raise Refused(str(no))
    _may_stand(viewer, book, words)
    rows = BookItem.objects.unscoped("one item of a book waits at a time").filter(book=book)
    if rows.filter(goes_at__isnull=True).exists():
        raise Refused("Something waits to be sent. Send it first, or throw it away.")
    item = BookItem(book=book, number=_next(book), words=words.strip(), by_id=person_of(viewer), at=clock.now())
    item.save()
    note("book.written", item, chain=book.setting_id)
    return item


def _next(book: SharedBook) -> int:
    rows = BookItem.objects.unscoped("items of a book are counted as they come").filter(book=book)
    return (rows.order_by("-number").values_list("number", flat=True).first() or 0) + 1


def _may_stand(viewer: Viewer, book: SharedBook, words: str) -> None:
    """Refuses what has no place in a book: nothing, another family, what is sealed, what an agency told us."""
    assert book.child is not None  # a book is about a child
    if not words.strip():
        raise Refused("Write what you did, or what to go on with.")
    if found := named_besides(book.child, words):
        raise Refused(f"This names somebody of another family: {', '.join(found)}. Take it out.")
    if stands_in_sealed(viewer, book.child, words, recipient_from(book.professional)):
        raise Refused("Part of this is for a few people alone, or another agency told us. Take it out.")


@action
def send(viewer: Viewer, item: BookItem) -> None:
    """Sends exactly what was looked at, after `HELD_BACK`, through the gate; that they read it is owed to be heard."""
    book = hold(item.book)
    if hold(item).goes_at is not None:
        raise Refused(DONE)
    if no := book_rules.may_go(viewer, book, item.words):
        raise Refused(str(no))
    _may_stand(viewer, book, item.words)
    owed = waiting(book, ours=True).exists()
    item.goes_at = clock.now() + HELD_BACK
    item.save(update_fields=["goes_at"])
    note("book.sent", item, chain=book.setting_id)
    if not owed:
        _owe(viewer, book, BOOK_UNREAD)


def _owe(viewer: Actor, book: SharedBook, task: Task) -> None:
    assert book.child is not None  # a book is about a child
    if key_person_of(book.child, clock.today()) is None:
        task = dataclasses.replace(task, owed_by=Role.MANAGER)
    owe(viewer, book, task, due=in_days(task, clock.today()), why=opens(PAGE, book))


@action
def take_back(viewer: Viewer, item: BookItem) -> None:
    """Takes back what has not gone yet; it waits again to be looked at."""
    hold(item.book)
    if no := book_rules.take_back(viewer, hold(item)):
        raise Refused(str(no))
    item.goes_at = None
    item.save(update_fields=["goes_at"])
    note("book.stopped", item, chain=item.book.setting_id)
    if not waiting(item.book, ours=True).exists():
        let_off(viewer, item.book, BOOK_UNREAD, "It was taken back before it went.")


@action
def throw_away(viewer: Viewer, item: BookItem) -> None:
    """Erases an item that has gone nowhere."""
    hold(item.book)
    if hold(item).goes_at is not None:
        raise Refused("It has gone. It cannot be taken back any more.")
    note("book.thrown_away", item, chain=item.book.setting_id)
    item.delete()


@action
def pass_on(viewer: Viewer, item: BookItem) -> None:
    """Somebody here has read what they wrote, and the family may read it from now on. Raises `Refused` where it may not."""
    hold(item.book)
    if item.ours or hold(item).passed_at is not None:
        raise Refused(DONE)
    if no := book_rules.pass_on(viewer, item):
        raise Refused(str(no))
    _read(viewer, item)
    item.passed_at, item.held_because = clock.now(), ""
    item.save(update_fields=["passed_at", "held_because"])
    note("book.passed_on", item, chain=item.book.setting_id)


@action
def hold_back(viewer: Viewer, item: BookItem, because: str) -> None:
    """Somebody here has read what they wrote, and keeps it from the family, with the reason. It can be passed on later."""
    hold(item.book)
    if item.ours or hold(item).passed_at is not None or item.held_because:
        raise Refused(DONE)
    if not because.strip():
        raise Refused("Say why it is held back.")
    _read(viewer, item)
    item.held_because = because.strip()
    item.save(update_fields=["held_because"])
    note("book.held_back", item, chain=item.book.setting_id)


def _read(viewer: Viewer, item: BookItem) -> None:
    """Our receipt of something that they wrote: who read it, and when. They are shown it."""
    if item.got_at is not None:
        return
    _got(item, Person.objects.get(pk=viewer.person_id).called)
    note("book.read_by_us", item, chain=item.book.setting_id)
    if not waiting(item.book, ours=False).exists():
        done(viewer, item.book, BOOK_READ, "Read, and they are shown that it was.")


@action
def write_back(actor: Actor, page: BookPage, words: str, name: str) -> BookItem:
    """Keeps what the other place writes: as theirs, word for word, locked like all that an agency tells us (A3)."""
    if not words.strip():
        raise Refused("Write what you did, or what to go on with.")
    book = hold(page.book)
    told = third_party.from_a_book(actor, book, words)
    owed = waiting(book, ours=False).exists()
    now = clock.now()
    item = BookItem(book=book, number=_next(book), told=told, by_name=name.strip(), at=now, goes_at=now)
    item.save()
    note("book.written_back", item, chain=book.setting_id)
    if not owed:
        _owe(actor, book, BOOK_READ)
    return item


@action
def have_read(actor: Actor, page: BookPage, up_to: int, name: str) -> int:
    """Their receipt for each of our items up to a number: who of them read it, and when. Gives how many were new to them."""
    hold(page.book)
    rows = BookItem.objects.unscoped("the other place says what it has read").gone(clock.now())
    new = rows.filter(book=page.book, number__lte=up_to, told__isnull=True, got_at__isnull=True)
    count = 0
    for item in new.order_by("number"):
        _got(item, name)
        note("book.read_by_them", item, chain=page.book.setting_id)
        count += 1
    if not waiting(page.book, ours=True).exists():
        done(actor, page.book, BOOK_UNREAD, "They say that they have read it.")
    return count


def _got(item: BookItem, name: str) -> None:
    item.got_at, item.got_by = clock.now(), name.strip()
    item.save(update_fields=["got_at", "got_by"])


def waiting(book: SharedBook, *, ours: bool) -> BookItemRows:
    """What of a book was sent and has no receipt yet: ours that they have to read, or theirs that we have."""
    rows = BookItem.objects.unscoped("a receipt is owed while something is unread").filter(book=book, got_at=None)
    return rows.filter(goes_at__isnull=False, told__isnull=ours)


def in_book(book: SharedBook) -> list[BookItem]:
    """What stands in a book for the other place: what has gone from us and what they wrote, the newest first."""
    rows = BookItem.objects.unscoped("the other place reads what has gone, and what it wrote").gone(clock.now())
    return list(rows.filter(book=book).select_related("told", "by").order_by("-number"))
