"""Adoption in the browser: hand in a document, read what was read, answer, see what changes, and decide."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from hometime.access.gate import Forbidden, gate, viewer_of
from hometime.access.viewer import Viewer
from hometime.adoption import drafting, rules
from hometime.adoption.forms import DecideForm, DocumentForm
from hometime.adoption.models import PolicyDraft
from hometime.adoption.pages.changes import changes
from hometime.adoption.pages.deciding import begins
from hometime.adoption.pages.overview import COMPLAINTS, held_by, overview, reached
from hometime.adoption.pages.reading import beside, sheets, summary
from hometime.kernel.answers import No, Refused
from hometime.people.models import Provider, Setting
from hometime.people.roles import Hat
from hometime.policies.library.wording import PARTS, our_version
from hometime.policies.reading import read_bytes
from hometime.policies.reading.forms import Reading
from hometime.ui.pages import page

PREPARE = (Hat.STAFF, Hat.OWNER)
NOT_TAKEN = 422


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
    if part not in (*PARTS, "all"):
        raise Http404
    provider = provider_of(viewer)
    names = list(Setting.objects.filter(provider=provider).order_by("name").values_list("name", flat=True))
    content = our_version(provider.name, names, PARTS if part == "all" else [part]).encode()
    name = "Our version.md" if part == "all" else f"Our version of {part}.md"
    draft = drafting.begin(viewer, provider, read_bytes(content, name), content, ours=True)
    return redirect("draft", draft.pk)


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
def differences(request: HttpRequest, begun: PolicyDraft) -> HttpResponse:
    """What the draft would change for one setting, clause by clause, and what goes on as it is."""
    viewer, reading = viewer_of(request), drafting.reading_of(begun)
    held = [each for each in held_by(list(reached(viewer)), viewer) if each.parts]
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
    context = about(viewer, begun, reading) | {"form": form, "begins": begins(reading, viewer.today)}
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
    settings = list(reached(viewer))
    named = [setting.pk for setting in settings if setting.name in reading.settings]
    first = {"settings": begun.settings or named or [setting.pk for setting in settings], "day": begun.adopted_on}
    return DecideForm(settings, [part.number for part in reading.parts], data, initial=first)


@gate(hats=PREPARE, opens=PolicyDraft, does=rules.send)
def send(request: HttpRequest, begun: PolicyDraft) -> HttpResponse:
    """Asks the owners to decide."""
    try:
        drafting.send(viewer_of(request), begun)
    except Refused as no:
        raise Forbidden(No(str(no))) from no
    return redirect("draft", begun.pk)


@gate(hats=PREPARE, opens=PolicyDraft, does=rules.work_on)
def aside(request: HttpRequest, begun: PolicyDraft) -> HttpResponse:
    """Ends a draft without adopting it."""
    try:
        drafting.set_aside(viewer_of(request), begun)
    except Refused as no:
        raise Forbidden(No(str(no))) from no
    return redirect("adoption")


@gate(hats=PREPARE, opens=PolicyDraft, asks=rules.prepare, cites=("P1",))
def adopted(request: HttpRequest, begun: PolicyDraft) -> HttpResponse:
    """It is done: for whom, from which day, and where to go next."""
    if begun.outcome != PolicyDraft.Outcome.ADOPTED:
        return redirect("draft", begun.pk)
    viewer = viewer_of(request)
    reading = drafting.reading_of(begun)
    settings = Setting.objects.filter(pk__in=begun.settings).order_by("name")
    context = about(viewer, begun, reading) | {
        "settings": settings,
        "begins": begins(reading, begun.ended_on or viewer.today),
    }
    return drawn(request, "adopted", context)


def about(viewer: Viewer, begun: PolicyDraft, reading: Reading) -> dict[str, Any]:
    """What every page about a draft says of it."""
    return {
        "draft": begun,
        "reading": reading,
        "parts": [part.number or part.title for part in reading.parts if part.sections],
        "why_not_decide": rules.decide(viewer, begun),
        "why_not_send": rules.send(viewer, begun),
        "why_not_work": rules.work_on(viewer, begun),
    }


def provider_of(viewer: Viewer) -> Provider:
    """The provider for which the viewer's hat is worn."""
    return Provider.objects.get(pk=viewer.provider_id)
