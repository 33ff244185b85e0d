"""Who may do what with worries and with what leaves the house. Each answers with nothing, or with the reason why not.

`may_leave` is the gate: the one question whose answer decides whether something about a child may go to somebody outside.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from hometime.access.viewer import Viewer
from hometime.agencies.models import Question
from hometime.audit.actions import House
from hometime.consents.standing import POWER, Kind, Verdict
from hometime.consents.verdicts import verdicts
from hometime.families import working
from hometime.families.models import Bond, Child
from hometime.kernel import clock
from hometime.kernel.answers import No
from hometime.people.models import current
from hometime.people.roles import LEADS, OFFICE, Hat, Role
from hometime.records.models import Record
from hometime.sharing.locks import asks_first, still_locked
from hometime.sharing.models import OVERRIDES, Decision, Ground, Item, Sending, SharedBook, ToldUs, Way, Worry
from hometime.sharing.shapes import Offer, Permission, Recipient

THE_GATE = House("sharing")  # asks the ledger for nobody in particular
ASKED = "asked"  # the source of an item that the family was asked about by itself; its `about` is that record

# What every room asks.
lead = working.lead


# Worries


def have_a_worry(viewer: Viewer, thing: Any) -> No | None:
    """Everybody who works or helps here, under their own name. Nobody needs to be the key person for that."""
    if viewer.hat == Hat.STAFF and viewer.posts - {Role.TABLET}:
        return None
    return No(_("Sign in on your own device to do this."))


def take_up(viewer: Viewer, worry: Worry) -> No | None:
    """A lead, and an owner who was named because the worry concerns the lead: whoever sees it, until it is taken up."""
    if viewer.hat != Hat.OWNER and (no := lead(viewer, worry)):
        return no
    return _done() if worry.taken_up_at or worry.closed else None


def takes_above(viewer: Viewer, worry: Worry | None) -> bool:
    """Whether the viewer has a worry in hand that concerns the lead. They then stand where the lead would (F21)."""
    if worry is None or viewer.hat != Hat.OWNER:
        return False
    return bool(Worry.objects.visible_to(viewer).filter(pk=worry.pk).exists())


def decide_above(viewer: Viewer, worry: Worry) -> No | None:
    """Whoever has a worry in hand that concerns the lead, once it was taken up on one of the two grounds."""
    if worry.closed or not worry.taken_up_at:
        return No(_("Say first what you do about it."))
    return None if takes_above(viewer, worry) else No(_("Only a safeguarding lead does this."))


# Decisions


def decide(viewer: Viewer, child: Child) -> No | None:
    """The leads and the office; the SENCO; the key person and the back-up (F21)."""
    if working.works_with(viewer, child, *OFFICE, Role.SENCO):
        return None
    return No(_("Only the key person, the SENCO, the manager and the safeguarding lead do this."))


def refer(viewer: Viewer, question: Question) -> No | None:
    """Whoever works with children under their own name, once a service that was asked advised it (A10)."""
    if question.refers:
        return working.at_work(viewer, question)
    return No(_("They did not advise to come back with a name."))


def decide_on(viewer: Viewer, decision: Decision) -> No | None:
    """As `decide`, for the child of a decision; and whoever took the worry that it begins from above the lead."""
    assert decision.child is not None  # a decision is about a child
    return None if takes_above(viewer, decision.from_worry) else decide(viewer, decision.child)


def rest_on(viewer: Viewer, child: Child, ground: Ground, about: Record | None = None) -> No | None:
    """Harm is for a lead to find, or for whoever stands where the lead would in the decision `about`. Permission and a
    development worry are for everybody who may decide (F21)."""
    if isinstance(about, Decision) and takes_above(viewer, about.from_worry):
        return None
    if ground == Ground.HARM:
        return lead(viewer, child)
    return decide(viewer, child)


def agree(viewer: Viewer, decision: Decision) -> No | None:
    """The office agrees to a development worry being passed on, unless the office decided itself."""
    if not viewer.a_head:
        return No(_("Only the manager and the deputy agree to this."))
    return _done() if not needs_agreement(decision) else None


def needs_agreement(decision: Decision) -> bool:
    """Whether a development worry waits for the manager."""
    return bool(decision.shares) and decision.ground == Ground.DEVELOPMENT and decision.agreed_at is None


def send(viewer: Viewer, decision: Decision) -> No | None:
    """Whoever may decide, once it was decided to share and the manager agreed where that is asked for."""
    if no := decide_on(viewer, decision):
        return no
    if not decision.shares:
        return No(_("It was decided not to share this. Nothing leaves."))
    if needs_agreement(decision):
        return No(_("The manager has to agree first."))
    if is_of_a_book(decision):
        return No(_("This is a book with another place. What goes, goes from the book, item by item."))
    return None


def is_of_a_book(decision: Decision) -> bool:
    """Whether a decision is one about a book."""
    rows = SharedBook.objects.unscoped("what goes in a book goes from the book").filter(decided=decision)
    return bool(rows.exists())


def stop(viewer: Viewer, sending: Sending) -> No | None:
    """Whoever may decide, until it goes."""
    if no := decide_on(viewer, sending.decision):
        return no
    return None if sending.state(clock.now()) == "held" else No(_("It has gone. It cannot be taken back any more."))


def tell_code(viewer: Viewer, sending: Sending) -> No | None:
    """Whoever may decide, for what was not taken back: the code is told, and the receipt written down."""
    return decide_on(viewer, sending.decision) or (_done() if sending.stopped_at is not None else None)


def on_paper(viewer: Viewer, sending: Sending) -> No | None:
    """What goes on paper or is read out may be printed; a page behind a link is not."""
    no = tell_code(viewer, sending) or still_locked(sending.decision, viewer) or still_permitted(sending.decision)
    return no or (No(_("This goes as a page. Nothing is printed.")) if sending.way == Way.LINK else None)


def review(viewer: Viewer, decision: Decision) -> No | None:
    """A lead looks again at what left without the family's permission, once; or whoever stood where the lead would."""
    if not takes_above(viewer, decision.from_worry) and (no := lead(viewer, decision)):
        return no
    return None if decision.shares and decision.overrides and decision.reviewed_on is None else _done()


