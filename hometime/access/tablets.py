"""Enrolled tablets: which one a request comes from, and how far somebody sees who switched in on one.

The browser holds a secret; the house holds its digest. A tablet is known before anybody has signed in, and by itself
opens nothing of a child: only the pages whose gate names its use. It dies on the next request after it was ended.

Whoever signs in on a tablet, by PIN or by password, is staff in its room and no more: they open the pages named here,
see nothing sealed, and are signed out after two minutes in which nothing was asked for (TRUST 26).
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from hometime.access.actions import digest_of
from hometime.access.models import Tablet
from hometime.access.viewer import Held, Viewer, viewer_for
from hometime.kernel import clock
from hometime.people.models import Person
from hometime.people.roles import IN_THE_ROOM, UNNAMED, Hat, Role

KEPT = dt.timedelta(days=400)  # the longest that browsers allow
_KNOWN = "_enrolled_tablet"
# The page that a tablet opens with while nobody is signed in on it, by the name of its address.
FIRST_PAGES = {
    Tablet.Use.ROOM: "tablet-faces",
    Tablet.Use.DOOR: "visitors",
    Tablet.Use.OUTING: "tablet-faces",
}
# And the page that opens once somebody switched in.
SWITCHED_IN = {Tablet.Use.ROOM: "room", Tablet.Use.OUTING: "outings"}
# All that whoever switched in can open, by the names of the addresses, beside what is open to anyone. Nothing sealed,
# and nothing that asks for a fresh proof, may be added (tests/trust/test_tablets.py).
ITS_OWN = frozenset({"tablet-pin", "tablet-here", "room"})
WORRIES = frozenset({"worry-who", "worry-somebody", "key-worry", "key-worry-sent"})
OUTINGS = frozenset(
    {
        "outings", "outing", "outing-now", "outing-away", "outing-away-script", "outing-paper", "outing-told", "outing-leave",
        "outing-count", "outing-early",
    }
)  # fmt: skip
MEDICINES = frozenset({"medicine", "medicine-give", "giving-seen"})
OPENS: dict[Tablet.Use, frozenset[str]] = {
    Tablet.Use.ROOM: ITS_OWN | WORRIES | OUTINGS | MEDICINES | {"from-home-told"},
    Tablet.Use.DOOR: frozenset(),
    Tablet.Use.OUTING: ITS_OWN | WORRIES | OUTINGS,
}
BY_ITSELF = re.compile("/outings/[^/]+/now/")  # what a page asks for with nobody touching it: its two minutes go on
IDLE = dt.timedelta(seconds=120)
SESSION = "tablet"  # the session's key: which tablet it was begun on, and when something was last asked for


def cookie_name() -> str:
    """The cookie of a tablet: beside the session's, so that a practice world on the same host has its own."""
    return f"{settings.SESSION_COOKIE_NAME}-tablet"


def tablet_of(request: HttpRequest) -> Tablet | None:
    """The enrolled tablet that a request comes from; None for every other device, and for one that was ended.

    Asked once for a request, and only where the browser shows the cookie.
    """
    if not hasattr(request, _KNOWN):
        secret = request.COOKIES.get(cookie_name(), "")
        setattr(request, _KNOWN, _by_secret(secret) if secret else None)
    found: Tablet | None = getattr(request, _KNOWN)
    return found


def tablet_at(request: HttpRequest) -> Tablet:
    """The tablet of a request that has passed a gate for tablets; not found for any other."""
    found = tablet_of(request)
    if found is None:
        raise Http404
    return found


def hand_secret(response: HttpResponse, secret: str) -> None:
    """Gives the browser the secret by which it is known from now on."""
    response.set_cookie(
        cookie_name(),
        secret,
        max_age=KEPT,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _by_secret(secret: str) -> Tablet | None:
    known = Tablet.objects.filter(digest=digest_of(secret), ended_at=None)
    return known.select_related("setting", "room").first()


def first_page(tablet: Tablet) -> str:
    """The address that a tablet opens with, by what it is for."""
    return reverse(FIRST_PAGES[Tablet.Use(tablet.use)])


def begin(request: HttpRequest, tablet: Tablet) -> None:
    """Binds a session to the tablet that it was begun on, and starts its two minutes."""
    request.session[SESSION] = {"id": tablet.pk, "at": clock.now().timestamp()}


def goes_on(request: HttpRequest) -> bool:
    """Whether the session of a request still holds, as far as tablets go; each request starts its two minutes anew.

    A session that was begun on a tablet holds there and nowhere else, and none that was begun elsewhere holds on one.
    """
    tablet, kept = tablet_of(request), request.session.get(SESSION)
    if tablet is None or not kept:
        return tablet is None and not kept
    if kept["id"] != tablet.pk or clock.now().timestamp() - kept["at"] > IDLE.total_seconds():
        return False
    if not BY_ITSELF.fullmatch(request.path):
        begin(request, tablet)
    return True


def shut_here(request: HttpRequest) -> bool:
    """Whether this page is one that nobody opens on the tablet that asks for it."""
    tablet, match = tablet_of(request), request.resolver_match
    return tablet is not None and (match is None or match.view_name not in OPENS[Tablet.Use(tablet.use)])


def viewer_on(tablet: Tablet, person: Person, held: Held | None = None) -> Viewer | None:
    """The viewer that `person` is on a tablet: staff in its room, whatever else they are; None for who does not work
    there, and on a tablet that nobody signs in on. `held` are their posts of today, where somebody has just asked."""
    whole = viewer_for(person, f"{Hat.STAFF}:{tablet.setting_id}", held=held)
    if whole is None or tablet.use == Tablet.Use.DOOR or not whole.posts - UNNAMED:
        return None
    posts = whole.posts & IN_THE_ROOM
    return dataclasses.replace(
        whole,
        posts=posts or frozenset({Role.ROOM}),
        acts_in=frozenset(each for each in whole.acts_in if each[1] in posts),
        rooms=frozenset({tablet.room_id}) if tablet.room_id else whole.rooms,
        tablet=tablet.pk,
    )
