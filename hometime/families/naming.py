"""Who will have no key person: by what is written down today, four weeks ahead, so that there is time to name one (F8)."""

from __future__ import annotations

import datetime as dt

from django.db.models import Exists, OuterRef, Q

from hometime.families.models import Child, ChildRows, KeyPersonship
from hometime.people.models import Post, Setting, current
from hometime.people.roles import Role

AHEAD = dt.timedelta(days=28)  # how long before somebody's last day the next one is asked for


def here_on(day: dt.date) -> ChildRows:
    """The children who come here on `day`, as far as one knows."""
    return Child.objects.unscoped("what a child lacks is owed whoever looks").here(day).filter(starts__lte=day)


def without(children: ChildRows, part: str, today: dt.date) -> ChildRows:
    """Those of `children` for whom nobody who still works here as a key person holds `part` in four weeks."""
    day = today + AHEAD
    rows = KeyPersonship.objects.unscoped("who is named for a child").filter(part=part)
    place = Q(setting=OuterRef("child__setting")) | Q(
        setting__isnull=True, provider=OuterRef("child__setting__provider")
    )
    posts = Post.objects.filter(role=Role.KEY_PERSON, person__is_active=True)
    works = posts.on(day).filter(place, person=OuterRef("person"))
    return children.exclude(Exists(rows.filter(current(day), Exists(works), child=OuterRef("pk"))))


def children_to_name(setting: Setting, today: dt.date) -> list[str]:
    """The children of a setting who need a key person named: those who have none, and those whose key person leaves.

    A child whose first day is not said, or lies further ahead, is among them: they need one too.
    """
    there = (
        Child.objects.unscoped("what a child lacks is owed whoever looks").filter(setting=setting).here(today + AHEAD)
    )
    return list(without(there, KeyPersonship.Part.KEY, today).values_list("pk", flat=True))
