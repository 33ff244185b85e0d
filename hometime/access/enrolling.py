"""Enrolling a tablet: the manager asks for a code, somebody types it on the tablet, and later somebody ends it."""

from __future__ import annotations

import datetime as dt
import secrets

from django.utils.crypto import salted_hmac

from hometime.access.actions import digest_of
from hometime.access.models import Tablet
from hometime.access.viewer import Viewer
from hometime.audit.actions import Actor, action, note
from hometime.kernel import clock, ids
from hometime.kernel.answers import Refused
from hometime.people.models import Person, Room, Setting

CODE_DIGITS = 8
CODE_LASTS = dt.timedelta(minutes=15)
MOST = 40  # of a setting, so that a list of them stays one page


def prepare(viewer: Viewer, use: str, room: Room | None = None) -> str:
    """Makes room for a tablet at the viewer's setting, and gives the code that is typed on it within fifteen minutes.

    `use` is one of `Tablet.Use`, `room` the room of the setting that it stands in, where it stands in one. Refused for
    a room of elsewhere, and where the setting has too many.
    """
    code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"
    _prepare(viewer, use, room, code)
    return code


@action
def _prepare(viewer: Viewer, use: str, room: Room | None, code: str) -> None:
    if room is not None and room.setting_id != viewer.setting_id:
        raise Refused("Choose a room of this setting.")
    if (room is not None) != (use == Tablet.Use.ROOM):
        raise Refused("Say which room the tablet stands in.")
    now = clock.now()
    here = Tablet.objects.filter(setting=viewer.setting_id)
    here.filter(enrolled_at=None, code_until__lt=now).delete()
    if here.filter(ended_at=None).count() >= MOST:
        raise Refused("There are very many tablets here. End those that are not used any more first.")
    made = Tablet(
        setting=Setting.objects.get(pk=viewer.setting_id),
        use=use,
        room=room,
        enrolled_by=Person.objects.get(pk=viewer.person_id),
        code=_code_digest(code),
        code_until=now + CODE_LASTS,
    )
    made.save()
    note("tablet.prepared", made, use=use)


@action
def take_up(actor: Actor, typed: str) -> tuple[Tablet, str] | None:
    """Enrols the browser on which a code was typed. Gives the tablet, with the secret for its cookie; None for a code
    that is wrong, used, or older than fifteen minutes."""
    waiting = Tablet.objects.filter(
        code=_code_digest("".join(typed.split())), enrolled_at=None, ended_at=None, code_until__gt=clock.now()
    )
    found = waiting.select_related("setting", "room").first()
    secret = ids.token()
    # The condition is asked once more as it is written, so that of two who type one code only one gets in.
    if found is None or not waiting.filter(pk=found.pk).update(
        code="", digest=digest_of(secret), enrolled_at=clock.now()
    ):
        return None
    note("tablet.enrolled", found, use=found.use)
    return found, secret


@action
def end(viewer: Viewer, tablet: Tablet) -> None:
    """Ends a tablet, or the code for one: from the next request on it is any other browser."""
    tablet.code, tablet.digest, tablet.ended_at = "", "", clock.now()
    tablet.save(update_fields=["code", "digest", "ended_at"])
    tablet.pins.all().delete()
    note("tablet.ended", tablet, use=tablet.use)


@action
def keep(viewer: Viewer, tablet: Tablet) -> None:
    """Answers for a tablet from now on, such as when whoever enrolled it has left."""
    tablet.enrolled_by = Person.objects.get(pk=viewer.person_id)
    tablet.save(update_fields=["enrolled_by"])
    note("tablet.kept", tablet, use=tablet.use)


def _code_digest(code: str) -> str:
    # Keyed, so that eight digits cannot be tried out on a copy of the database.
    return salted_hmac("hometime.access.tablets", code, algorithm="sha256").hexdigest()
