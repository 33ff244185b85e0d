"""A page of a paper as an answer: the picture that we drew ourselves, which can hold nothing but what is seen."""

from __future__ import annotations

from django.http import Http404, HttpResponse

from hometime.records.models import Paper
from hometime.records.papers import attaching
from hometime.records.papers.vault import NotKept


def picture(paper: Paper, number: int) -> HttpResponse:
    """Page `number` of a paper, from 1; raises `Http404` where there is no such page. Whoever asks was let in before."""
    try:
        data = attaching.page(paper, number)
    except NotKept as missing:
        raise Http404 from missing
    response = HttpResponse(data, content_type="image/png" if data.startswith(b"\x89PNG") else "image/jpeg")
    if data[8:12] == b"WEBP":
        response["Content-Type"] = "image/webp"
    response["Content-Disposition"] = 'inline; filename="paper"'
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
