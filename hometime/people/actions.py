"""Changing who there is: set up a provider, appoint, hand over, let go."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Q
from django.utils.text import slugify

from hometime.audit.actions import Actor, action, note
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.people.models import Closure, Cover, House, Person, Post, Provider, Room, Setting
from hometime.people.roles import AT_ONE_SETTING, HAT_OF, Role


@action
def open_house(viewer: Actor, *, practice: bool = False) -> House:
    """Makes the one row that says what this installation is."""
    house = House(practice=practice)
    house.save()
    note("house.opened", house, practice=practice)
    return house


@action
def mark_restored(viewer: Actor, made_at: dt.datetime) -> House:
    """Says that this is a copy restored from a backup of the instant `made_at`: nothing is sent until a person allows
    it."""
    house = House.objects.first() or House()
    house.sending_on, house.restored_at, house.restored_from = False, clock.now(), made_at
    house.save()
    note("house.restored", house, made_at=made_at.isoformat())
    return house


@action
def found_provider(viewer: Actor, name: str, form: str) -> Provider:
    """Adds a provider."""
    provider = Provider(name=name, form=form)
    provider.save()
    note("provider.founded", provider, form=form)
    return provider


@action
def describe_provider(viewer: Actor, provider: Provider, name: str, form: str) -> Provider:
    """Changes what a provider is called, and how it is owned."""
    provider.name, provider.form = name, form
    provider.save(update_fields=["name", "form"])
    note("provider.described", provider, form=form)
    return provider


@action
def describe_setting(viewer: Actor, setting: Setting, **facts: Any) -> Setting:
    """Changes a setting's public facts: name, slug, phone, email, address, languages, ofsted_urn."""
    for name, value in facts.items():
        setattr(setting, name, value)
    setting.save(update_fields=list(facts))
    note("setting.described", setting, chain=setting.pk)
    return setting


@action
def open_setting(viewer: Actor, provider: Provider, name: str, slug: str, **contact: Any) -> Setting:
    """Adds a setting to a provider, with its public contact facts (phone, email, address, languages, ofsted_urn)."""
    setting = Setting(provider=provider, name=name, slug=slug, **contact)
    setting.save()
    note("setting.opened", setting, chain=setting.pk)
    return setting


@action
def reach_at(viewer: Actor, setting: Setting, **contact: str) -> Setting:
    """Changes how a setting is reached: `contact` is its phone, email and address, as every page of it shows them."""
    for field, value in contact.items():
        setattr(setting, field, value)
    setting.save(update_fields=[*contact])
    note("setting.reached_at", setting, chain=setting.pk)
    return setting


@action
def close_for(viewer: Actor, setting: Setting, first_day: dt.date, last_day: dt.date, what: str, kind: str) -> Closure:
    """Says on which days a setting is closed. Raises `Refused` for days that are said already, or run backwards."""
    if last_day < first_day:
        raise Refused("The last day must be on or after the first day.")
    if Closure.objects.filter(setting=setting, first_day__lte=last_day, last_day__gte=first_day).exists():
        raise Refused("Some of these days are in another closure already. Change the days, or take that one back.")
    closure = Closure(setting=setting, first_day=first_day, last_day=last_day, what=what.strip(), kind=kind)
    closure.save()
    note("setting.closed_for", closure, first_day=first_day, last_day=last_day, kind=kind)
    return closure


@action
def take_closure_back(viewer: Actor, closure: Closure) -> None:
    """Takes back a closure that will not be, or was a slip."""
    note("setting.open_after_all", closure, first_day=closure.first_day, last_day=closure.last_day)
    closure.delete()


@action
def open_room(viewer: Actor, setting: Setting, name: str) -> Room:
    """Adds a room to a setting."""
    room = Room(setting=setting, name=name)
    room.save()
    note("room.opened", room)
    return room


@action
def add_person(viewer: Actor, name: str, *, email: str | None = None, password_hash: str = "", **facts: str) -> Person:
    """Adds a person; `email` only for those who are to sign in. They cannot sign in before a password or passkey is
    set.

    `password_hash` is for the practice world, whose people share one; facts are name_to_use, pronunciation, language.
    """
    person = Person(name=name, email=email.lower() if email else None, password=password_hash, **facts)
    if not password_hash:
        person.set_unusable_password()
    person.save()
    note("person.added", person)
    return person


@action
def set_password(viewer: Actor, person: Person, password: str) -> None:
    """Sets what somebody signs in with. The audit says that it was set, never what it is."""
    person.set_password(password)
    person.save(update_fields=["password"])
    note("person.password_set", person)


