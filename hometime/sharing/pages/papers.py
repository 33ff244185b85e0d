"""The papers of a child's file as those who work with the child see them, and what of it could be another agency's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hometime.access.viewer import Viewer
from hometime.families.models import Child
from hometime.records.models import Paper
from hometime.sharing.forms.third_party import MarkForm
from hometime.sharing.items import PAPERS_OF
from hometime.sharing.models import ToldUs
from hometime.sharing.paragraphs import paragraphs


def papers_of(viewer: Viewer, child: Child) -> tuple[Sequence[Paper], Sequence[ToldUs]]:
    """The papers that are ours to show, and those things that are another agency's, the newest first."""
    rows = Paper.objects.visible_to(viewer).filter(record__child=child, record__kind__in=PAPERS_OF)
    theirs = ToldUs.objects.visible_to(viewer).filter(child=child)
    return list(rows.order_by("-added_at", "pk")), list(theirs.order_by("-told_on", "pk"))


def mark_form(viewer: Viewer, child: Child, data: Any = None) -> MarkForm:
    """The form that marks a paper or a paragraph as another agency's."""
    return MarkForm(papers_of(viewer, child)[0], paragraphs(viewer, child), data)
