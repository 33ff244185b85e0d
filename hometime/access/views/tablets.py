"""Tablets: the manager's page of them, and the page on which a browser becomes one."""

from __future__ import annotations

import dataclasses
import datetime as dt

from django.contrib.auth import logout
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from hometime.access import enrolling, guessing, rules
from hometime.access.gate import gate, viewer_of
from hometime.access.models import Tablet
from hometime.access.tablet_forms import EnrolForm, TabletCodeForm
from hometime.access.tablets import first_page, hand_secret, tablet_of
from hometime.access.viewer import Viewer
from hometime.access.views.drawn import NOT_TAKEN, TOO_MANY
from hometime.access.views.faces import onward
from hometime.audit.actions import House
from hometime.kernel import clock
from hometime.kernel.answers import taken
from hometime.people.models import Post, Room, current
from hometime.people.roles import HAT_OF, Hat
from hometime.ui.pages import page

STAFF = (Hat.STAFF,)
ROWS = 40
GUESSES = {"tablet_code": "20/15m/ip"}


@dataclasses.dataclass(frozen=True)
class Row:
    """One tablet on the manager's page; `asks` where whoever enrolled it does not work here any more."""

    tablet: Tablet
    since: dt.date | None
    asks: bool


@gate(hats=STAFF, asks=rules.see_to_tablets, step_up=True)
def tablets(request: HttpRequest) -> HttpResponse:
    """The setting's tablets, and the form that gives a code for one more."""
    viewer = viewer_of(request)
    rooms = list(Room.objects.filter(setting=viewer.setting_id).order_by("name", "pk"))
    form = EnrolForm(rooms, request.POST if request.method == "POST" else None)
    codes: list[str] = []

    def prepare() -> None:
        use, room = form.chosen()
        codes.append(enrolling.prepare(viewer, use, room))

    if request.method == "POST":
        taken(form, prepare)
    context = {"rows": _rows(viewer), "form": form, "code": "".join(codes)}
    return page(request, "access/tablets.html", "settings", context, status=NOT_TAKEN if form.errors else 200)


@gate(hats=STAFF, asks=rules.see_to_tablets, step_up=True)
def tablet_do(request: HttpRequest, tablet: str) -> HttpResponse:
    """Ends a tablet, or answers for it from now on."""
    found = Tablet.objects.filter(pk=tablet, setting=viewer_of(request).setting_id, ended_at=None).first()
    if found is None:
        raise Http404
    if request.method != "POST":
        return redirect("tablets")
    does = enrolling.keep if request.POST.get("do") == "keep" else enrolling.end
    does(viewer_of(request), found)
    return redirect("tablets")


@gate(public="a browser that is not enrolled yet has nobody signed in; nothing opens without the manager's code")
def tablet(request: HttpRequest) -> HttpResponse:
    """On an enrolled tablet its first page; on any other browser the box for the code that the manager was given."""
    here = tablet_of(request)
    if here is not None:
        return redirect(onward(request, here)) if request.method == "GET" else HttpResponseNotAllowed(["GET"])
    form = TabletCodeForm(request.POST or None)
    status = 200
    if request.method == "POST":
        if guessing.too_often(request, "hometime.access", GUESSES):
            form.add_error(None, _("That was tried too often. Wait a quarter of an hour, then try again."))
            status = TOO_MANY
        elif form.is_valid() and (answer := _enrolled(request, form.cleaned_data["code"])) is not None:
            return answer
        else:
            status = NOT_TAKEN
            if not form.errors:
                form.add_error("code", _("That code does not work. Ask the manager for a new one."))
    return page(request, "access/tablet_code.html", "sign_in", {"form": form}, status=status)


@gate(tablets=(Tablet.Use.DOOR,))
def tablet_start(request: HttpRequest) -> HttpResponse:
    """What a tablet shows while nobody is signed in on it and nothing else is asked of it."""
    return page(request, "access/tablet_start.html", "home", {"tablet": tablet_of(request)})


def _enrolled(request: HttpRequest, code: str) -> HttpResponse | None:
    """Makes this browser the tablet of a code, with nobody signed in on it; None where the code is no good."""
    found = enrolling.take_up(House("tablet"), code)
    if found is None:
        return None
    logout(request)
    response = redirect(first_page(found[0]))
    hand_secret(response, found[1])
    return response


def _rows(viewer: Viewer) -> list[Row]:
    """The tablets in use and the codes that may still be typed, the oldest first."""
    waiting = Q(enrolled_at=None, code_until__gt=clock.now())
    found = Tablet.objects.filter(Q(enrolled_at__isnull=False) | waiting, setting=viewer.setting_id, ended_at=None)
    listed = list(found.select_related("room", "enrolled_by").order_by("code_until", "pk")[:ROWS])
    at_work = [role for role, hat in HAT_OF.items() if hat in (Hat.STAFF, Hat.OWNER)]
    still = Post.objects.filter(
        current(viewer.today), person__in=[row.enrolled_by_id for row in listed], provider=viewer.provider_id
    )
    here = set(still.filter(role__in=at_work).values_list("person", flat=True))
    return [
        Row(row, clock.local_date(row.enrolled_at) if row.enrolled_at else None, row.enrolled_by_id not in here)
        for row in listed
    ]
