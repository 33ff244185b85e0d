"""Outings: planning one, its day at the door and on the way, its sheet on paper, and what a family reads and answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from hometime.access.gate import gate, viewer_of
from hometime.consents import rules as of_consents
from hometime.consents.models import Consent
from hometime.consents.standing import State
from hometime.duties.models import Duty
from hometime.kernel.answers import taken
from hometime.people.models import Setting
from hometime.people.roles import Hat
from hometime.together import forms, rules
from hometime.together.actions import going, planning
from hometime.together.models import Invited, Outing
from hometime.together.outing import Point
from hometime.together.pages import children_of, family_page, outing_page, outings, people_of, stand_of
from hometime.together.printing import sheet
from hometime.ui import press
from hometime.ui.pages import page
from hometime.ui.troubles import trouble

STAFF, PARENT = (Hat.STAFF,), (Hat.PARENT,)
NOT_TAKEN, BUSY = 422, 429


@gate(hats=STAFF, cites=("F25",))
def every_outing(request: HttpRequest) -> HttpResponse:
    """The outings to come, and the last ones."""
    context = {"shown": outings(viewer_of(request))}
    return page(request, "together/staff/outings.html", "children", context, menu="children")


@gate(hats=STAFF, asks=rules.plan, cites=("F25",))
def new(request: HttpRequest) -> HttpResponse:
    """Plans an outing, and asks the families of the children who are invited."""
    viewer = viewer_of(request)
    sent = request.POST if request.method == "POST" else None
    form = forms.PlanForm(people_of(viewer.setting_id), children_of(viewer), sent)
    made: list[Outing] = []

    def does() -> None:
        setting = Setting.objects.get(pk=viewer.setting_id)
        made.append(planning.plan(viewer, setting, form.planned(), *form.who(), once=form.cleaned_data["once"]))

    if sent is not None and taken(form, does):
        return redirect("outing", made[0].pk)
    status = NOT_TAKEN if form.errors else 200
    return page(request, "together/staff/new.html", "children", {"form": form}, menu="children", status=status)


@gate(hats=STAFF, opens=Outing, sensitive="P3", cites=("F25",))
def outing(request: HttpRequest, found: Outing, typed: dict[str, Any] | None = None) -> HttpResponse:
    """One outing: who can go and who cannot, whom to ask, who is answerable, and the counts of heads."""
    viewer = viewer_of(request)
    # A list that opens without a signal lies on an enrolled tablet alone, never on somebody's own telephone.
    context = {"shown": outing_page(viewer, found, typed), "takes_along": bool(viewer.tablet)}
    status = NOT_TAKEN if typed else 200
    return page(request, "together/staff/outing.html", "children", context, menu="children", status=status)


@gate(hats=STAFF, opens=Outing)
def now(request: HttpRequest, found: Outing) -> HttpResponse:
    """Whether the list still says what it said: a mark alone, for a page that asks every few seconds."""
    return JsonResponse({"stand": stand_of(viewer_of(request), found)})


@gate(hats=STAFF, opens=Outing, sensitive="P3", cites=("F25",))
def paper(request: HttpRequest, found: Outing) -> HttpResponse:
    """The sheet on paper, for the same day, with boxes for the counts."""
    try:
        made = sheet(viewer_of(request), found)
    except press.Busy:
        return trouble(request, BUSY)
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="sheet.pdf"'
    return answer


def _take(request: HttpRequest, found: Outing, name: str, form: Any, does: Callable[[], object]) -> HttpResponse:
    """Does what a form says, and goes back; what was typed stays where something is to be put right.

    The page's own script asks for JSON: it learns in one word whether a count was written, or reads why not.
    """
    done, by_script = taken(form, does), request.headers.get("Accept") == "application/json"
    if by_script:
        said = [str(error) for errors in form.errors.values() for error in errors]
        return JsonResponse({"written": done, "said": said}, status=200 if done else NOT_TAKEN)
    return redirect("outing", found.pk) if done else outing(request, token=found.pk, typed={name: form})


@gate(hats=STAFF, opens=Outing, does=rules.at_the_door, cites=("F25",))
def told(request: HttpRequest, found: Outing) -> HttpResponse:
    """Writes down what an adult said at the door, or before, and how it came."""
    viewer = viewer_of(request)
    form = forms.ToldForm(outing_page(viewer, found).waiting, request.POST, auto_id="id_told_%s")

    def does() -> None:
        said = form.cleaned_data
        consent = form.consents[said["consent"]]
        going.told(viewer, found, consent, yes=said["yes"] == "yes", route=said["route"], words=said["words"])

    return _take(request, found, "told", form, does)


@gate(hats=STAFF, opens=Outing, does=rules.on_the_way, cites=("F25",))
def leave(request: HttpRequest, found: Outing) -> HttpResponse:
    """Closes the doors, with those who were ticked."""
    form = forms.LeaveForm(request.POST, auto_id="id_leave_%s")
    ticked = frozenset(request.POST.getlist("goes"))
    return _take(
        request, found, "leave", form,
        lambda: going.leave(viewer_of(request), found, ticked, form.cleaned_data["adults"], form.counting()),
    )  # fmt: skip


@gate(hats=STAFF, opens=Outing, does=rules.on_the_way, cites=("F25",))
def count(request: HttpRequest, found: Outing, point: str) -> HttpResponse:
    """Writes down a count of heads on the way."""
    if point not in set(Point) - {Point.LEAVE}:
        raise Http404
    form = forms.CountForm(request.POST, auto_id=f"id_{point}_%s")
    return _take(request, found, point, form, lambda: going.count(viewer_of(request), found, point, form.counting()))


@gate(hats=STAFF, opens=Outing, does=rules.on_the_way)
def early(request: HttpRequest, found: Outing) -> HttpResponse:
    """Writes down that a child was collected on the way."""
    rows = Invited.objects.visible_to(viewer_of(request)).filter(outing=found, went=True, early_at__isnull=True)
    form = forms.EarlyForm(list(rows.whole().order_by("child__name", "pk")), request.POST, auto_id="id_early_%s")

    def does() -> None:
        going.goes_early(viewer_of(request), form.out[form.cleaned_data["invited"]], form.cleaned_data["words"])

    return _take(request, found, "early", form, does)


@gate(hats=STAFF, opens=Outing, does=rules.plan)
def found_out(request: HttpRequest, found: Outing, duty: str) -> HttpResponse:
    """The manager says what was found out where somebody was missing, or left without a yes."""
    viewer = viewer_of(request)
    owed = Duty.objects.visible_to(viewer).owed_by(viewer).filter(record=found, pk=duty).first()
    if owed is None:
        raise Http404
    form = forms.ExplainForm(request.POST, auto_id=f"id_{duty}_%s")
    return _take(request, found, duty, form, lambda: going.explain(viewer, found, owed, form.cleaned_data["words"]))


@gate(hats=STAFF, opens=Outing, does=rules.change)
def invite(request: HttpRequest, found: Outing) -> HttpResponse:
    """Invites more children."""
    viewer = viewer_of(request)
    form = forms.InviteForm(children_of(viewer), request.POST, auto_id="id_invite_%s")
    return _take(request, found, "invite", form, lambda: planning.invite(viewer, found, form.chosen()))


@gate(hats=STAFF, opens=Outing, does=rules.change)
def hand_on(request: HttpRequest, found: Outing) -> HttpResponse:
    """Makes somebody else answerable."""
    form = forms.HandOnForm(people_of(found.setting_id), request.POST, auto_id="id_hand_%s")
    return _take(
        request, found, "hand", form,
        lambda: planning.hand_on(viewer_of(request), found, form.people[form.cleaned_data["person"]]),
    )  # fmt: skip


@gate(hats=STAFF, opens=Outing, does=rules.change)
def attach(request: HttpRequest, found: Outing) -> HttpResponse:
    """Keeps the risk assessment on paper."""
    form = forms.PaperForm(request.POST, request.FILES, auto_id="id_paper_%s")

    def does() -> None:
        file = form.cleaned_data["paper"]
        planning.attach(viewer_of(request), found, file.read(), file.name)

    return _take(request, found, "paper", form, does)


@gate(hats=STAFF, opens=Outing, does=rules.change)
def off(request: HttpRequest, found: Outing) -> HttpResponse:
    """Calls an outing off."""
    form = forms.OffForm(request.POST, auto_id="id_off_%s")
    return _take(
        request, found, "off", form, lambda: planning.call_off(viewer_of(request), found, form.cleaned_data["because"])
    )


@gate(hats=PARENT, opens=Outing, cites=("F25",))
def family(request: HttpRequest, found: Outing) -> HttpResponse:
    """What a family reads of an outing, and each adult's own answer."""
    context = {"shown": family_page(viewer_of(request), found)}
    return page(request, "together/family/outing.html", "children", context, menu="child")


@gate(hats=PARENT, opens=Consent, does=of_consents.answer, cites=("F25",))
def answer(request: HttpRequest, consent: Consent, answer: str) -> HttpResponse:
    """An adult says yes or no to an outing, or changes their mind, until the doors close."""
    if answer not in ("yes", "no") or consent.about_id is None:
        raise Http404
    planning.answer(viewer_of(request), consent, State.GIVEN if answer == "yes" else State.REFUSED)
    return redirect("outing-family", consent.about_id)


@gate(public="an empty page about nobody: it opens only what the device itself keeps, sealed")
def away(request: HttpRequest) -> HttpResponse:
    """The page that stands in for an outing's own where there is no signal."""
    return page(request, "together/away.html", "children")


@gate(public="the script that finds that page; it holds nothing")
def away_script(request: HttpRequest) -> HttpResponse:
    """What a browser keeps so that an outing's page opens without a signal."""
    return render(request, "together/away.js", content_type="text/javascript")
