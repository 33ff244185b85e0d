"""First names of the people whom families are told about. Nothing that hangs on a wall holds a surname."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from django.db.models import Q, QuerySet

from hometime.kernel.spelling import asked_again, asked_among
from hometime.people.models import Cover, Person, Post, Setting
from hometime.people.roles import Role

NAMED = frozenset({Role.MANAGER, Role.DEPUTY, Role.LINE_MANAGER, Role.DSL, Role.SENCO})
TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "rev", "revd", "sir", "lady", "dame"})


def faces(setting: Setting, today: dt.date) -> Mapping[Role, Sequence[str]]:
    """First names of those who hold the posts that families are told about, cover included, in the order of roles."""
    posts = list(_posts(setting.pk, setting.provider_id, today))
    covers = {cover.post_id: cover.by for cover in _covers([post.pk for post in posts], today)}
    found: dict[Role, list[str]] = {}
    for role in Role:
        names = {first_name(covers.get(post.pk, post.person)) for post in posts if post.role == role} - {""}
        if names:
            found[role] = sorted(names)
    return found


@asked_again
def _posts(setting: str, provider: str, today: dt.date) -> QuerySet[Post]:
    here = Q(setting=setting) | Q(setting__isnull=True)
    return Post.objects.on(today).filter(here, provider=provider, role__in=NAMED).select_related("person")


@asked_among
def _covers(posts: Sequence[str], today: dt.date) -> QuerySet[Cover]:
    return Cover.objects.on(today).filter(post__in=posts).select_related("by")


def first_name(person: Person) -> str:
    """The first name of somebody: of the name to use, unless that begins with a title such as “Mrs Okafor” does.

    Empty where only a title and a surname are known: then the post stands alone.
    """
    for name in (person.name_to_use.split(), person.name.split()):
        if name and name[0].rstrip(".").lower() not in TITLES:
            return name[0]
    return ""
