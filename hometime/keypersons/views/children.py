"""The children of a key person, one child between here and home, and what is written from there."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from hometime.access.gate import gate, viewer_of
from hometime.families.models import Child
from hometime.keypersons import rules
from hometime.keypersons.pages.child import child_page, my_children
from hometime.people.roles import Hat
from hometime.ui.pages import page

STAFF = (Hat.STAFF,)
BOTH = (Hat.STAFF, Hat.PARENT)
SIDE = {Hat.PARENT: "family", Hat.STAFF: "staff"}


@gate(hats=STAFF, asks=rules.work_here, cites=("F8",))
def mine(request: HttpRequest) -> HttpResponse:
    """My children: each key child with what is owed next, and one button to write."""
    viewer = viewer_of(request)
    context = {"cards": my_children(viewer), "lead": rules.lead(viewer, None) is None}
    return page(request, "keypersons/staff/mine.html", "children", context, menu="my_children")


@gate(hats=BOTH, opens=Child, asks=rules.open_child, cites=("F8", "F9"))
def child(request: HttpRequest, about: Child) -> HttpResponse:
    """One child between here and home."""
    viewer = viewer_of(request)
    template = f"keypersons/{SIDE[viewer.hat]}/child.html"
    return page(request, template, "children", {"shown": child_page(viewer, about)}, menu="my_children")


@gate(hats=STAFF, opens=Child, asks=rules.work_here)
def write(request: HttpRequest, about: Child) -> HttpResponse:
    """What is this? The ways in which something about a child is written down."""
    context = {"child": about, "works": rules.work_with(viewer_of(request), about) is None}
    return page(request, "keypersons/staff/write.html", "write", context, menu="my_children")
