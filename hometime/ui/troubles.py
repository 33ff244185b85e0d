"""The one error page: what happened, what to do, and a number to ring. Faults of ours are told without the database."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy

from hometime.ui.pages import Viewer, Visitor, frame_for

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Trouble(NamedTuple):
    """What a person reads when a page cannot be given."""

    heading: _StrPromise
    what: _StrPromise
    next: _StrPromise


TROUBLES: Mapping[int, Trouble] = {
    400: Trouble(
        gettext_lazy("We could not read that"),
        gettext_lazy("Something on the page did not reach us whole. Nothing was saved."),
        gettext_lazy("Go back and try again."),
    ),
    403: Trouble(
        gettext_lazy("This cannot be done now"),
        gettext_lazy("Nothing was changed. What you wrote is still on the page before this one."),
        gettext_lazy("Go back, or start from your home page."),
    ),
    404: Trouble(
        gettext_lazy("We cannot show you this page"),
        gettext_lazy("The address may have changed, or the page may be for somebody else."),
        gettext_lazy("Start from your home page."),
    ),
    429: Trouble(
        gettext_lazy("Wait a little"),
        gettext_lazy("There were many tries in a short time. We slowed down to keep things safe."),
        gettext_lazy("Wait one minute, then try again."),
    ),
    500: Trouble(
        gettext_lazy("We could not do this"),
        gettext_lazy("The fault is ours. We cannot be sure that it was saved."),
        gettext_lazy("Go back: your words may still be there. Copy them, then try again."),
    ),
    503: Trouble(
        gettext_lazy("Hometime is resting"),
        gettext_lazy("We are putting something right. Nothing is lost."),
        gettext_lazy("Try again in a few minutes."),
    ),
}


WITH_A_NUMBER = (403, 404)  # the house itself is well, so we may ask it for the number to ring


def trouble(request: HttpRequest, status: int, *, words: str = "") -> HttpResponse:
    """Draw the error page for `status` (a key of `TROUBLES`; any other is told as a fault of ours).

    `words` takes the place of the first sentence, for a refusal that a rule has explained. Whoever is signed in finds
    their setting's number. To one viewer the page is always the same, so that “not there” and “not yours” cannot be
    told apart.
    """
    told = TROUBLES.get(status, TROUBLES[500])
    whose: Viewer = (getattr(request, "shown", None) if status in WITH_A_NUMBER else None) or Visitor()
    visitor = Visitor(setting_name=whose.setting_name, setting_phone=whose.setting_phone)
    context = {"frame": frame_for(request, "help", visitor), "trouble": told, "words": words}
    return render(request, "ui/error.html", context, status=status)
