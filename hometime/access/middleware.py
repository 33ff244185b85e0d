"""Puts the viewer on each request, and refuses at run time what has no gate."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from hometime.access.backend import posts_of_session
from hometime.access.checks import Door
from hometime.access.letting_in import let_into
from hometime.access.proof import still_needed
from hometime.access.shown import shown
from hometime.access.tablets import goes_on, tablet_of, viewer_on
from hometime.access.viewer import Held, Viewer, hats_of, viewer_for
from hometime.access.wearing import HAT, put_straight_on
from hometime.people.models import UNSAID, Person


class ViewerMiddleware:
    """Gives every request `request.viewer`: the signed-in person in the hat of the session, weighed anew today."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        held: Held = []  # asked for once, for the whole request
        if request.user.is_authenticated and not goes_on(request):
            logout(request)
        if isinstance(request.user, Person):
            held = posts_of_session(request.user)
            speak_to(request, request.user)
        viewer = self._viewer(request, held)
        if viewer is not None and (children := let_into(request, viewer)):
            viewer = dataclasses.replace(viewer, said_why=children)
        request.viewer = viewer  # type: ignore[attr-defined]
        request.shown = shown(request, viewer, held)  # type: ignore[attr-defined]
        if viewer is not None:
            request.still_needed = functools.partial(still_needed, request, viewer)  # type: ignore[attr-defined]
        return self.get_response(request)

    def _viewer(self, request: HttpRequest, held: Held) -> Viewer | None:
        person: Any = request.user
        if not person.is_authenticated:
            return None
        tablet = tablet_of(request)
        if tablet is not None:
            there = viewer_on(tablet, person, held)
            if there is None:
                logout(request)
            return there
        key = request.session.get(HAT, "")
        viewer = viewer_for(person, key, held=held) if key else None
        if viewer is not None:
            return viewer
        choices = hats_of(person, held=held)
        if not choices:
            # Who holds no post any more is signed out on the next request (TRUST 12).
            logout(request)
        elif len(choices) == 1 and not key:
            put_straight_on(request, choices[0])
            return viewer_for(person, choices[0].key, held=held)
        return None

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """Refuses a view that has no gate."""
        match = request.resolver_match
        door = Door(match.route if match else "", (match.view_name if match else "") or "", view)
        if door.gate is None and not door.excused:
            raise ImproperlyConfigured(f"{door.route} has no gate")


def speak_to(request: HttpRequest, person: Person) -> None:
    """Turns the page to the language that a person reads, unless another was chosen on this device.

    Who has not said anything is spoken to as the browser asks; so is who reads a language that has no words yet.
    """
    if person.language == UNSAID or settings.LANGUAGE_COOKIE_NAME in request.COOKIES:
        return
    try:
        translation.activate(translation.get_supported_language_variant(person.language))
    except LookupError:
        return
    request.LANGUAGE_CODE = translation.get_language()
