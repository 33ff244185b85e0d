"""What taking a complaint in needs to know of its setting, read in one statement before anything is written."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import Q, QuerySet

from hometime.audit.actions import chain_stands
from hometime.audit.models import Head
from hometime.complaints.models import Arrival
from hometime.kernel.gathering import Gathered
from hometime.kernel.spelling import asked_again, asked_for
from hometime.people.models import Closure, Cover, Person, Post, Setting
from hometime.people.roles import Role
from hometime.policies.models import Adoption

NO_FORM = " "  # the key of no form: forms have keys without spaces
KNOWN = ("id", "name", "name_to_use", "is_active", "left_on")  # of a person who is chosen


@dataclasses.dataclass(frozen=True)
class Ground:
    """The posts of a setting with whoever covers them, when it is closed, the adoptions up to a day, oldest first, by
    their ids, and whether a form was sent before."""

    posts: Sequence[Post]
    closed_days: Sequence[Closure]
    adoptions: Sequence[str]
    sent: bool


def survey(setting: Setting, roles: Collection[Role], today: dt.date, received: dt.date, once: str | None) -> Ground:
    """Reads it all for a setting: `once` is the key of a form. Where the setting's chain stands is read with it."""
    asked = _asked_of(once or NO_FORM, setting, frozenset(roles), today, received)
    *posts, closed, adoptions, heads, arrivals = next(iter(asked))
    for head in heads:
        chain_stands(head)
    adoptions.sort(key=lambda one: (one.adopted_on, one.sequence))
    return Ground(_with_covers(*posts), closed, [one.pk for one in adoptions], bool(arrivals))


def posts_at(setting: Setting, roles: Collection[Role], day: dt.date) -> list[Post]:
    """The posts of these roles at a setting, or above it, on a day: each with its person, and its `covers_then`."""
    return _with_covers(*next(iter(_held_at(setting, frozenset(roles), day))))


@asked_for
def _asked_of(
    once: str, setting: Setting, roles: frozenset[Role], today: dt.date, received: dt.date
) -> QuerySet[Setting, Any]:
    sent = Arrival.objects.unscoped("a form that is sent twice counts once").filter(once=once)
    return Setting.objects.filter(pk=setting.pk).values_list(
        *_posts(setting, roles, today),
        Gathered(Closure.objects.filter(setting=setting), "first_day", "last_day", "what"),
        Gathered(Adoption.objects.filter(setting=setting, adopted_on__lte=received), "id", "adopted_on", "sequence"),
        Gathered(Head.objects.filter(chain=setting.pk)),
        Gathered(sent, "id"),
    )


@asked_again
def _held_at(setting: Setting, roles: frozenset[Role], day: dt.date) -> QuerySet[Setting, Any]:
    return Setting.objects.filter(pk=setting.pk).values_list(*_posts(setting, roles, day))


def _posts(setting: Setting, roles: Collection[Role], day: dt.date) -> tuple[Gathered, ...]:
    here = Q(setting=setting) | Q(setting__isnull=True, provider=setting.provider_id)
    posts = Post.objects.on(day).filter(here, role__in=roles)
    covers = Cover.objects.on(day).filter(post__in=posts.values("pk"))
    return (
        Gathered(posts),
        Gathered(Person.objects.filter(pk__in=posts.values("person")), *KNOWN),
        Gathered(covers),
        Gathered(Person.objects.filter(pk__in=covers.values("by")), *KNOWN),
    )


def _with_covers(posts: list[Post], holders: list[Person], covers: list[Cover], stand_ins: list[Person]) -> list[Post]:
    """Posts, the oldest first, each with its person, and with the covers of the day as `covers_then`."""
    people = {person.pk: person for person in (*holders, *stand_ins)}
    for cover in covers:
        cover.by = people[cover.by_id]
    for post in posts:
        post.person = people[post.person_id]
        post.covers_then = [cover for cover in covers if cover.post_id == post.pk]  # type: ignore[attr-defined]
    return sorted(posts, key=lambda post: (post.starts, post.pk))
