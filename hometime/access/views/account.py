"""One's own account: how one signs in, on which devices, and the address; each change needs a fresh proof."""

from __future__ import annotations

from typing import Any

from allauth.account.internal import flows
from allauth.usersessions.models import UserSession
from django.contrib import auth
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from hometime.access import guessing, links, onward
from hometime.access.actions import Oneself, ask_mail, change_email, ended_sessions
from hometime.access.forms import NewEmailForm
from hometime.access.gate import gate
from hometime.access.proof import kinds_of, own_proof_needed, proof_of
from hometime.access.viewer import hats_of
from hometime.access.views.drawn import NOT_TAKEN
from hometime.kernel.answers import Refused
from hometime.people.models import Person
from hometime.people.roles import WORK_HATS
from hometime.ui.pages import page
from hometime.ui.troubles import trouble


@gate(signed_in="one's own account")
def account(request: HttpRequest) -> HttpResponse:
    """Everything about one's own way in, on one page."""
    person = own(request)
    context = {
        "person": person,
        "kinds": kinds_of(person),
        "sessions": UserSession.objects.filter(user=person).count(),
        "done": request.GET.get("done", ""),
    }
    return page(request, "access/account.html", "settings", context)


@gate(signed_in="whoever has no second step yet may do nothing else at work")
def second_step(request: HttpRequest) -> HttpResponse:
    """Choosing a second step: a passkey first, an authenticator as the other; for a parent printed codes will do."""
    person = own(request)
    onward.keep(request)
    at_work = any(choice.hat in WORK_HATS for choice in hats_of(person))
    proof = proof_of(request)
    context = {"at_work": at_work, "kinds": kinds_of(person), "strong": proof is not None and proof.strong}
    context["onward"] = onward.kept(request)
    return page(request, "access/choose_second_step.html", "settings", context)


@gate(signed_in="one's own devices")
def devices(request: HttpRequest) -> HttpResponse:
    """Where one is signed in, with a button beside each."""
    here = request.session.session_key
    listed = sorted(UserSession.objects.purge_and_list(own(request)), key=lambda each: each.created_at, reverse=True)
    context = {"sessions": [(each, each.session_key == here, named(each.user_agent)) for each in listed]}
    return page(request, "access/devices.html", "settings", context)


@gate(signed_in="one's own devices")
@require_POST
def end_session(request: HttpRequest) -> HttpResponse:
    """Signs out one device, or all but this one."""
    person = own(request)
    mine = UserSession.objects.filter(user=person)
    if request.POST.get("session") == "others":
        chosen = list(mine.exclude(session_key=request.session.session_key))
    else:
        chosen = list(mine.filter(pk=number(request.POST.get("session"))))
        if not chosen:
            raise Http404
    here = any(each.session_key == request.session.session_key for each in chosen)
    ended_sessions(Oneself(person.pk), person, chosen)
    if here:
        flows.logout.logout(request, show_message=False)
        return redirect("account_login")
    return redirect("devices")


@gate(signed_in="one's own address")
def email(request: HttpRequest) -> HttpResponse:
    """Asks for a new address, after a fresh proof. Nothing changes until the link that is sent there is opened."""
    person = own(request)
    needed = own_proof_needed(request)
    if needed is not None:
        return needed
    form = NewEmailForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if guessing.too_many(request, "reset_password", person.pk):
            return trouble(request, guessing.WAIT)
        ask_mail(Oneself(person.pk), person, "confirm_email", to=form.cleaned_data["email"].lower())
        return redirect("/account/?done=email-sent")
    context = {"form": form, "now": person.email}
    return page(request, "access/email.html", "settings", context, status=NOT_TAKEN if form.errors else 200)


@gate(signed_in="the link works only for the person it was sent about")
def confirm_email(request: HttpRequest, link: str) -> HttpResponse:
    """Changes the address by the link that was sent to the new one; the old one is told."""
    person = own(request)
    opened = links.open_link("email", link)
    if opened is None or opened.person.pk != person.pk:
        return page(request, "access/link_old_account.html", "settings", status=404)
    needed = own_proof_needed(request)
    if needed is not None:
        return needed
    why_not = ""
    if request.method == "POST":
        try:
            change_email(Oneself(person.pk), person, opened.to)
        except Refused as no:
            why_not = str(no)
        else:
            return redirect("/account/?done=email")
    context = {"to": opened.to, "why_not": why_not}
    return page(request, "access/confirm_email.html", "settings", context, status=NOT_TAKEN if why_not else 200)


def own(request: HttpRequest) -> Person:
    """Whoever is signed in; the gate has seen to it that somebody is."""
    person: Any = auth.get_user(request)
    return person  # type: ignore[no-any-return]


def number(text: str | None) -> int:
    """The number of a row in a form; 0, which no row has, for anything else."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 16 else 0


# What a browser says of itself, in the order in which the first that fits is right, and what people call it.
BROWSERS = (("Edg", "Edge"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"), ("FxiOS", "Firefox"),
            ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"))  # fmt: skip
MACHINES = (("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"),
            ("CrOS", "Chromebook"), ("Mac OS X", "Mac"), ("Linux", "Linux"))  # fmt: skip


def named(agent: str) -> str:
    """A browser as people call it, such as “Safari, iPhone”; empty where it says nothing we know."""
    words = [next((name for sign, name in table if sign in agent), "") for table in (BROWSERS, MACHINES)]
    return ", ".join(word for word in words if word)
