"""Adoption in the browser: hand in a document, read what was read, answer, see what changes, and decide."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hometime.access.gate import Forbidden, gate, viewer_of
from hometime.access.rules import settings_of
from hometime.access.viewer import Viewer
from hometime.adoption import drafting, rules
from hometime.adoption.answering import AnswersForm, left_open
from hometime.adoption.forms import DecideForm, DocumentForm
from hometime.adoption.models import PolicyDraft
from hometime.adoption.pages.changes import changes
from hometime.adoption.pages.deciding import Begins, begins
from hometime.adoption.pages.overview import COMPLAINTS, held_by, overview
from hometime.adoption.pages.reading import beside, sheets, summary
from hometime.adoption.pages.rehearsing import THEN, Rehearsed, documents, events_of, rehearsed
from hometime.adoption.trying import RehearseForm, ThenForm
from hometime.complaints.engine.case import Event, Impossible
from hometime.complaints.engine.scenario import NoLadder
from hometime.kernel.answers import No, Refused
from hometime.people.models import Provider, Setting
from hometime.people.roles import Hat
from hometime.policies.library import library_document, library_reading
from hometime.policies.library.wording import ALL, PARTS
from hometime.policies.reading import read_bytes
from hometime.policies.reading.forms import Reading
from hometime.policies.settling import Unsettled, proposals, settled
from hometime.ui.pages import page

PREPARE = (Hat.STAFF, Hat.OWNER)
NOT_TAKEN = 422
AUDIENCE = (
    (_("Owners, directors, trustees, line managers"), _("They see to the policy, and the owners adopt it.")),
    (_("The managers of your settings"), _("They prepare it.")),
)


def drawn(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """One of the pages of this room."""
    return page(request, f"adoption/{template}.html", "policy", context, menu="policy", status=status)


@gate(hats=PREPARE, asks=rules.prepare)
def adoption(request: HttpRequest) -> HttpResponse:
    """What is on the way, and what is in force for each setting."""
    viewer = viewer_of(request)
    return drawn(request, "adoption", {"overview": overview(viewer, request.GET.get("page"))})


@gate(hats=PREPARE, asks=rules.prepare)
def new(request: HttpRequest) -> HttpResponse:
    """Takes in a document and reads it, or says in plain words why it cannot be read."""
    viewer = viewer_of(request)
    form = DocumentForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        content, name = form.document
        try:
            draft = drafting.begin(viewer, provider_of(viewer), read_bytes(content, name), content)
        except Refused as no:
            form.add_error("file" if form.cleaned_data["file"] else "text", str(no))
        else:
            return redirect("draft", draft.pk)
    return drawn(request, "new", {"form": form}, NOT_TAKEN if form.errors else 200)


@gate(hats=PREPARE, does=rules.prepare)
def ours(request: HttpRequest, part: str) -> HttpResponse:
    """Begins a draft from our own wording: one part of it, or `all`."""
    viewer = viewer_of(request)
    if part not in (*PARTS, ALL):
        raise Http404
    provider = provider_of(viewer)
    reading, content = our_wording(provider, part)
    name = _("Our version") if part == ALL else _("Our version of %(number)s") % {"number": part}
    return redirect("draft", drafting.begin(viewer, provider, reading, content, ours=str(name)).pk)


def our_wording(provider: Provider, part: str) -> tuple[Reading, bytes]:
    """A part of the library's policy, or all of it, as read and as bytes, with the names of a provider and its settings."""
    names = list(Setting.objects.filter(provider=provider).order_by("name").values_list("name", flat=True))
    return library_reading(part, provider.name, names), library_document(part, provider.name, names)


@gate(hats=PREPARE, opens=PolicyDraft, asks=rules.prepare)
def draft(request: HttpRequest, begun: PolicyDraft) -> HttpResponse:
    """What we read, side by side with the document, one sheet at a time; on the first, what to do next."""
    viewer, reading = viewer_of(request), drafting.reading_of(begun)
    all_sheets = sheets(reading)
    wanted = request.GET.get("sheet", "1")
    at = int(wanted) if wanted.isdigit() and 1 <= int(wanted) <= len(all_sheets) else 1
    context = about(viewer, begun, reading) | {
        "sheets": all_sheets,
        "sheet": all_sheets[at - 1],
        "later": all_sheets[at] if at < len(all_sheets) else None,
        "sections": beside(reading, all_sheets[at - 1]),
        "summary": summary(reading) if at == 1 else None,
        "lacks_complaints": any(ref.number == COMPLAINTS and not ref.found for ref in reading.references),
    }
    return drawn(request, "draft", context)


