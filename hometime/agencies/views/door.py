"""The door: four short screens in, three letters out, and one question afterwards. None of them shows a name but one's own."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from hometime.access.gate import gate
from hometime.access.models import Tablet
from hometime.access.tablets import tablet_at
from hometime.agencies.actions import letters, visits
from hometime.agencies.forms.door import SCREENS, DoorForm, OutForm
from hometime.agencies.forms.visits import AnswerForm
from hometime.agencies.models import Asked, Route
from hometime.audit.actions import House
from hometime.kernel import clock
from hometime.kernel.answers import taken
from hometime.people.models import Setting
from hometime.ui.pages import page

DOOR = (Tablet.Use.DOOR,)
NOT_TAKEN = 422
SECONDS = 20  # so long a finished screen stands at the door; the script counts as long on the others
BADGE, GONE = "visitor_badge", "visitor_gone"  # what the session shows once, and forgets
OUTSIDE = House("by_link")


def _there(request: HttpRequest) -> tuple[House, Setting]:
    """Whoever stands at the door is nobody whom the house knows; the setting is the tablet's."""
    setting = tablet_at(request).setting
    return House("the door", setting_id=setting.pk), setting


@gate(tablets=DOOR, cites=("A7", "A8"))
def visitors(request: HttpRequest) -> HttpResponse:
    """A visitor signs in: name, where from, whom they see, and what they agree to. A screen to a question."""
    door, setting = _there(request)
    staff = visits.at_work(setting, clock.today())
    if request.method != "POST":
        return _screen(request, DoorForm(staff, 0), 0)
    at = next((n for n, name in enumerate(SCREENS) if name == request.POST.get("screen")), 0)
    form = DoorForm(staff, at, request.POST)
    if not form.is_valid():
        return _screen(request, form, at if form.first_fault is None else form.first_fault, NOT_TAKEN)
    if at + 1 < len(SCREENS):
        return _screen(request, DoorForm(staff, at + 1, request.POST), at + 1, fresh=True)
    given = form.cleaned_data
    host = form.staff[given["host"]]
    visit = visits.sign_in(door, setting, given["name"], given["origin"], host)
    request.session[BADGE] = {"name": visit.name, "host": host.called, "origin": str(visit.get_origin_display())}
    return redirect("visitor-badge")


def _screen(request: HttpRequest, form: DoorForm, at: int, status: int = 200, *, fresh: bool = False) -> HttpResponse:
    """One screen, with what was typed on those before it. A screen that is `fresh` complains of nothing yet."""
    before = {name: request.POST.get(name, "") for name in SCREENS[:at]}
    context = {"form": None if fresh else form, "staff": list(form.staff.values()), "at": at + 1, "screen": SCREENS[at],
               "screens": len(SCREENS), "before": before, "fields": form,
               "setting": tablet_at(request).setting}  # fmt: skip
    return page(request, "agencies/door/screen.html", "home", context, status=status)


def _once(request: HttpRequest, key: str, template: str) -> HttpResponse:
    """A finished screen: shown once, and gone after twenty seconds, with or without scripts."""
    shown = request.session.pop(key, None)
    if shown is None:
        return redirect("visitors")
    response = page(request, template, "home", {"shown": shown, "setting": tablet_at(request).setting})
    response["Refresh"] = f"{SECONDS}; url=/visitors/"
    return response


@gate(tablets=DOOR)
def badge(request: HttpRequest) -> HttpResponse:
    """The badge of whoever has just signed in."""
    return _once(request, BADGE, "agencies/door/badge.html")


@gate(tablets=DOOR)
def out(request: HttpRequest) -> HttpResponse:
    """A visitor signs out by the first letters of their own name; no name is shown."""
    door, setting = _there(request)
    form = OutForm(request.POST if request.method == "POST" else None)
    done = form.is_bound and taken(form, lambda: visits.sign_out(door, setting, form.cleaned_data["letters"]))
    if done:
        request.session[GONE] = True
        return redirect("visitor-gone")
    status = NOT_TAKEN if form.errors else 200
    return page(request, "agencies/door/out.html", "home", {"form": form, "setting": setting}, status=status)


@gate(tablets=DOOR)
def gone(request: HttpRequest) -> HttpResponse:
    """Thanks, to nobody by name."""
    return _once(request, GONE, "agencies/door/gone.html")


@gate(public="a professional answers one question about a visit, by a link or slip that they were given", cites=("A4",))
def question(request: HttpRequest, token: str) -> HttpResponse:
    """The one question after a visit. The link opens until it is answered, two weeks at most; then nothing is there."""
    rows = Asked.objects.unscoped("whoever has the link answers the question after a visit").open_on(clock.today())
    asked = rows.filter(pk=token).select_related("visit__setting").first()
    if asked is None:
        raise Http404
    form = AnswerForm(request.POST if request.method == "POST" else None)
    done = form.is_bound and taken(
        form,
        lambda: letters.answer(OUTSIDE, asked, form.cleaned_data["says"], form.cleaned_data["words"], Route.LINK),
    )
    setting = asked.visit.setting
    context = {"form": form, "setting": setting, "done": done, "cards": letters.letter_cards(setting)}
    return page(request, "agencies/outside/question.html", "home", context, status=NOT_TAKEN if form.errors else 200)
