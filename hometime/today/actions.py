"""Doing what is owed, with a photograph where one was taken; and what the house begins to owe by itself."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Collection, Iterable

from django.db.models import Q
from django.utils.translation import gettext_noop as _

from hometime.access.mails import link_of, passed_on
from hometime.access.models import AccountMail
from hometime.audit.actions import Actor, action
from hometime.complaints.reviewing.actions import KIND as CHANGE
from hometime.complaints.reviewing.actions import change_done
from hometime.duties.actions import Task, catch_up, keep, lift, owe
from hometime.duties.models import Duty
from hometime.families.models import Bond, Child
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.notifications.actions import queue_account_mail
from hometime.notifications.models import Message
from hometime.notifications.sentences import MAY_GO_TO_AN_ADDRESS, Key
from hometime.people.models import Person
from hometime.people.roles import Role
from hometime.policies.actions import check_cards
from hometime.policies.models import cards_of
from hometime.records.actions import close_record, open_record
from hometime.records.audiences import Audience
from hometime.records.models import Paper
from hometime.records.papers.attaching import erase, take_in
from hometime.records.papers.shapes import Refused as Unfit
from hometime.today import gaps
from hometime.today.asking import COMPARES

RING = Task("F16", _("A message did not arrive. Ring a parent."), _("I rang them"), Role.MANAGER)
REACH = "reach"  # the kind of record that says somebody could not be reached
ASKED_AGAIN = dt.timedelta(days=28)  # after somebody said that it is done, and the tables still show the gap


@dataclasses.dataclass(frozen=True)
class Asking:
    """What is owed while a gap is open, for whose eyes, and how the gaps are found. `kind` is that of its records."""

    kind: str
    task: Task
    audience: Audience
    find: Callable[[dt.date], Iterable[gaps.Gap]]


ASKINGS = (
    Asking(
        "key_person",
        Task("F8", _("Name a new key person for this child"), _("It is done"), Role.MANAGER),
        Audience.STAFF,
        gaps.without_key_person,
    ),
    Asking(
        "back_up",
        Task("F8", _("Name a new back-up for this child"), _("It is done"), Role.MANAGER),
        Audience.STAFF,
        gaps.without_back_up,
    ),
    Asking(
        "facets",
        Task("F20", _("Ask what was agreed about an adult in this child's life"), _("I asked"), Role.MANAGER),
        Audience.STAFF,
        gaps.not_agreed_yet,
    ),
    # What rests on a court order, or ran out, is sealed: nobody but the leads is told that there is anything.
    Asking(
        "order",
        Task("F20", _("A court order ends. Decide what holds then"), _("It is decided"), Role.DSL),
        Audience.SAFEGUARDING,
        gaps.orders_that_end,
    ),
    Asking(
        "decision",
        Task("F20", _("A decision about an adult runs out. Decide anew"), _("It is decided"), Role.DSL),
        Audience.SAFEGUARDING,
        gaps.decisions_that_run_out,
    ),
)


class UnfitPhoto(Refused):
    """The photograph was not taken in; the words say why, and nothing was saved."""


def do(
    viewer: Actor,
    duty: Duty,
    words: str,
    *,
    on: dt.date | None = None,
    photo: tuple[bytes, str] | None = None,
    cards: Collection[str] = (),
) -> Duty:
    """Keeps a duty with words and perhaps a photograph (its bytes and file name), which becomes a paper on the record.

    The photograph is looked at before anything is written. `cards` are the ids of the contact cards that were compared
    with their source. Raises `Refused`, and then nothing is kept.
    """
    if photo is None:
        return _keep(viewer, duty, words, on, None, cards)
    paper = take_in(viewer, duty.record, *photo)
    if isinstance(paper, Unfit):
        raise UnfitPhoto(paper.say)
    try:
        return _keep(viewer, duty, words, on, paper, cards)
    except Refused:
        erase(viewer, paper)
        raise


@action
def _keep(
    viewer: Actor, duty: Duty, words: str, on: dt.date | None, paper: Paper | None, cards: Collection[str]
) -> Duty:
    kept = keep(viewer, duty, words, on=on, photo=paper)
    if duty.clause in COMPARES:
        there = {card.pk for card in cards_of(duty.setting_id)}
        if not there:
            raise Refused("There is no contact card to compare yet. Add one first.")
        if there != set(cards):
            raise Refused("Tick each card once you have compared it.")
        check_cards(viewer, duty.setting, words, on=kept.kept_on)
    if duty.record.kind == CHANGE:
        change_done(viewer, duty.record)
    return kept


@action
def pass_on(viewer: Actor, mail: AccountMail) -> Message | None:
    """Passes a mail about an account on to the outbox, with its single-use link made now. Both or neither are written.

    None for a mail that was asked for to an address which has since become theirs no more: it goes nowhere (TRUST 7).
    """
    passed_on(viewer, mail)
    own = mail.to == mail.person.email
    if not own and Key(mail.kind) not in MAY_GO_TO_AN_ADDRESS:
        return None
    return queue_account_mail(
        viewer, Key(mail.kind), person=mail.person if own else None, address="" if own else mail.to,
        once=link_of(mail), language=mail.person.language,
    )  # fmt: skip


@action
def ring_a_parent(viewer: Actor, message: Message) -> int:
    """Owes a telephone call for a notice that did not arrive, without a word of what it was about (F16, TRUST 40).

    Gives 1, or 0 where the call is owed already or there is no setting to ring from.
    """
    child = _child_of(message.person) if message.person else None
    setting = message.setting or (child.setting if child else None)
    known = Duty.objects.unscoped("one call for one message").filter(record__kind=REACH, why__message=message.pk)
    if setting is None or known.exists():
        return 0
    record = open_record(viewer, setting, REACH, "A message did not arrive", Audience.STAFF, child=child)
    tomorrow = clock.today() + dt.timedelta(days=1)
    about = child.initials if child else ""
    owe(viewer, record, RING, due=tomorrow, why={"message": message.pk}, about=about)
    return 1


def bring_back_rhythms(viewer: Actor) -> int:
    """Owes again what a rhythm should owe and does not. Gives how many were missing."""
    return catch_up(viewer)


@action
def see_to_gaps(viewer: Actor) -> int:
    """Owes somebody each gap that the tables show, once, and lets off each that is closed. Gives how many it changed.

    Safe to run again. Whoever said that it is done is asked again only after four weeks, if the gap is still there.
    """
    today = clock.today()
    changed = 0
    for asking in ASKINGS:
        found = {gap.mark: gap for gap in asking.find(today)}
        known: set[str] = set()
        asked = Duty.objects.unscoped("what is missing is asked for once").filter(
            Q(kept_on__gte=today - ASKED_AGAIN) | Q(kept_on__isnull=True, lifted_because=""), record__kind=asking.kind
        )
        for duty in asked.select_related("record"):
            mark = duty.why.get("gap", "")
            if mark in found:
                known.add(mark)
            elif duty.kept_on is None:
                lift(viewer, duty, "It was seen to.")
                close_record(viewer, duty.record)
                changed += 1
        for mark in sorted(found.keys() - known):
            _ask_for(viewer, asking, found[mark])
            changed += 1
    return changed


def _ask_for(viewer: Actor, asking: Asking, gap: gaps.Gap) -> None:
    """Owes what closes one gap, on a record of its own; it opens the page on which the gap is closed."""
    why = {"gap": gap.mark, "opens": list(gap.page)} if gap.page[0] else {"gap": gap.mark}
    record = open_record(viewer, gap.child.setting, asking.kind, asking.task.what, asking.audience, child=gap.child)
    owe(viewer, record, asking.task, due=gap.due, about=gap.about or gap.child.initials, why=why)


def _child_of(person: Person) -> Child | None:
    bond = (
        Bond.objects.unscoped("whose parent did a message not reach")
        .filter(adult__person=person, child__left__isnull=True)
        .select_related("child__setting")
        .order_by("child__name")
        .first()
    )
    return bond.child if bond else None
