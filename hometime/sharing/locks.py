"""Whether what another agency told us may go further, and to whom (A3).

It is locked for everybody outside until a release for that very recipient stands beside it.
"""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext as _

from hometime.kernel.answers import No
from hometime.kernel.folding import folded
from hometime.sharing.models import Decision, Item, Release, ToldUs

TOLD = "told"  # the source of an item that another agency told us


def released(told: Collection[str], to: str) -> set[str]:
    """Of what agencies told us (ids), that which may go to the recipient called `to`."""
    rows = Release.objects.unscoped("what unlocks is looked at wherever something leaves").filter(told__in=told)
    return {pk for pk, name in rows.values_list("told_id", "to") if folded(name) == folded(to)}


def still_locked(decision: Decision) -> No | None:
    """What of a decision's items may not go to its recipient, asked once more at the moment when it goes."""
    rows = Item.objects.unscoped("what agencies told us is looked at once more").filter(decision=decision, source=TOLD)
    told = set(rows.values_list("about", flat=True))
    locked = told - released(told, decision.to_name)
    if not locked:
        return None
    first = ToldUs.objects.unscoped("whose words are locked").filter(pk__in=locked).order_by("opened", "pk").first()
    assert first is not None
    return No(
        _("%(agency)s told us this. Ask them first, or write down the lawful reason.") % {"agency": first.originator}
    )
