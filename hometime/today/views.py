"""The front page, and doing what is owed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from hometime.access.gate import gate, viewer_of
from hometime.access.tablets import tablet_of
from hometime.duties import rules
from hometime.duties.models import Duty
from hometime.kernel.answers import Refused
from hometime.people.actions import unclaimed
from hometime.people.roles import Hat, Role
from hometime.today.actions import UnfitPhoto, do
from hometime.today.forms import DoneForm
from hometime.today.pages import Doing, about, board, home, way
from hometime.ui.pages import page

EVERYBODY = frozenset(Hat)


@gate(public="it only shows the way: to signing in, to the front page, or to setting up an empty house")
def front(request: HttpRequest) -> HttpResponse:
    """Sends everybody to where they begin."""
    if tablet_of(request) is not None:
        return redirect("tablet")
    if request.user.is_authenticated:
        return redirect("today")
    if unclaimed():
        return page(request, "today/welcome.html", "home")
    return redirect("/sign-in/")


@gate(hats=EVERYBODY)
def today(request: HttpRequest) -> HttpResponse:
    """What this hat owes, late first."""
    viewer = viewer_of(request)
    entry = {Hat.PARENT: "home", Hat.STAFF: "today", Hat.OWNER: "decide"}.get(viewer.hat, "home")
    context = {
        "board": board(viewer, request.GET.get("page")),
        "today": viewer.today,
        "name": viewer.name,
        "decides": viewer.hat == Hat.OWNER,
        "by_name": viewer.at_work,
        "at_work": viewer.hat == Hat.STAFF and viewer.posts != {Role.TABLET},
        "leads": viewer.a_lead,
    }
    if viewer.hat == Hat.PARENT:
        return page(request, "today/home.html", "home", context | {"home": home(viewer)}, menu=entry)
    return page(request, "today/today.html", "today" if entry != "home" else "home", context, menu=entry)


@gate(hats=EVERYBODY, opens=Duty, sensitive="P4")
def duty(request: HttpRequest, owed: Duty, form: DoneForm | None = None) -> HttpResponse:
    """One duty: what is owed, under which clause, by when and why that day; and the form to say it is done."""
    viewer = viewer_of(request)
    context = {
        "duty": owed,
        "standing": owed.standing(viewer.today),
        "days": abs((owed.due - viewer.today).days) if owed.due else None,
        "doing": Doing(owed, form),
        "why_not": rules.keep(viewer, owed),
        "today": viewer.today,
        "way": way(owed),
        "about": about(viewer, owed),
    }
    return page(request, "today/duty.html", "today", context, menu="today", status=422 if form else 200)


@gate(hats=EVERYBODY, opens=Duty, does=rules.keep)
def done(request: HttpRequest, owed: Duty) -> HttpResponse:
    """Keeps a duty with the words that were typed."""
    form = DoneForm(owed, request.POST, request.FILES)
    if form.is_valid():
        try:
            said = form.cleaned_data
            upload = said.get("photo")
            photo = (upload.read(), upload.name) if upload else None
            cards = said.get("cards", ())
            do(viewer_of(request), owed, said["evidence"], on=said["on"], photo=photo, cards=cards)
        except UnfitPhoto as no:
            form.add_error("photo", str(no))
        except Refused as no:
            form.add_error(None, str(no))
        else:
            return redirect("today")
    return duty(request, token=owed.pk, form=form)
