"""A forgotten password, by a link that works once; and changing it while signed in. Neither skips the second step."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.debug import sensitive_post_parameters

from hometime.access import guessing, links
from hometime.access.actions import Oneself, ask_mail, new_password
from hometime.access.forms import ForgottenForm, NewPasswordForm
from hometime.access.gate import gate
from hometime.access.leaving import may_sign_in
from hometime.access.proof import own_proof_needed
from hometime.access.views.drawn import NOT_TAKEN
from hometime.people.models import Person
from hometime.ui.pages import page
from hometime.ui.troubles import trouble


@gate(public="whoever forgot the password cannot sign in")
def forgotten(request: HttpRequest) -> HttpResponse:
    """Asks for the address, and says the same for every one. The mail goes out by a job, so time tells nothing."""
    form = ForgottenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        address = form.cleaned_data["email"].lower()
        if guessing.too_many(request, "reset_password", address):
            return trouble(request, guessing.WAIT)
        person = Person.objects.filter(email=address).first()
        if person is not None and may_sign_in(person):
            ask_mail(Oneself(person.pk), person, "new_password")
        return redirect("forgotten-sent")
    context = {"form": form, "mail_on": settings.MAIL_ON}
    return page(request, "access/forgotten.html", "sign_in", context, status=NOT_TAKEN if form.errors else 200)


@gate(public="whoever forgot the password cannot sign in")
def sent(request: HttpRequest) -> HttpResponse:
    """The same words whoever asked."""
    return page(request, "access/forgotten_sent.html", "sign_in", {"mail_on": settings.MAIL_ON})


@gate(public="the signed link is the key; it opens nothing but a new password")
@sensitive_post_parameters("password")
def choose(request: HttpRequest, link: str) -> HttpResponse:
    """A new password by a link. Signing in comes after, with the second step as ever."""
    if guessing.too_many(request, "reset_password_from_key", ""):
        return trouble(request, guessing.WAIT)
    opened = links.open_link("password", link)
    if opened is None:
        return page(request, "access/link_old.html", "sign_in", status=404)
    form = NewPasswordForm(opened.person, request.POST or None)
    if request.method == "POST" and form.is_valid():
        new_password(Oneself(opened.person.pk), opened.person, form.cleaned_data["password"])
        guessing.forgive(request, opened.person.email or "")
        return redirect("/sign-in/?password=new")
    context = {"form": form}
    return page(request, "access/new_password.html", "sign_in", context, status=NOT_TAKEN if form.errors else 200)


@gate(signed_in="one's own password")
@sensitive_post_parameters("password")
def change(request: HttpRequest) -> HttpResponse:
    """A new password after a fresh proof. Every other session of the person ends with the old one."""
    person: Person = request.user  # type: ignore[assignment]
    needed = own_proof_needed(request)
    if needed is not None:
        return needed
    form = NewPasswordForm(person, request.POST or None)
    if request.method == "POST" and form.is_valid():
        new_password(Oneself(person.pk), person, form.cleaned_data["password"])
        update_session_auth_hash(request, person)
        return redirect("/account/?done=password")
    context = {"form": form}
    return page(request, "access/change_password.html", "settings", context, status=NOT_TAKEN if form.errors else 200)
