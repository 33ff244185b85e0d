"""What the front page shows, worked out from the duties of one viewer."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q
from django.utils.translation import gettext

from hometime.access.viewer import Viewer
from hometime.duties.models import SOON, Duty, left_undone
from hometime.duties.standing import Standing
from hometime.people.models import Setting
from hometime.people.roles import Hat, Role

ROWS = 25


@dataclasses.dataclass(frozen=True)
class Row:
    """One line of the list, ready to draw."""

    standing: Standing
    days: int | None
    who: str
    clause: str
    what: str
    verb: str
    href: str


@dataclasses.dataclass(frozen=True)
class Counts:
    """How many duties stand where, over all pages of the list."""

    late: int
    today: int
    week: int
    later: int

    @property
    def all(self) -> int:
        """All of them."""
        return self.late + self.today + self.week + self.later


@dataclasses.dataclass(frozen=True)
class Board:
    """The whole front page of one viewer."""

    counts: Counts
    rows: list[Row]
    page: Page[Duty]
    done: list[Row]
    undone: list[Row]


def board(viewer: Viewer, number: Any) -> Board:
    """The front page of `viewer`, page `number` of the list; owners also get the work that nobody can do."""
    owed = Duty.objects.visible_to(viewer).owed_by(viewer)
    counts = _counts(owed.open(), viewer.today)
    pages = Paginator(owed.open().by_urgency().select_related("record__child"), ROWS)
    pages.count = counts.all  # known already: counting them again would cost as much as the list
    listed = pages.get_page(number)
    done = owed.filter(kept_on=viewer.today).select_related("record__child").order_by("-pk")[:ROWS]
    undone = left_undone(viewer).order_by("due")[:ROWS] if viewer.hat == Hat.OWNER else ()
    places = dict(Setting.objects.filter(provider=viewer.provider_id).values_list("pk", "name")) if undone else {}
    return Board(
        counts=counts,
        rows=[_row(duty, viewer.today) for duty in listed],
        page=listed,
        done=[_row(duty, viewer.today) for duty in done],
        undone=[_undone(duty, places) for duty in undone],
    )


def _counts(owed: Any, today: dt.date) -> Counts:
    soon = today + dt.timedelta(days=SOON)
    return Counts(
        **owed.aggregate(
            late=Count("pk", filter=Q(due__lt=today)),
            today=Count("pk", filter=Q(due=today)),
            week=Count("pk", filter=Q(due__gt=today, due__lte=soon)),
            later=Count("pk", filter=Q(due__gt=soon) | Q(due__isnull=True)),
        )
    )


def _row(duty: Duty, today: dt.date) -> Row:
    child = duty.record.child
    return Row(
        standing=duty.standing(today),
        days=abs((duty.due - today).days) if duty.due else None,
        who=child.initials if child else duty.about,
        clause=duty.clause,
        what=gettext(duty.what),
        verb=gettext(duty.verb) if not duty.kept_on else gettext("Open"),
        href=f"/duty/{duty.pk}/",
    )


def _undone(duty: Duty, places: dict[str, str]) -> Row:
    """Work that nobody can do, as an owner may see it: place, post, clause and day, never what it is about."""
    words = gettext("Nobody is there to do what the %(post)s owes. Name somebody for the post.")
    return Row(
        standing=Standing.OVERDUE,
        days=None,
        who=places[duty.setting_id],
        clause=duty.clause,
        what=words % {"post": str(Role(duty.owed_role).label).lower()},
        verb="",
        href="",
    )
