"""Private words: told, read, and opened by a safeguarding lead with a reason."""

from __future__ import annotations

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from hometime.access.gate import gate, viewer_of
from hometime.access.viewer import Viewer
from hometime.families.models import Child
from hometime.kernel.answers import Refused, taken
from hometime.keypersons import rules, telling
from hometime.keypersons.actions import wording
from hometime.keypersons.forms.family import PrivateWordForm
from hometime.keypersons.forms.work import OpenForm, ReadForm
from hometime.keypersons.models import Opened, PrivateWord
from hometime.keypersons.views.children import BOTH, SIDE, STAFF
from hometime.people.models import Person, current
from hometime.people.roles import HAT_OF, Hat, Role
from hometime.ui.pages import page

WORKERS = [role for role, hat in HAT_OF.items() if hat == Hat.STAFF and role != Role.TABLET]


def _staff(viewer: Viewer, child: Child) -> list[Person]:
    """Those who work here, whom a word may be about."""
    here = Q(posts__setting=child.setting_id, posts__role__in=WORKERS)
    rows = Person.objects.filter(here, current(viewer.today, "posts__")).exclude(pk=viewer.person_id)
    return list(rows.distinct().order_by("name"))


@gate(hats=(Hat.PARENT,), opens=Child, asks=rules.tell, cites=("F7",))
def tell(request: HttpRequest, child: Child) -> HttpResponse:
    """Tells one person something, and shows what this adult told before."""
    viewer = viewer_of(request)
    data = request.POST if request.method == "POST" else None
    form = PrivateWordForm(telling.hearers(viewer, child), _staff(viewer, child), data)
    if form.is_valid():
        try:
            word = wording.tell(viewer, child, **form.said())
        except Refused as no:
            form.add_error("to", str(no))
        else:
            return redirect("word", word.pk)
    mine = (
        PrivateWord.objects.visible_to(viewer).filter(child=child).select_related("told_to").order_by("-opened", "pk")
    )
    context = {"child": child, "form": form, "mine": mine}
    status = 422 if form.errors else 200
    return page(request, "keypersons/family/tell.html", "message", context, menu="home", status=status)


@gate(hats=BOTH, opens=PrivateWord, sensitive="P4", cites=("F7",))
def word(request: HttpRequest, told: PrivateWord, form: ReadForm | None = None) -> HttpResponse:
    """A private word, for whoever told it and the one person who was told."""
    viewer = viewer_of(request)
    openings = Opened.objects.visible_to(viewer).filter(word=told).select_related("by").order_by("on", "pk")
    if viewer.hat == Hat.PARENT:
        openings = openings.filter(told=True)
    context = {
        "word": told, "openings": openings, "form": form or ReadForm(), "why_not": rules.read(viewer, told),
    }  # fmt: skip
    template = f"keypersons/{SIDE[viewer.hat]}/word.html"
    return page(request, template, "message", context, status=422 if form else 200)


@gate(hats=STAFF, opens=PrivateWord, does=rules.read)
def read(request: HttpRequest, told: PrivateWord) -> HttpResponse:
    """The person who was told says that they read it."""
    form = ReadForm(request.POST)
    if form.is_valid():
        wording.read(viewer_of(request), told, form.cleaned_data["answer"])
        return redirect("word", told.pk)
    return word(request, token=told.pk, form=form)


@gate(hats=STAFF, asks=rules.lead, cites=("F7",))
def sealed(request: HttpRequest) -> HttpResponse:
    """For a safeguarding lead: which private words there are, and no word of them."""
    context = {"words": telling.sealed(viewer_of(request))}
    return page(request, "keypersons/staff/sealed.html", "message", context)


def _sealed(viewer: Viewer, token: str) -> PrivateWord:
    """A word that a lead may open; raises `Http404` for any other."""
    found = next((word for word in telling.sealed(viewer) if word.pk == token), None)
    if found is None:
        raise Http404
    return found


@gate(hats=STAFF, asks=rules.lead, step_up=True)
def unseal(request: HttpRequest, token: str, form: OpenForm | None = None) -> HttpResponse:
    """Asks a lead why, before a word is opened."""
    context = {"word": _sealed(viewer_of(request), token), "form": form or OpenForm()}
    return page(request, "keypersons/staff/unseal.html", "message", context, status=422 if form else 200)


@gate(hats=STAFF, does=rules.lead, step_up=True)
def open_it(request: HttpRequest, token: str) -> HttpResponse:
    """Opens a word with the reason."""
    viewer, form = viewer_of(request), OpenForm(request.POST)
    found = _sealed(viewer, token)
    if taken(
        form,
        lambda: wording.open_sealed(viewer, found, form.cleaned_data["because"], told=not form.cleaned_data["hide"]),
    ):
        return redirect("word", found.pk)
    return unseal(request, token=token, form=form)
