"""What the pages of set-up show round their own content: the number of the page, the way back, and the way on."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse

from hometime.access.gate import viewer_of
from hometime.access.viewer import HatChoice, Viewer, hats_of
from hometime.people.models import Provider
from hometime.people.roles import Hat, Role
from hometime.policies.models import Adoption
from hometime.setup.actions import states
from hometime.setup.founding import is_named
from hometime.setup.models import Progress
from hometime.setup.steps import BY_KEY, STEPS, Step, after, before, number_of
from hometime.ui.pages import page

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

NOT_TAKEN = 422
ROWS = 25


@dataclasses.dataclass(frozen=True)
class Line:
    """One page in the list of all: its title, where it stands (done, todo, later as words), and whether one may go."""

    title: _StrPromise
    url: str
    state: str
    mine: bool


def standing(provider: Provider) -> dict[str, str]:
    """Where each page stands: `done`, `later`, or nothing. What the house itself shows needs nobody's word."""
    found = states(provider) | {"you": Progress.State.DONE}
    if is_named(provider) and provider.settings.exists():
        found["places"] = Progress.State.DONE
    if Adoption.objects.filter(setting__provider=provider).exists():
        found["policy"] = Progress.State.DONE
    return {key: str(state) for key, state in found.items()}


def overview(viewer: Viewer, provider: Provider) -> Sequence[Line]:
    """All pages, each with where it stands, as this viewer may open them."""
    found = standing(provider)
    return [
        Line(step.title, step.url, found.get(step.key, "todo"), step.key != "you" and may_open(viewer, step))
        for step in STEPS
    ]


def may_open(viewer: Viewer, step: Step) -> bool:
    """Whether the page is for this viewer: the owners' pages are, and the manager's for whoever is the manager."""
    return viewer.holds(Role.OWNER) or (step.owed_by == Role.MANAGER and viewer.a_head)


def owners_hat(request: HttpRequest, viewer: Viewer) -> HatChoice | None:
    """The owner's hat of somebody who is in the office just now: with it the other pages open again."""
    if viewer.hat != Hat.STAFF:
        return None
    choices = hats_of(request.user)  # type: ignore[arg-type]
    return next((each for each in choices if Role.OWNER in each.roles and each.provider_id == viewer.provider_id), None)


def next_open(viewer: Viewer, provider: Provider) -> Step | None:
    """The first page that nobody has done or left yet, among those that are this viewer's."""
    found = standing(provider)
    return next((step for step in STEPS if step.key not in found and may_open(viewer, step)), None)


def drawn(
    request: HttpRequest, key: str, template: str, context: Mapping[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """Draws a page of set-up with its number, its way back, and its way on without doing it now."""
    viewer = viewer_of(request)
    step, back, on = BY_KEY[key], before(key), after(key)
    frame = {
        "step": step,
        "number": number_of(key),
        "of": len(STEPS),
        "back": back.url if back.key != "you" and may_open(viewer, back) else "setup",
        "onward": on.url if on != step and may_open(viewer, on) else "setup",
        "can_wait": bool(step.owed),
    }
    return page(request, template, "settings", {**frame, **(context or {})}, status=status)
