"""A safeguarding file on its way, as a lead sees it, and the way to it from a child's file."""

from __future__ import annotations

import dataclasses
from typing import Any

from hometime.access.viewer import Viewer
from hometime.families.models import Child
from hometime.kernel.answers import No
from hometime.schools import rules
from hometime.schools.forms import packs
from hometime.schools.models import SealedFile


@dataclasses.dataclass(frozen=True)
class SealedPage:
    """A safeguarding file, and what a lead can do about it now."""

    sealed: SealedFile
    went: bool
    why_not: No | None
    forms: dict[str, Any]


def sealed_page(viewer: Viewer, sealed: SealedFile, typed: dict[str, Any] | None = None) -> SealedPage:
    """A safeguarding file. `typed` is a form that has something to put right, by its name."""
    why_not = rules.carry(viewer, sealed)
    went = sealed.sent_on is not None and not rules.was_taken_back(sealed)
    forms: dict[str, Any] = {}
    if why_not is None and not went:
        forms = {"going": packs.GoingForm(), "nothing": packs.NothingForm()}
    elif why_not is None:
        forms = {"received": packs.ReceivedForm()}
    return SealedPage(sealed, went, why_not, {**forms, **(typed or {})})


def panel(viewer: Viewer, child: Child) -> dict[str, Any] | None:
    """What a lead finds in a child's file; None for anybody else."""
    if rules.lead(viewer, child) is not None:
        return None
    files = list(SealedFile.objects.visible_to(viewer).filter(child=child).order_by("-opened", "pk"))
    return {"child": child, "files": files, "begins": all(each.closed for each in files)}
