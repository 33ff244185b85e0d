"""The practice world's people on the sign-in page: who they are, where, and what is special about them."""

from __future__ import annotations

import dataclasses

from hometime.access.models import Introduction
from hometime.kernel import clock
from hometime.people.models import Person, Post
from hometime.people.roles import Role

MOST = 400
FIRST_OF_EACH = (Role.MANAGER, Role.KEY_PERSON, Role.DSL)  # those whose day shows most of the house
FAMILIES = 4  # as many parents stand in sight; the rest are folded


@dataclasses.dataclass(frozen=True)
class Face:
    """One button: the person, their posts in words, and what is special about them."""

    person_id: str
    name: str
    posts: str
    words: str


@dataclasses.dataclass(frozen=True)
class Place:
    """A setting or provider, and the people met there: the most telling ones, and the rest."""

    name: str
    first: list[Face]
    rest: list[Face]


def by_place() -> list[Place]:
    """Everybody who was introduced, by place; where nobody was, everybody who holds a post and can sign in.

    Settings come before providers, in the order in which their people were introduced. Of the first setting and the
    first provider the most telling people stand in sight; everybody else is folded away.
    """
    told = {row.person_id: row.words for row in Introduction.objects.order_by("place", "pk")}
    places: dict[str, list[list[Post]]] = {}
    providers = set()
    for mine in _held(told):
        setting, provider = mine[0].setting, mine[0].provider
        places.setdefault(setting.name if setting else provider.name, []).append(mine)
        if setting is None:
            providers.add(provider.name)
    names = sorted(places, key=lambda name: name in providers)
    in_sight = {*names[:1], *[name for name in names if name in providers][:1]}
    return [_place(name, places[name], told, in_sight=name in in_sight) for name in names]


def _held(told: dict[str, str]) -> list[list[Post]]:
    """The posts that each person holds today, a work post before a parent's; in the order of introduction."""
    posts = Post.objects.on(clock.today()).filter(person__email__isnull=False)
    posts = posts.filter(person__in=told) if told else posts
    order, roles = list(told), list(Role.values)
    held: dict[str, list[Post]] = {}
    for post in sorted(
        posts.select_related("person", "setting", "provider").order_by("person__name")[:MOST],
        key=lambda post: (order.index(post.person_id) if told else 0, roles.index(post.role)),
    ):
        held.setdefault(post.person_id, []).append(post)
    return list(held.values())


def _place(name: str, people: list[list[Post]], told: dict[str, str], *, in_sight: bool) -> Place:
    """Parts the people of one place: those in sight first, by how much their pages show."""
    seen: dict[str, int] = {}
    first: list[Face] = []
    rest: list[Face] = []
    for mine in sorted(people, key=_rank):
        role = Role(mine[0].role)
        seen[role] = seen.get(role, 0) + 1
        most = {Role.PARENT: FAMILIES, Role.OWNER: 2}.get(role, 1 if role in FIRST_OF_EACH else 0)
        (first if in_sight and seen[role] <= most else rest).append(_face(mine, told))
    return Place(name, first, rest)


def _rank(mine: list[Post]) -> int:
    role = Role(mine[0].role)
    order = (*FIRST_OF_EACH, Role.PARENT, Role.OWNER)
    return order.index(role) if role in order else len(order)


def _face(mine: list[Post], told: dict[str, str]) -> Face:
    person: Person = mine[0].person
    posts = ", ".join(dict.fromkeys(str(Role(post.role).label) for post in mine))
    return Face(person.pk, person.name, posts, told.get(person.pk, ""))
