"""The viewer: one person in one hat on one day. Everything that is read or done is read or done by a viewer."""

from __future__ import annotations

import dataclasses
import datetime as dt

from django.db.models import BooleanField, Exists, OuterRef, QuerySet, Value

from hometime.kernel import clock
from hometime.kernel.spelling import asked_again
from hometime.people.models import Cover, Person, Post, Setting
from hometime.people.roles import AT_ONE_SETTING, AT_WORK, HAT_OF, HEADS, IN_THE_ROOM, LEADS, Hat, Role


@dataclasses.dataclass(frozen=True)
class Viewer:
    """A person in one hat today. `posts` are the roles held in this hat, cover included; rights of two hats never add.

    `rooms` are the rooms whose children this viewer works with. `acts_in` are the posts held, each with the person it
    belongs to (a post that is handed over belongs to the one who is away, who does not act in it meanwhile) and, for a
    hat that reaches over a provider, the one setting that it is held for, if it is.
    `key_person_ids` are the persons for whose key children this viewer answers: themselves and whomever they cover.
    `settings` are the settings that the hat reaches: one for staff, all of the provider's for an owner. `home` is the
    setting whose name and number stand on the viewer's pages; an owner of them all has none.
    `tablet` is the enrolled tablet on which somebody switched in: they act as staff in the room, and see nothing sealed.
    `said_why` are the children of elsewhere in the setting whom this viewer sees for an hour, as their room does, having
    said why (hometime.childfile.reasons).
    """

    person_id: str
    hat: Hat
    today: dt.date
    provider_id: str = ""
    setting_id: str = ""
    posts: frozenset[Role] = frozenset()
    rooms: frozenset[str] = frozenset()
    acts_in: frozenset[tuple[str, Role, str]] = frozenset()
    key_person_ids: frozenset[str] = frozenset()
    settings: tuple[str, ...] = ()
    name: str = ""
    tablet: str = ""
    said_why: frozenset[str] = frozenset()
    home: Setting | None = dataclasses.field(default=None, compare=False, repr=False)

    def holds(self, *roles: Role) -> bool:
        """True where one of `roles` is held in this hat."""
        return not self.posts.isdisjoint(roles)

    @property
    def at_work(self) -> bool:
        """True for staff who act under their own name: not a tablet in a room, nor a volunteer."""
        return self.hat == Hat.STAFF and not self.posts.isdisjoint(AT_WORK)

    @property
    def a_head(self) -> bool:
        """True for the manager and the deputy of a setting."""
        return self.hat == Hat.STAFF and self.holds(*HEADS)

    @property
    def a_lead(self) -> bool:
        """True for a safeguarding lead of a setting or their deputy."""
        return self.hat == Hat.STAFF and self.holds(*LEADS)


@dataclasses.dataclass(frozen=True)
class HatChoice:
    """A hat that a person may put on today, and what to call it. `key` is what the session remembers."""

    key: str
    hat: Hat
    provider_id: str
    setting_id: str
    place: str
    roles: tuple[Role, ...]


Held = list[tuple[Post, str]]  # the posts that somebody acts in, each with the person whom it belongs to


def posts_held(person: Person, day: dt.date | None = None) -> Held:
    """Posts that a person acts in on `day` (today unless given), each with the person it belongs to.

    They are the person's own, less those that are handed over, and those that the person covers.
    A cover counts only while whoever covers works for that provider in a post of their own: it leaves with them.
    """
    day = day or clock.today()
    return _held_among(person.pk, list(_posts_or_covered(person.pk, day)))


def person_and_posts(person: str, day: dt.date) -> tuple[Person | None, Held]:
    """A person by id with the posts that they act in on `day`, in one statement; nobody where they hold no post of
    their own, and so act in none."""
    found = list(_posts_or_covered(person, day))
    return next((post.person for post in found if post.person_id == person), None), _held_among(person, found)


