"""Signed links in mails: for one purpose, one person and a short time, and dead as soon as anything about them changed.

A link is bound to the password and the address of its moment, so it works once; and it asks on opening whether its
person is still here, so a leaver's link opens nothing.
"""

from __future__ import annotations

import dataclasses
import datetime as dt

from django.core import signing
from django.utils.crypto import constant_time_compare, salted_hmac

from hometime.access.leaving import may_sign_in
from hometime.kernel import clock
from hometime.people.models import Person

LASTS = {"password": dt.timedelta(hours=1), "email": dt.timedelta(hours=24)}


@dataclasses.dataclass(frozen=True)
class Opened:
    """A link that still holds: whose it is, and the new address where it is about one."""

    person: Person
    to: str = ""


def make(purpose: str, person: Person, to: str = "") -> str:
    """The part of a link that proves it. `purpose` is a key of LASTS; `to` an address the link is about."""
    held = {"for": purpose, "who": person.pk, "to": to, "at": clock.now().timestamp(), "as": _bound(person)}
    return signing.Signer(salt="hometime.access.links").sign_object(held)


def open_link(purpose: str, text: str) -> Opened | None:
    """The link if it is whole, for this purpose, young enough, unused, and its person may still sign in."""
    try:
        held = signing.Signer(salt="hometime.access.links").unsign_object(text)
    except signing.BadSignature:
        return None
    made = dt.datetime.fromtimestamp(held["at"], dt.UTC)
    if held["for"] != purpose or clock.now() - made > LASTS[purpose]:
        return None
    person = Person.objects.filter(pk=held["who"]).first()
    if person is None or not constant_time_compare(held["as"], _bound(person)) or not may_sign_in(person):
        return None
    return Opened(person, held["to"])


def _bound(person: Person) -> str:
    return salted_hmac("hometime.access.links", f"{person.password}|{person.email}", algorithm="sha256").hexdigest()[
        :32
    ]
