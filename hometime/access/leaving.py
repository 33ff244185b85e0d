"""The end of every credential: who may sign in is asked on each request, and whoever has left is swept clean.

The check needs no job: it reads the person's own row, and `hats_of` reads the posts. `end_credentials` removes what is
left lying about; nothing that it has yet to remove works any more.
"""

from __future__ import annotations

import datetime as dt

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from hometime.access.models import AccountMail, DayCode, Device, Introduction, Pin
from hometime.access.viewer import hats_of
from hometime.audit.actions import Actor, House, action, note
from hometime.kernel import clock
from hometime.people.models import Cover, Person


def is_here(person: Person, day: dt.date | None = None) -> bool:
    """Whether a person's credentials work on `day` (today unless given); the last day counts. Asks no database."""
    return person.is_active and not (person.left_on and person.left_on < (day or clock.today()))


def may_sign_in(person: Person, day: dt.date | None = None) -> bool:
    """Whether a person is here and has a hat to wear on `day`: without one there is nothing to sign in to."""
    return is_here(person, day) and bool(hats_of(person, day))


@action
def end_credentials(viewer: Actor, person: Person) -> dict[str, int]:
    """Removes everything a person could get in with, at once. Gives how many of each kind there were.

    Their password stops working, so that links to change it (which are bound to it) die too.
    """
    keys = list(UserSession.objects.filter(user=person).values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    UserSession.objects.filter(user=person).delete()
    factors = Authenticator.objects.filter(user=person)
    ended = {
        "sessions": len(keys),
        **{kind: factors.filter(type=kind).count() for kind in Authenticator.Type.values},
        "devices": Device.objects.filter(person=person).delete()[0],
        "day_codes": DayCode.objects.filter(person=person).delete()[0],
        "mails": AccountMail.objects.filter(person=person, sent=None).delete()[0],
        "pins": Pin.objects.filter(person=person).delete()[0],
        "covers": _end_covers(person),
    }
    factors.delete()
    Introduction.objects.filter(person=person).delete()
    person.set_unusable_password()
    person.save(update_fields=["password"])
    note("person.credentials_ended", person, **ended)
    return ended


def _end_covers(person: Person) -> int:
    """Gives back what was handed to somebody who leaves: covers under way ended yesterday, later ones never begin."""
    yesterday = clock.today() - dt.timedelta(days=1)
    ended = 0
    for cover in Cover.objects.filter(by=person, ends__gt=yesterday):
        ended += 1
        note("cover.ended", cover.post, by=person.pk)
        if cover.starts > yesterday:
            cover.delete()
        else:
            cover.ends = yesterday
            cover.save(update_fields=["ends"])
    return ended


@action
def shut_out(viewer: Actor, person: Person) -> None:
    """Stops somebody from this moment on, whatever their last day is."""
    person.is_active = False
    person.save(update_fields=["is_active"])
    note("person.shut_out", person)
    end_credentials(viewer, person)


@action
def end_credentials_of_leavers(viewer: Actor) -> int:
    """Sweeps up after everybody whose last day is over and who has something lying about. For a nightly job."""
    gone = Person.objects.filter(left_on__lt=clock.today())
    gone = gone.exclude(password__startswith="!") | gone.filter(authenticator__isnull=False)
    people = list(gone.distinct())
    for person in people:
        end_credentials(viewer, person)
    return len(people)


def sweep() -> int:
    """The job that sweeps up after leavers; gives how many there were."""
    return end_credentials_of_leavers(House("leaving"))
