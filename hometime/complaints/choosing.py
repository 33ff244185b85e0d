"""Who takes a step of a complaint: whoever holds the post and is free of it (C16, H2). Nobody free means the next post up."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Collection, Sequence
from contextvars import ContextVar
from typing import Any, ParamSpec, TypeVar

from hometime.complaints.ground import posts_at
from hometime.families.models import Bond, Child, KeyPersonship
from hometime.people.models import Person, Post, Setting, allegations_route, current
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
# The posts that are asked for here, but for that of a key person, who is somebody's.
CHOSEN = frozenset({*POST_OF.values(), Role.OWNER, Role.DEPUTY_DSL} - {Role.KEY_PERSON})
ABOVE = (Role.MANAGER, Role.LINE_MANAGER, Role.OWNER)


Does = ParamSpec("Does")
Gives = TypeVar("Gives")
_asked: ContextVar[dict[Any, Any] | None] = ContextVar("what was asked about posts and families", default=None)


def asking_once(does: Callable[Does, Gives]) -> Callable[Does, Gives]:
    """A function while which the posts of a setting and the family of a child are asked for once, however often somebody is
    chosen. It must appoint nobody meanwhile, and bring nobody into a family."""

    @functools.wraps(does)
    def inside(*args: Does.args, **kwargs: Does.kwargs) -> Gives:
        if _asked.get() is not None:
            return does(*args, **kwargs)
        mark = _asked.set({})
        try:
            return does(*args, **kwargs)
        finally:
            _asked.reset(mark)

    return inside


def _once(key: tuple[str, ...], ask: Callable[[], Gives]) -> Gives:
    asked = _asked.get()
    if asked is None:
        return ask()
    if key not in asked:
        asked[key] = ask()
    found: Gives = asked[key]
    return found


def known_posts(setting: Setting, day: dt.date, posts: Sequence[Post]) -> None:
    """Tells the function under way (`asking_once`) the posts of `CHOSEN`, where they were read already."""
    _once(_posts_key(setting, day), lambda: posts)


def post_of(handler: str) -> Role:
    """The post that a handler of the ladder's vocabulary stands for."""
    return POST_OF.get(handler, Role.OWNER)


@asking_once
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


@asking_once
def route_takers(
    setting: Setting, child: Child | None, barred: Collection[str], day: dt.date
) -> tuple[Role, Sequence[Person]]:
    """Who takes an allegation: the safeguarding lead; with none the deputy; where it concerns the lead, or nobody clear
    is left, the owner named for allegations, then whichever owner is free."""
    kept_out = {*barred, *(family(child) if child else ())}
    route = allegations_route(setting)
    leads = {person.pk for person in holding(setting, Role.DSL, day)}
    posts = (
        (Role.OWNER, Role.LINE_MANAGER)
        if leads & kept_out
        else (Role.DSL, Role.DEPUTY_DSL, Role.OWNER, Role.LINE_MANAGER)
    )
    for role in posts:
        found = _holders(setting, role, kept_out, day)
        named = [person for person in found if role in ABOVE and route and person.pk == route.owner_id]
        if role == Role.OWNER and route and route.owner_id and not named:
            above = [p for p in _holders(setting, Role.LINE_MANAGER, kept_out, day) if p.pk == route.owner_id]
            if above:
                return Role.LINE_MANAGER, above
        if found:
            return role, named or found
    return posts[0], ()


@asking_once
def arrangers(
    setting: Setting, child: Child | None, barred: Collection[str], day: dt.date
) -> tuple[Role, Sequence[Person]]:
    """Who asks a person from outside where nobody inside is free to decide: an owner, the line manager or the manager
    whom it does not concern, even one who decided before. They decide nothing."""
    kept_out = {*barred, *(family(child) if child else ())}
    for role in reversed(ABOVE):
        found = _holders(setting, role, kept_out, day)
        if found:
            return role, found
    return Role.OWNER, ()


def still_holds(setting: Setting, person: Person, role: Role, day: dt.date) -> bool:
    """Whether somebody has a post at a setting, or above it, on a day: in their own right, covered or not."""
    return any(post.person_id == person.pk for post in _posts(setting, role, day))


def holding(setting: Setting, role: Role, day: dt.date) -> Sequence[Person]:
    """Everybody who holds a post or acts in it: both are answerable for what is done in it."""
    posts = _posts(setting, role, day)
    acting = (person for post in posts for person in _acting(post))
    return list({person.pk: person for person in (*(post.person for post in posts), *acting)}.values())


def family(child: Child) -> frozenset[str]:
    """The persons who are adults in a child's life."""
    bonds = Bond.objects.unscoped("nobody decides a complaint about their own family").filter(child=child)
    return _once(("family", child.pk), lambda: frozenset(bonds.values_list("adult__person_id", flat=True)))


def concerned(
    setting: Setting,
    child: Child | None,
    about: str | Sequence[str],
    who: Person | Sequence[Person] | None,
    day: dt.date,
) -> Sequence[Person]:
    """The persons whom a complaint is about: those who were named, and everybody who holds one of the posts or acts in
    it. Where a key person was named, the others of the child are not meant."""
    named = [who] if isinstance(who, Person) else list(who or ())
    found = {person.pk: person for person in named}
    for subject in [about] if isinstance(about, str) else about:
        if subject == "key_person" and not named:
            found |= {person.pk: person for person in _key_people(child, (), day)}
        elif subject in ("setting_manager", "line_manager"):
            found |= {person.pk: person for person in holding(setting, POST_OF[subject], day)}
    return list(found.values())


def _posts(setting: Setting, role: Role, day: dt.date) -> list[Post]:
    if role not in CHOSEN:
        return posts_at(setting, [role], day)
    chosen = _once(_posts_key(setting, day), lambda: posts_at(setting, CHOSEN, day))
    return [post for post in chosen if post.role == role]


def _posts_key(setting: Setting, day: dt.date) -> tuple[str, ...]:
    return ("posts", setting.pk, str(day))


def _acting(post: Post) -> list[Person]:
    """Who acts in one of `_posts`, because it was handed to them for the day."""
    return [cover.by for cover in post.covers_then]  # type: ignore[attr-defined]  # as they were fetched


def _holders(setting: Setting, role: Role, barred: Collection[str], day: dt.date) -> list[Person]:
    posts = _posts(setting, role, day)
    free = [post.person for post in posts if not {post.person_id, *(one.pk for one in _acting(post))} & {*barred}]
    return list({person.pk: person for person in free}.values())


def _key_people(child: Child | None, barred: Collection[str], day: dt.date) -> list[Person]:
    if child is None:
        return []
    held = KeyPersonship.objects.unscoped("who the key person is decides who takes a complaint first").filter(
        current(day), child=child, part=KeyPersonship.Part.KEY
    )
    return [one.person for one in held.select_related("person") if one.person_id not in barred]
