"""Which photographs may be shown for what today: asked of every child on them, each time somebody looks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable

from hometime.consents.models import Photograph, Tag, Use
from hometime.consents.standing import Purpose, Verdict
from hometime.consents.verdicts import photo_verdicts
from hometime.families.models import Child

ALWAYS = (Purpose.RECORD,)
# What has to be allowed of a child on a photograph with others: their own families see each other's children.
WITH_OTHERS = {Purpose.OWN_FAMILY: (Purpose.OWN_FAMILY, Purpose.OTHER_FAMILIES)}


def needs(purpose: str, children: int) -> tuple[str, ...]:
    """Every purpose that must be allowed of each child for a photograph with so many children to be used for one."""
    more = WITH_OTHERS.get(Purpose(purpose), (Purpose(purpose),)) if children > 1 else (Purpose(purpose),)
    return (*ALWAYS, *(each for each in more if each not in ALWAYS))


def tagged(photographs: Collection[Photograph]) -> dict[str, list[Child]]:
    """The children on each photograph, by its id."""
    rows = Tag.objects.unscoped("what may be shown is asked of every child on it").filter(photograph__in=photographs)
    found: dict[str, list[Child]] = {photograph.pk: [] for photograph in photographs}
    for tag in rows.select_related("child").order_by("child__name", "pk"):
        found[tag.photograph_id].append(tag.child)
    return found


def in_the_way(photograph: Photograph, purpose: str, on: dt.date) -> list[tuple[Child, Verdict]]:
    """The children of whom a photograph may not be used for this today, each with what stands of them."""
    children = tagged([photograph])[photograph.pk]
    wanted = needs(purpose, len(children))
    standing = photo_verdicts([child.pk for child in children], wanted, on)
    found = []
    for child in children:
        said = {standing[each][child.pk] for each in wanted}
        if said != {Verdict.YES}:
            found.append((child, Verdict.NO if Verdict.NO in said else Verdict.ASK))
    return found


def stopped(uses: Collection[Use], on: dt.date) -> list[Use]:
    """The uses of photographs that some child on them may not be shown for today. A constant number of statements."""
    children = tagged(list({use.photograph_id: use.photograph for use in uses}.values()))
    wanted = {use.pk: needs(use.purpose, len(children[use.photograph_id])) for use in uses}
    everybody = {child.pk for there in children.values() for child in there}
    standing = photo_verdicts(sorted(everybody), {each for these in wanted.values() for each in these}, on)
    return [
        use
        for use in uses
        if any(
            standing[each][child.pk] != Verdict.YES for each in wanted[use.pk] for child in children[use.photograph_id]
        )
    ]


def shown(photographs: Collection[Photograph], purposes: Iterable[str], on: dt.date) -> set[str]:
    """Of these photographs, by id, the ones of which every child may be shown for at least one of `purposes` today.

    A constant number of statements. A photograph on which a child is not tagged is shown to nobody.
    """
    wanted, children = list(purposes), tagged(photographs)
    everybody = {child.pk for there in children.values() for child in there}
    standing = photo_verdicts(sorted(everybody), {each for one in wanted for each in needs(one, 2)}, on)
    return {
        photograph.pk
        for photograph in photographs
        if any(_stands(standing, children[photograph.pk], purpose, photograph.children) for purpose in wanted)
    }


def _stands(standing: dict[str, dict[str, Verdict]], children: list[Child], purpose: str, whole: int) -> bool:
    if len(children) != whole:
        return False
    wanted = needs(purpose, len(children))
    return all(standing[each][child.pk] == Verdict.YES for child in children for each in wanted)
