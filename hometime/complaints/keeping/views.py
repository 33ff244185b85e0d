"""The record of a case and its summary, the record that a regulator is shown, figures of a year, and what may go."""

from __future__ import annotations

from typing import Any

from django.db.models import Min
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from hometime.access.gate import gate, viewer_of
from hometime.access.rules import settings_of
from hometime.complaints.keeping import actions, disposing, rules
from hometime.complaints.keeping.alike import theme_of
from hometime.complaints.keeping.counted import complaints_alone, counted
from hometime.complaints.keeping.drafting import Words, standing
from hometime.complaints.keeping.figures import figures
from hometime.complaints.keeping.forms import BoxForm, ShowForm, SignForm, SortForm, SummaryForm, years
from hometime.complaints.keeping.leaks import replaced
from hometime.complaints.keeping.record import sheet
from hometime.complaints.keeping.register import rows
from hometime.complaints.models import Box, Complaint, Disclosure, Disposal, NoName
from hometime.kernel.answers import Refused
from hometime.people.models import Person, Post
from hometime.people.roles import Hat, Role
from hometime.ui.pages import page

WHO = (Hat.STAFF, Hat.OWNER)
NOT_TAKEN = 422


def _drawn(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    return page(request, f"complaints/keeping/{template}.html", "message", context, menu="complaints", status=status)


@gate(hats=WHO, opens=Complaint, sensitive="P4", cites=("C8", "C15", "O7"))
def record(request: HttpRequest, case: Complaint, typed: tuple[str, BoxForm] | None = None) -> HttpResponse:
    """The investigation record of a case, put together from what was recorded, with what is missing named."""
    viewer = viewer_of(request)
    may = rules.keep(viewer, case) is None
    held = dict([typed]) if typed else {}
    forms = [(box, Box(box).label, held.get(box) or BoxForm(box), box in held) for box in Box.values] if may else []
    whole = sheet(viewer, case)
    return _drawn(request, "record", {"sheet": whole, "case": case, "forms": forms}, NOT_TAKEN if typed else 200)


@gate(hats=WHO, opens=Complaint, does=rules.keep)
def record_add(request: HttpRequest, case: Complaint, box: str) -> HttpResponse:
    """Writes one answer into the record."""
    if box not in Box.values:
        raise Http404
    form = BoxForm(box, request.POST)
    if form.is_valid():
        words, on = form.said
        try:
            actions.answer(viewer_of(request), case, box, words, on=on)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            return redirect("complaint-record", case.pk)
    return record(request, token=case.pk, typed=(box, form))


@gate(hats=WHO, opens=Complaint, asks=rules.keep, sensitive="P4")
def sort(request: HttpRequest, case: Complaint) -> HttpResponse:
    """Says what a case is about and where it happened."""
    theme = theme_of(case)
    room = theme.room_id if theme else case.child.room_id if case.child else None
    initial = {"matter": theme.matter if theme else "", "room": room}
    form = SortForm(case, request.POST if request.method == "POST" else None, initial)
    if form.is_valid():
        actions.sort(viewer_of(request), case, form.cleaned_data["matter"], form.cleaned_data["room"])
        return redirect("complaint", case.pk)
    return _drawn(request, "sort", {"form": form, "case": case}, NOT_TAKEN if form.errors else 200)


@gate(hats=WHO, opens=Complaint, asks=rules.keep, sensitive="P4", cites=("O1", "O3"))
def summary(request: HttpRequest, case: Complaint) -> HttpResponse:
    """The summary without names: drafted from the case, checked, and approved by somebody."""
    viewer = viewer_of(request)
    stands = standing(case)
    words, form, status = stands.words, SummaryForm(initial=dict(stands.words.items())), 200
    if request.method == "POST":
        form = SummaryForm(request.POST)
        words, done, status = _summed_up(request, case, form)
        if done:
            return redirect("complaint-summary", case.pk)
    context = {
        "case": case,
        "stands": stands,
        "form": form,
        "spots": _spots(form, actions.flagged(case, words)),
        "cleared": NoName.objects.visible_to(viewer).filter(complaint=case).select_related("by").order_by("written_at"),
    }
    return _drawn(request, "summary", context, status)


def _summed_up(request: HttpRequest, case: Complaint, form: SummaryForm) -> tuple[Words, bool, int]:
    """Does what the button asks: clears a spot, writes all of them anew, keeps the words, or approves them."""
    viewer, words = viewer_of(request), form.words
    does, _colon, what = request.POST.get("do", "").partition(":")
    try:
        if does == "clear":
            actions.clear(viewer, case, what)
            actions.write_summary(viewer, case, words)
            return words, True, 200
        if does == "replace":
            found = actions.flagged(case, words)
            anew = Words(*(replaced(text, found.get(part, ())) for part, text in words.items()))
            actions.write_summary(viewer, case, anew)
            return anew, True, 200
        if form.is_valid():
            actions.approve(viewer, case, words)
            return words, True, 200
    except Refused as no:
        form.is_valid()
        form.add_error(None, str(no))
    return words, False, NOT_TAKEN


def _spots(form: SummaryForm, found: dict[str, list[Any]]) -> list[tuple[str, list[Any]]]:
    return [(str(form.fields[part].label), spots) for part, spots in found.items()]


@gate(hats=WHO, does=rules.show, cites=("O2",))
def show(request: HttpRequest) -> HttpResponse:
    """Writes down to whom the record is shown, and then shows it."""
    form = ShowForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        shown = actions.show(viewer_of(request), given["shown_to"], given["first"], given["last"])
        return redirect("record-shown", shown.pk)
    return _drawn(request, "show", {"form": form}, NOT_TAKEN)


@gate(hats=WHO, opens=Disclosure, sensitive="P4", cites=("O1", "O2", "O3"))
def shown(request: HttpRequest, disclosure: Disclosure) -> HttpResponse:
    """The record for the regulator: dates, requirements, what was found, whether in time. No name of anybody."""
    viewer = viewer_of(request)
    context = {
        "disclosure": disclosure,
        "rows": rows(viewer, disclosure.first, disclosure.last),
        "others": _others(disclosure),
        "places": len(settings_of(viewer)),
    }
    return _drawn(request, "shown", context)


def _others(disclosure: Disclosure) -> list[str]:
    """Who else can show the record: a complaint about whoever shows it is shown by them. The same on every page."""
    posts = Post.objects.on(disclosure.on).filter(
        provider=disclosure.provider_id, role__in=(Role.OWNER, Role.LINE_MANAGER)
    )
    people = Person.objects.filter(pk__in=posts.exclude(person=disclosure.by_id).values("person")).order_by("name")
    return [person.called for person in people]


@gate(hats=WHO, asks=rules.show, cites=("O1", "O5"))
def year(request: HttpRequest) -> HttpResponse:
    """The figures of one year, by setting and altogether, ready to print."""
    viewer = viewer_of(request)
    asked = request.GET.get("year", "")
    chosen = int(asked) if asked.isdecimal() and len(asked) == 4 else viewer.today.year
    first = complaints_alone(viewer).aggregate(first=Min("received_on"))["first"]
    context = {
        "figures": figures(viewer, chosen, list(settings_of(viewer))),
        "years": years(viewer, first.year if first else None),
        "today": viewer.today,
        "name": viewer.name,
    }
    return _drawn(request, "figures", context)


@gate(hats=(Hat.OWNER,), asks=rules.dispose, cites=("O4",))
def over(request: HttpRequest, wrong: tuple[Complaint, SignForm] | None = None) -> HttpResponse:
    """The complaints whose time has come, for an owner to sign or to hold; and the stubs of those that are gone."""
    viewer = viewer_of(request)
    held = {wrong[0].pk: wrong[1]} if wrong else {}
    context = {
        "cases": [(case, held.get(case.pk) or SignForm(case), case.pk in held) for case in disposing.due(viewer)],
        "gone": Disposal.objects.visible_to(viewer).select_related("by").order_by("-written_at")[:50],
    }
    return _drawn(request, "over", context, NOT_TAKEN if wrong else 200)


@gate(hats=(Hat.OWNER,), does=rules.dispose, step_up=True, cites=("O4",))
def sign(request: HttpRequest, case: str, what: str) -> HttpResponse:
    """Holds a complaint, releases it, or disposes of it for good: one by one, each with why."""
    viewer = viewer_of(request)
    acts: dict[str, Any] = {"hold": disposing.hold, "go": disposing.dispose}
    found = counted(viewer).filter(pk=case).first()
    if found is None or what not in (*acts, "release"):
        raise Http404
    if what == "release":
        disposing.release(viewer, found)
        return redirect("complaints-over")
    form = SignForm(found, request.POST)
    if form.is_valid():
        try:
            acts[what](viewer, found, form.cleaned_data["why"])
        except Refused as no:
            form.add_error("why", str(no))
        else:
            return redirect("complaints-over")
    return over(request, wrong=(found, form))
