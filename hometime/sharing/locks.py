"""Whether what another agency told us may go further, and to whom (A3).

It is locked for everybody outside until a release for that very recipient stands beside it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.utils.translation import gettext as _

from hometime.access.viewer import Viewer
from hometime.kernel.answers import No
from hometime.kernel.folding import folded
from hometime.records.audiences import Audience
from hometime.records.models import Paper
from hometime.sharing.models import Decision, Item, Release, ToldUs
from hometime.sharing.repeating import holds_whole

TOLD = "told"  # the source of an item that another agency told us


def released(told: Collection[str], to: str) -> set[str]:
    """Of what agencies told us (ids), that which may go to the recipient called `to`."""
    rows = Release.objects.unscoped("what unlocks is looked at wherever something leaves").filter(told__in=told)
    return {pk for pk, name in rows.values_list("told_id", "to") if folded(name) == folded(to)}


def still_locked(decision: Decision, viewer: Viewer | None = None) -> No | None:
    """What of a decision's items may not go to its recipient, asked once more at the moment when it goes.

    A paper or a paragraph that was marked as an agency's since it was decided on is locked too. Whose it is, is said to a
    `viewer` alone who may see what that agency told us: that it is involved at all may be sealed.
    """
    items = list(Item.objects.unscoped("what agencies told us is looked at once more").filter(decision=decision))
    records = Paper.objects.unscoped("a paper may have been marked as an agency's meanwhile").filter(
        pk__in=[item.paper_id for item in items if item.paper_id]
    )
    there = {item.about for item in items if item.source == TOLD} | set(records.values_list("record", flat=True))
    told = ToldUs.objects.unscoped("whose words are locked").filter(pk__in=there).order_by("opened", "pk")
    free = released([one.pk for one in told], decision.to_name)
    locked = next((one for one in told if one.pk not in free), None) or _repeated(decision, items)
    if locked is None:
        return None
    knows = viewer is not None and ToldUs.objects.visible_to(viewer).filter(pk=locked.pk).exists()
    return asks_first(locked.originator) if knows else No(_("Something in it may not go. Ask a safeguarding lead."))


def _repeated(decision: Decision, items: Sequence[Item]) -> ToldUs | None:
    """What an agency told us and has not let go, where all of it stands in something else that goes: it was marked as theirs
    after that was written down. What is sealed stands nowhere else, and nobody learns of it from here."""
    rows = ToldUs.objects.unscoped("whose words are locked").filter(child=decision.child_id, audience=Audience.STAFF)
    told = list(rows.exclude(words="").order_by("opened", "pk"))
    free = released([one.pk for one in told], decision.to_name)
    said = [item.words for item in items if item.source != TOLD]
    locked = [one for one in told if one.pk not in free]
    return next((one for one in locked if any(holds_whole(each, one.words) for each in said)), None)


def asks_first(originator: str) -> No:
    """Whose words keep something back."""
    return No(_("%(agency)s told us this. Ask them first, or write down the lawful reason.") % {"agency": originator})
