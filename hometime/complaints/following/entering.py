"""Entering with a reference and its code: a browser that gave both follows one complaint for half an hour."""

from __future__ import annotations

import datetime as dt
import hashlib

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from hometime.complaints.intake.codes import fits, reference_of
from hometime.complaints.models import Arrival
from hometime.complaints.models.intake import ArrivalRows, followed
from hometime.families.models import followed_bond_on
from hometime.kernel import clock

COOKIE, PATH = "following", "/follow/"
FOR = dt.timedelta(minutes=30)
SALT = "hometime.complaints.following"


def arrival_by_code(reference: str, code: str) -> Arrival | None:
    """The complaint that a reference and its code open; None for anything else, after the same time."""
    found = _followed().filter(complaint__reference=reference_of(reference)).first()
    right = fits(code, found.code if found else "")
    return found if right else None


def arrival_of(request: HttpRequest) -> Arrival | None:
    """The complaint that this browser follows; None once the half hour is over, or the code was changed."""
    try:
        key, mark = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=FOR)
    except (signing.BadSignature, ValueError):
        return None
    found = _followed().filter(pk=key).first()
    return found if found is not None and found.code and mark_of(found) == mark else None


def remember(response: HttpResponse, arrival: Arrival) -> HttpResponse:
    """Lets the browser follow the complaint for half an hour from now."""
    value = signing.dumps([arrival.pk, mark_of(arrival)], salt=SALT)
    response.set_cookie(COOKIE, value, path=PATH, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax")
    return response


def forget(response: HttpResponse) -> HttpResponse:
    """Lets the browser follow it no more."""
    response.delete_cookie(COOKIE, path=PATH)
    return response


def mark_of(arrival: Arrival) -> str:
    """A mark of the code in force, so that a new one ends what the old one opened."""
    return hashlib.sha256(arrival.code.encode()).hexdigest()[:16]


def _followed() -> ArrivalRows:
    """Complaints that may be followed: a child's only while whoever complained may hear of the child."""
    rows = Arrival.objects.unscoped("a complaint is followed with its reference and its code")
    return rows.filter(followed(followed_bond_on(clock.today()))).select_related(
        "complaint__setting", "complaint__child", "complaint__under"
    )
