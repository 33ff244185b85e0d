"""The pages that belong to everybody: help, the way out, and the language of the page."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language

from hometime.access.gate import gate
from hometime.access.viewer import Viewer
from hometime.complaints.intake.telling import LEFT_BEHIND, forget
from hometime.people.models import Setting
from hometime.people.roles import Hat
from hometime.policies.models import ContactCard
from hometime.sharing.rules import have_a_worry
from hometime.today.pages import home
from hometime.ui.pages import LARGER_TEXT_COOKIE, page

A_YEAR = 365 * 24 * 3600


@gate(public="help is for everybody, and says nothing about anybody (WCAG 3.2.6)", cites=("C2",))
def help_page(request: HttpRequest) -> HttpResponse:
    """Who to ring, how to raise a worry, larger text, languages: the same on every visit."""
    viewer: Viewer | None = getattr(request, "viewer", None)
    places = Setting.objects.all()
    if viewer is not None:
        reach = [viewer.setting_id] if viewer.setting_id else viewer.settings
        places = places.filter(pk__in=reach) if reach else places.filter(provider=viewer.provider_id)
    settings_shown = list(places.order_by("name")[:20])
    children = home(viewer).children if viewer is not None and viewer.hat == Hat.PARENT else []
    cards = ContactCard.objects.filter(setting__in=settings_shown[:1], kind=ContactCard.Kind.REGULATOR)
    at_work = viewer is not None and have_a_worry(viewer, None) is None
    context = {"settings": settings_shown, "cards": list(cards), "children": children, "at_work": at_work}
    return page(request, "today/help.html", "help", context, menu="help")


@gate(public="whoever must leave a page in a hurry cannot be asked who they are (TRUST 5)")
def leave(request: HttpRequest) -> HttpResponse:
    """Signs out, erases what was typed and not sent, asks the browser to forget, and shows a page that tells nothing."""
    forget(request)
    logout(request)
    response = page(request, "today/left.html", "home")
    for name, path in LEFT_BEHIND:
        response.delete_cookie(name, path=path)
    response["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


@gate(public="anybody may choose the language of the page and the size of its letters")
def language(request: HttpRequest) -> HttpResponse:
    """Keeps the chosen language or letter size on this device, and goes back to the page it was chosen on."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    response = redirect(back if safe else "/help/")
    chosen = request.POST.get("language", "")
    if chosen and check_for_language(chosen):
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, chosen, max_age=A_YEAR, samesite="Lax", httponly=True)
    if "text" in request.POST:
        larger = request.POST["text"] == "larger"
        response.set_cookie(
            LARGER_TEXT_COOKIE, "larger" if larger else "", max_age=A_YEAR, samesite="Lax", httponly=True
        )
    return response
