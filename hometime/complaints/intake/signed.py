"""The door of a parent who has signed in: two pages and an answer, with the child chosen (C2, C12)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from hometime.access.actions import digest_of
from hometime.access.gate import gate, viewer_of
from hometime.access.viewer import Viewer
from hometime.complaints.intake import actions
from hometime.complaints.intake.forms import SignedAbout, SignedHappened
from hometime.complaints.intake.telling import (
    came_of,
    new_secret,
    remember,
    said_of,
    secret_of,
    telling_of,
    whom,
)
from hometime.complaints.intake.views import receipt, ringing
from hometime.complaints.models import AtRisk, Door, Source, Telling
from hometime.families.models import Adult, Child, KeyPersonship
from hometime.people.models import Setting, current
from hometime.people.roles import Hat
from hometime.ui.pages import page

PARENTS = (Hat.PARENT,)
OF = 2


@gate(hats=PARENTS, cites=("C1", "C2", "C12"))
def new(request: HttpRequest) -> HttpResponse:
    """What happened, and to which child."""
    viewer = viewer_of(request)
    telling = _unsent(request)
    answers = telling.answers if telling else {}
    children = _children(viewer)
    choices = [(child.pk, child.called) for child in children]
    form = SignedHappened(choices, request.POST if request.method == "POST" else None, initial=answers)
    if not form.is_valid():
        return _page(request, form, 1, "")
    said = dict(form.cleaned_data)
    setting = _place(viewer, children, said)
    secret = secret_of(request) if telling else new_secret()
    actions.keep_telling(viewer, setting, Door.SIGNED_IN, digest_of(secret), said, person=request.user)  # type: ignore[arg-type]
    onward = "told-now" if said["at_risk"] != AtRisk.NO else "told-about"
    return remember(redirect(onward), secret)


@gate(hats=PARENTS, cites=("C5", "C12"))
def about(request: HttpRequest) -> HttpResponse:
    """About whom, and what would put it right; then it is sent."""
    telling = telling_of(request, None, Door.SIGNED_IN)
    if telling is None:
        return redirect("told-new")
    if telling.complaint_id:
        return redirect("told-sent")
    form = SignedAbout(request.POST if request.method == "POST" else None, initial=telling.answers)
    if not form.is_valid():
        return _page(
            request, form, 2, reverse("told-new"), _first(viewer_of(request), telling.answers.get("child", ""))
        )
    _send(request, telling, {**telling.answers, **form.cleaned_data})
    return redirect("told-sent")


@gate(hats=PARENTS, cites=("C10",))
def now(request: HttpRequest) -> HttpResponse:
    """Whom to ring now; what was typed can go at once from here."""
    telling = telling_of(request, None, Door.SIGNED_IN)
    if telling is None:
        return redirect("told-new")
    if request.method == "POST" or telling.complaint_id:
        if not telling.complaint_id:
            _send(request, telling, telling.answers)
        return redirect("told-sent")
    context = {**ringing(telling.setting), "send": True, "onward": reverse("told-about")}
    return page(request, "complaints/intake/ring.html", "write", context, menu="home")


@gate(hats=PARENTS, cites=("C2", "C3", "C21"))
def sent(request: HttpRequest) -> HttpResponse:
    """The reference, who has it, and the day: at once."""
    telling = telling_of(request, None, Door.SIGNED_IN)
    if telling is None or not telling.complaint_id:
        return redirect("told-new")
    context = {"shown": receipt(telling), "by_code": False}
    return page(request, "complaints/intake/sent.html", "message", context, menu="home")


def _send(request: HttpRequest, telling: Telling, answers: Mapping[str, Any]) -> None:
    viewer, setting = viewer_of(request), telling.setting
    subject, who, also = whom(setting, answers)
    child = next((one for one in _children(viewer) if one.pk == answers.get("child")), None)
    if child is not None and child.starts and child.starts > viewer.today:
        child = None  # who has not joined yet has no file here to stand in
    adult = Adult.objects.visible_to(viewer).filter(person=viewer.person_id).first()
    said = said_of(
        {**answers, "about": subject}, Source.PARENT, child=child, who=who, complainant=viewer.name, others=also
    )
    secret = secret_of(request)
    actions.send(viewer, telling, said, actions.hashed(came_of(answers, Door.SIGNED_IN, secret, adult)))


def _unsent(request: HttpRequest) -> Telling | None:
    found = telling_of(request, None, Door.SIGNED_IN)
    return None if found is None or found.complaint_id else found


def _children(viewer: Viewer) -> list[Child]:
    return list(Child.objects.visible_to(viewer).select_related("setting").order_by("name", "pk"))


def _place(viewer: Viewer, children: list[Child], said: Mapping[str, Any]) -> Setting:
    """The setting of the child who was chosen; else the parent's own. Who has none finds nothing here."""
    child = next((one for one in children if one.pk == said["child"]), None)
    place = child.setting if child else viewer.home or (children[0].setting if children else None)
    if place is None:
        raise Http404
    return place


def _first(viewer: Viewer, child: str) -> KeyPersonship | None:
    """The key person of the child it is about, with whom a parent may talk first (C5)."""
    held = KeyPersonship.objects.visible_to(viewer).filter(current(viewer.today), child=child)
    return held.filter(part=KeyPersonship.Part.KEY).select_related("child", "person").order_by("starts").first()


def _page(
    request: HttpRequest, form: forms.Form, at: int, back: str, first: KeyPersonship | None = None
) -> HttpResponse:
    context = {"form": form, "at": at, "of": OF, "to": back, "last": at == OF, "first": first}
    return page(
        request, "complaints/intake/signed.html", "write", context, menu="home", status=422 if form.errors else 200
    )
