"""Claiming an empty house, and saying who runs what where. Each of these is an action."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError
from django.utils.translation import gettext as _

from hometime.access.viewer import Viewer
from hometime.audit.actions import Actor, House, action, note
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.people.actions import (
    add_person,
    appoint,
    describe_provider,
    describe_setting,
    found_provider,
    free_slug,
    let_go,
    open_house,
    open_setting,
    set_password,
    the_house,
    unclaimed,
)
from hometime.people.models import Person, Post, Provider, Setting
from hometime.people.roles import Role
from hometime.setup.models import Founding

SET_UP = House("set-up")
NOT_NAMED = "Not named yet"  # what a provider is called between the first two pages


def claim(name: str, email: str, password: str) -> Person:
    """Makes the first owner of an empty house. Of two who come at once one wins; the other gets `Refused`."""
    try:
        return _claim(SET_UP, name, email, password)
    except IntegrityError:
        raise Refused(_("Somebody else has just set this house up. Ask them to add you.")) from None


@action
def _claim(viewer: Actor, name: str, email: str, password: str) -> Person:
    if not unclaimed():
        raise Refused(_("This house has an owner already. Ask them to add you."))
    if the_house() is None:
        open_house(viewer)
    person = add_person(viewer, name, email=email)
    founding = Founding(person=person, at=clock.now())
    founding.save()
    set_password(viewer, person, password)
    # A policy adopted on the command line has opened a provider already, with a stand-in for its owner.
    for provider in Provider.objects.all() or [found_provider(viewer, NOT_NAMED, Provider.Form.UNSTATED)]:
        appoint(viewer, person, Role.OWNER, provider, clock.today())
        for post in Post.objects.filter(provider=provider, role=Role.OWNER, person__email=None):
            if post.person.name == provider.name:
                let_go(viewer, post.person, clock.today(), provider)
    note("house.claimed", founding, person=person.pk)
    return person


def provider_of(viewer: Viewer) -> Provider:
    """The provider that this viewer sets up."""
    return Provider.objects.get(pk=viewer.provider_id)


def is_named(provider: Provider) -> bool:
    """Whether somebody has said what the provider is called."""
    return provider.name != NOT_NAMED


def settings_of(provider: Provider) -> list[Setting]:
    """Its settings, by name."""
    return list(Setting.objects.filter(provider=provider).order_by("name", "pk"))


@action
def say_who_runs_it(viewer: Viewer, provider: Provider, name: str, form: str) -> None:
    """Names the provider, where that changes anything."""
    if (provider.name, provider.form) != (name, form):
        describe_provider(viewer, provider, name, form)


@action
def keep_setting(viewer: Viewer, provider: Provider, setting: Setting | None, **facts: Any) -> Setting:
    """Opens a setting, or changes the one that is there. An empty `slug` is made from the name."""
    facts["slug"] = facts.get("slug") or (setting.slug if setting else free_slug(facts["name"]))
    if setting is None:
        name = facts.pop("name")
        return open_setting(viewer, provider, name, facts.pop("slug"), **facts)
    if all(getattr(setting, name) == value for name, value in facts.items()):
        return setting
    return describe_setting(viewer, setting, **facts)


@action
def keep_places(
    viewer: Viewer, provider: Provider, setting: Setting | None, runs: dict[str, Any], facts: dict[str, Any]
) -> Setting:
    """Keeps who runs it (`provider`, `form` of `runs`) and its first setting, both or neither."""
    say_who_runs_it(viewer, provider, runs["provider"], runs["form"])
    return keep_setting(viewer, provider, setting, **facts)
