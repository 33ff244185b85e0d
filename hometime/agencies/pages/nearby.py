"""The directory as anybody reads it: nobody signs in, and nothing is kept of who looked for what (P3, A12)."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When
from django.utils.translation import gettext

from hometime.access.viewer import Viewer
from hometime.agencies.actions.signposting import directory_of
from hometime.agencies.forms.nearby import AskForm
from hometime.agencies.models import Directory, Kind, Mark, Signpost, State, Where
from hometime.agencies.needs import NEEDS, Need, numbered
from hometime.agencies.places import area, miles
from hometime.families.models import Child, key_children
from hometime.families.tongues import named
from hometime.people.models import Setting
from hometime.people.roles import Hat

ROWS = 25
HERE, AROUND, ANYWHERE, FAR, UNKNOWN = range(5)  # how near something is


@dataclasses.dataclass(frozen=True)
class Shown:
    """One signpost with the words of its marks, and how near it is in words; `miles` where both places are known."""

    signpost: Signpost
    needs: Sequence[object]
    tongues: Sequence[str]
    near: str = ""
    miles: str = ""


@dataclasses.dataclass(frozen=True)
class Asked:
    """What was chosen, and what to choose from. `need` is set where one was."""

    form: AskForm
    need: Need | None
    counts: Sequence[tuple[Need, int]]


@dataclasses.dataclass(frozen=True)
class Found:
    """A page of the directory."""

    setting: Setting
    asked: Asked
    rows: Sequence[Shown]
    page: Page[Any]
    place: Directory


def listed(setting: Setting) -> Any:
    """What families are shown of a setting's directory."""
    return Signpost.objects.unscoped("the directory is for everybody").filter(setting=setting).shown()


def _marks(setting: Setting, kind: Kind) -> Any:
    rows = Mark.objects.unscoped("the directory is for everybody").filter(
        kind=kind, signpost__setting=setting, signpost__for_families=True
    )
    return rows.exclude(signpost__state=State.OFF)


def find(setting: Setting, said: Mapping[str, str]) -> Found:
    """The page that somebody asked for. What was mistyped filters nothing, and is told beside its field."""
    counts = dict(_marks(setting, Kind.NEED).order_by().values_list("value").annotate(n=Count("pk")))
    tongues = list(_marks(setting, Kind.TONGUE).order_by("value").values_list("value", flat=True).distinct())
    form = AskForm(tongues, said)
    form.is_valid()
    chosen = form.cleaned_data
    need = numbered(chosen.get("n", ""))
    place = directory_of(setting)
    rows = _filtered(setting, need, chosen)
    page: Page[Any] = Paginator(rows, ROWS).get_page(said.get("page"))
    asked = Asked(form, NEEDS.get(need), [(each, counts.get(key, 0)) for key, each in NEEDS.items()])
    return Found(setting, asked, shown(list(page), place, chosen.get("d", "")), page, place)


def _filtered(setting: Setting, need: str, chosen: Mapping[str, str]) -> QuerySet[Signpost]:
    rows = listed(setting)
    for kind, value in ((Kind.NEED, need), (Kind.TONGUE, chosen.get("l", ""))):
        if value:
            rows = rows.filter(pk__in=_marks(setting, kind).filter(value=value).values("signpost"))
    if chosen.get("c"):
        rows = rows.filter(price="free")
    found: QuerySet[Signpost] = rows.annotate(near=_nearness(chosen.get("d", ""))).order_by("near", "name", "pk")
    return found


def _nearness(first_half: str) -> Any:
    if not first_half:
        return Value(HERE, output_field=IntegerField())
    return Case(
        When(outward=first_half, then=HERE),
        When(outward__regex=rf"^{area(first_half)}[0-9]", then=AROUND),
        When(~Q(where=Where.PLACE), then=ANYWHERE),
        When(outward="", then=UNKNOWN),
        default=FAR,
        output_field=IntegerField(),
    )


def shown(rows: Sequence[Signpost], place: Directory, first_half: str = "") -> list[Shown]:
    """Signposts as they are drawn, with their marks in one question."""
    marks: dict[str, dict[str, list[str]]] = {}
    found = (
        Mark.objects.unscoped("the directory is for everybody")
        .filter(signpost__in=[row.pk for row in rows])
        .order_by("pk")
    )
    for signpost, kind, value in found.values_list("signpost_id", "kind", "value"):
        marks.setdefault(signpost, {}).setdefault(kind, []).append(value)
    return [_shown(row, marks.get(row.pk, {}), place, first_half) for row in rows]


def _shown(row: Signpost, marks: Mapping[str, Sequence[str]], place: Directory, first_half: str) -> Shown:
    needs = [NEEDS[key].words for key in NEEDS if key in marks.get(Kind.NEED, ())]
    return Shown(
        signpost=row,
        needs=needs,
        tongues=sorted(named(tag) for tag in marks.get(Kind.TONGUE, ())),
        near=_near_words(getattr(row, "near", HERE), first_half) if first_half else "",
        miles=_miles(row, place),
    )


def _near_words(near: int, first_half: str) -> str:
    words = {
        HERE: gettext("In %(place)s"),
        AROUND: gettext("Around %(place)s"),
        ANYWHERE: gettext("From anywhere"),
        FAR: gettext("Farther away"),
        UNKNOWN: gettext("We do not know how far"),
    }
    return words[near] % {"place": first_half if near == HERE else area(first_half)}


def _miles(row: Signpost, place: Directory) -> str:
    if row.where != Where.PLACE or None in (row.latitude, row.longitude, place.latitude, place.longitude):
        return ""
    far = miles((place.latitude, place.longitude), (row.latitude, row.longitude))  # type: ignore[arg-type]  # seen above
    return f"{far:.0f}" if far >= 1.5 else "1"


@dataclasses.dataclass(frozen=True)
class One:
    """One signpost, for anybody; and for somebody who works there their key children, to offer it to."""

    setting: Setting
    row: Shown
    works_here: bool
    children: Sequence[Child]


def one(setting: Setting, signpost: Signpost, viewer: Viewer | None) -> One:
    """The page of one signpost."""
    (row,) = shown([signpost], directory_of(setting))
    works = viewer is not None and viewer.hat == Hat.STAFF and viewer.setting_id == setting.pk
    return One(setting, row, works, _key_children(viewer) if works and viewer is not None else [])


def _key_children(viewer: Viewer) -> list[Child]:
    if not viewer.key_person_ids:
        return []
    rows = Child.objects.visible_to(viewer).here(viewer.today).filter(key_children(viewer, "pk"))
    return list(rows.order_by("name", "pk")[:ROWS])
