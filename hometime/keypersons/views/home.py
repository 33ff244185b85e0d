"""Things from home and ideas sent home: sent, looked at, thanked for, used."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from hometime.access.gate import gate, viewer_of
from hometime.families.models import Child
from hometime.families.sides import sides
from hometime.kernel.answers import Refused
from hometime.keypersons import rules
from hometime.keypersons.actions import sending
from hometime.keypersons.forms import family, work
from hometime.keypersons.models import Contribution, Idea
from hometime.keypersons.pages.home import contribution_page, places
from hometime.keypersons.views.children import BOTH, SIDE, STAFF
from hometime.people.models import Person
from hometime.people.roles import Hat
from hometime.records.papers import attaching
from hometime.ui.pages import page

PARENT = (Hat.PARENT,)


def _send(
    request: HttpRequest, child: Child, form: Any, sender: Person | None, idea: Idea | None
) -> HttpResponse | None:
    """Sends what a form holds; None where something is to be put right, which then stands beside its field."""
    if not form.is_valid() or sender is None:
        return None
    try:
        record = sending.send(viewer_of(request), child, sender, form.sent(idea))
    except sending.UnfitFile as no:
        form.add_error(no.field, str(no))
    except Refused as no:
        form.add_error("words", str(no))
    else:
        return redirect("room") if viewer_of(request).tablet else redirect("from-home", record.pk)
    return None


def _form_page(request: HttpRequest, child: Child, form: Any, idea: Idea | None = None) -> HttpResponse:
    side = SIDE[viewer_of(request).hat]
    context = {"child": child, "form": form, "idea": idea}
    status = 422 if form.errors else 200
    return page(request, f"keypersons/{side}/send.html", "write", context, menu="my_children", status=status)


@gate(hats=PARENT, opens=Child, asks=rules.be_family, cites=("P12",))
def send(request: HttpRequest, child: Child) -> HttpResponse:
    """A parent sends something from home."""
    posted = request.method == "POST"
    form = family.FromHomeForm(request.POST, request.FILES) if posted else family.FromHomeForm()
    me = Person.objects.get(pk=viewer_of(request).person_id)
    return (posted and _send(request, child, form, me, None)) or _form_page(request, child, form)


@gate(hats=PARENT, opens=Idea, cites=("F8",))
def reply(request: HttpRequest, idea: Idea) -> HttpResponse:
    """A parent says how an idea went at home."""
    assert idea.child is not None  # an idea is for a child
    posted = request.method == "POST"
    form = family.FromHomeForm(request.POST, request.FILES) if posted else family.FromHomeForm()
    me = Person.objects.get(pk=viewer_of(request).person_id)
    return (posted and _send(request, idea.child, form, me, idea)) or _form_page(request, idea.child, form, idea)


@gate(hats=STAFF, opens=Child, asks=rules.work_with, cites=("P12",))
def told(request: HttpRequest, child: Child) -> HttpResponse:
    """Writes down, or photographs, what a family told or handed in here."""
    people = [adult.person for side in sides(child, viewer_of(request).today) for adult in side]
    posted = request.method == "POST"
    form = work.ToldFromHomeForm(people, request.POST, request.FILES) if posted else work.ToldFromHomeForm(people)
    sender = form.people.get(request.POST.get("person", ""))
    return (posted and _send(request, child, form, sender, None)) or _form_page(request, child, form)


@gate(hats=BOTH, opens=Contribution, sensitive="P4", cites=("P12",))
def one(request: HttpRequest, record: Contribution, typed: Any = None) -> HttpResponse:
    """One thing from home: what it says and shows, the thanks, and where it was used."""
    viewer = viewer_of(request)
    context = {"shown": contribution_page(viewer, record, typed)}
    template = f"keypersons/{SIDE[viewer.hat]}/from_home.html"
    return page(request, template, "message", context, menu="my_children", status=422 if typed else 200)


@gate(hats=BOTH, opens=Contribution, sensitive="P4")
def voice(request: HttpRequest, record: Contribution) -> HttpResponse:
    """The voice note, sent out as sound and as nothing else."""
    if record.voice is None:
        raise Http404
    response = HttpResponse(attaching.original(record.voice), content_type=record.voice.media_type)
    response["Content-Disposition"] = 'inline; filename="voice"'
    response["Content-Security-Policy"] = "default-src 'none'; media-src 'self'; sandbox"
    return response


@gate(hats=STAFF, opens=Contribution, does=rules.thank)
def thank(request: HttpRequest, record: Contribution) -> HttpResponse:
    """Says thank you, with one tap."""
    sending.thank(viewer_of(request), record)
    return redirect("from-home", record.pk)


@gate(hats=STAFF, opens=Contribution, does=rules.cite)
def cite(request: HttpRequest, record: Contribution) -> HttpResponse:
    """Uses something from home in a check or a talk."""
    form = work.CiteForm(places(viewer_of(request), record), request.POST)
    if form.is_valid():
        try:
            used_in = form.places[form.cleaned_data["used_in"]]
            sending.cite(viewer_of(request), record, used_in, form.cleaned_data["words"])
        except Refused as no:
            form.add_error(None, str(no))
        else:
            return redirect("from-home", record.pk)
    return one(request, token=record.pk, typed=form)


@gate(hats=STAFF, opens=Child, asks=rules.work_with, cites=("F8",))
def idea(request: HttpRequest, child: Child) -> HttpResponse:
    """Sends the family an idea for home."""
    form = work.IdeaForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        sending.send_idea(viewer_of(request), child, **form.cleaned_data)
        return redirect("key-child", child.pk)
    context = {"child": child, "form": form}
    status = 422 if form.errors else 200
    return page(request, "keypersons/staff/idea.html", "write", context, menu="my_children", status=status)