def speak_for(viewer: Viewer, told: ToldUs) -> No | None:
    """The leads and the manager ask the agency, and release what it told us (A3)."""
    if viewer.hat == Hat.STAFF and viewer.holds(*LEADS, Role.MANAGER):
        return None
    return No(_("Only the safeguarding lead and the manager do this."))


# The gate


def may_leave(
    viewer: Viewer,
    child: Child,
    items: Sequence[Offer],
    to: Recipient,
    *,
    ground: Ground = Ground.PERMISSION,
    permission: Permission | None = None,
    about: Record | None = None,
) -> No | None:
    """Whether exactly these items about a child may go to this recipient on this ground; else the first reason why not.

    It asks who acts, what was ticked, whose words they are (A3), whether the address was checked, and the permission of
    the family or one of the two grounds (F21, F22). `about` is the record that the family was asked about; a yes that
    somebody was told and did not write down yet is `permission`.
    """
    return (
        rest_on(viewer, child, ground, about)
        or about_items(items)
        or _address(to, viewer.today)
        or (
            each_allowed(child, items)
            if ground not in OVERRIDES and asked_one_by_one(items)
            else _permitted(viewer, child, ground, permission, about)
        )
    )


def still_permitted(decision: Decision) -> No | None:
    """Whether what was decided may still go: a yes that was taken back since holds no more, from that moment on (F24)."""
    assert decision.child is not None  # a decision is about a child
    if decision.overrides:
        return None
    items = list(
        Item.objects.unscoped("what goes is asked for until it goes").filter(decision=decision).order_by("number")
    )
    if asked_one_by_one(items):
        return each_allowed(decision.child, items)
    said = verdicts(THE_GATE, [decision.child], Kind.SHARING, about=decision).get(decision.child.pk)
    return None if said == Verdict.YES else No(_("The family does not agree any more. Nothing leaves."))


def asked_one_by_one(items: Sequence[Offer] | Sequence[Item]) -> bool:
    """Whether the family was asked about each of these items by itself, and not about the whole."""
    return bool(items) and all(item.source == ASKED for item in items)


def each_allowed(child: Child, items: Sequence[Offer] | Sequence[Item]) -> No | None:
    """Whether the family's yes to each of these items by itself holds now; one without it keeps all of them back."""
    rows = Record.objects.unscoped("the family was asked about each part by itself").filter(child=child)
    found = list(rows.filter(pk__in=[item.about for item in items]))
    yes = {
        part.pk for part in found if verdicts(THE_GATE, [child], Kind.SHARING, about=part).get(child.pk) == Verdict.YES
    }
    if all(item.about in yes for item in items):
        return None
    return No(_("The family does not agree any more. Nothing leaves."))


def by_way(to: Recipient, way: Way) -> No | None:
    """A page behind a link needs the address that it is sent to, and a telephone number for the code."""
    if way == Way.LINK and not (to.address and to.phone):
        return No(_("A page needs their checked e-mail address, and a number to tell them the code."))
    return None


def about_items(items: Sequence[Offer]) -> No | None:
    """Whether something was ticked, and nothing of it is an agency's that has not agreed: one locked item keeps all back."""
    if not items:
        return No(_("Tick what is to go. Nothing else leaves."))
    locked = next((item for item in items if item.locked), None)
    return asks_first(locked.originator) if locked is not None else None


def _address(to: Recipient, day: dt.date) -> No | None:
    if to.checked_on is None or to.checked_on > day:
        return No(_("Nobody has checked this address. Ring them on a number that you hold, then write down the day."))
    return None


def _permitted(
    viewer: Viewer, child: Child, ground: Ground, permission: Permission | None, about: Record | None
) -> No | None:
    """The family's yes, as the ledger of consents has it about this very matter. A no of whichever adult counts as no, and
    nobody is told whose it was."""
    if ground in OVERRIDES:
        return None
    said = verdicts(viewer, [child], Kind.SHARING, about=about).get(child.pk, Verdict.ASK) if about else Verdict.ASK
    if said == Verdict.NO:
        return No(_("The family does not agree. It goes only on one of the two grounds."))
    if said == Verdict.YES:
        return None
    if permission is None:
        return No(_("The family has not said yes. Ask them, or write down one of the two grounds."))
    if not may_permit(child, permission.of.pk, viewer.today):
        return No(_("This adult cannot give permission for this. Ask one who can."))
    return None


def may_permit(child: Child, person: str, day: dt.date) -> bool:
    """Whether an adult may say yes to something about the child being shared, on `day`."""
    bonds = Bond.objects.unscoped("who may permit that something is shared").filter(
        current(day), child=child, adult__person_id=person
    )
    return any(bond.may_consent(POWER[Kind.SHARING], day) for bond in bonds)


def _done() -> No:
    return No(_("This is already done. Nothing is left to do here."))
