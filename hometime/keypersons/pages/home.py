"""Things from home, ideas sent home, and the living page about a child, as somebody sees them."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext

from hometime.access.viewer import Viewer
from hometime.families.models import Child
from hometime.kernel.answers import No
from hometime.keypersons import rules
from hometime.keypersons.forms import family, work
from hometime.keypersons.models import AboutLine, Citation, Contribution, Idea, Meeting, ProgressCheck, Section
from hometime.people.roles import Hat
from hometime.records.models import Paper, Record
from hometime.ui import days

LATEST = 25


@dataclasses.dataclass(frozen=True)
class ContributionPage:
    """One thing from home, with its photo and where it was used."""

    record: Contribution
    photos: Sequence[Paper]
    citations: Sequence[tuple[Citation, str]]
    why_not: No | None
    cite: Any


def contribution_page(viewer: Viewer, record: Contribution, typed: Any = None) -> ContributionPage:
    """One thing from home. `typed` is the form of a citation that has something to put right."""
    papers = Paper.objects.visible_to(viewer).filter(record=record).order_by("added_at")
    rows = (
        Citation.objects.visible_to(viewer).filter(contribution=record).select_related("used_in").order_by("on", "pk")
    )
    at_work = viewer.hat == Hat.STAFF
    offered = places(viewer, record) if at_work and rules.cite(viewer, record) is None else []
    return ContributionPage(
        record=record,
        photos=[paper for paper in papers if paper.pages],
        citations=[(citation, _named(citation.used_in)) for citation in rows],
        why_not=rules.thank(viewer, record),
        cite=typed or (work.CiteForm(offered) if offered else None),
    )


def places(viewer: Viewer, record: Contribution) -> list[tuple[Any, str]]:
    """Where something from home can be used: the child's check and talks, the latest first, that do not use it yet."""
    used = Citation.objects.visible_to(viewer).filter(contribution=record).values("used_in")
    rows: list[Record] = []
    for table in (ProgressCheck, Meeting):
        rows += list(
            table.objects.visible_to(viewer).filter(child=record.child).exclude(pk__in=used).order_by("-opened")
        )
    return [(row, _named(row)) for row in rows[:5]]


def _named(record: Record) -> str:
    """What a check or a talk is called on the page of what it uses."""
    what = gettext("The check at two") if record.kind == "check_at_two" else gettext("Our talk")
    return f"{what}, {days.day_in_words(record.closed or record.opened, year=True)}"


def from_home(viewer: Viewer, child: Child) -> list[Contribution]:
    """The latest things from home."""
    rows = (
        Contribution.objects.visible_to(viewer).filter(child=child).select_related("sent_by").order_by("-opened", "pk")
    )
    return list(rows[:LATEST])


def ideas(viewer: Viewer, child: Child) -> list[Idea]:
    """The latest ideas for home."""
    return list(
        Idea.objects.visible_to(viewer).filter(child=child).select_related("sent_by").order_by("-opened", "pk")[:LATEST]
    )


@dataclasses.dataclass(frozen=True)
class AboutPage:
    """What a child is like: the lines that are true now, by section, and those crossed out."""

    child: Child
    sections: Sequence[tuple[str, Sequence[tuple[AboutLine, bool]]]]
    before: Sequence[AboutLine]
    form: Any
    may_add: bool


def about_page(viewer: Viewer, child: Child, typed: Any = None) -> AboutPage:
    """The living page about a child. Each line comes with whether this viewer may cross it out."""
    rows = list(
        AboutLine.objects.visible_to(viewer).filter(record__child=child).select_related("record").order_by("on", "pk")
    )
    now = [line for line in rows if line.over_on is None]
    found = [
        (
            str(Section(section).label),
            [(line, rules.cross_out(viewer, line) is None) for line in now if line.section == section],
        )
        for section in Section.values
    ]
    return AboutPage(
        child=child,
        sections=[(label, lines) for label, lines in found if lines],
        before=[line for line in rows if line.over_on is not None],
        form=typed or family.AboutForm(),
        may_add=rules.open_child(viewer, child) is None,
    )
