"""Court orders and formal instructions, as somebody here saw them."""

from __future__ import annotations

import datetime as dt

from hometime.audit.actions import Actor, action, note, person_of
from hometime.families import rules
from hometime.families.actions.asking import ask
from hometime.families.models import (
    Bond,
    Order,
)
from hometime.kernel import clock


@action
def write_down_order(
    viewer: Actor,
    bond: Bond,
    kind: str,
    issued: dt.date,
    *,
    expires: dt.date | None = None,
    seen: bool = True,
) -> Order:
    """Writes down a court order or formal instruction. What it restricts is decided apart, facet by facet."""
    ask(viewer, rules.decide, bond)
    today = clock.today()
    order = Order(
        bond=bond, kind=kind, issued=issued, expires=expires,
        seen_on=today if seen else None, seen_by_id=person_of(viewer) if seen else None,
    )  # fmt: skip
    order.save()
    note("order.written", order, chain=bond.child.setting_id, expires=expires or "")
    return order


@action
def settle_order(viewer: Actor, order: Order) -> Order:
    """The safeguarding lead has decided what holds after an order; until then it is asked again and nothing opens."""
    ask(viewer, rules.renew, order.bond)
    order.settled_on = clock.today()
    order.save(update_fields=["settled_on"])
    note("order.settled", order, chain=order.bond.child.setting_id)
    return order
