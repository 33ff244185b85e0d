"""What leaves a trace when people sign in: each of these is one audit event with ids only, never a name or a code."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import secrets
from collections.abc import Callable
from typing import TypeVar

from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import check_password, make_password

from hometime.access.models import AccountMail, DayCode, Device, Introduction, Pause
from hometime.access.viewer import HatChoice
from hometime.audit.actions import Actor, action, note
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.people.actions import set_password
from hometime.people.models import House, Person

T = TypeVar("T")
CODE_DIGITS = 8
DAY = dt.timedelta(days=1)


@dataclasses.dataclass(frozen=True)
class Oneself:
    """A person acting on their own account, before or without a hat."""

    person_id: str
    hat: str = "oneself"
    setting_id: str = ""


def digest_of(secret: str) -> str:
    """What is kept of a device's secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


@action
def signed_in(viewer: Actor, person: Person, by: str) -> None:
    """Says that somebody signed in, and by which second step."""
    note("signin.done", person, by=by)


@action
def sign_in_failed(viewer: Actor, person: Person, step: str) -> None:
    """Says that somebody tried to sign in as `person` and could not; `step` is the password or the second step."""
    note("signin.failed", person, step=step)


@action
def put_on(viewer: Actor, person: Person, choice: HatChoice) -> None:
    """Says that somebody put on a hat. Rights are weighed on each request from the posts; this adds none."""
    note("hat.put_on", person, hat=choice.hat, place=choice.setting_id or choice.provider_id, chain=choice.setting_id)


@action
def remember_device(viewer: Actor, person: Person, secret: str) -> Device:
    """Remembers that `person` has signed in with the browser that keeps `secret`."""
    device = Device(person=person, digest=digest_of(secret), since=clock.now())
    device.save()
    note("device.remembered", person)
    return device


@action
def factor_changed(viewer: Actor, person: Person, what: str, kind: str, does: Callable[[], T]) -> T:
    """Changes a second factor through `does`, together with its event and the mail that tells its owner."""
    done = does()
    note(f"factor.{what}", person, kind=kind)
    ask_mail(viewer, person, "factor_changed")
    return done


@action
def hand_day_code(viewer: Actor, person: Person) -> str:
    """Makes a code for `person` that works once within a day, and gives it. Earlier codes stop working.

    Whoever hands it over has checked face to face who they are.
    """
    if person.pk == viewer.person_id:
        raise Refused("Ask somebody else for a code: nobody hands one to themselves.")
    DayCode.objects.filter(person=person).delete()
    code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"
    now = clock.now()
    DayCode(person=person, by=viewer.person_id, digest=make_password(code), given=now, until=now + DAY).save()
    note("day_code.handed_over", person)
    ask_mail(viewer, person, "day_code")
    return code


@action
def spend_day_code(viewer: Actor, person: Person, typed: str) -> bool:
    """Uses up a code handed over within the last day. False where there is none like it."""
    code = DayCode.objects.filter(person=person, used=None, until__gt=clock.now()).first()
    if code is None or not check_password("".join(typed.split()), code.digest):
        return False
    if not DayCode.objects.filter(pk=code.pk, used=None).update(used=clock.now()):
        return False
    note("day_code.used", person)
    return True


@action
def change_email(viewer: Actor, person: Person, to: str) -> None:
    """Changes the address somebody signs in with; tells the old one, and shuts what is sealed for a day (TRUST 8)."""
    if Person.objects.filter(email=to.lower()).exclude(pk=person.pk).exists():
        raise Refused("This address cannot be used. Type another, or ask us for help.")
    ask_mail(viewer, person, "email_changed", to=person.email or "")
    person.email = to.lower()
    person.save(update_fields=["email"])
    Pause(person=person, until=clock.now() + DAY, why="email").save()
    note("person.email_changed", person)


@action
def ask_mail(viewer: Actor, person: Person, kind: str, *, to: str = "") -> None:
    """Queues one of the fixed mails about an account (hometime.access.mails), where there is an address."""
    address = to or person.email
    if address:
        AccountMail(person=person, kind=kind, to=address, asked=clock.now()).save()
        note("account_mail.asked", person, kind=kind)


@action
def introduce(viewer: Actor, person: Person, words: str, place: int = 0) -> Introduction:
    """Gives one of the practice world's people a sign-in button that says what is special about them."""
    if not House.objects.filter(practice=True).exists():
        raise Refused("Only the people of the practice world are introduced on the sign-in page.")
    shown = Introduction(person=person, words=words, place=place)
    shown.save()
    note("practice.introduced", person)
    return shown


@action
def new_password(viewer: Actor, person: Person, password: str) -> None:
    """Sets somebody's own new password and tells them by mail. Sessions of the old one end by themselves."""
    set_password(viewer, person, password)
    ask_mail(viewer, person, "password_changed")


@action
def ended_sessions(viewer: Actor, person: Person, sessions: list[UserSession]) -> None:
    """Signs a person out of some of the devices they are signed in on."""
    for session in sessions:
        session.end()
    note("sessions.ended", person, count=len(sessions))
