"""Who holds which post: naming people page by page, taking back a slip, and what to think about before going on."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from hometime.access.viewer import Viewer
from hometime.audit.actions import action
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.people.actions import add_person, appoint, give_address, open_room, take_post_back
from hometime.people.models import Person, Post, Provider, Room, Setting, holders
from hometime.people.roles import Role
from hometime.setup.people_forms import MORE_OWNERS, Place

AT_A_SETTING = (Role.MANAGER, Role.DEPUTY, Role.DSL, Role.DEPUTY_DSL, Role.SENCO)


@dataclasses.dataclass(frozen=True)
class Named:
    """What was typed about one person in one post."""

    place: Place
    name: str
    email: str = ""
    parent: bool = False


@dataclasses.dataclass(frozen=True)
class Held:
    """A post that somebody holds, for the page; `slip` where it was given today and can simply be taken back."""

    post: Post
    slip: bool
    parent: bool


def held_here(viewer: Viewer, provider: Provider) -> list[Held]:
    """The posts of the provider that set-up asks about, in the order of the pages."""
    roles = (*AT_A_SETTING, Role.LINE_MANAGER, Role.OWNER)
    found = Post.objects.on(viewer.today).filter(provider=provider, role__in=roles).select_related("person", "setting")
    parents = set(
        Post.objects.on(viewer.today).filter(provider=provider, role=Role.PARENT).values_list("person", flat=True)
    )
    listed = sorted(
        found, key=lambda post: (post.setting.name if post.setting else "~", roles.index(Role(post.role)), post.pk)
    )
    return [
        Held(post, _is_slip(viewer, post), post.person_id in parents)
        for post in listed
    ]  # fmt: skip


def vacant(provider: Provider, settings: Sequence[Setting], day: dt.date) -> list[Place]:
    """The posts that nobody holds yet, and room for more owners."""
    taken: set[tuple[str, str | None]] = set(
        Post.objects.on(day).filter(provider=provider).values_list("role", "setting")
    )
    here = [Place(role, setting) for setting in settings for role in AT_A_SETTING if (role, setting.pk) not in taken]
    above = [] if (Role.LINE_MANAGER, None) in taken else [Place(Role.LINE_MANAGER)]
    return here + above + [Place(Role.OWNER, number=number + 1) for number in range(MORE_OWNERS)]


@action
def name_people(viewer: Viewer, provider: Provider, named: Iterable[Named]) -> int:
    """Appoints everybody who was typed, from today. One address, or one name typed twice, is one person."""
    count = 0
    for each in named:
        person = _somebody(viewer, provider, each)
        place = each.place.setting or provider
        if not Post.objects.on(clock.today()).filter(person=person, role=each.place.role, provider=provider,
                                                     setting=each.place.setting).exists():  # fmt: skip
            appoint(viewer, person, each.place.role, place, clock.today())
            count += 1
        parents = Post.objects.on(clock.today()).filter(person=person, role=Role.PARENT, provider=provider)
        if each.parent and not parents.exists():
            home = each.place.setting or Setting.objects.filter(provider=provider).order_by("name", "pk").first()
            if home is not None:
                appoint(viewer, person, Role.PARENT, home, clock.today())
    return count


def _somebody(viewer: Viewer, provider: Provider, each: Named) -> Person:
    """Who was typed: known by the address, or by the name where they hold a post here already; else somebody new."""
    if each.email and (known := Person.objects.filter(email=each.email.lower()).first()):
        return known
    # Never a parent of that name: two people may be called alike, and only one of them works here.
    working = Post.objects.on(clock.today()).exclude(role=Role.PARENT)
    here = working.filter(provider=provider, person__name__iexact=each.name)
    known_here = list({post.person_id: post.person for post in here.select_related("person")}.values())
    if len(known_here) == 1 and not (each.email and known_here[0].email):
        person = known_here[0]
        return give_address(viewer, person, each.email) if each.email else person
    return add_person(viewer, each.name, email=each.email or None)


def _is_slip(viewer: Viewer, post: Post) -> bool:
    """Whether a post was given today and can be taken back; nobody takes back the one by which they set up."""
    own = post.person_id == viewer.person_id and post.role == Role.OWNER
    return post.starts == viewer.today and not own


@action
def take_back(viewer: Viewer, provider: Provider, post: Post) -> None:
    """Takes back a post that was given today by a slip. One that was held longer is ended on the page of posts."""
    if not _is_slip(viewer, post) or post.provider_id != provider.pk:
        raise Refused(_("This post was not given today. End it on the page of people."))
    take_post_back(viewer, post)


NO_MANAGER = gettext_noop("%(place)s has no manager yet. What a manager owes waits with the owners.")
OWN_JUDGE = gettext_noop(
    "At %(place)s one person is the manager and the manager's own manager. They would judge a complaint about "
    "themselves: name somebody else for one of the two."
)
NOBODY_ABOVE = gettext_noop(
    "At %(place)s the only owner is the manager too. A complaint about the manager then has nobody above them here: "
    "name another owner or trustee, or agree with somebody outside."
)
NO_LINE = gettext_noop("%(place)s has no line manager for the manager. If your policy names that step, say who it is.")
NO_LEAD = gettext_noop("%(place)s has no safeguarding lead yet. Every setting must have one.")


def notes(provider: Provider, settings: Sequence[Setting], day: dt.date) -> list[str]:
    """What to think about before going on: nobody is judged by themselves, and every post that must be held is."""
    return [_(said) % {"place": setting.name} for setting in settings for said in _notes(setting, day)]


def _notes(setting: Setting, day: dt.date) -> Iterator[str]:
    managers, line, owners, leads = (
        {person.pk for person in holders(setting, role, day)}
        for role in (Role.MANAGER, Role.LINE_MANAGER, Role.OWNER, Role.DSL)
    )
    found = (
        (NO_MANAGER, not managers),
        (OWN_JUDGE, bool(managers & line)),
        (NOBODY_ABOVE, bool(managers) and owners <= managers),
        (NO_LINE, bool(managers) and not line),
        (NO_LEAD, not leads),
    )
    return (said for said, holds in found if holds)


@action
def open_rooms(viewer: Viewer, setting: Setting, names: Sequence[str]) -> int:
    """Adds the rooms that are not there yet. Gives how many."""
    there = {name.casefold() for name in Room.objects.filter(setting=setting).values_list("name", flat=True)}
    new = [name for name in names if name.casefold() not in there]
    for name in new:
        open_room(viewer, setting, name)
    return len(new)


@action
def add_key_person(viewer: Viewer, setting: Setting, name: str, email: str, room: Room | None) -> Person:
    """Appoints a key person from today, in a room or in none."""
    person = _somebody(viewer, setting.provider, Named(Place(Role.KEY_PERSON, setting), name, email))
    held = Post.objects.on(clock.today()).filter(person=person, role=Role.KEY_PERSON, setting=setting, room=room)
    if held.exists():
        raise Refused(_("They are written down already."))
    appoint(viewer, person, Role.KEY_PERSON, setting, clock.today(), room=room)
    return person


def key_people(setting: Setting, day: dt.date) -> list[Post]:
    """The key persons of a setting, by name."""
    posts = Post.objects.on(day).filter(setting=setting, role=Role.KEY_PERSON)
    return list(posts.select_related("person", "room").order_by("person__name", "pk"))
