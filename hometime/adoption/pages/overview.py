"""The first page: what is on the way, and what is in force for each setting."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator

from hometime.access.rules import settings_of
from hometime.access.viewer import Viewer
from hometime.adoption.models import PolicyDraft
from hometime.people.models import Setting
from hometime.policies.models import AdoptedClause, Adoption, latest

ROWS = 10
OURS = {"10": "The policy", "10.1": "Working with families, agencies and schools", "10.2": "Complaints"}
COMPLAINTS = "10.2"


@dataclasses.dataclass(frozen=True)
class Held:
    """What is in force for one setting. `lacks_complaints`: its text sends families to 10.2, which it does not hold."""

    setting: Setting
    parts: Sequence[Adoption]
    lacks_complaints: bool


@dataclasses.dataclass(frozen=True)
class Overview:
    """The whole page of one viewer."""

    open: Sequence[PolicyDraft]
    ended: Sequence[PolicyDraft]
    held: Sequence[Held]
    page: Page[Setting]
    ours: Sequence[tuple[str, str]]


def overview(viewer: Viewer, number: Any) -> Overview:
    """The drafts that `viewer` may work on, and page `number` of the settings that the hat reaches."""
    drafts = PolicyDraft.objects.visible_to(viewer).whole().defer("content", "reading")
    settings = Paginator(settings_of(viewer), ROWS).get_page(number)
    return Overview(
        open=list(drafts.open().order_by("-made_on", "pk")[:ROWS]),
        ended=list(drafts.exclude(outcome=PolicyDraft.Outcome.OPEN).order_by("-ended_on", "pk")[:ROWS]),
        held=held_by(list(settings), viewer),
        page=settings,
        ours=list(OURS.items()),
    )


def held_by(settings: Sequence[Setting], viewer: Viewer) -> list[Held]:
    """What is in force today for each of the settings."""
    rows: dict[str, list[Adoption]] = {setting.pk: [] for setting in settings}
    found = Adoption.objects.filter(setting__in=settings, adopted_on__lte=viewer.today)
    for adoption in found.order_by("adopted_on", "sequence"):
        rows[adoption.setting_id].append(adoption)
    parts = {setting.pk: latest(rows[setting.pk]) for setting in settings}
    without = [a for held in parts.values() if COMPLAINTS not in {p.number for p in held} for a in held]
    sent = AdoptedClause.objects.filter(adoption__in=without).values_list("adoption__setting", "refers_to")
    lacking = {setting for setting, numbers in sent if COMPLAINTS in numbers}
    return [Held(setting, parts[setting.pk], setting.pk in lacking) for setting in settings]
