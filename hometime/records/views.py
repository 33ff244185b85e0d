"""Showing papers: only the safe copies that we made ourselves, each as a picture that nothing can hide in."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from hometime.access.gate import gate
from hometime.people.roles import Hat
from hometime.records.models import Paper
from hometime.records.papers import attaching
from hometime.records.papers.vault import NotKept


@gate(hats=frozenset(Hat), opens=Paper, sensitive="P4")
def paper_page(request: HttpRequest, paper: Paper, number: int) -> HttpResponse:
    """One page of a paper, from 1, as a freshly made picture."""
    try:
        picture = attaching.page(paper, number)
    except NotKept as missing:
        raise Http404 from missing
    response = HttpResponse(picture, content_type="image/png" if picture.startswith(b"\x89PNG") else "image/jpeg")
    if picture[8:12] == b"WEBP":
        response["Content-Type"] = "image/webp"
    response["Content-Disposition"] = 'inline; filename="paper"'
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
