"""The first pages: claiming the empty house, the list of all pages, and who runs what where."""

from __future__ import annotations

from allauth.account.internal import flows
from allauth.account.models import Login
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from hometime.access import guessing
from hometime.access.gate import gate, viewer_of
from hometime.kernel.answers import Refused
from hometime.people.actions import unclaimed
from hometime.people.models import Setting
from hometime.people.roles import Hat
from hometime.setup import actions, code, founding, pages, rules
from hometime.setup.beside import Beside
from hometime.setup.forms import ClaimForm, PlacesForm, SettingForm
from hometime.setup.steps import BY_KEY, after
from hometime.ui.pages import page
from hometime.ui.troubles import trouble

OWNERS = frozenset({Hat.OWNER})
OFFICE = frozenset({Hat.OWNER, Hat.STAFF})


@gate(public="an empty house has nobody yet; it opens only at the machine itself or with the code that it prints")
@sensitive_post_parameters("password", "code")
def you(request: HttpRequest) -> HttpResponse:
    """Who are you? Makes the first owner, once, and shuts for good."""
    if not unclaimed():
        return redirect("front")
    needs_code = not code.at_this_machine(request)
    if request.method == "POST" and needs_code and not code.may_try(request):
        return trouble(request, guessing.WAIT)
    form = ClaimForm(request.POST or None, needs_code=needs_code)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            person = founding.claim(typed["name"], typed["email"], typed["password"])
        except Refused as no:
            return trouble(request, 403, words=str(no))
        onward: HttpResponse = flows.login.perform_login(
            request, Login(user=person, redirect_url=reverse("setup-places"))
        )
        return onward
    context = {"form": form, "number": 1, "of": len(BY_KEY), "step": BY_KEY["you"]}
    return page(request, "setup/you.html", "settings", context, status=pages.NOT_TAKEN if form.errors else 200)


@gate(hats=OFFICE, asks=rules.help_to_set_up)
def overview(request: HttpRequest) -> HttpResponse:
    """All pages of set-up, and where each stands."""
    viewer = viewer_of(request)
    provider = founding.provider_of(viewer)
    context = {
        "lines": pages.overview(viewer, provider),
        "next": pages.next_open(viewer, provider),
        "owners_hat": pages.owners_hat(request, viewer),
    }
    return page(request, "setup/overview.html", "settings", context)


@gate(hats=OFFICE, asks=rules.help_to_set_up)
@require_POST
def later(request: HttpRequest, key: str) -> HttpResponse:
    """Leaves a page for later and goes on to the next."""
    viewer = viewer_of(request)
    step = BY_KEY.get(key)
    if step is None or not step.owed or not pages.may_open(viewer, step):
        raise Http404
    actions.put_off(viewer, founding.provider_of(viewer), key)
    return onward(request, key)


def onward(request: HttpRequest, key: str) -> HttpResponse:
    """To the page after `key`, or to the list where that page is somebody else's."""
    step = after(key)
    return redirect(step.url if pages.may_open(viewer_of(request), step) else "setup")


@gate(hats=OWNERS, asks=rules.set_up)
def places(request: HttpRequest) -> HttpResponse:
    """Who runs it, and the first setting."""
    viewer = viewer_of(request)
    provider = founding.provider_of(viewer)
    known = founding.settings_of(provider)
    first = known[0] if known else None
    said = {"form": provider.form, **({"provider": provider.name} if founding.is_named(provider) else {})}
    form = PlacesForm(first, request.POST or None, initial=said)
    if request.method == "POST" and form.is_valid():
        founding.keep_places(viewer, provider, first, form.cleaned_data, form.facts())
        actions.begin(viewer, provider)
        return onward(request, "places")
    context = {"form": form, "others": known[1:], "first": first}
    return pages.drawn(request, "places", "setup/places.html", context, status=_status(form))


@gate(hats=OWNERS, asks=rules.set_up)
def place(request: HttpRequest, slug: str = "") -> HttpResponse:
    """One more setting, or another look at one."""
    viewer = viewer_of(request)
    provider = founding.provider_of(viewer)
    setting = Setting.objects.filter(provider=provider, slug=slug).first()
    if slug and setting is None:
        raise Http404
    form = SettingForm(setting, request.POST or None)
    if request.method == "POST" and form.is_valid():
        founding.keep_setting(viewer, provider, setting, **form.facts())
        return onward(request, "places")
    context = {"form": form, "setting": setting}
    return pages.drawn(request, "places", "setup/place.html", context, status=_status(form))


def _status(form: ClaimForm | SettingForm) -> int:
    return pages.NOT_TAKEN if form.errors else 200


@gate(public="where the practice world is says nothing about anybody; only at the machine itself can it be started")
def practice(request: HttpRequest) -> HttpResponse:
    """The way to the practice world, which lives in a folder of its own; at this machine one press starts it."""
    told, here = Beside(settings.FOLDER.path), code.at_this_machine(request)
    if request.method == "POST":
        if here:
            told.wish()
        return redirect("setup-practice")
    context = {"state": told.state if here else "", "url": told.url, "asked": told.asked}
    return page(request, "setup/practice.html", "home", context)
