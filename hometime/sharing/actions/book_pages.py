"""The page on which another place reads and writes its book: given by link and code, lasting, and shut at once (P23).

Like the page that opens once, neither the secret in the link nor the code is kept: only what tells them again. This one
lasts, so its code is asked for again in every browser and every half day.
"""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.hashers import make_password

from hometime.access.viewer import Viewer
from hometime.audit.actions import Actor, action, note, person_of
from hometime.kernel import clock, ids
from hometime.kernel.answers import Refused
from hometime.kernel.holding import hold
from hometime.notifications.actions import queue_account_mail
from hometime.notifications.actions import stop as stop_message
from hometime.notifications.models import Message
from hometime.notifications.sentences import Key
from hometime.sharing import book_rules, rules
from hometime.sharing.actions.sending import HELD_BACK, digest_of, new_code
from hometime.sharing.models import BookPage, SharedBook, Way
from hometime.sharing.shapes import recipient_from


@action
def give(viewer: Viewer, book: SharedBook) -> BookPage:
    """Sends the other place the link to its page, after `HELD_BACK`. A page that it had before is shut. Raises `Refused`."""
    to = recipient_from(hold(book).professional)
    if no := book_rules.may_go(viewer, book, book.scope) or rules.by_way(to, Way.LINK):
        raise Refused(str(no))
    shut_all(viewer, book)
    secret, now = ids.token() + ids.token(), clock.now()
    link = f"{settings.PUBLIC_URL}/between/{secret}/"
    page = BookPage(book=book, by_id=person_of(viewer), at=now, goes_at=now + HELD_BACK, digest=digest_of(secret))
    mail = queue_account_mail(viewer, Key.SHARED, address=to.address, once=link, earliest=page.goes_at)
    page.message = mail.pk
    page.save()
    note("book.page_given", page, chain=book.setting_id)
    return page


@action
def draw_code(viewer: Viewer, page: BookPage) -> str:
    """Draws the code for a page, to be told by telephone, and gives it this once. An older one opens nothing any more."""
    if hold(page).shut_at is not None:
        raise Refused("This page was shut. Give them a new one.")
    bare, shown = new_code()
    page.code = make_password(bare)
    page.save(update_fields=["code"])
    note("book.code_drawn", page, chain=page.book.setting_id)
    return shown


@action
def shut(viewer: Viewer, page: BookPage) -> None:
    """Shuts a page at once: its link and its code open nothing any more. A mail that has not gone is stopped with it."""
    still = BookPage.objects.unscoped("a page of a book is shut once").filter(pk=page.pk, shut_at=None)
    now = clock.now()
    if not still.update(shut_at=now, shut_by_id=person_of(viewer), digest="", code=""):
        raise Refused("This is already done. Nothing was changed.")
    if now < page.goes_at and page.message:
        mail = Message.objects.unscoped("a mail that has not gone is stopped").get(pk=page.message)
        stop_message(viewer, mail)
    note("book.page_shut", page, chain=page.book.setting_id)


def shut_all(viewer: Viewer, book: SharedBook) -> None:
    """Shuts the page that a book has, if it has one."""
    rows = BookPage.objects.unscoped("a book has one page at a time").filter(book=book, shut_at=None)
    for page in rows.select_related("book").order_by("pk"):
        shut(viewer, page)


def page_of(secret: str) -> BookPage | None:
    """The page that a link opens now; None where it was shut, its book is over, it never was, or the family's yes was taken
    back."""
    rows = BookPage.objects.unscoped("a book's page is opened by whoever holds its link and its code")
    whole = rows.given(clock.now()).select_related(
        "book__child", "book__setting", "book__professional__organisation", "book__decided__child"
    )
    found = whole.filter(digest=digest_of(secret)).first()
    return found if found is not None and book_rules.still_theirs(found) else None


@action
def opened(actor: Actor, page: BookPage) -> None:
    """The page was opened with its code."""
    page.opened_at = page.opened_at or clock.now()
    page.save(update_fields=["opened_at"])
    note("book.page_opened", page, chain=page.book.setting_id)
