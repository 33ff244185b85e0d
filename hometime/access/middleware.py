"""Puts the viewer on each request, and refuses at run time what has no gate."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth import logout
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse

from hometime.access.checks import Door
from hometime.access.shown import shown
from hometime.access.viewer import hats_of, viewer_for

HAT = "hat"  # the session's key for the hat that is worn


class ViewerMiddleware:
    """Gives every request `request.viewer`: the signed-in person in the hat of the session, weighed anew today."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.viewer = self._viewer(request)  # type: ignore[attr-defined]
        request.shown = shown(request, request.viewer)  # type: ignore[attr-defined]
        return self.get_response(request)

    def _viewer(self, request: HttpRequest) -> Any:
        person = request.user
        if not person.is_authenticated:
            return None
        key = request.session.get(HAT, "")
        viewer = viewer_for(person, key) if key else None
        if viewer is not None:
            return viewer
        choices = hats_of(person)
        if not choices:
            logout(request)  # who holds no post any more is signed out on the next request (TRUST 12)
        elif len(choices) == 1 and not key:
            request.session[HAT] = choices[0].key
            return viewer_for(person, choices[0].key)
        return None

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """Refuses a view that has no gate and no excuse."""
        match = request.resolver_match
        door = Door(match.route if match else "", (match.view_name if match else "") or "", view)
        if door.gate is None and not door.excused:
            raise ImproperlyConfigured(f"{door.route} has no gate")
