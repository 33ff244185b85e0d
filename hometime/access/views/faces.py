"""On a tablet in a room: the faces, the PIN, choosing one, and switching to somebody else."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from hometime.access import pins
from hometime.access.gate import Forbidden, gate, viewer_of
from hometime.access.models import Tablet
from hometime.access.proof import By, proof_of, stamp
from hometime.access.tablet_forms import NewPinForm, PinForm
from hometime.access.tablets import SWITCHED_IN, begin, first_page, tablet_at
from hometime.access.views.drawn import NOT_TAKEN
from hometime.kernel.answers import No
from hometime.people.models import Person
from hometime.people.roles import Hat
from hometime.ui.pages import page

SHARED = (Tablet.Use.ROOM, Tablet.Use.OUTING)


def onward(request: HttpRequest, tablet: Tablet) -> str:
    """Where a tablet goes on: to its first page, or for somebody who is signed in on it to their own.

    Whoever signed in with a password and has no PIN here yet chooses one first.
    """
    if getattr(request, "viewer", None) is None:
        return first_page(tablet)
    person: Person = request.user  # type: ignore[assignment]  # a viewer is somebody
    return reverse("tablet-pin" if pins.pin_of(person, tablet) is None else SWITCHED_IN[Tablet.Use(tablet.use)])


@gate(tablets=SHARED)
def faces(request: HttpRequest) -> HttpResponse:
    """Who works here today: each presses their own name."""
    tablet = tablet_at(request)
    return page(request, "access/tablet_faces.html", "home", {"tablet": tablet, "faces": pins.faces(tablet)})


@gate(tablets=SHARED)
@sensitive_post_parameters("pin")
def face(request: HttpRequest, who: str) -> HttpResponse:
    """Asks one of them for the PIN; whoever has none here, or five wrong ones behind them, for the password."""
    tablet = tablet_at(request)
    person = next((each for each in pins.faces(tablet) if each.pk == who), None)
    if person is None:
        raise Http404
    form = PinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        came = pins.tried(person, tablet, form.cleaned_data["pin"])
        if came == pins.Came.RIGHT:
            return _switch_in(request, tablet, person)
        form.add_error("pin", _("That is not your PIN here. Try again."))
    context = {"form": form, "person": person, "shut": pins.pin_of(person, tablet) is None}
    return page(request, "access/tablet_face.html", "sign_in", context, status=NOT_TAKEN if form.errors else 200)


@gate(tablets=SHARED)
@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Ends what somebody did here and shows the faces; the browser forgets every page of theirs."""
    logout(request)
    response = redirect(first_page(tablet_at(request)))
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response


@gate(hats=(Hat.STAFF,))
@sensitive_post_parameters("pin", "again")
def choose(request: HttpRequest) -> HttpResponse:
    """Chooses a PIN for this tablet, just after signing in on it with everything that signing in asks for."""
    tablet, proof = tablet_at(request), proof_of(request)
    if proof is None or not proof.fresh:
        raise Forbidden(No(_("Sign in on this tablet with your password first. Then you can choose a PIN.")))
    form = NewPinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        pins.choose(Person.objects.get(pk=viewer_of(request).person_id), tablet, form.cleaned_data["pin"])
        return redirect(SWITCHED_IN[Tablet.Use(tablet.use)])
    return page(request, "access/tablet_pin.html", "sign_in", {"form": form}, status=NOT_TAKEN if form.errors else 200)


@gate(hats=(Hat.STAFF,))
def here(request: HttpRequest) -> HttpResponse:
    """Says that somebody is still typing: the asking alone starts their two minutes anew."""
    tablet_at(request)
    return HttpResponse(status=204)


def _switch_in(request: HttpRequest, tablet: Tablet, person: Person) -> HttpResponse:
    logout(request)
    login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
    begin(request, tablet)
    stamp(request, person, By.PIN)
    return redirect(SWITCHED_IN[Tablet.Use(tablet.use)])
