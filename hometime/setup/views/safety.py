"""Recovery keys, signing in, safe messages, and mail."""

from __future__ import annotations

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from hometime.access.gate import gate, viewer_of
from hometime.people.models import Person
from hometime.setup import actions, founding, pages, rules, safekeeping, signing_in, testing_mail
from hometime.setup.keys_forms import EndsForm, SafeForm
from hometime.setup.views.first import OWNERS, onward


@gate(hats=OWNERS, asks=rules.set_up, step_up=True)
def keys(request: HttpRequest) -> HttpResponse:
    """The recovery keys: made by one press, shown once, put to use when their ends were typed back."""
    viewer = viewer_of(request)
    provider = founding.provider_of(viewer)
    context = {
        "there": safekeeping.are_there(),
        "embedded": connection.vendor == "sqlite",
        "keepers": safekeeping.prints_of_keeper(provider, viewer),
        "today": viewer.today,
    }
    if request.method == "POST" and "make" in request.POST:
        sheets, text = safekeeping.draw()
        context |= {"sheets": sheets, "form": EndsForm(initial={"keys": text})}
        return pages.drawn(request, "keys", "setup/keys.html", context)
    form = EndsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        safekeeping.confirm(viewer, provider, form.cleaned_data["keys"])
        return onward(request, "keys")
    context["form"] = form if request.method == "POST" else None
    return pages.drawn(request, "keys", "setup/keys.html", context, status=pages.NOT_TAKEN if form.errors else 200)


@gate(hats=OWNERS, asks=rules.set_up)
def devices(request: HttpRequest) -> HttpResponse:
    """Who can sign in, who still needs a password, and how the room tablet is used."""
    viewer = viewer_of(request)
    provider = founding.provider_of(viewer)
    people = signing_in.at_work(provider, viewer.today)
    if request.method == "POST" and "write" in request.POST and settings.MAIL_ON:
        waiting = [each.person for each in people if each.waits]
        signing_in.write_to(viewer, waiting)
        return redirect(reverse("setup-devices") + "?written=yes")
    if request.method == "POST":
        actions.finish(viewer, provider, "devices", "Looked at who can sign in.")
        return onward(request, "devices")
    context = {
        "people": people,
        "waiting": sum(each.waits for each in people),
        "mail_on": settings.MAIL_ON,
        "written": "written" in request.GET,
    }
    return pages.drawn(request, "devices", "setup/devices.html", context)


@gate(hats=OWNERS, asks=rules.set_up)
def safe(request: HttpRequest) -> HttpResponse:
    """Suspicious messages and safe ways to reach families: read, agreed among people, and attested here."""
    viewer = viewer_of(request)
    provider = founding.provider_of(viewer)
    form = SafeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.attest(viewer, provider, "safe", form.cleaned_data["agreed"])
        return onward(request, "safe")
    context = {"form": form, "settings": founding.settings_of(provider), "said": actions.attested(provider, "safe")}
    return pages.drawn(request, "safe", "setup/safe.html", context, status=pages.NOT_TAKEN if form.errors else 200)


@gate(hats=OWNERS, asks=rules.set_up)
def mail(request: HttpRequest) -> HttpResponse:
    """How mail goes out from here, and a mail to oneself to see that it arrives."""
    viewer = viewer_of(request)
    provider = founding.provider_of(viewer)
    person = Person.objects.get(pk=viewer.person_id)
    if request.method == "POST" and "try" in request.POST:
        testing_mail.send_to_oneself(viewer, person)
        return redirect("setup-mail")
    if request.method == "POST":
        actions.finish(viewer, provider, "mail", "A mail to oneself arrived.")
        return onward(request, "mail")
    context = {
        "mail_on": settings.MAIL_ON,
        "sender": settings.DEFAULT_FROM_EMAIL,
        "url": settings.PUBLIC_URL,
        "to": person.email,
        "tries": testing_mail.tries_of(person),
    }
    return pages.drawn(request, "mail", "setup/mail.html", context)