@gate(hats=PREPARE, opens=PolicyDraft, asks=rules.prepare)
def questions(request: HttpRequest, begun: PolicyDraft) -> HttpResponse:
    """What the text leaves open, each with our proposal. What can be taken is kept at once, whatever else is wrong."""
    viewer, reading = viewer_of(request), drafting.reading_of(begun)
    typed = request.method == "POST" and "take" not in request.POST
    form = AnswersForm(reading, begun.answers, request.POST if typed else None)
    if request.method == "POST":
        if (no := rules.work_on(viewer, begun)) is not None:
            raise Forbidden(no)
        form.full_clean()
        answers = form.taken if form.is_bound else {**proposals(reading), **begun.answers}
        allowed(drafting.answer, viewer, begun, answers)
        if form.is_valid() or not form.is_bound:
            return redirect(f"{reverse('draft-questions', args=[begun.pk])}?saved=yes")
    context = about(viewer, begun, reading) | {"form": form, "saved": "saved" in request.GET}
    return drawn(request, "questions", context, NOT_TAKEN if form.errors else 200)


@gate(hats=PREPARE, opens=PolicyDraft, asks=rules.prepare)
def differences(request: HttpRequest, begun: PolicyDraft) -> HttpResponse:
    """What the draft would change for one setting, clause by clause, and what goes on as it is."""
    viewer, reading = viewer_of(request), drafting.reading_of(begun)
    held = [each for each in held_by(list(settings_of(viewer)), viewer) if each.parts]
    chosen = next((each for each in held if each.setting.slug == request.GET.get("setting")), next(iter(held), None))
    found = changes(reading, chosen.parts) if chosen else None
    return drawn(request, "changes", about(viewer, begun, reading) | {"held": held, "chosen": chosen, "changes": found})


@gate(hats=PREPARE, opens=PolicyDraft, asks=rules.prepare, step_up=True)
def decide(request: HttpRequest, begun: PolicyDraft) -> HttpResponse:
    """For whom and from which day; adopting is an owner's act, and all of it or nothing."""
    viewer, reading = viewer_of(request), drafting.reading_of(begun)
    form = decide_form(viewer, begun, reading, request.POST or None)
    if request.method == "POST":
        if (no := rules.decide(viewer, begun)) is not None:
            raise Forbidden(no)
        if form.is_valid() and decided(viewer, begun, form):
            return redirect("draft-adopted", begun.pk)
        allowed(drafting.choose, viewer, begun, form.cleaned_data.get("settings", []), form.cleaned_data.get("day"))
    context = about(viewer, begun, reading) | {"form": form, "begins": begun_by_adopting(begun, reading, viewer.today)}
    return drawn(request, "decide", context, NOT_TAKEN if form.errors else 200)


def decided(viewer: Viewer, begun: PolicyDraft, form: DecideForm) -> bool:
    """Adopts as chosen; where that is refused, keeps the choice and puts the words on the form."""
    settings, day = form.cleaned_data["settings"], form.cleaned_data["day"]
    try:
        drafting.decide(viewer, begun, settings, day)
    except Refused as no:
        form.add_error(None, str(no))
        return False
    return True


def decide_form(viewer: Viewer, begun: PolicyDraft, reading: Reading, data: Any) -> DecideForm:
    """The form, filled in with what was chosen before, else with what the document says of itself."""
    settings = list(settings_of(viewer))
    named = [setting.pk for setting in settings if setting.name in reading.settings]
    first = {
        "settings": begun.settings or named or [setting.pk for setting in settings],
        "day": begun.adopted_on or day_in(reading, settings, viewer),
    }
    return DecideForm(settings, [part.number for part in reading.parts], data, initial=first)


def day_in(reading: Reading, settings: Sequence[Setting], viewer: Viewer) -> dt.date | None:
    """The day that the document itself names; none where something is in force, for then it is most likely the old one."""
    if not reading.adopted_on or any(held.parts for held in held_by(settings, viewer)):
        return None
    return dt.date.fromisoformat(reading.adopted_on)


@gate(hats=PREPARE, opens=PolicyDraft, does=rules.send)
def send(request: HttpRequest, begun: PolicyDraft) -> HttpResponse:
    """Asks the owners to decide."""
    allowed(drafting.send, viewer_of(request), begun)
    return redirect("draft", begun.pk)


