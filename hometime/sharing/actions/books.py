"""The book with another place that cares for a child: begun and asked about, decided on once, and ended (P23)."""

from __future__ import annotations

import dataclasses
import datetime as dt

from hometime.access.viewer import Viewer
from hometime.agencies.actions import involving
from hometime.agencies.models import Involvement, Manner, Professional, Sector
from hometime.audit.actions import action, note
from hometime.consents.actions import ask, stop_asking
from hometime.consents.standing import Kind
from hometime.duties.actions import owe
from hometime.families.models import Child
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.kernel.holding import hold
from hometime.records.actions import close_record
from hometime.records.audiences import Audience
from hometime.sharing import book_rules
from hometime.sharing.actions.book_pages import shut_all
from hometime.sharing.actions.deciding import decide
from hometime.sharing.actions.sending import tell
from hometime.sharing.actions.tasks import BOOK_ENDS, BOOK_UNREAD, close_when_done, done, let_off, opens
from hometime.sharing.bases import proposed
from hometime.sharing.models import Ground, SharedBook, Told
from hometime.sharing.naming import named_besides
from hometime.sharing.shapes import Answers, recipient_from

KIND, PAGE = "book", "book"
LONGEST = dt.timedelta(days=366)


@dataclasses.dataclass(frozen=True)
class Covers:
    """What a book is to be, as it is typed."""

    professional: Professional
    purpose: str
    scope: str
    need: str
    until: dt.date


@action
def begin(viewer: Viewer, child: Child, covers: Covers) -> SharedBook:
    """Begins a book with somebody of another place, and asks the family. Nothing leaves before they say yes. Raises `Refused`."""
    if no := book_rules.keep_books(viewer, child):
        raise Refused(str(no))
    _fits(child, covers)
    book = SharedBook(
        setting=child.setting, child=child, kind=KIND, title="A book with another place", audience=Audience.FAMILY,
        opened=clock.today(), professional=covers.professional, purpose=covers.purpose.strip(),
        scope=covers.scope.strip(), need=covers.need.strip(), until=covers.until,
    )  # fmt: skip
    book.save()
    note("book.begun", book, until=covers.until)
    ask(viewer, child, Kind.SHARING, about=book, words=in_words(book), opens=PAGE)
    return book


def _fits(child: Child, covers: Covers) -> None:
    organisation = covers.professional.organisation
    if organisation.setting_id != child.setting_id or organisation.sector != Sector.PROVIDER:
        raise Refused("A book is kept with another place that cares for a child of ours. Put it on the register first.")
    if not (covers.purpose.strip() and covers.scope.strip() and covers.need.strip()):
        raise Refused("Say what it is for, what may stand in it, and why they need it.")
    if not clock.today() < covers.until <= clock.today() + LONGEST:
        raise Refused("Choose a last day within a year from now.")
    if found := named_besides(child, f"{covers.purpose}\n{covers.scope}\n{covers.need}"):
        raise Refused(f"This names somebody of another family: {', '.join(found)}. Take it out.")
    rows = SharedBook.objects.unscoped("a child has one book with a place").filter(child=child, closed__isnull=True)
    if rows.filter(professional__organisation=organisation).exists():
        raise Refused("There is a book with this place already.")


def in_words(book: SharedBook) -> str:
    """What the family is asked about: with whom, what for, what may stand in it, and until which day."""
    to = recipient_from(book.professional)
    return f"{to.called}\n\n{book.scope}\n\n{book.purpose}\n\n→ {book.until:%d/%m/%Y}"


@action
def settle(viewer: Viewer, book: SharedBook, shares: bool, reasons: str, advice: str = "") -> None:
    """Decides on a book once, through the gate: to keep it until its last day, or not to. Raises `Refused`.

    Of two who decide at once the second finds it done.
    """
    if hold(book).decided_id is not None or book.closed is not None:
        raise Refused("This is already done. Nothing was changed.")
    assert book.child is not None  # a book is about a child
    to = recipient_from(book.professional)
    answers = Answers(
        purpose=book.purpose, what=f"{book.scope}\n→ {book.until:%d/%m/%Y}", need=book.need, shares=shares,
        reasons=reasons, advice=advice, ground=Ground.PERMISSION if shares else None,
        basis=proposed(Ground.PERMISSION, clock.today()) if shares else "", told=Told.BEFORE if shares else None,
    )  # fmt: skip
    book.decided = decide(viewer, book.child, to, answers, [book_rules.as_offered(book, in_words(book))])
    book.save(update_fields=["decided"])
    note("book.decided", book, shares=shares)
    if not shares:
        stop_asking(viewer, book)
        close_record(viewer, book, kept="child_file")
        return
    tell(viewer, book.decided, clock.now())
    _involve(viewer, book)
    owe(viewer, book, BOOK_ENDS, due=book.until, why=opens(PAGE, book))


def _involve(viewer: Viewer, book: SharedBook) -> None:
    """Whoever is on the book stands on the map of those who work with the child (A1)."""
    assert book.child is not None  # a book is about a child
    rows = Involvement.objects.unscoped("somebody stands once on the map of a child").filter(
        child=book.child, professional=book.professional, closed__isnull=True
    )
    if not rows.exists():
        works = involving.Works(book.professional, book.purpose, clock.today(), Manner.PARALLEL)
        involving.involve(viewer, book.child, works)


@action
def end(viewer: Viewer, book: SharedBook, because: str) -> None:
    """Ends a book: their page is shut, nobody is asked any more, and what was written stays with the child's file."""
    if hold(book).closed is not None:
        raise Refused("This is already done. Nothing was changed.")
    if not because.strip():
        raise Refused("Say why it ends.")
    book.ended_because = because.strip()
    book.save(update_fields=["ended_because"])
    note("book.ended", book)
    shut_all(viewer, book)
    done(viewer, book, BOOK_ENDS, because)
    let_off(viewer, book, BOOK_UNREAD, "The book has ended.")
    stop_asking(viewer, book)
    close_record(viewer, book, kept="child_file")
    if book.decided is not None:
        close_when_done(viewer, book.decided)