def _held_among(person: str, found: list[Post]) -> Held:
    """Of a person's own posts and those that they cover, the ones that they act in."""
    works_for = {post.provider_id for post in found if post.person_id == person and post.role != Role.PARENT}
    return [
        (post, post.person_id)
        for post in found
        if (not post.handed_over if post.person_id == person else post.provider_id in works_for)  # type: ignore[attr-defined]  # annotated
    ]


@asked_again
def _posts_or_covered(person: str, day: dt.date) -> QuerySet[Post]:
    handed_over = Exists(Cover.objects.on(day).filter(post=OuterRef("pk")))
    covering = Cover.objects.on(day).filter(by=person).values("post")
    posts = Post.objects.on(day).select_related("person", "setting", "provider")
    # One statement with an index for each half; an OR would read the whole table.
    own = posts.filter(person=person).annotate(handed_over=handed_over)
    return own.union(posts.filter(pk__in=covering).annotate(handed_over=Value(False, output_field=BooleanField())))


def _key(post: Post) -> str:
    hat = HAT_OF[Role(post.role)]
    # Staff wear one hat a setting; owners, keepers and parents one for the whole provider.
    place = post.setting_id if hat in AT_ONE_SETTING else post.provider_id
    return f"{hat}:{place}"


def hats_of(person: Person, day: dt.date | None = None, held: Held | None = None) -> list[HatChoice]:
    """The hats a person may wear on `day` (today unless given), in the order of `Hat`.

    `held` are their posts of that day, where somebody has just asked for them.
    """
    day = day or clock.today()
    if not person.is_active or (person.left_on and person.left_on < day):
        return []
    found: dict[str, list[Post]] = {}
    for post, _whose in posts_held(person, day) if held is None else held:
        found.setdefault(_key(post), []).append(post)
    choices = []
    for key, posts in found.items():
        first = posts[0]
        hat = HAT_OF[Role(first.role)]
        setting = first.setting if hat in AT_ONE_SETTING else None
        choices.append(
            HatChoice(
                key=key,
                hat=hat,
                provider_id=first.provider_id,
                setting_id=setting.pk if setting else "",
                place=setting.name if setting else first.provider.name,
                roles=tuple(sorted({Role(p.role) for p in posts}, key=list(Role).index)),
            )
        )
    return sorted(choices, key=lambda c: (list(Hat).index(c.hat), c.place))


def viewer_for(person: Person, key: str, day: dt.date | None = None, held: Held | None = None) -> Viewer | None:
    """The viewer that `person` is in the hat `key`, or None where they may not wear it on `day`.

    Asked anew on every request, so that a post that ended yesterday opens nothing today. `held` are their posts of that
    day, where somebody has just asked for them.
    """
    day = day or clock.today()
    if not person.is_active or (person.left_on and person.left_on < day):
        return None
    held = posts_held(person, day) if held is None else held
    worn = [(post, whose) for post, whose in held if _key(post) == key]
    if not worn:
        return None
    first = worn[0][0]
    hat = HAT_OF[Role(first.role)]
    return Viewer(
        person_id=person.pk,
        hat=hat,
        today=day,
        provider_id=first.provider_id,
        setting_id=(first.setting_id or "") if hat in AT_ONE_SETTING else "",
        posts=frozenset(Role(post.role) for post, _ in worn),
        rooms=frozenset(post.room_id for post, _ in worn if post.room_id and post.role in IN_THE_ROOM),
        acts_in=frozenset(
            (whose, Role(post.role), "" if hat in AT_ONE_SETTING else post.setting_id or "") for post, whose in worn
        ),
        key_person_ids=frozenset(whose for post, whose in worn if post.role == Role.KEY_PERSON),
        settings=_reach(hat, [post for post, _ in worn]),
        name=person.called,
        home=min((post.setting for post, _ in worn if post.setting), key=lambda setting: setting.name, default=None),
    )


def _reach(hat: Hat, posts: list[Post]) -> tuple[str, ...]:
    """The settings that posts of one hat reach. A post over the whole provider reaches all its settings, shown as
    ()."""
    if hat in (Hat.OWNER, Hat.KEEPER) and any(post.setting_id is None for post in posts):
        return ()
    return tuple(sorted({post.setting_id for post in posts if post.setting_id}))