@action
def appoint(
    viewer: Actor,
    person: Person,
    role: Role,
    place: Setting | Provider,
    starts: dt.date,
    *,
    ends: dt.date | None = None,
    room: Room | None = None,
    title: str = "",
) -> Post:
    """Gives a person a post at a setting, or over a whole provider, from `starts` on."""
    if HAT_OF[role] in AT_ONE_SETTING and not isinstance(place, Setting):
        raise Refused("Choose the setting: this post is held at one setting.")
    if ends is not None and ends < starts:
        raise Refused("The last day must be on or after the first day.")
    if room is not None and (not isinstance(place, Setting) or room.setting_id != place.pk):
        raise Refused("Choose a room of this setting.")
    at = {"setting": place, "provider": place.provider} if isinstance(place, Setting) else {"provider": place}
    post = Post(person=person, role=role, starts=starts, ends=ends, room=room, title=title, **at)
    post.save()
    note("post.given", post, person=person.pk, role=role, starts=starts, ends=ends or "")
    return post


@action
def hand_over(viewer: Actor, post: Post, by: Person, starts: dt.date, ends: dt.date) -> Cover:
    """Hands a post to somebody for stated dates: duties, reminders and cases follow, and fall back after the last day.

    Whoever a record concerns never sees it, so conflicts are weighed anew for the one who covers, each time they look.
    """
    if by.pk == post.person_id:
        raise Refused("Choose somebody else: this person already holds the post.")
    if ends < starts:
        raise Refused("The last day must be on or after the first day.")
    if starts < post.starts or (post.ends is not None and ends > post.ends):
        raise Refused("The post is not held on all of these days. Change the dates.")
    if Cover.objects.filter(post=post, starts__lte=ends, ends__gte=starts).exists():
        raise Refused("Somebody already covers this post on some of these days. Change the dates.")
    cover = Cover(post=post, by=by, starts=starts, ends=ends)
    cover.save()
    note("post.handed_over", post, by=by.pk, starts=starts, ends=ends)
    return cover


@action
def let_go(viewer: Actor, person: Person, last_day: dt.date, provider: Provider) -> int:
    """Ends every post that a person works in at a provider on `last_day`. Gives the number of posts ended.

    Whoever stops working here may still be a parent here: that hat is ended apart, by letting go somebody who does not
    work here. What would only have begun later is taken back. Where no post is left anywhere the person leaves the
    house: every credential stops with the last day.
    """
    ended = 0
    still = Post.objects.filter(Q(ends__isnull=True) | Q(ends__gt=last_day), person=person)
    here = still.filter(provider=provider)
    work = here.exclude(role=Role.PARENT)
    covers = Cover.objects.filter(Q(by=person) | Q(post__person=person), post__provider=provider, ends__gt=last_day)
    for cover in covers.select_related("post"):
        _end(cover, last_day)
        note("cover.ended", cover.post, last_day=last_day)
    for post in work or here:
        note("post.ended", post, last_day=last_day)
        _end(post, last_day)
        ended += 1
    if not still.exists():
        person.left_on = last_day
        person.save(update_fields=["left_on"])
    note("person.let_go", person, last_day=last_day, chain=provider.pk)
    return ended


@action
def take_post_back(viewer: Actor, post: Post) -> None:
    """Takes back a post that was given by a slip today: as if it had not been, but for the events that say so."""
    if post.starts < clock.today() or post.covers.exists():
        raise Refused("This post has been held already. Give its last day instead.")
    note("post.taken_back", post, person=post.person_id, role=post.role)
    post.delete()


@action
def give_address(viewer: Actor, person: Person, email: str) -> Person:
    """Gives somebody who had none the address they are to sign in with."""
    if person.email or Person.objects.filter(email=email.lower()).exists():
        raise Refused("This address cannot be used here.")
    person.email = email.lower()
    person.save(update_fields=["email"])
    note("person.address_given", person)
    return person


def _end(held: Post | Cover, last_day: dt.date) -> None:
    """Ends it, or takes it back where it had not begun by then and nothing hangs on it."""
    if held.starts > last_day:
        held.delete()
        return
    held.ends = last_day
    held.save(update_fields=["ends"])


def the_house() -> House | None:
    """The row that says what this installation is; None before set-up."""
    return House.objects.first()


def unclaimed() -> bool:
    """Whether nobody can sign in here yet, so that the first owner may come. The practice world is never unclaimed."""
    house = the_house()
    return not (house is not None and house.practice) and not Person.objects.filter(email__isnull=False).exists()


def free_slug(name: str) -> str:
    """An address for the notice board that nobody has yet, from a setting's name."""
    stem = slugify(name)[:50] or "setting"
    taken = set(Setting.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    return next(slug for slug in (stem, *(f"{stem}-{n}" for n in range(2, 1000))) if slug not in taken)
