"""A code that is shown once: between the page that makes it and the page that shows it, the browser alone keeps it, sealed.

So the database never holds a code, not even for a moment, and nothing is written to show it.
"""

from __future__ import annotations

import binascii
import datetime as dt
import json

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from hometime.access.sealing import seal, unseal
from hometime.access.viewer import Viewer
from hometime.complaints.models import Complaint
from hometime.kernel import clock

PURPOSE = b"a complaint's code that is shown once"
KEPT = dt.timedelta(minutes=10)


def hand(response: HttpResponse, viewer: Viewer, case: Complaint, code: str) -> HttpResponse:
    """The answer, with a code for the next page of this person about this complaint."""
    until = (clock.now() + KEPT).timestamp()
    response.set_cookie(
        _name(),
        seal(json.dumps([viewer.person_id, case.pk, code, until]), PURPOSE),
        max_age=KEPT,
        path=_path(case),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def held(request: HttpRequest, viewer: Viewer, case: Complaint) -> str:
    """The code that a browser keeps to be shown to this person about this complaint; empty where there is none."""
    from cryptography.exceptions import InvalidTag

    try:
        person, about, code, until = json.loads(unseal(request.COOKIES.get(_name(), ""), PURPOSE))
    except (InvalidTag, binascii.Error, ValueError):
        return ""
    fits = (person, about) == (viewer.person_id, case.pk) and clock.now().timestamp() < until
    return str(code) if fits else ""


def forget(response: HttpResponse, case: Complaint) -> HttpResponse:
    """The answer, after which the browser keeps the code no more."""
    response.delete_cookie(_name(), path=_path(case), samesite="Lax")
    return response


def _name() -> str:
    # Beside the session's, so that a practice world has its own. A browser takes a cookie called __Host- for all paths alone.
    return settings.SESSION_COOKIE_NAME.replace("__Host-", "__Secure-") + "-code"


def _path(case: Complaint) -> str:
    return reverse("complaint-copy", args=[case.pk])
