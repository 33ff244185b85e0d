"""The device somebody signs in with: known by a random secret in a cookie, of which the house keeps a digest."""

from __future__ import annotations

import datetime as dt
import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from hometime.access.actions import Oneself, ask_mail, digest_of, remember_device
from hometime.access.guessing import DEVICE_COOKIE
from hometime.access.models import Device
from hometime.people.models import Person

KEPT = dt.timedelta(days=400)  # the longest that browsers allow


def is_known(request: HttpRequest, person: Person) -> bool:
    """Whether `person` has signed in with this browser before."""
    secret = request.COOKIES.get(DEVICE_COOKIE, "")
    return bool(secret) and Device.objects.filter(person=person, digest=digest_of(secret)).exists()


def has_any(person: Person) -> bool:
    """Whether `person` has signed in with any browser at all."""
    return Device.objects.filter(person=person).exists()


def remember(request: HttpRequest, response: HttpResponse, person: Person) -> None:
    """Remembers this browser for `person`, and tells them by mail when it is a new one beside others."""
    if is_known(request, person):
        return
    more = has_any(person)
    secret = request.COOKIES.get(DEVICE_COOKIE) or secrets.token_urlsafe(16)
    remember_device(Oneself(person.pk), person, secret)
    if more:
        ask_mail(Oneself(person.pk), person, "new_device")
    response.set_cookie(
        DEVICE_COOKIE,
        secret,
        max_age=KEPT,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
