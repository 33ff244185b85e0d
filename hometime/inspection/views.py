"""The living policy: what each setting has adopted, each part clause by clause, and one clause with its story."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from hometime.access.gate import gate, viewer_of
from hometime.audit.actions import record_reading
from hometime.inspection import rules
from hometime.inspection.pages import NO_NUMBER, SETTINGS, part, places, story
from hometime.people.roles import Hat
from hometime.policies.models import AdoptedClause, in_force
from hometime.ui.pages import page

WHO = (Hat.STAFF, Hat.OWNER)


@gate(hats=WHO, cites=("P1", "P2"))
def policy(request: HttpRequest) -> HttpResponse:
    """What each setting in reach has adopted, since when and by whom, and how many of its clauses stand where."""
    viewer = viewer_of(request)
    reached = rules.reach(viewer)
    if rules.is_a_tablet(viewer):
        return redirect("board", reached[0].slug)
    listed = Paginator(reached, SETTINGS).get_page(request.GET.get("page"))
    context = {"places": places(viewer, list(listed)), "listed": listed, "may_adopt": rules.may_adopt(viewer)}
    return page(request, "inspection/policy.html", "policy", context, menu="policy")


@gate(hats=WHO, asks=rules.see_evidence, cites=("P1", "P2"))
def adopted(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """One adopted part as it is in force: every clause in document order, and where it stands."""
    viewer = viewer_of(request)
    setting = rules.reach(viewer).filter(slug=slug).first()
    standing = in_force(setting, viewer.today) if setting else []
    adoption = next((each for each in standing if (each.number or NO_NUMBER) == number), None)
    if setting is None or adoption is None:
        raise Http404
    context = {"part": part(viewer, setting, adoption, request.GET.get("page"))}
    return page(request, "inspection/part.html", "policy", context, menu="policy")


@gate(hats=WHO, asks=rules.see_evidence, cites=("P1",))
def clause(request: HttpRequest, clause: str) -> HttpResponse:
    """One clause: what is owed under it, what was done with words and photographs, and how it was worded before."""
    viewer = viewer_of(request)
    known = (
        AdoptedClause.objects.filter(pk=clause, adoption__setting__in=rules.reach(viewer))
        .select_related("adoption__setting", "adoption__adopted_by")
        .first()
    )
    if known is None:
        raise Http404
    record_reading(viewer, known.adoption, "policy-clause")  # the words of those who looked are P4
    context = {"story": story(viewer, known, request.GET.get("page"))}
    return page(request, "inspection/clause.html", "policy", context, menu="policy")
