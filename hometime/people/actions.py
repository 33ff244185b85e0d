"""Changing who there is: set up a provider, appoint, hand over, let go."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hometime.audit.actions import Actor, action, note
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.people.models import Cover, House, Person, Post, Provider, Room, Setting
from hometime.people.roles import Role


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
def open_setting(viewer: Actor, provider: Provider, name: str, slug: str, **contact: Any) -> Setting:
    """Adds a setting to a provider, with its public contact facts (phone, email, address, languages, ofsted_urn)."""
    setting = Setting(provider=provider, name=name, slug=slug, **contact)
    setting.save()
    note("setting.opened", setting, chain=setting.pk)
    return setting


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
    if Cover.objects.filter(post=post, starts__lte=ends, ends__gte=starts).exists():
        raise Refused("Somebody already covers this post on some of these days. Change the dates.")
    cover = Cover(post=post, by=by, starts=starts, ends=ends)
    cover.save()
    note("post.handed_over", post, by=by.pk, starts=starts, ends=ends)
    return cover


@action
def let_go(viewer: Actor, person: Person, last_day: dt.date, provider: Provider) -> int:
    """Ends every post that a person holds at a provider on `last_day`. Gives the number of posts ended.

    Where no post is left anywhere the person leaves the house: every credential stops with the last day
    (hometime.access.leaving reads `left_on`).
    """
    ended = 0
    for post in Post.objects.filter(person=person, provider=provider):
        if post.ends is None or post.ends > last_day:
            post.ends = max(last_day, post.starts)
            post.save(update_fields=["ends"])
            note("post.ended", post, last_day=last_day)
            ended += 1
    for cover in Cover.objects.filter(by=person, ends__gt=last_day, post__provider=provider):
        cover.ends = max(last_day, cover.starts)
        cover.save(update_fields=["ends"])
        note("cover.ended", cover.post, last_day=last_day)
    others = Post.objects.filter(person=person).exclude(provider=provider)
    if not any(p.ends is None or p.ends > last_day for p in others):
        person.left_on = last_day
        person.save(update_fields=["left_on"])
    note("person.let_go", person, last_day=last_day, chain=provider.pk)
    return ended


def the_house() -> House | None:
    """The row that says what this installation is; None before set-up."""
    return House.objects.first()
