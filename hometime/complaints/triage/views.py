"""The forms beside the ladder of a case, one page each; and how a setting hears of allegations."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from hometime.access.gate import Forbidden, gate, viewer_of
from hometime.access.rules import settings_of
from hometime.complaints import actions, rules
from hometime.complaints.models import Complaint
from hometime.complaints.triage.forms import AllegationsRouteForm
from hometime.complaints.triage.pages import WAY_OF, shown
from hometime.complaints.triage.ring import ring_now
from hometime.kernel.answers import Refused, put_beside
from hometime.people.models import Person, Setting, allegations_route, current
from hometime.people.roles import Hat, Role
from hometime.ui.pages import page

WHO = (Hat.STAFF, Hat.OWNER)
NOT_TAKEN = 422


@gate(hats=WHO, opens=Complaint, sensitive="P4", cites=("C9", "C10", "C16"))
def triage(request: HttpRequest, case: Complaint) -> HttpResponse:
    """How a case is sorted, its strands, what is late and why, and what can be done beside its ladder."""
    context = {"case": case, "panel": shown(viewer_of(request), case)}
    return page(request, "complaints/triage/triage.html", "message", context, menu="complaints")


@gate(hats=WHO, opens=Complaint, sensitive="P4", cites=("C9", "C10", "C16"))
def aside(request: HttpRequest, case: Complaint, verb: str) -> HttpResponse:
    """One form beside the ladder: shows it, and does what it says."""
    viewer, way = viewer_of(request), WAY_OF.get(verb)
    if way is None:
        raise Http404
    no = way.rule(viewer, case)
    if no is not None:
        raise Forbidden(no)
    form = way.form(viewer, case, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            form.act()
        except Refused as refused:
            put_beside(form, refused)
        else:
            mine = Complaint.objects.visible_to(viewer).filter(pk=case.pk).exists()
            return redirect("complaint-triage", case.pk) if mine else redirect("complaint-taken")
    context = {
        "case": case, "form": form, "title": gettext(way.words), "button": gettext(way.button),
        "rings": ring_now(case.setting) if way.rings else (), "keep": f"aside-{verb}",
    }  # fmt: skip
    status = NOT_TAKEN if form.errors else 200
    return page(request, "complaints/triage/aside.html", "write", context, menu="complaints", status=status)


@gate(hats=WHO, asks=rules.say_how_allegations_go, cites=("C10",))
def allegations(request: HttpRequest, slug: str) -> HttpResponse:
    """Which owner hears of an allegation where the safeguarding lead cannot, and how soon the authority wants to."""
    viewer = viewer_of(request)
    setting: Setting | None = settings_of(viewer).filter(slug=slug).first()
    if setting is None:
        raise Http404
    now = allegations_route(setting)
    initial = {
        "owner": now.owner_id, "within": now.within, "unit": now.unit, "source": now.source, "checked_on": now.checked_on,
    } if now else None  # fmt: skip
    above = Person.objects.filter(
        current(viewer.today, "posts__"), posts__provider=setting.provider_id, posts__setting__isnull=True,
        posts__role__in=(Role.OWNER, Role.LINE_MANAGER),
    )  # fmt: skip
    form = AllegationsRouteForm(
        above.distinct().order_by("name"), request.POST if request.method == "POST" else None, initial
    )
    if form.is_valid():
        try:
            actions.say_how_allegations_go(viewer, setting, **form.cleaned_data)
        except Refused as no:
            form.add_error("source", str(no))
        else:
            return redirect("complaints")
    status = NOT_TAKEN if form.errors else 200
    context = {"setting": setting, "form": form, "now": now, "rings": ring_now(setting)}
    return page(request, "complaints/triage/allegations.html", "write", context, menu="complaints", status=status)
