"""Sending what was decided on: held back for half a minute, then gone; a receipt is owed, and asked for again (A2, A9).

A page is sent as a link by e-mail and opened with a code that is told by telephone. Neither the secret in the link nor
the code is kept: only what tells them again.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import hashlib
import secrets
from collections.abc import Sequence

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password

from hometime.access.viewer import Viewer
from hometime.audit.actions import Actor, action, note, person_of
from hometime.kernel import clock, ids
from hometime.kernel.answers import Refused
from hometime.kernel.holding import hold
from hometime.notifications.actions import queue_account_mail
from hometime.notifications.actions import stop as stop_message
from hometime.notifications.models import Message
from hometime.notifications.sentences import Key
from hometime.people.roles import Role
from hometime.sharing import rules
from hometime.sharing.actions.deciding import recipient_of
from hometime.sharing.actions.tasks import (
    ARRIVED,
    TELL,
    close_when_done,
    done,
    in_days,
    let_off,
    opens,
    owe_taker,
    post_of,
)
from hometime.sharing.locks import still_locked
from hometime.sharing.models import BookPage, Decision, Got, Item, PassedOn, Sending, Told, Way

HELD_BACK = dt.timedelta(seconds=30)
OPEN_FOR = dt.timedelta(hours=72)
CODE_LENGTH = 8


@action
def send(viewer: Viewer, decision: Decision, way: Way = Way.LINK) -> Sending:
    """Sends exactly what a decision holds, after `HELD_BACK`; until then `stop` takes it back. Raises `Refused`."""
    assert decision.child is not None  # a decision is about a child
    if no := (
        rules.send(viewer, hold(decision))
        or rules.by_way(recipient_of(decision), way)
        or still_locked(decision, viewer)
        or rules.still_permitted(decision)
    ):
        raise Refused(str(no))
    now = clock.now()
    if (
        Sending.objects.unscoped("one thing is sent at a time")
        .filter(decision=decision, stopped_at=None, got="")
        .exists()
    ):
        raise Refused("It is on its way already.")
    goes_at = now + HELD_BACK
    sending = Sending(decision=decision, way=way, by_id=person_of(viewer), at=now, goes_at=goes_at)
    if way == Way.LINK:
        _as_page(viewer, sending)
    sending.save()
    note("sharing.sent", sending, chain=decision.setting_id, way=way, items=_count(decision))
    _owe(viewer, decision)
    if decision.told == Told.BEFORE:
        tell(viewer, decision, goes_at)
    return sending


def _as_page(viewer: Viewer, sending: Sending) -> None:
    secret = ids.token() + ids.token()
    link = f"{settings.PUBLIC_URL}/shared/{secret}/"
    mail = queue_account_mail(
        viewer, Key.SHARED, address=sending.decision.to_address, once=link, earliest=sending.goes_at
    )
    sending.message, sending.digest = mail.pk, digest_of(secret)
    sending.ends_at = sending.goes_at + OPEN_FOR


def _owe(viewer: Viewer, decision: Decision) -> None:
    day, why = clock.today(), opens("share", decision)
    role = post_of(viewer, Role.MANAGER)
    owe_taker(viewer, decision, dataclasses.replace(ARRIVED, owed_by=role), in_days(ARRIVED, day), why)
    if decision.told == Told.AFTER:
        owe_taker(viewer, decision, dataclasses.replace(TELL, owed_by=role), in_days(TELL, day), why)


@action
def tell(viewer: Actor, decision: Decision, at: dt.datetime) -> PassedOn:
    """Writes down for the family what goes out, from `at` on."""
    assert decision.child is not None  # a decision is about a child
    to = recipient_of(decision)
    rows = Item.objects.unscoped("a family is told what was passed on").filter(decision=decision).order_by("number")
    row = PassedOn(
        decision=decision, child=decision.child, at=at, to=f"{to.called} ({to.role})" if to.role else to.called,
        titles=list(dict.fromkeys(item.title for item in rows)), why=decision.purpose,
        ground=decision.ground, by_id=person_of(viewer),
    )  # fmt: skip
    row.save()
    note("sharing.family_shown", row, chain=decision.setting_id)
    return row


@action
def stop(viewer: Viewer, sending: Sending) -> None:
    """Takes back what has not gone yet: its mail, its page, and what the family was to read of it."""
    if no := rules.stop(viewer, hold(sending)):
        raise Refused(str(no))
    still = Sending.objects.unscoped("what has not gone is taken back once").filter(pk=sending.pk, stopped_at=None)
    sending.stopped_at, sending.stopped_by_id = clock.now(), person_of(viewer)
    if not still.update(stopped_at=sending.stopped_at, stopped_by=sending.stopped_by_id, digest="", code=""):
        raise Refused("This is already done. Nothing was changed.")
    if sending.message:
        mail = Message.objects.unscoped("a mail that has not gone is stopped").get(pk=sending.message)
        stop_message(viewer, mail)
    decision = sending.decision
    PassedOn.objects.unscoped("what did not go is told to nobody").filter(
        decision=decision, at=sending.goes_at
    ).delete()
    note("sharing.stopped", sending, chain=decision.setting_id)
    for task in (ARRIVED, TELL):
        let_off(viewer, decision, task, "It was taken back before it went.")


@action
def draw_code(viewer: Viewer, sending: Sending) -> str:
    """Draws the code for a page, to be told by telephone, and gives it this once. An older one opens nothing any more."""
    if hold(sending).state(clock.now()) not in ("held", "gone") or sending.way != Way.LINK:
        raise Refused("This page cannot be opened any more. Send it again.")
    bare, shown = new_code()
    sending.code = make_password(bare)
    sending.save(update_fields=["code"])
    note("sharing.code_drawn", sending, chain=sending.decision.setting_id)
    return shown


def new_code() -> tuple[str, str]:
    """A code, bare as it is compared and with a dash as it is told."""
    bare = "".join(secrets.choice(ids.ALPHABET) for _ in range(CODE_LENGTH))
    return bare, f"{bare[:4]}-{bare[4:]}"


def page_of(secret: str) -> Sending | None:
    """The page that a link still opens; None where it was taken back, is over, never was, or a yes it rests on was taken
    back."""
    rows = Sending.objects.unscoped("a page is opened by whoever holds its link and its code")
    pages = rows.still_to_open(clock.now()).filter(digest=digest_of(secret))
    found = pages.select_related("decision__setting", "decision__child").first()
    if found is None or rules.still_permitted(found.decision) or still_locked(found.decision):
        return None
    return found


def fits(sending: Sending | BookPage | None, typed: str) -> bool:
    """Whether a typed code opens a page. Takes as long where there is no page, or no code yet."""
    kept = sending.code if sending is not None else ""
    bare = "".join(sign for sign in typed.upper() if sign.isalnum())[:40]
    return check_password(bare, kept or _nobodys()) and bool(kept)


@functools.cache
def _nobodys() -> str:
    return make_password("nobody has this code")


@action
def open_once(actor: Actor, sending: Sending, browser: str) -> None:
    """The page was opened with its code in one browser; from now on it opens in that one alone."""
    still = Sending.objects.unscoped("a page opens once").filter(pk=sending.pk, opened_at=None, stopped_at=None)
    now = clock.now()
    if not still.update(opened_at=now, opened_with=digest_of(browser), code=""):
        raise Refused("This page was opened before. Ring us, and we send it again.")
    sending.opened_at, sending.opened_with = now, digest_of(browser)
    note("sharing.opened", sending, chain=sending.decision.setting_id)


def items_of(sending: Sending) -> Sequence[Item]:
    """What is on a page: the items that were written down before it went, and nothing else."""
    rows = Item.objects.unscoped("a page shows what was decided on").filter(decision=sending.decision_id)
    return list(rows.select_related("paper").order_by("number"))


@action
def received(
    actor: Actor, sending: Sending, got: Got, by: str = "", words: str = "", on: dt.date | None = None
) -> None:
    """Writes down that it arrived, how we know, and from whom. With that nothing more is owed for it."""
    now = clock.now()
    if hold(sending).state(now) in ("stopped", "held"):
        raise Refused("It has not gone.")
    if sending.got:
        raise Refused("This is already done. Nothing was changed.")
    if on is not None and on > clock.today():
        raise Refused("The day must be today or earlier.")
    sending.got, sending.got_on, sending.got_by, sending.got_words = got, on or clock.today(), by.strip(), words.strip()
    sending.save(update_fields=["got", "got_on", "got_by", "got_words"])
    note("sharing.received", sending, chain=sending.decision.setting_id, how=got)
    done(actor, sending.decision, ARRIVED, "It arrived.")
    close_when_done(actor, sending.decision)


@action
def told_the_family(viewer: Viewer, decision: Decision) -> None:
    """Writes down that the family was told of something that had gone before they knew; from now on they can read it."""
    if hold(decision).told != Told.AFTER or decision.told_on is not None:
        raise Refused("This is already done. Nothing was changed.")
    gone = Sending.objects.unscoped("a family is told of what has gone").filter(decision=decision).gone(clock.now())
    if not gone.exists():
        raise Refused("It has not gone.")
    decision.told_on = clock.today()
    decision.save(update_fields=["told_on"])
    note("sharing.family_told", decision)
    tell(viewer, decision, clock.now())
    done(viewer, decision, TELL, "The family was told.")
    close_when_done(viewer, decision)


def digest_of(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _count(decision: Decision) -> int:
    return Item.objects.unscoped("how many things went").filter(decision=decision).count()
