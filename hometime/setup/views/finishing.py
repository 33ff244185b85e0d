"""The policy, the days it promises, and the last page: the poster, the first backup brought back, and what can wait."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse

from hometime.access.gate import gate, viewer_of
from hometime.kernel.answers import Refused
from hometime.people.models import Setting
from hometime.policies.models import in_force
from hometime.setup import actions, drills, founding, pages, posts, promised, rules, safekeeping
from hometime.setup.models import Drill, Progress
from hometime.setup.steps import STEPS, after
from hometime.setup.views.first import OWNERS, onward
from hometime.ui.troubles import trouble


@gate(hats=OWNERS, asks=rules.set_up)
def policy(request: HttpRequest) -> HttpResponse:
    """The way to handing in a policy and adopting it, and what is in force already."""
    viewer = viewer_of(request)
    settings = founding.settings_of(founding.provider_of(viewer))
    told = [(setting, in_force(setting, viewer.today)) for setting in settings]
    missing = not told or not all(adoptions for _, adoptions in told)
    context = {"settings": told, "missing": missing, "onward": after("policy").url}
    return pages.drawn(request, "policy", "setup/policy.html", context)


@gate(hats=OWNERS, asks=rules.set_up)
def days(request: HttpRequest) -> HttpResponse:
    """The limits as adopted, beside the policy's own words."""
    viewer = viewer_of(request)
    provider = founding.provider_of(viewer)
    told = [(setting, promised.clocks(setting, viewer.today)) for setting in founding.settings_of(provider)]
    adopted = any(clocks for _, clocks in told)
    if request.method == "POST" and adopted:
        actions.finish(viewer, provider, "days", "Looked at the days beside the policy's own words.")
        return onward(request, "days")
    return pages.drawn(request, "days", "setup/days.html", {"told": told, "adopted": adopted})


@gate(hats=OWNERS, asks=rules.set_up)
def finish(request: HttpRequest) -> HttpResponse:
    """Posters to print, a backup to see come back, and what is left."""
    viewer = viewer_of(request)
    provider = founding.provider_of(viewer)
    drill = drills.last_of(provider)
    came_back = drill is not None and drill.stage == Drill.Stage.DONE
    found = pages.standing(provider)
    context = {
        "posters": [
            (setting, _poster(setting), _address("posters", setting.slug)) for setting in founding.settings_of(provider)
        ],
        "adopted": found.get("policy") == Progress.State.DONE,
        "embedded": connection.vendor == "sqlite",
        "keys": safekeeping.are_there(),
        "drill": drill,
        "came_back": came_back,
        "file_parts": drill.file.split("/") if drill else [],
        # This page itself waits for nothing once the backup came back.
        "waits": [
            step
            for step in STEPS
            if found.get(step.key) != Progress.State.DONE and not (came_back and step is STEPS[-1])
        ],
        "notes": posts.notes(provider, founding.settings_of(provider), viewer.today),
    }
    return pages.drawn(request, "finish", "setup/finish.html", context)


@gate(hats=OWNERS, does=rules.set_up)
def drill(request: HttpRequest) -> HttpResponse:
    """Asks the background work to write a backup and bring it back."""
    viewer = viewer_of(request)
    try:
        drills.ask(viewer, founding.provider_of(viewer))
    except Refused as no:
        return trouble(request, 403, words=str(no))
    return redirect("setup-finish")


@gate(hats=OWNERS, does=rules.set_up)
def conclude(request: HttpRequest) -> HttpResponse:
    """Ends setting up: what waits becomes a duty on Today."""
    viewer = viewer_of(request)
    provider = founding.provider_of(viewer)
    found = pages.standing(provider)
    actions.conclude(viewer, provider, [step.key for step in STEPS if found.get(step.key) != Progress.State.DONE])
    return redirect("today")


def _poster(setting: Setting) -> str:
    return _address("poster", setting.slug, "a4")


def _address(name: str, *parts: str) -> str:
    """The address of a page of another room; empty while that room is not there."""
    try:
        return reverse(name, args=parts)
    except NoReverseMatch:
        return ""
