"""The doors without an account: the four pages from the poster, and the one page for other services."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext

from hometime.access.actions import digest_of
from hometime.access.gate import gate
from hometime.access.guessing import WAIT
from hometime.audit.actions import House
from hometime.complaints.following import entering
from hometime.complaints.following.timeline import Timeline, timeline
from hometime.complaints.intake import actions
from hometime.complaints.intake.codes import code_from
from hometime.complaints.intake.forms import Service
from hometime.complaints.intake.limits import BEGUN, SENT, take
from hometime.complaints.intake.telling import (
    COOKIE,
    KEYS,
    POSTER,
    came_of,
    new_secret,
    remember,
    said_of,
    secret_of,
    telling_of,
    whom,
)
from hometime.complaints.models import Arrival, AtRisk, Door, Source, Telling
from hometime.complaints.triage.ring import ring_now
from hometime.kernel.answers import Refused
from hometime.people.models import Setting
from hometime.ui.pages import SHARED_DEVICE_COOKIE, Visitor, page

OUTSIDE = House("notice_board")
PUBLIC = "anybody may tell us that something is wrong, without an account and without a name (C2, C12, TRUST 23b)"


@gate(public=PUBLIC, cites=("C1", "C2", "C12"))
def tell(request: HttpRequest, slug: str, step: str = "happened") -> HttpResponse:
    """One of the four pages. What was typed waits with us until it is sent, and going back finds it."""
    setting = _setting(request, slug)
    if step not in KEYS:
        raise Http404
    at, telling = KEYS.index(step), telling_of(request, setting, Door.POSTER)
    if at and (telling is None or telling.complaint_id):  # nothing was begun, or it is sent already
        return redirect("tell-sent" if telling else "tell", slug)
    unsent = telling if telling and not telling.complaint_id else None
    form = POSTER[at].form(
        request.POST if request.method == "POST" else None, initial=unsent.answers if unsent else None
    )
    if not form.is_valid():
        return _step(request, setting, at, form)
    return _onward(request, setting, unsent, at, form)


def _onward(request: HttpRequest, setting: Setting, unsent: Telling | None, at: int, form: forms.Form) -> HttpResponse:
    """Keeps what was typed on one page, and goes on to the next; from the last one it is sent."""
    if unsent is None and take(request, BEGUN, setting.pk) is None:
        return _too_many(request, setting, at, form)
    secret = secret_of(request) if unsent else new_secret()
    said = dict(form.cleaned_data)
    telling = actions.keep_telling(OUTSIDE, setting, Door.POSTER, digest_of(secret), said)
    if at + 1 == len(POSTER):
        return _send(request, setting, telling, secret, at, form)
    warn = at == 0 and said["at_risk"] != AtRisk.NO
    onward = redirect("tell-now", setting.slug) if warn else redirect("tell-step", setting.slug, KEYS[at + 1])
    return remember(onward, secret)


def _send(
    request: HttpRequest, setting: Setting, telling: Telling, secret: str, at: int, form: forms.Form
) -> HttpResponse:
    onward = remember(redirect("tell-sent", setting.slug), secret)
    if telling.complaint_id:  # sent a moment ago, by another tap
        return onward
    if "what_happened" not in telling.answers:  # nothing was begun with this browser, or it waited too long
        return redirect("tell", setting.slug)
    used = take(request, SENT, setting.pk)
    if used is None:
        return _too_many(request, setting, at, form)
    try:
        now_sent = _written(setting, telling, secret, Door.POSTER, Source.ANONYMOUS)
    except Refused:
        now_sent = False
    if not now_sent:
        used.rollback()
    if telling.answers.get("shared"):
        onward.set_cookie(SHARED_DEVICE_COOKIE, "yes", samesite="Lax", httponly=True)
    return onward


def _written(setting: Setting, telling: Telling, secret: str, door: str, source: str) -> bool:
    """Writes down what was typed: who it is about is kept out of it, by the choice and by the name. False where it was
    written down before."""
    about, who, also = whom(setting, telling.answers)
    said = said_of({**telling.answers, "about": about}, source, who=who, others=also)
    came = came_of(telling.answers, door, secret)
    return actions.send(OUTSIDE, telling, said, actions.hashed(came))


@gate(public="whoever says that a child may be at risk is shown whom to ring now (C10)", cites=("C10",))
def now(request: HttpRequest, slug: str) -> HttpResponse:
    """Whom to ring now. What was typed can go at once from here, to whoever sees to such things."""
    setting = _setting(request, slug)
    telling = telling_of(request, setting, Door.POSTER)
    if telling is None:
        return redirect("tell", slug)
    if telling.complaint_id:
        return redirect("tell-sent", slug)
    if request.method == "POST":
        return _send(request, setting, telling, secret_of(request), 0, POSTER[0].form(telling.answers))
    context = {**ringing(setting), "send": True, "onward": reverse("tell-step", args=[slug, KEYS[1]])}
    return page(request, "complaints/intake/ring.html", "write", context)


def ringing(setting: Setting) -> dict[str, Any]:
    """Whom to ring when a child may be at risk: what is shown to whoever says so."""
    return {"phone": setting.phone, "rings": ring_now(setting)}


@gate(
    public="whoever sent something is told its reference and code, by the browser that sent it",
    cites=("C2", "C3", "C21"),
)
def sent(request: HttpRequest, slug: str) -> HttpResponse:
    """The reference, the code, who has it, and the day: at once."""
    setting = _setting(request, slug)
    telling = telling_of(request, setting, Door.POSTER) or telling_of(request, setting, Door.SERVICE)
    if telling is None or telling.complaint is None:
        return redirect("tell", slug)
    shown = receipt(telling)
    context = {
        "shown": shown,
        "code": code_from(secret_of(request)),
        "by_code": True,
        "service": telling.door == Door.SERVICE,
    }
    response = page(request, "complaints/intake/sent.html", "message", context)
    if shown.arrival.shared:  # other people use this device: it shows this once, and keeps nothing of it
        response.delete_cookie(COOKIE)
        return response
    return entering.remember(response, shown.arrival)


def receipt(telling: Telling) -> Timeline:
    """What is told to whoever has just sent something."""
    rows = Arrival.objects.unscoped("whoever sent it is told who has it")
    return timeline(rows.select_related("complaint__setting").get(complaint=telling.complaint_id))


@gate(public="another service complains in writing, without an account (C4, X1)", cites=("C4", "X1"))
def service(request: HttpRequest, slug: str) -> HttpResponse:
    """A complaint in writing from another service."""
    setting = _setting(request, slug)
    form = Service(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _service(request, setting, form, 422 if form.errors else 200)
    secret = str(request.POST.get("once") or "")[:64]
    if not secret:
        return _service(request, setting, form, 422)
    said = dict(form.cleaned_data)
    known = actions.sent_before(digest_of(secret))
    if not known and take(request, SENT, setting.pk) is None:
        form.add_error(None, gettext("Much has come in just now. Your words are still here. Ring us instead."))
        return _service(request, setting, form, WAIT)
    telling = actions.keep_telling(OUTSIDE, setting, Door.SERVICE, digest_of(secret), said)
    if not telling.complaint_id:
        _written(setting, telling, secret, Door.SERVICE, Source.AGENCY)
    onward = redirect("tell-sent", slug) if said["at_risk"] == AtRisk.NO else redirect("tell-urgent", slug)
    return remember(onward, secret)


@gate(public="whoever says that a child may be at risk is shown whom to ring now (C10)", cites=("C10",))
def urgent(request: HttpRequest, slug: str) -> HttpResponse:
    """Whom to ring now, when what was written has gone already."""
    setting = _setting(request, slug)
    context = {**ringing(setting), "onward": reverse("tell-sent", args=[slug])}
    return page(request, "complaints/intake/ring.html", "write", context)


def _setting(request: HttpRequest, slug: str) -> Setting:
    """The setting; the page is drawn for whoever holds it, not for somebody who may be signed in on the same device."""
    setting = get_object_or_404(Setting, slug=slug)
    request.shown = Visitor(setting.name, setting.phone)  # type: ignore[attr-defined]
    return setting


def _service(request: HttpRequest, setting: Setting, form: Service, status: int) -> HttpResponse:
    context = {"form": form, "setting": setting, "once": request.POST.get("once") or new_secret()}
    return page(request, "complaints/intake/service.html", "write", context, status=status)


def _step(request: HttpRequest, setting: Setting, at: int, form: forms.Form, status: int = 0) -> HttpResponse:
    context = {
        "form": form,
        "at": at + 1,
        "of": len(POSTER),
        "back": KEYS[at - 1] if at > 1 else "",
        "last": at + 1 == len(POSTER),
        "setting": setting,
    }
    return page(
        request, "complaints/intake/step.html", "write", context, status=status or (422 if form.errors else 200)
    )


def _too_many(request: HttpRequest, setting: Setting, at: int, form: forms.Form) -> HttpResponse:
    form.add_error(None, gettext("Much has come in just now. Your words are still here. Ring us instead."))
    return _step(request, setting, at, form, WAIT)
