"""What a parent says themselves: somebody else to be told about their child, and that they leave a household."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from hometime.access.gate import gate, viewer_of
from hometime.families import actions, rules
from hometime.families.forms.proposing import ProposeForm
from hometime.families.models import Child, Membership
from hometime.families.views.children import NOT_TAKEN
from hometime.people.roles import Hat
from hometime.ui.pages import page

PARENTS = (Hat.PARENT,)


@gate(hats=PARENTS, opens=Child, asks=rules.propose)
def propose(request: HttpRequest, child: Child) -> HttpResponse:
    """Proposes an adult. It gives nothing before staff have seen who they are, and decided."""
    form = ProposeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.propose(viewer_of(request), child, form.cleaned_data["name"], form.cleaned_data["relation"])
        return page(request, "families/proposed.html", "children", {"child": child}, menu="child")
    status = NOT_TAKEN if form.errors else 200
    return page(
        request, "families/propose.html", "children", {"form": form, "child": child}, menu="child", status=status
    )


@gate(hats=PARENTS, opens=Membership, does=rules.leave)
def leave(request: HttpRequest, membership: Membership) -> HttpResponse:
    """Leaves a household, silently: nobody is told."""
    actions.leave_household(viewer_of(request), membership)
    return redirect("account")
