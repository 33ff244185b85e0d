"""The living page about a child: what a family and those who work here know of the child, dated and true until crossed out."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from hometime.access.gate import gate, viewer_of
from hometime.families.models import Child
from hometime.keypersons import rules
from hometime.keypersons.actions import sending
from hometime.keypersons.forms.family import AboutForm
from hometime.keypersons.models import AboutLine
from hometime.keypersons.pages.home import about_page
from hometime.keypersons.views.children import BOTH, SIDE, STAFF
from hometime.people.roles import Hat
from hometime.ui.pages import page


@gate(hats=BOTH, opens=Child, asks=rules.about, cites=("P7",))
def about(request: HttpRequest, child: Child, typed: Any = None) -> HttpResponse:
    """What a child needs, loves and can do; a room sees what the child needs."""
    viewer = viewer_of(request)
    context = {"shown": about_page(viewer, child, typed)}
    template = f"keypersons/{SIDE[viewer.hat]}/about.html"
    return page(request, template, "children", context, menu="my_children", status=422 if typed else 200)


@gate(hats=BOTH, opens=Child, does=rules.open_child, cites=("P7",))
def add(request: HttpRequest, child: Child) -> HttpResponse:
    """Adds a line."""
    viewer, form = viewer_of(request), AboutForm(request.POST)
    if form.is_valid():
        sending.add_line(viewer, child, **form.cleaned_data, family=viewer.hat == Hat.PARENT)
        return redirect("about-child", child.pk)
    return about(request, token=child.pk, typed=form)


@gate(hats=STAFF, opens=AboutLine, does=rules.use_line, cites=("P7",))
def used(request: HttpRequest, line: AboutLine) -> HttpResponse:
    """Says that a line was read and is used."""
    sending.use_line(viewer_of(request), line)
    return redirect("about-child", line.record.child_id)


@gate(hats=BOTH, opens=AboutLine, does=rules.cross_out)
def over(request: HttpRequest, line: AboutLine) -> HttpResponse:
    """Crosses a line out."""
    sending.cross_out(viewer_of(request), line)
    return redirect("about-child", line.record.child_id)
