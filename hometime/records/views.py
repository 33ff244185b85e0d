"""Showing papers: only the safe copies that we made ourselves, each as a picture that nothing can hide in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from hometime.access.gate import gate
from hometime.people.roles import Hat
from hometime.records.models import Paper
from hometime.records.papers.showing import picture


@gate(hats=frozenset(Hat), opens=Paper, sensitive="P4")
def paper_page(request: HttpRequest, paper: Paper, number: int) -> HttpResponse:
    """One page of a paper, from 1, as a freshly made picture."""
    return picture(paper, number)
