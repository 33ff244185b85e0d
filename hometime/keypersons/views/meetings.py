"""Talks with a family: offered, chosen, asked for again, held, agreed to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from hometime.access.gate import gate, viewer_of
from hometime.families.models import Child
from hometime.kernel.answers import Refused, taken
from hometime.keypersons import rules
from hometime.keypersons.actions import meeting as actions
from hometime.keypersons.forms import family, work
from hometime.keypersons.models import Meeting, Slot
from hometime.keypersons.pages.meeting import meeting_page
from hometime.keypersons.views.children import BOTH, SIDE, STAFF
from hometime.languages.pages import wishes_of
from hometime.people.roles import Hat
from hometime.ui.pages import page

PARENT = (Hat.PARENT,)


@gate(hats=STAFF, opens=Child, asks=rules.work_with, cites=("F9",))
def offer(request: HttpRequest, child: Child) -> HttpResponse:
    """Offers a family times for a talk: some stand ready, one by phone and one in the evening."""
    form = work.OfferForm(request.POST if request.method == "POST" else None)
    if taken(form, lambda: actions.offer(viewer_of(request), child, form.times(), form.cleaned_data["words"])):
        return redirect("key-child", child.pk)
    context = {"child": child, "form": form, "wishes": wishes_of(viewer_of(request), child)}
    status = 422 if form.errors else 200
    return page(request, "keypersons/staff/offer.html", "message", context, menu="my_children", status=status)


@gate(hats=BOTH, opens=Meeting, sensitive="P4", cites=("P4", "F9"))
def meeting(request: HttpRequest, talk: Meeting, typed: dict[str, Any] | None = None) -> HttpResponse:
    """One talk: the times on offer, what happened in order, what both sides said, and what can be done now."""
    viewer = viewer_of(request)
    template = f"keypersons/{SIDE[viewer.hat]}/meeting.html"
    context = {"shown": meeting_page(viewer, talk, typed)}
    return page(request, template, "message", context, menu="my_children", status=422 if typed else 200)


def _take(
    request: HttpRequest, talk: Meeting, name: str, form: Form, does: Callable[..., Any], **said: Any
) -> HttpResponse:
    """Does what a form says, and goes back to the talk; what was typed stays where something is to be put right."""
    try:
        does(viewer_of(request), talk, **said)
    except Refused as no:
        form.add_error(None, str(no))
        return meeting(request, token=talk.pk, typed={name: form})
    return redirect("meeting", talk.pk)


@gate(hats=PARENT, opens=Meeting, does=rules.answer)
def choose(request: HttpRequest, talk: Meeting, slot: str) -> HttpResponse:
    """The family takes one of the times."""
    found = Slot.objects.visible_to(viewer_of(request)).filter(meeting=talk, pk=slot).first()
    if found is None:
        raise Http404
    return _take(request, talk, "talk", _empty(family.TalkForm), actions.choose, slot=found)


def _empty(form: type[Form]) -> Form:
    """A form without a question of its own that still tells what went wrong."""
    made = form({})
    made.is_valid()
    return made


@gate(hats=PARENT, opens=Meeting, does=rules.answer)
def talk(request: HttpRequest, talk: Meeting) -> HttpResponse:
    """The family says that no time fits."""
    form = family.TalkForm(request.POST)
    if not form.is_valid():
        return meeting(request, token=talk.pk, typed={"talk": form})
    return _take(request, talk, "talk", form, actions.lets_talk, **form.cleaned_data)


@gate(hats=PARENT, opens=Meeting, does=rules.speak)
def agree(request: HttpRequest, talk: Meeting, answer: str) -> HttpResponse:
    """The family agrees to what happens next, or wants to talk about it."""
    if answer not in ("yes", "talk"):
        raise Http404
    return _take(request, talk, "say", _empty(family.TalkForm), actions.agree, agrees=answer == "yes")


@gate(hats=PARENT, opens=Meeting, does=rules.speak)
def say(request: HttpRequest, talk: Meeting) -> HttpResponse:
    """The family adds something to a talk."""
    form = family.WordsForm(request.POST, auto_id="id_say_%s")
    if not form.is_valid():
        return meeting(request, token=talk.pk, typed={"say": form})
    return _take(request, talk, "say", form, actions.say, family=True, **form.cleaned_data)


@gate(hats=STAFF, opens=Meeting, does=rules.arrange)
def again(request: HttpRequest, talk: Meeting) -> HttpResponse:
    """Writes down that the family was asked again, and what came of it."""
    form = work.AskAgainForm(list(Slot.objects.visible_to(viewer_of(request)).filter(meeting=talk)), request.POST)
    if not form.is_valid():
        return meeting(request, token=talk.pk, typed={"again": form})
    return _take(request, talk, "again", form, actions.ask_again, **form.said())


@gate(hats=STAFF, opens=Meeting, does=rules.arrange)
def hold(request: HttpRequest, talk: Meeting) -> HttpResponse:
    """Writes down what both sides said and what happens next."""
    form = work.HoldForm(request.POST, auto_id="id_hold_%s")
    if not form.is_valid():
        return meeting(request, token=talk.pk, typed={"hold": form})
    return _take(request, talk, "hold", form, actions.hold, said=form.said())


@gate(hats=STAFF, opens=Meeting, does=rules.arrange)
def end(request: HttpRequest, talk: Meeting) -> HttpResponse:
    """Gives the talk up for this time, with the reason."""
    form = work.EndForm(request.POST, auto_id="id_end_%s")
    if not form.is_valid():
        return meeting(request, token=talk.pk, typed={"end": form})
    return _take(request, talk, "end", form, actions.end, **form.cleaned_data)
