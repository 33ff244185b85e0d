"""The practice world's people on the sign-in page: who they are, where, and what is special about them."""

from __future__ import annotations

import dataclasses

from hometime.access.models import Introduction
from hometime.access.viewer import hats_of
from hometime.kernel import clock
from hometime.people.models import Post

MOST = 60


@dataclasses.dataclass(frozen=True)
class Face:
    """One button: the person, their hats in words, and what is special about them."""

    person_id: str
    name: str
    hats: str
    words: str


@dataclasses.dataclass(frozen=True)
class Place:
    """A setting or provider, and the people met there."""

    name: str
    faces: list[Face]


def by_place() -> list[Place]:
    """The people who were introduced, by the place of their first hat; where nobody was, the first who hold a post."""
    told = {row.person: row.words for row in Introduction.objects.order_by("place", "pk").select_related("person")}
    if not told:
        posts = Post.objects.on(clock.today()).filter(person__email__isnull=False).select_related("person")
        told = {post.person: "" for post in posts.order_by("provider", "person__name")[:MOST]}
    places: dict[str, list[Face]] = {}
    for person, words in told.items():
        hats = hats_of(person)
        if hats:
            posts_held = ", ".join(dict.fromkeys(str(role.label) for hat in hats for role in hat.roles))
            places.setdefault(hats[0].place, []).append(Face(person.pk, person.name, posts_held, words))
    return [Place(name, faces) for name, faces in places.items()]
