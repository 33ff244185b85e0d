"""Whether families felt welcome: a tap on the telephone, the count of the jar, and the numbers of each month."""

from __future__ import annotations

import contextlib
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from hometime.access.gate import gate, viewer_of
from hometime.kernel.answers import Refused, taken
from hometime.people.models import Setting
from hometime.people.roles import Hat
from hometime.ui.pages import page
from hometime.welcome import rules
from hometime.welcome.actions import pulse as actions
from hometime.welcome.forms.pulse import JarForm
from hometime.welcome.pages.pulse import pulses, setting_of
from hometime.welcome.views.settling import NOT_TAKEN, PARENT, STAFF


@gate(hats=PARENT, does=rules.join, cites=("F2",))
def tell(request: HttpRequest, slug: str) -> HttpResponse:
    """A parent says whether they felt welcome. What they say is in no address, so that no log of addresses holds it."""
    viewer = viewer_of(request)
    setting = setting_of(viewer, slug)
    if setting is None:
        raise Http404
    with contextlib.suppress(Refused):  # asked already, or nothing was chosen: the front page shows what is left to say
        actions.tell(actions.PULSE, viewer.person_id, setting, request.POST.get("felt", ""))
    return redirect("today")


@gate(hats=(*STAFF, Hat.OWNER), asks=rules.see_pulse, cites=("F2",))
def felt(request: HttpRequest, typed: JarForm | None = None) -> HttpResponse:
    """The numbers of each month that is over; and, for the heads of a setting, what lay in the jar."""
    viewer = viewer_of(request)
    counts = rules.count_jar(viewer, None) is None
    context: dict[str, Any] = {"places": pulses(viewer), "jar": (typed or JarForm()) if counts else None}
    status = NOT_TAKEN if typed else 200
    return page(request, "welcome/staff/felt.html", "children", context, menu="policy", status=status)


@gate(hats=STAFF, does=rules.count_jar, cites=("F2",))
def jar(request: HttpRequest) -> HttpResponse:
    """Writes down what lay in the jar."""
    viewer, form = viewer_of(request), JarForm(request.POST)
    setting = Setting.objects.get(pk=viewer.setting_id)
    if taken(form, lambda: actions.count_jar(viewer, setting, **form.cleaned_data)):
        return redirect("welcome-felt")
    return felt(request, typed=form)
