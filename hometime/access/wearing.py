"""The hat in the session: putting it on, and how long a session lasts in it."""

from __future__ import annotations

import datetime as dt

from allauth.usersessions.models import UserSession
from django.http import HttpRequest

from hometime.access.viewer import HatChoice
from hometime.people.roles import Hat

HAT = "hat"  # the session's key for the hat that is worn
# How long a session lasts from putting the hat on: a working day at work, two weeks on a parent's own phone.
LASTS = {
    Hat.PARENT: dt.timedelta(days=14),
    Hat.STAFF: dt.timedelta(hours=10),
    Hat.OWNER: dt.timedelta(hours=10),
    Hat.AGENCY: dt.timedelta(hours=2),
    Hat.KEEPER: dt.timedelta(hours=2),
}


def wear(request: HttpRequest, choice: HatChoice) -> None:
    """Puts on a hat. The session's name changes, so that one known before is worth nothing after."""
    before = request.session.session_key
    request.session.cycle_key()
    UserSession.objects.filter(session_key=before).update(session_key=request.session.session_key)
    put_straight_on(request, choice)


def put_straight_on(request: HttpRequest, choice: HatChoice) -> None:
    """Puts on the only hat there is: nothing was chosen, so the session keeps its name."""
    request.session[HAT] = choice.key
    request.session.set_expiry(int(LASTS[choice.hat].total_seconds()))
