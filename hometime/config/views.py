"""The pages that belong to no room: health, and the one error page."""

from __future__ import annotations

import logging

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse

from hometime.access.gate import gate
from hometime.ui.troubles import trouble

log = logging.getLogger("hometime")


@gate(public="a machine asks whether Hometime runs; the answer is one word")
def healthz(request: HttpRequest) -> HttpResponse:
    """Says `ok` when the database answers, 503 when it does not. Tells nothing else."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    except DatabaseError:
        log.exception("the database does not answer")
        return HttpResponse("the database does not answer\n", content_type="text/plain", status=503)
    return HttpResponse("ok\n", content_type="text/plain")


def unreadable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    return trouble(request, 400)


def not_allowed(request: HttpRequest, exception: Exception | None = None, reason: str = "") -> HttpResponse:
    """403, and a form whose CSRF token is missing or old."""
    return trouble(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: the same bytes whether something is absent or is not this viewer's."""
    return trouble(request, 404)


def broken(request: HttpRequest) -> HttpResponse:
    """500. When even the error page cannot be drawn, one plain sentence."""
    try:
        return trouble(request, 500)
    except Exception:  # whatever broke may break the page too
        log.exception("the error page could not be drawn")
        words = "Something went wrong and nothing was saved. Please go back and try again, or ring the setting.\n"
        return HttpResponse(words, content_type="text/plain; charset=utf-8", status=500)
