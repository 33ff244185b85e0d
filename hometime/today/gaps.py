"""What the tables themselves show to be missing or run out, so that somebody can be asked: read anew at each look.

A finder gives each gap of its kind with a `mark` by which the same gap is known again, and the day by which it is to be
closed. Nothing here is stored; `today.actions.see_to_gaps` owes what is found and lets off what is found no more.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator

from django.db.models import Exists, Max, OuterRef, Q

from hometime.families.facets import Collects, Information, Responsibility
from hometime.families.models import Bond, Child, ChildRows, Decision, KeyPersonship, Order
from hometime.families.naming import AHEAD, here_on, without
from hometime.people.models import Post, current
from hometime.people.roles import Role

A_WEEK = dt.timedelta(days=7)
BACK_UP_AFTER = dt.timedelta(days=14)  # after the first day; our suggestion: no law says by when there is a back-up


@dataclasses.dataclass(frozen=True)
class Gap:
    """One thing that is missing about a child: known again by `mark`, to be closed by `due`; `about` names nobody.

    `page` is the name of the page on which it is closed, and what stands in that page's address.
    """

    child: Child
    mark: str
    due: dt.date
    about: str = ""
    page: tuple[str, str] = ("", "")


def without_key_person(today: dt.date) -> Iterator[Gap]:
    """Children whom nobody will be the key person of, four weeks from now, by what is written down today (F8)."""
    return _unheld(here_on(today + AHEAD), KeyPersonship.Part.KEY, today)


def without_back_up(today: dt.date) -> Iterator[Gap]:
    """Children whose back-up leaves or has left, and who have no other; and those who have been here for two weeks and have
    none: registering a child lets that be chosen later, but not for ever (F8)."""
    held = KeyPersonship.objects.unscoped("whose back-up leaves").filter(
        Q(ends__isnull=True) | Q(ends__gte=today), child=OuterRef("pk"), part=KeyPersonship.Part.BACK_UP
    )
    asked = here_on(today + AHEAD).filter(Exists(held) | Q(starts__lte=today - BACK_UP_AFTER))
    return _unheld(asked, KeyPersonship.Part.BACK_UP, today, nobody_by=today + A_WEEK)


def orders_that_end(today: dt.date) -> Iterator[Gap]:
    """Court orders that end within four weeks, or have ended, and of which nobody has decided what holds then."""
    orders = Order.objects.unscoped("a lead is asked what holds after an order").to_settle(today)
    for order in orders.select_related("bond__child__setting").order_by("pk"):
        if order.expires is not None:
            yield Gap(order.bond.child, order.pk, order.expires, page=("bond", order.bond_id))


def decisions_that_run_out(today: dt.date) -> Iterator[Gap]:
    """What was decided about an adult and has run out or is to be looked at again: nothing opens by itself."""
    decisions = Decision.objects.unscoped("a lead is asked again what holds").asked_again(today)
    for decision in decisions.select_related("bond__child__setting").order_by("pk"):
        due = min(filter(None, (decision.until, decision.review_on)))
        yield Gap(decision.bond.child, decision.pk, due, page=("bond", decision.bond_id))


def not_agreed_yet(today: dt.date) -> Iterator[Gap]:
    """Adults of whom nobody has said what they may know, whether they may collect, or what responsibility they have."""
    bonds = Bond.objects.unscoped("what nobody answered is asked").filter(
        current(today),
        Q(info=Information.UNKNOWN) | Q(collect=Collects.UNKNOWN) | Q(pr=Responsibility.UNKNOWN),
        Q(child__left__isnull=True) | Q(child__left__gte=today),
    )
    for bond in bonds.select_related("child__setting").order_by("pk"):
        yield Gap(bond.child, bond.pk, today + A_WEEK, about=bond.relation, page=("bond", bond.pk))


def _unheld(children: ChildRows, part: str, today: dt.date, nobody_by: dt.date | None = None) -> Iterator[Gap]:
    """A gap for each child for whom nobody holds `part` in four weeks.

    It is to be closed by the last day of whoever holds it now; where nobody does by `nobody_by`, today unless it is given.
    """
    rows = KeyPersonship.objects.unscoped("who is named for a child").filter(part=part)
    posts = Post.objects.filter(role=Role.KEY_PERSON, person__is_active=True)
    for child in without(children, part, today).select_related("setting").order_by("pk"):
        holders = rows.filter(current(today), child=child).values("person")
        last = posts.on(today).filter(person__in=holders).aggregate(last=Max("ends"))["last"]
        yield Gap(child, child.pk, max(last or nobody_by or today, today), page=("allocate", child.pk))
