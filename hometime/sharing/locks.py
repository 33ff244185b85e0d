"""Whether what another agency told us may go further, and to whom (A3).

It is locked for everybody outside until a release for that very recipient stands beside it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection, Sequence
from typing import Self

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from hometime.access.viewer import Viewer
from hometime.kernel.answers import No
from hometime.kernel.folding import folded
from hometime.records.audiences import Audience
from hometime.records.models import Paper
from hometime.sharing.models import Decision, FoundOurs, Item, Release, ToldUs
from hometime.sharing.repeating import digest_of, repeating

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
    if locked := next((one for one in told if one.pk not in free), None):
        return named(viewer, locked, asks_first)
    rows = ToldUs.objects.unscoped("whose words are locked").filter(child=decision.child_id)
    theirs = Theirs.of(rows, decision.to_name)
    locked = next(filter(None, (theirs.in_words(item.words) for item in items if item.source != TOLD)), None)
    return named(viewer, locked, looked_at_first) if locked is not None else None


def named(viewer: Viewer | None, told: ToldUs, says: Callable[[str], No]) -> No:
    """The refusal that names the agency, for those who may know what it told us; to others that something may not go."""
    if viewer is not None and ToldUs.objects.visible_to(viewer).filter(pk=told.pk).exists():
        return says(told.originator)
    return No(_("Something in it may not go. Ask a safeguarding lead."))


@dataclasses.dataclass(frozen=True)
class Theirs:
    """What agencies told us and have not let go to a recipient, and what of our own somebody looked at and found to be ours.

    Where so many of their words stand in something else of the child, that was written or changed after it was marked as
    theirs: it is locked like theirs, until a person has looked. What is sealed stands nowhere else, and nobody learns of it
    from here.
    """

    told: Sequence[ToldUs]
    ours: frozenset[tuple[str, str]]

    @classmethod
    def of(cls, rows: QuerySet[ToldUs], to: str) -> Self:
        """Of these rows those that have words, are not sealed, and may not go to the recipient called `to`."""
        told = list(rows.filter(audience=Audience.STAFF).exclude(words="").order_by("opened", "pk"))
        free = released([one.pk for one in told], to)
        known = FoundOurs.objects.unscoped("what was looked at is locked no more").filter(
            told__in=[one.pk for one in told]
        )
        ours = frozenset(known.values_list("told_id", "digest")) if told else frozenset()
        return cls([one for one in told if one.pk not in free], ours)

    def in_words(self, words: str) -> ToldUs | None:
        """Whose words stand in these and keep them back; None where nobody's do."""
        return next((one for one in self.told if self.of_one(one, words)), None)

    def of_one(self, one: ToldUs, words: str) -> list[str]:
        """The paragraphs that repeat one of them, and that nobody has found to be ours."""
        return [part for part in repeating(words, one.words) if (one.pk, digest_of(part)) not in self.ours]


def looked_at_first(originator: str) -> No:
    """Whose words may stand in something of ours."""
    return No(
        _("This repeats what %(agency)s told us. The safeguarding lead or the manager looks at it first.")
        % {"agency": originator}
    )


def asks_first(originator: str) -> No:
    """Whose words keep something back."""
    return No(_("%(agency)s told us this. Ask them first, or write down the lawful reason.") % {"agency": originator})