@gate(hats=PREPARE, opens=PolicyDraft, does=rules.work_on)
def aside(request: HttpRequest, begun: PolicyDraft) -> HttpResponse:
    """Ends a draft without adopting it."""
    allowed(drafting.set_aside, viewer_of(request), begun)
    return redirect("adoption")


@gate(hats=PREPARE, opens=PolicyDraft, does=rules.take_up)
def take_up(request: HttpRequest, begun: PolicyDraft) -> HttpResponse:
    """Begins anew with a document that was set aside."""
    return redirect("draft", drafting.take_up(viewer_of(request), begun).pk)


@gate(hats=PREPARE, opens=PolicyDraft, asks=rules.prepare, cites=("P1",))
def adopted(request: HttpRequest, begun: PolicyDraft) -> HttpResponse:
    """It is done: for whom, from which day, and where to go next."""
    if begun.outcome != PolicyDraft.Outcome.ADOPTED:
        return redirect("draft", begun.pk)
    viewer = viewer_of(request)
    reading = drafting.reading_of(begun)
    settings = Setting.objects.filter(pk__in=begun.settings).order_by("name")
    began = begun_by_adopting(begun, reading, begun.ended_on or viewer.today)
    context = about(viewer, begun, reading) | {"settings": settings, "begins": began}
    return drawn(request, "adopted", context)


def allowed(does: Callable[..., Any], *given: Any) -> None:
    """Does it; where it is refused, the page says so in the refusal's own words."""
    try:
        does(*given)
    except Refused as no:
        raise Forbidden(No(str(no))) from no


def begun_by_adopting(begun: PolicyDraft, reading: Reading, day: dt.date) -> list[Begins]:
    """What would begin, as far as it is answered; what is open is taken as proposed."""
    try:
        return begins(settled(reading, {**proposals(reading), **begun.answers}), day)
    except Unsettled:
        return []


def about(viewer: Viewer, begun: PolicyDraft, reading: Reading) -> dict[str, Any]:
    """What every page about a draft says of it."""
    return {
        "draft": begun,
        "reading": reading,
        "parts": [part.number or part.title for part in reading.parts if part.sections],
        "open": left_open(reading, begun.answers),
        "audience": AUDIENCE,
        "why_not_decide": rules.decide(viewer, begun),
        "why_not_send": rules.send(viewer, begun),
        "why_not_work": rules.work_on(viewer, begun),
    }


def provider_of(viewer: Viewer) -> Provider:
    """The provider for which the viewer's hat is worn."""
    return Provider.objects.get(pk=viewer.provider_id)


@gate(hats=PREPARE, asks=rules.prepare)
def rehearse(request: HttpRequest) -> HttpResponse:
    """Where a made-up complaint would be, who would take each step, what would be owed, by when and why."""
    viewer, asked = viewer_of(request), request.GET
    form = RehearseForm(
        list(settings_of(viewer)[:50]), documents(viewer), asked if "received_on_day" in asked else None
    )
    shown: Rehearsed | None = None
    then: ThenForm | None = None
    if form.is_valid():
        setting, said = form.chosen, form.cleaned_data
        try:
            events = events_of(asked.getlist(THEN))
            shown = rehearsed(viewer, setting, said, events)
            then = ThenForm(shown.can_next, shown.last, asked if "then" in asked else None)
            if then.is_bound and then.is_valid():
                more: Sequence[Event] = [*events, Event(then.cleaned_data["then_on"], then.cleaned_data["then"])]
                shown = rehearsed(viewer, setting, said, sorted(more, key=lambda event: event.on))
                then = ThenForm(shown.can_next, shown.last)
        except (Impossible, NoLadder) as no:
            (then or form).add_error(None, str(no))
    context = {"form": form, "shown": shown, "then": then, "kept": _kept(asked), "back": _back(asked, shown)}
    wrong = form.errors or (then is not None and then.errors)
    return drawn(request, "rehearse", context, NOT_TAKEN if wrong else 200)


def _kept(asked: QueryDict) -> list[tuple[str, Any]]:
    """The made-up complaint as it stands in the address, to be sent along with what happens next."""
    left_out = {THEN, "then", *(f"then_on_{part}" for part in ("day", "month", "year"))}
    return [(name, value) for name, values in asked.lists() if name not in left_out for value in values]


def _back(asked: QueryDict, shown: Rehearsed | None) -> str:
    """The address of the same complaint without what happened last; empty where nothing happened yet."""
    if shown is None or not shown.events:
        return ""
    address = QueryDict(mutable=True)
    for name, value in [*_kept(asked), *((THEN, event) for event in shown.events[:-1])]:
        address.appendlist(name, value)
    return address.urlencode()
