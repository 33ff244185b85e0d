"""Whether families felt welcome, as the page shows it: by month and by way, and nothing where too few answered."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from itertools import groupby

from django.db.models import Exists, OuterRef, Q

from hometime.access.viewer import Viewer
from hometime.families.models import Child, bonds_of
from hometime.people.models import Setting
from hometime.welcome.models import PulseAsked, PulseTally
from hometime.welcome.models.pulse import month_of

YEAR = 24  # lines: twelve months, each with the telephone and the jar


@dataclasses.dataclass(frozen=True)
class Place:
    """A setting and the numbers of its last twelve months, the latest first."""

    setting: Setting
    tallies: Sequence[PulseTally]


def pulses(viewer: Viewer) -> list[Place]:
    """What was said in each setting that this viewer answers for."""
    rows = PulseTally.objects.visible_to(viewer).whole().order_by("setting__name", "setting", "-month", "jar")
    return [Place(setting, list(each)[:YEAR]) for setting, each in groupby(rows, key=lambda tally: tally.setting)]


def asked(viewer: Viewer) -> Exists:
    """Whether a parent was asked this month about the setting of the child in the question outside."""
    mine = PulseAsked.objects.visible_to(viewer).filter(setting=OuterRef("setting"))
    return Exists(mine.filter(month__gte=month_of(viewer.today)))


def setting_of(viewer: Viewer, slug: str) -> Setting | None:
    """The setting by that name to which a parent comes with a child of whom they may know all; None where they do not."""
    here = Q(left__isnull=True) | Q(left__gte=viewer.today)
    mine = Child.objects.visible_to(viewer).filter(here, Exists(bonds_of(viewer, "pk", full=True)), setting__slug=slug)
    child = mine.select_related("setting").order_by("pk").first()
    return child.setting if child else None
