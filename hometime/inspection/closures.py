"""When a setting is closed: dates that fall in it say so to everybody, and name an earlier day to aim for (H20)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from hometime.access.gate import gate, viewer_of
from hometime.inspection import rules
from hometime.kernel.answers import Refused
from hometime.people.actions import close_for, take_closure_back
from hometime.people.models import Closure, Setting
from hometime.people.roles import Hat
from hometime.ui.forms import DayField
from hometime.ui.pages import page

WHO = (Hat.STAFF, Hat.OWNER)
NOT_TAKEN = 422
LONGEST = 120  # days: a closure that is longer is a slip, or the end of a setting


class ClosureForm(forms.Form):
    """From which day to which a setting is closed, and what people call that time."""

    what = forms.CharField(
        label=_("What is it?"), help_text=_("Such as: summer holiday."), max_length=60,
        error_messages={"required": _("Say what it is")},
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("Why is it closed?"), choices=Closure.Kind, initial=Closure.Kind.HOLIDAY)
    first_day = DayField(label=_("The first closed day"), error_messages={"required": _("Give the first closed day")})
    last_day = DayField(
        label=_("The last closed day"), required=False, help_text=_("Leave it empty where it is one day.")
    )

    def clean(self) -> dict[str, Any]:
        """The days in their order; a single day where only the first was given."""
        given = super().clean() or {}
        first, last = given.get("first_day"), given.get("last_day") or given.get("first_day")
        given["last_day"] = last
        if first and last and last < first:
            self.add_error("last_day", _("The last day must be on or after the first day"))
        elif first and last and (last - first).days > LONGEST:
            self.add_error("last_day", _("This is longer than four months. Check the year"))
        return given


@gate(hats=WHO)
def closures(request: HttpRequest, slug: str) -> HttpResponse:
    """The closures of a setting that are to come or have just been, and a form for one more."""
    viewer = viewer_of(request)
    setting = _setting(request, slug)
    why_not = rules.keep_closures(viewer, setting)
    form = ClosureForm(request.POST if request.method == "POST" and why_not is None else None)
    if form.is_valid():
        try:
            close_for(viewer, setting, **form.cleaned_data)
        except Refused as no:
            form.add_error("first_day", str(no))
        else:
            return redirect("closures", setting.slug)
    coming = Closure.objects.filter(setting=setting, last_day__gte=viewer.today).order_by("first_day")
    gone = Closure.objects.filter(setting=setting, last_day__lt=viewer.today).order_by("-first_day")[:5]
    context = {"setting": setting, "form": form, "why_not": why_not, "coming": coming, "gone": gone}
    status = NOT_TAKEN if form.errors else 200
    return page(request, "inspection/closures.html", "policy", context, menu="policy", status=status)


@gate(hats=WHO, does=rules.keep_closures)
def open_after_all(request: HttpRequest, closure: str) -> HttpResponse:
    """Takes one closure back."""
    reached: list[Setting] = list(rules.reach(viewer_of(request)))
    known = Closure.objects.filter(pk=closure, setting__in=reached).select_related("setting").first()
    if known is None:
        raise Http404
    take_closure_back(viewer_of(request), known)
    return redirect("closures", known.setting.slug)


def _setting(request: HttpRequest, slug: str) -> Setting:
    setting: Setting | None = rules.reach(viewer_of(request)).filter(slug=slug).first()
    if setting is None:
        raise Http404
    return setting
