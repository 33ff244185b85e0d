"""Who takes a step of a complaint: whoever holds the post and is free of it (C16, H2). Nobody free means the next post up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

from django.db.models import Q

from hometime.families.models import Bond, Child, KeyPersonship
from hometime.people.models import Cover, Person, Post, Setting, current
from hometime.people.roles import Role

# The post that takes a step of a ladder. What no post of ours is, the owners see to.
POST_OF = {
    "key_person": Role.KEY_PERSON,
    "setting_manager": Role.MANAGER,
    "head_teacher": Role.MANAGER,
    "childminder": Role.MANAGER,
    "deputy": Role.DEPUTY,
    "room_leader": Role.DEPUTY,
    "any_staff": Role.MANAGER,
    "line_manager": Role.LINE_MANAGER,
    "designated_safeguarding_lead": Role.DSL,
}
ABOVE = (Role.MANAGER, Role.LINE_MANAGER, Role.OWNER)


def post_of(handler: str) -> Role:
    """The post that a handler of the ladder's vocabulary stands for."""
    return POST_OF.get(handler, Role.OWNER)


def takers(
    setting: Setting, child: Child | None, handler: str, barred: Collection[str], day: dt.date
) -> tuple[Role, Sequence[Person]]:
    """The post that takes a step, and those who hold it and are free; a post above it where none of them is.

    `barred` are ids of persons whom it concerns or who decided before. The child's own family is never free, nor is
    anybody whose post one of these acts in today. With nobody left the post is the handler's own, and the list empty.
    """
    kept_out = {*barred, *(family(child) if child else ())}
    first = post_of(handler)
    above = ABOVE[ABOVE.index(first) + 1 :] if first in ABOVE else ABOVE
    for role in (first, *above):
        found = _key_people(child, kept_out, day) if role == Role.KEY_PERSON else _holders(setting, role, kept_out, day)
        if found:
            return role, found
    return first, ()


def family(child: Child) -> frozenset[str]:
    """The persons who are adults in a child's life."""
    bonds = Bond.objects.unscoped("nobody decides a complaint about their own family").filter(child=child)
    return frozenset(bonds.values_list("adult__person_id", flat=True))


def concerned(setting: Setting, child: Child | None, about: str, who: Person | None, day: dt.date) -> Sequence[Person]:
    """The persons whom a complaint is about: the one who was named, or everybody who holds the post or acts in it."""
    if who is not None:
        return [who]
    if about == "key_person":
        return _key_people(child, (), day)
    if about not in ("setting_manager", "line_manager"):
        return ()
    posts = _posts(setting, POST_OF[about], day)
    acting = Cover.objects.on(day).filter(post__in=posts).select_related("by")
    found = {person.pk: person for person in (*(post.person for post in posts), *(one.by for one in acting))}
    return list(found.values())


def _posts(setting: Setting, role: Role, day: dt.date) -> list[Post]:
    here = Q(setting=setting) | Q(setting__isnull=True, provider=setting.provider_id)
    return list(Post.objects.on(day).filter(here, role=role).select_related("person").order_by("starts", "pk"))


def _holders(setting: Setting, role: Role, barred: Collection[str], day: dt.date) -> list[Person]:
    posts = _posts(setting, role, day)
    covers = dict(Cover.objects.on(day).filter(post__in=posts).values_list("post_id", "by_id"))
    free = [post.person for post in posts if post.person_id not in barred and covers.get(post.pk) not in barred]
    return list({person.pk: person for person in free}.values())


def _key_people(child: Child | None, barred: Collection[str], day: dt.date) -> list[Person]:
    if child is None:
        return []
    held = KeyPersonship.objects.unscoped("who the key person is decides who takes a complaint first").filter(
        current(day), child=child, part=KeyPersonship.Part.KEY
    )
    return [one.person for one in held.select_related("person") if one.person_id not in barred]
