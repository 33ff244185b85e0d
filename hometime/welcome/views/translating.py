"""What families are given to read in other languages: translated part by part beside the original, and checked."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from hometime.access.gate import gate, viewer_of
from hometime.families.tongues import named
from hometime.kernel.answers import taken
from hometime.ui.pages import page
from hometime.welcome import rules
from hometime.welcome.actions import translating as actions
from hometime.welcome.forms.translating import CheckedForm, TranslationForm
from hometime.welcome.models import Pack, PackTranslation, WelcomePack
from hometime.welcome.pages.translating import to_choose, translation_of
from hometime.welcome.views.settling import NOT_TAKEN, STAFF


@gate(hats=STAFF, opens=WelcomePack, asks=rules.translate, cites=("F1", "F5"))
def translate(request: HttpRequest, pack: WelcomePack, language: str) -> HttpResponse:
    """One version in one language: each part beside what it says in English, and whether somebody checked it."""
    if language not in dict(to_choose()):
        raise Http404
    viewer = viewer_of(request)
    before = translation_of(viewer, pack, language)
    form = TranslationForm(pack, request.POST if request.method == "POST" else None, before=before)
    if taken(form, lambda: actions.translate(viewer, pack, language, form.sections, form.cleaned_data["by"])):
        return redirect("pack", pack.pk)
    context = {"form": form, "pack": pack, "tongue": named(language), "title": Pack(pack.kind).label}
    status = NOT_TAKEN if form.errors else 200
    return page(request, "welcome/staff/translate.html", "children", context, menu="my_children", status=status)


@gate(hats=STAFF, opens=PackTranslation, does=rules.check_translation, cites=("F1", "F5"))
def checked(request: HttpRequest, made: PackTranslation) -> HttpResponse:
    """Writes down who checked a translation."""
    form = CheckedForm(request.POST)
    if taken(form, lambda: actions.check(viewer_of(request), made, **form.cleaned_data)):
        return redirect("pack", made.pack_id)
    context = {"form": form, "made": made}
    return page(request, "welcome/staff/checked.html", "children", context, menu="my_children", status=NOT_TAKEN)
