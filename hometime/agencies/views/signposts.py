"""The directory at work: kept, fed and offered (P3, P20, A11, A12)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from hometime.access.gate import gate, viewer_of
from hometime.agencies import rules
from hometime.agencies.actions import feeding, signposting
from hometime.agencies.forms.signposts import FeedForm, OfferForm, OffForm, PlaceForm, SignpostForm
from hometime.agencies.models import FeedReading, Signpost
from hometime.agencies.pages.signposts import adults_of, keeping, organisations, reading_page, to_offer
from hometime.families.models import Child
from hometime.kernel.answers import Refused, taken
from hometime.people.models import Setting
from hometime.people.roles import Hat
from hometime.ui.pages import page

STAFF = (Hat.STAFF,)
NOT_TAKEN = 422


def _page(request: HttpRequest, template: str, context: dict[str, Any], *, wrong: bool = False) -> HttpResponse:
    status = NOT_TAKEN if wrong else 200
    return page(request, f"agencies/staff/{template}.html", "people", context, status=status)


@gate(hats=STAFF, asks=rules.keep_directory, cites=("P3", "A11"))
def signposts(request: HttpRequest) -> HttpResponse:
    """The directory of one's setting, with what is to be looked at first."""
    found = keeping(viewer_of(request), request.GET.get("only", ""), request.GET.get("page"))
    return _page(request, "signposts", {"shown": found})


@gate(hats=STAFF, asks=rules.keep_directory, cites=("A12",))
def new(request: HttpRequest) -> HttpResponse:
    """Puts somewhere to find help on the list."""
    viewer = viewer_of(request)
    form = SignpostForm(organisations(viewer), data=request.POST if request.method == "POST" else None)

    def lists() -> None:
        setting = Setting.objects.get(pk=viewer.setting_id)
        signposting.list_signpost(viewer, setting, form.facts(), checked=form.cleaned_data["checked"])

    if request.method == "POST" and taken(form, lists):
        return redirect("signposts")
    return _page(request, "new", {"form": form}, wrong=bool(form.errors))


@gate(hats=STAFF, opens=Signpost, asks=rules.keep_directory, cites=("P3",))
def signpost(request: HttpRequest, about: Signpost, off: OffForm | None = None) -> HttpResponse:
    """One of them: looked at again, changed, taken off."""
    viewer = viewer_of(request)
    changes = request.method == "POST" and off is None
    form = SignpostForm(organisations(viewer), about, request.POST if changes else None)

    def changed() -> None:
        signposting.change_signpost(viewer, about, form.facts(), checked=form.cleaned_data["checked"])

    if changes and taken(form, changed):
        return redirect("signposts")
    context = {"form": form, "signpost": about, "off": off or OffForm()}
    return _page(request, "signpost", context, wrong=bool(form.errors or off))


@gate(hats=STAFF, opens=Signpost, does=rules.keep_directory, cites=("P3", "A11"))
def checked(request: HttpRequest, about: Signpost) -> HttpResponse:
    """Somebody looked: all is still right."""
    try:
        signposting.check(viewer_of(request), about)
    except Refused:
        return redirect("signpost", about.pk)
    return redirect("signposts")


@gate(hats=STAFF, opens=Signpost, does=rules.keep_directory)
def take_off(request: HttpRequest, about: Signpost) -> HttpResponse:
    """Takes one off the list, with the reason."""
    form = OffForm(request.POST)
    if taken(form, lambda: signposting.take_off(viewer_of(request), about, form.cleaned_data["because"])):
        return redirect("signposts")
    return signpost(request, token=about.pk, off=form)


@gate(hats=STAFF, opens=Signpost, does=rules.keep_directory)
def put_back(request: HttpRequest, about: Signpost) -> HttpResponse:
    """Puts one back that was taken off."""
    try:
        signposting.put_back(viewer_of(request), about)
    except Refused:
        return redirect("signposts")
    return redirect("signpost", about.pk)


@gate(hats=STAFF, asks=rules.take_feeds, cites=("P20",))
def feeds(request: HttpRequest) -> HttpResponse:
    """Brings a feed that others publish, and says how the directory works here."""
    viewer = viewer_of(request)
    setting = Setting.objects.get(pk=viewer.setting_id)
    places, brings = request.POST.get("do") == "place", request.method == "POST"
    form = FeedForm(request.POST, request.FILES) if brings and not places else FeedForm()
    row = signposting.directory_of(setting)
    said = {name: getattr(row, name) for name in PlaceForm.base_fields}
    place = PlaceForm(said, request.POST if places else None)
    if places and taken(place, lambda: signposting.set_up(viewer, setting, **place.cleaned_data)):
        return redirect("signposts")
    if brings and not places:
        read: list[FeedReading] = []
        if taken(form, lambda: read.append(_read(viewer, setting, form))):
            return redirect("feed-reading", read[0].pk)
    return _page(
        request, "feeds", {"form": form, "place": place, "setting": setting}, wrong=bool(form.errors or place.errors)
    )


def _read(viewer: Any, setting: Setting, form: FeedForm) -> FeedReading:
    return feeding.read_feed(viewer, setting, form.cleaned_data["name"], form.found, form.cleaned_data.get("url", ""))


@gate(hats=STAFF, opens=FeedReading, asks=rules.take_feeds, cites=("P20",))
def reading(request: HttpRequest, about: FeedReading) -> HttpResponse:
    """What a feed would change, row by row; what is ticked is taken in."""
    viewer, why_not = viewer_of(request), ""
    if request.method == "POST":
        numbers = [
            int(each) for each in request.POST.getlist("row") if each.isascii() and each.isdigit() and len(each) < 7
        ]
        try:
            feeding.take_in(viewer, about, numbers)
        except Refused as no:
            why_not = str(no)
        else:
            return redirect("feed-reading", about.pk)
    shown = reading_page(viewer, about, request.GET.get("only", ""), request.GET.get("page"))
    return _page(request, "reading", {"shown": shown, "why_not": why_not}, wrong=bool(why_not))


@gate(hats=STAFF, opens=FeedReading, does=rules.take_feeds)
def away(request: HttpRequest, about: FeedReading) -> HttpResponse:
    """Puts a reading away: nothing more of it is taken in."""
    try:
        feeding.put_away(viewer_of(request), about)
    except Refused:
        return redirect("feed-reading", about.pk)
    return redirect("signposts")


@gate(hats=STAFF, opens=Child, asks=rules.keep_directory, cites=("P3", "A12"))
def offer(request: HttpRequest, child: Child) -> HttpResponse:
    """Offers something to a family: which, in which language, and by one press which way."""
    viewer = viewer_of(request)
    form = OfferForm(
        to_offer(viewer), adults_of(child, viewer.today), request.POST if request.method == "POST" else None,
        chosen=request.GET.get("what", ""),
    )  # fmt: skip

    def offered() -> None:
        signposting.offer(viewer, child, form.signposts[form.cleaned_data["signpost"]], form.given())

    if request.method == "POST" and taken(form, offered):
        return redirect("child-tab", child.pk, "outside")
    return _page(request, "offer", {"form": form, "child": child}, wrong=bool(form.errors))
