"""Photographs of a child: what lies in the file, who must not be pictured, and what a family is shown today."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from hometime.access.viewer import Viewer
from hometime.consents import rules
from hometime.consents.forms import staff
from hometime.consents.models import Photograph, Tag, Use
from hometime.consents.picturing import in_the_way, shown
from hometime.consents.standing import Kind, Purpose, Verdict
from hometime.consents.verdicts import verdicts
from hometime.consents.words import PURPOSES
from hometime.families.models import Child, told_apart
from hometime.kernel.answers import No
from hometime.people.roles import Hat

FOR_FAMILIES = (Purpose.OWN_FAMILY, Purpose.OTHER_FAMILIES)
MOST = 60  # pictures on one page
WARN = {Verdict.NO: "DO NOT PICTURE", Verdict.ASK: "ask first"}


def may_be_seen(viewer: Viewer, photographs: Sequence[Photograph]) -> set[str]:
    """Which of these may be looked at today, by id: at work, those whose children may all be pictured for the record;
    by a family, those that may be shown to families."""
    wanted = (Purpose.RECORD,) if viewer.hat == Hat.STAFF else FOR_FAMILIES
    return shown(photographs, wanted, viewer.today)


@dataclasses.dataclass(frozen=True)
class Album:
    """The photographs of one child, as this viewer may see them; and how many lie hidden, at work."""

    child: Child
    photographs: Sequence[Photograph]
    hidden: Sequence[Photograph]
    may_add: bool
    may_erase_all: bool


def album(viewer: Viewer, child: Child) -> Album:
    """The album of a child. A family finds those that are shared with it and nothing else, with no sign of more."""
    rows = Photograph.objects.visible_to(viewer).filter(paper__isnull=False)
    if viewer.hat == Hat.PARENT:
        there = list(rows.filter(setting=child.setting_id).order_by("-taken_on", "pk")[:MOST])
    else:
        tags = Tag.objects.visible_to(viewer).filter(child=child).values("photograph")
        there = list(rows.filter(pk__in=tags).order_by("-taken_on", "pk")[:MOST])
    seen = may_be_seen(viewer, there)
    at_work = viewer.hat == Hat.STAFF
    return Album(
        child=child,
        photographs=[each for each in there if each.pk in seen],
        hidden=[each for each in there if each.pk not in seen] if at_work else (),
        may_add=at_work and rules.picture(viewer, child) is None,
        may_erase_all=at_work and rules.erase_all(viewer, child) is None,
    )


@dataclasses.dataclass(frozen=True)
class Taking:
    """The page on which a photograph is taken in: who must not be on it stands at the top, before any file is chosen."""

    child: Child
    called: str
    no: Sequence[str]
    ask: Sequence[str]
    others: Sequence[Child]
    names: dict[str, str]
    flags: dict[str, str]
    own: str


def taking(viewer: Viewer, child: Child) -> Taking:
    """Who of the children here may be pictured, for the record; all of them that this viewer may see."""
    rows = Child.objects.visible_to(viewer).here(viewer.today).filter(setting=child.setting_id)
    here = list(rows.order_by("name", "pk"))
    standing = verdicts(viewer, here, Kind.PHOTO, purpose=Purpose.RECORD)
    names = told_apart(here)  # a mark beside one of two children of one name must not be taken for the other's
    return Taking(
        child=child,
        called=names.get(child.pk, child.called),
        no=[names[each.pk] for each in here if standing.get(each.pk) == Verdict.NO],
        ask=[names[each.pk] for each in here if standing.get(each.pk) == Verdict.ASK],
        names=names,
        others=[each for each in here if each.pk != child.pk],
        flags={each.pk: WARN.get(standing.get(each.pk, Verdict.ASK), "") for each in here},
        own=WARN.get(standing.get(child.pk, Verdict.ASK), ""),
    )


@dataclasses.dataclass(frozen=True)
class Used:
    """A purpose that a photograph is used for, and whom it may not be shown of today."""

    use: Use
    called: str
    blocked: Sequence[Child]


@dataclasses.dataclass(frozen=True)
class PhotographPage:
    """One photograph at work: who is on it, what it is used for, and what may still be done with it."""

    photograph: Photograph
    tags: Sequence[Tag]
    uses: Sequence[Used]
    visible: bool
    why_not: No | None
    forms: dict[str, Any]


def photograph_page(viewer: Viewer, photograph: Photograph, typed: dict[str, Any] | None = None) -> PhotographPage:
    """One photograph. `typed` is a form that has something to put right, by its name."""
    tags = Tag.objects.visible_to(viewer).filter(photograph=photograph).select_related("child")
    uses = Use.objects.visible_to(viewer).filter(photograph=photograph, ended_on__isnull=True).order_by("on", "pk")
    why_not = rules.use(viewer, photograph)
    return PhotographPage(
        photograph=photograph,
        tags=list(tags.order_by("child__name", "pk")),
        uses=[_used(viewer, photograph, each) for each in uses],
        visible=photograph.paper_id is not None and bool(may_be_seen(viewer, [photograph])),
        why_not=why_not,
        forms={**({"use": staff.UseForm()} if why_not is None else {}), **(typed or {})},
    )


def _used(viewer: Viewer, photograph: Photograph, use: Use) -> Used:
    blocked = [child for child, _verdict in in_the_way(photograph, use.purpose, viewer.today)]
    return Used(use, str(PURPOSES[Purpose(use.purpose)]), blocked)
