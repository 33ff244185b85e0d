"""The ruler's three pages."""

from __future__ import annotations

import datetime as dt

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from bench.floor.models import Case

ROWS = 25


@login_required
def cases(request: HttpRequest) -> HttpResponse:
    """The next 25 open cases."""
    rows = Case.objects.filter(place=1, closed=None).order_by("due")[:ROWS]
    return render(request, "floor/cases.html", {"cases": rows})


@login_required
def case(request: HttpRequest, number: int) -> HttpResponse:
    """One case."""
    return render(request, "floor/case.html", {"case": get_object_or_404(Case, pk=number)})


@login_required
def new(request: HttpRequest) -> HttpResponse:
    """A form for a new case, and its taking in."""
    if request.method == "POST":
        Case.objects.create(place=2, title="New", text=request.POST["text"], due=dt.date(2030, 1, 1))
        return redirect("cases")
    return render(request, "floor/new.html")
