"""How an adult joins, as somebody sees it: what they were given and confirmed, how to greet them, and what makes it easier."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from hometime.access.viewer import Viewer
from hometime.families.models import Child
from hometime.kernel.answers import No
from hometime.people.roles import Hat
from hometime.ui.asks import Ask
from hometime.welcome import rules
from hometime.welcome.actions.joining import JOINING
from hometime.welcome.contents import Wanted, wanted
from hometime.welcome.forms import family, packs
from hometime.welcome.models import ArrivalNote, Joining, JoiningStep, Pack, Step, WelcomePack

ASKS = (JOINING,)  # the kinds of record on which a family is asked something


@dataclasses.dataclass(frozen=True)
class Paper:
    """One of the papers of a setting: the version in use, the draft of the next one, and what it must have."""

    kind: Pack
    used: WelcomePack | None
    draft: WelcomePack | None
    wanted: Sequence[Wanted]


@dataclasses.dataclass(frozen=True)
class Line:
    """A paper and what one adult had of it: the step in which they confirmed it, if they did."""

    pack: WelcomePack
    title: str
    confirmed: JoiningStep | None


@dataclasses.dataclass(frozen=True)
class JoiningPage:
    """How one adult joins. `forms` are those that this viewer gets, by the name of what they do."""

    joining: Joining
    lines: Sequence[Line]
    steps: Sequence[JoiningStep]
    arrival: ArrivalNote | None
    needs: Sequence[JoiningStep]
    forms: dict[str, Any]
    why_not: No | None


def papers(viewer: Viewer, setting: Any) -> list[Paper]:
    """The papers of a setting."""
    rows = list(WelcomePack.objects.visible_to(viewer).filter(setting=setting).order_by("kind", "-number"))
    found = []
    for kind in Pack:
        of_kind = [pack for pack in rows if pack.kind == kind]
        used = next((pack for pack in of_kind if pack.published_on), None)
        draft = next((pack for pack in of_kind if not pack.published_on), None)
        found.append(Paper(kind, used, draft, wanted(setting, kind, viewer.today)))
    return found


def joinings_of(viewer: Viewer) -> list[tuple[Joining, Sequence[Line]]]:
    """Those who join with the children this viewer works with, each with what they had."""
    rows = Joining.objects.visible_to(viewer).filter(child__left__isnull=True).select_related("child", "adult__person")
    found = list(rows.order_by("child__name", "adult__person__name", "pk"))
    return list(zip(found, _lines(viewer, found), strict=True))


def lines_of(viewer: Viewer, joining: Joining) -> list[Line]:
    """What an adult had of each paper in use."""
    return _lines(viewer, [joining])[0]


def _lines(viewer: Viewer, joinings: Sequence[Joining]) -> list[list[Line]]:
    """What each of several adults had, read in two questions however many they are."""
    places = {joining.setting_id for joining in joinings}
    used: dict[tuple[str, str], WelcomePack] = {}
    published = WelcomePack.objects.visible_to(viewer).filter(setting__in=places, published_on__isnull=False)
    for each in published.order_by("kind", "number"):
        used[each.setting_id, each.kind] = each
    steps = JoiningStep.objects.visible_to(viewer).filter(
        joining__in=[joining.pk for joining in joinings], what=Step.CONFIRMED
    )
    had = {(step.joining_id, step.pack_id): step for step in steps.order_by("number")}
    return [
        [
            Line(pack, str(Pack(kind).label), had.get((joining.pk, pack.pk)))
            for kind in Pack
            if (pack := used.get((joining.setting_id, kind))) is not None
        ]
        for joining in joinings
    ]


def joining_page(viewer: Viewer, joining: Joining, typed: dict[str, Any] | None = None) -> JoiningPage:
    """How one adult joins. `typed` is a form that has something to put right, by its name."""
    rows = JoiningStep.objects.visible_to(viewer).filter(joining=joining).select_related("pack", "by")
    steps = list(rows.order_by("number"))
    at_work = viewer.hat == Hat.STAFF
    why_not = rules.write_joining(viewer, joining) if at_work else None
    lines = lines_of(viewer, joining)
    forms: dict[str, Any] = {
        "door": family.ArrivalForm(auto_id="id_door_%s"),
        "needs": family.NeedsForm(auto_id="id_needs_%s"),
    }
    forms |= {"had": packs.HadForm([line.pack for line in lines])} if at_work else {"talk": family.AskForm()}
    return JoiningPage(
        joining=joining,
        lines=lines,
        steps=[step for step in steps if step.what != Step.NEEDS],
        arrival=ArrivalNote.objects.visible_to(viewer).filter(joining=joining).order_by("-number").first(),
        needs=[step for step in steps if step.what == Step.NEEDS],
        forms={**({} if why_not else forms), **(typed or {})},
        why_not=why_not,
    )


def asks(viewer: Viewer, children: Sequence[Child]) -> list[Ask]:
    """What a parent is asked to read. Name of the child, words, verb and address of each."""
    rows = Joining.objects.visible_to(viewer).filter(child__in=[child.pk for child in children])
    found = list(rows.select_related("child").order_by("opened", "pk"))
    return [
        Ask(
            joining.child.called if joining.child else "",
            gettext("You join us: please read this"),
            gettext("Read it"),
            reverse("joining", args=[joining.pk]),
        )
        for joining, lines in zip(found, _lines(viewer, found), strict=True)
        if any(line.confirmed is None for line in lines)
    ]


def panel(viewer: Viewer, child: Child) -> list[dict[str, Any]]:
    """What a child's file shows of who joins: to the adult and those who work with the child."""
    rows = Joining.objects.visible_to(viewer).filter(child=child).select_related("adult__person")
    found = list(rows.order_by("adult__person__name", "pk"))
    return [{"joining": each, "lines": lines} for each, lines in zip(found, _lines(viewer, found), strict=True)]


def at_the_door(viewer: Viewer, child: Child) -> list[ArrivalNote]:
    """How to greet each adult of a child: the latest note of each, for those who work in the room."""
    rows = ArrivalNote.objects.visible_to(viewer).filter(joining__child=child).select_related("joining__adult__person")
    latest = {note.joining_id: note for note in rows.order_by("number")}
    return sorted(latest.values(), key=lambda note: note.joining.adult.person.name)
