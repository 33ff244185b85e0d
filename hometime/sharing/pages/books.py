"""A book as those who keep it see it, as the family reads it, and as the other place has it; and what stands in a child's file."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from hometime.access.viewer import Viewer
from hometime.agencies.models import Professional, Sector
from hometime.consents.models import Consent
from hometime.consents.standing import Kind, Verdict
from hometime.consents.verdicts import verdicts
from hometime.families.models import Child
from hometime.kernel import clock
from hometime.kernel.answers import No
from hometime.people.roles import Hat
from hometime.sharing import book_rules
from hometime.sharing.forms.books import EndForm, HoldForm, SettleBookForm, WriteForm
from hometime.sharing.models import BookItem, BookPage, SharedBook

MOST = 200  # items on a page, the newest first


@dataclasses.dataclass(frozen=True)
class ShownItem:
    """An item with whose it is, where it stands now, and its local days and hours."""

    item: BookItem
    ours: bool
    words: str
    by: str
    on: dt.date
    at: dt.time
    state: str  # draft, held, unread or read
    read_on: dt.date | None
    passed_on: dt.date | None = None  # on which day the family could read what they wrote

    @property
    def number(self) -> int:
        """Its number in the book."""
        return self.item.number

    @property
    def hold_form(self) -> HoldForm:
        """What is typed to keep it from the family."""
        return HoldForm(auto_id=f"id_{self.number}_%s")


def shown(item: BookItem) -> ShownItem:
    """One item as a page shows it."""
    there = (item.goes_at or item.at).astimezone(clock.LONDON)
    writer = item.by.called if item.by is not None else ""
    return ShownItem(
        item, item.ours, item.says, writer if item.ours else item.by_name, there.date(), there.time(), _state(item),
        clock.local_date(item.got_at) if item.got_at else None,
        clock.local_date(item.passed_at) if item.passed_at else None,
    )  # fmt: skip


def _state(item: BookItem) -> str:
    if item.goes_at is None:
        return "draft"
    if clock.now() < item.goes_at:
        return "held"
    return "read" if item.got_at else "unread"


@dataclasses.dataclass(frozen=True)
class ShownBook:
    """A book: what it is, what stands in it, and what this viewer may do now.

    A family is told nothing of what the adults said together, and finds the way to its own answer.
    """

    book: SharedBook
    items: Sequence[ShownItem]
    waits: ShownItem | None
    page: BookPage | None
    page_held: bool
    open: bool
    family: str
    why_not: No | str | None
    mine: Consent | None
    forms: Mapping[str, Any]

    @property
    def refused(self) -> Any:
        """What was asked for with a button alone, or with one item, and could not be done; it says why above the page."""
        return next((self.forms[name] for name in ("item", "give", "shut") if name in self.forms), None)


def book_page(viewer: Viewer, book: SharedBook, typed: Mapping[str, Any] | None = None) -> ShownBook:
    """One book. `typed` is a form that has something to put right, by its name."""
    assert book.child is not None  # a book is about a child
    at_work = viewer.hat == Hat.STAFF
    rows = BookItem.objects.visible_to(viewer).filter(book=book).select_related("told", "by").order_by("-number")
    items = [shown(item) for item in (rows if at_work else rows.gone(clock.now()))[:MOST]]
    page = BookPage.objects.visible_to(viewer).filter(book=book, shut_at=None).first()
    said = verdicts(viewer, [book.child], Kind.SHARING, about=book).get(book.child.pk, Verdict.ASK) if at_work else None
    mine = Consent.objects.visible_to(viewer).filter(about=book).first() if viewer.hat == Hat.PARENT else None
    return ShownBook(
        book=book,
        items=[one for one in items if one.state != "draft"],
        waits=next((one for one in items if one.state == "draft"), None),
        page=page,
        page_held=page is not None and clock.now() < page.goes_at,
        open=book.open_on(viewer.today),
        family=said.value if said is not None else "",
        why_not=book_rules.may_go(viewer, book, book.scope) if at_work else None,
        mine=mine,
        forms={**_forms(viewer, book), **(typed or {})},
    )


def _forms(viewer: Viewer, book: SharedBook) -> dict[str, Any]:
    if book_rules.keep_book(viewer, book) is not None or book.closed is not None:
        return {}
    if book.decided_id is None:
        return {"settle": SettleBookForm(), "end": EndForm()}
    return {**({"write": WriteForm()} if book.open_on(viewer.today) else {}), "end": EndForm()}


def others_known(viewer: Viewer) -> Sequence[Professional]:
    """Who of other places that care for children of ours is on the register, with an address that somebody checked."""
    rows = Professional.objects.visible_to(viewer).current().select_related("organisation")
    there = rows.filter(organisation__sector=Sector.PROVIDER, verified_on__isnull=False)
    return list(there.order_by("organisation__name", "name", "pk"))


def in_file(viewer: Viewer, child: Child) -> Sequence[SharedBook]:
    """The books of a child, as this viewer may know them: those that are open first."""
    rows = SharedBook.objects.visible_to(viewer).filter(child=child).select_related("professional__organisation")
    return sorted(rows.order_by("-opened", "pk"), key=lambda book: book.closed is not None)
