"""The gate: every address of the house is entered through one, and says for whom it opens.

    @gate(hats=WORK_HATS, opens=Duty, does=rules.keep)
    def keep(request, duty): ...

The thing is found through the viewer, so what may not be seen is not found (404, the same as for what does not exist).
Then the rule is asked; its No is a 403 in its own words. A gate with `does` answers only POST.

`cites` names the clauses that a page answers for: what it shows or does is what they ask for. docs/generated/clauses.json
and the stories are built on it, so a page cites a clause only where a reader of the policy would agree.
"""

from __future__ import annotations

import dataclasses
import functools
import logging
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect

from hometime.access.tablets import shut_here, tablet_at, tablet_of
from hometime.access.viewer import Viewer
from hometime.audit.actions import record_reading
from hometime.kernel.answers import No
from hometime.kernel.spelling import asked_for
from hometime.people.roles import Hat

Rule = Callable[[Viewer, Any], No | None]
View = Callable[..., HttpResponse]

opened = logging.getLogger("hometime.doors")  # at DEBUG: which door opened, with what status; never whose or to whom


class Forbidden(Exception):
    """The rule said no; `words` are for the person who asked."""

    def __init__(self, no: No) -> None:
        super().__init__(no.words)
        self.words = no.words


@dataclasses.dataclass(frozen=True)
class Gate:
    """What stands at a door. `public` is the reason why anyone may enter, and then there is no viewer; no more is there
    before a page for `tablets`, which opens on an enrolled tablet of one of these uses to whoever stands before it."""

    hats: frozenset[Hat]
    opens: Any = None
    does: Rule | None = None
    asks: Rule | None = None
    public: str = ""
    signed_in: str = ""
    tablets: frozenset[str] = frozenset()
    sensitive: str = ""
    step_up: bool = False
    cites: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if sum(map(bool, (self.hats, self.public, self.signed_in, self.tablets))) != 1:
            raise ValueError(
                "a gate is for some hats, for the signed in, for tablets, or public with a reason: one of the four"
            )
        if self.tablets and (self.opens or self.does or self.asks or self.sensitive or self.step_up):
            raise ValueError("before a page of a tablet nobody is known whom a rule could be asked about")

    @property
    def who(self) -> str:
        """For whom the door opens, in a word or two (docs/generated/doors.md)."""
        if self.public:
            return "anyone"
        if self.signed_in:
            return "signed in"
        if self.tablets:
            return ", ".join(f"{use} tablet" for use in sorted(self.tablets))
        return ", ".join(hat for hat in Hat if hat in self.hats)


def gate(
    *,
    hats: Iterable[Hat] = (),
    opens: Any = None,
    does: Rule | None = None,
    asks: Rule | None = None,
    public: str = "",
    signed_in: str = "",
    tablets: Iterable[str] = (),
    sensitive: str = "",
    step_up: bool = False,
    cites: Iterable[str] = (),
) -> Callable[[View], View]:
    """Puts a gate before a view.

    hats: who may enter · opens: the guarded table whose row the address names · does: the rule for doing it (POST only)
    · asks: the rule for showing its form · public: the reason why anyone may enter · signed_in: the reason why a person
    may enter without a hat · tablets: the uses (`Tablet.Use`) of enrolled tablets that may enter, with nobody signed in
    · sensitive: P3 or P4, so that the reading is recorded · step_up: a fresh proof is needed
    · cites: ids of the clauses that the page answers for.
    """
    stands = Gate(
        frozenset(hats), opens, does, asks, public, signed_in, frozenset(tablets), sensitive, step_up, tuple(cites)
    )

    def around(view: View) -> View:
        @functools.wraps(view)
        def entered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            response = _enter(stands, view, request, args, kwargs)
            _report(stands, request, response)
            return response

        entered.gate = stands  # type: ignore[attr-defined]
        return entered

    return around


def _enter(
    stands: Gate, view: View, request: HttpRequest, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> HttpResponse:
    """Lets a request through to the view, or gives what it gets instead."""
    if stands.does is not None and request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if stands.public or _on_a_tablet(stands, request):
        return view(request, *args, **kwargs)
    refused = _turned_away(request, stands)
    if refused is not None:
        return refused
    if stands.opens is None:
        _ask(stands, request, None)
        return view(request, *args, **kwargs)
    thing = _find(stands, request, kwargs.pop("token"))
    _ask(stands, request, thing)
    if stands.sensitive:
        record_reading(viewer_of(request), thing, request.resolver_match.view_name or "")  # type: ignore[union-attr]
    return view(request, thing, *args, **kwargs)


def _on_a_tablet(stands: Gate, request: HttpRequest) -> bool:
    """Whether this page is for the tablet that it is asked from; on any other device there is no such page."""
    if stands.tablets and tablet_at(request).use not in stands.tablets:
        raise Http404
    return bool(stands.tablets)


def viewer_of(request: HttpRequest) -> Viewer:
    """The viewer of a request that has passed a gate for some hats."""
    viewer: Viewer | None = getattr(request, "viewer", None)
    if viewer is None:
        raise Http404
    return viewer


def _report(stands: Gate, request: HttpRequest, response: HttpResponse) -> None:
    """Says which door was tried and how it answered, with the clauses it cites. Ids only."""
    name = request.resolver_match.view_name if request.resolver_match else ""
    opened.debug("%s %s %s", name, response.status_code, " ".join(stands.cites), extra={"gate": stands})


def _turned_away(request: HttpRequest, stands: Gate) -> HttpResponse | None:
    """Where to send somebody who may not enter yet; a hat that does not fit finds nothing here."""
    if not request.user.is_authenticated:
        return redirect("tablet") if tablet_of(request) else _send("/sign-in/", request)
    if shut_here(request):
        raise Http404
    if stands.signed_in:
        return None
    viewer: Viewer | None = getattr(request, "viewer", None)
    if viewer is None:
        return _send("/hat/", request)
    if viewer.hat not in stands.hats:
        raise Http404
    needed = getattr(request, "still_needed", None)  # set by the middleware: a second factor, a fresh proof
    return needed(step_up=stands.step_up) if needed else None


def _send(first: str, request: HttpRequest) -> HttpResponse:
    """To `first`, and from there on to where the person was going; a form that was being sent starts anew."""
    return redirect(f"{first}?{urlencode({'next': request.get_full_path()})}" if request.method == "GET" else first)


def _find(stands: Gate, request: HttpRequest, token: str) -> Any:
    found = next(iter(_seen(token, stands.opens, viewer_of(request))), None)
    if found is None:
        raise Http404
    return found


@asked_for
def _seen(token: str, table: Any, viewer: Viewer) -> Any:
    return table.objects.visible_to(viewer).whole().filter(pk=token)


def _ask(stands: Gate, request: HttpRequest, thing: Any) -> None:
    rule = stands.does or stands.asks
    if rule is None:
        return
    answer = rule(viewer_of(request), thing)
    if answer is not None:
        raise Forbidden(answer)
