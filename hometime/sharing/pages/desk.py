"""The safeguarding lead's desk: new worries first, then what is in hand, what ends, and what went without a family's yes."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from hometime.access.viewer import Viewer
from hometime.families.models import Order
from hometime.kernel import clock
from hometime.sharing.models import OVERRIDES, Asking, Decision, Sending, Worry

MOST = 50  # of each


@dataclasses.dataclass(frozen=True)
class Desk:
    """What lies on the desk, each in the order in which it came."""

    new: Sequence[Worry]
    in_hand: Sequence[Worry]
    considered: Sequence[Decision]
    orders: Sequence[Order]
    to_review: Sequence[Decision]
    unanswered: Sequence[Sending]
    asked: Sequence[Asking]
    log: Sequence[Decision]


def desk(viewer: Viewer) -> Desk:
    """The desk of a lead, with nothing on it that concerns them."""
    worries = Worry.objects.visible_to(viewer).select_related("child", "written_by").order_by("written_at", "pk")
    open_ones = worries.filter(closed__isnull=True)
    decisions = Decision.objects.visible_to(viewer).select_related("child", "decided_by").order_by("opened", "pk")
    orders = (
        Order.objects.visible_to(viewer).to_settle(viewer.today).select_related("bond__child", "bond__adult__person")
    )
    sendings = Sending.objects.visible_to(viewer).gone(clock.now()).filter(got="").select_related("decision__child")
    asked = Asking.objects.visible_to(viewer).filter(answer="").select_related("told__child")
    return Desk(
        new=list(open_ones.filter(read_at__isnull=True)[:MOST]),
        in_hand=list(open_ones.filter(read_at__isnull=False)[:MOST]),
        considered=list(decisions.filter(shares__isnull=True, closed__isnull=True)[:MOST]),
        orders=list(orders.order_by("expires", "pk")[:MOST]),
        to_review=list(decisions.filter(shares=True, ground__in=list(OVERRIDES), reviewed_on__isnull=True)[:MOST]),
        unanswered=list(sendings.order_by("goes_at", "pk")[:MOST]),
        asked=list(asked.order_by("asked_on", "pk")[:MOST]),
        log=list(decisions.filter(shares__isnull=False).order_by("-decided_at", "pk")[:MOST]),
    )
