"""Who may ask for an interpreter or a translation, and arrange it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from hometime.access.viewer import Viewer
from hometime.kernel.answers import No
from hometime.languages.models import Booking, Status, Translation
from hometime.people.roles import Hat, Role


def arrange(viewer: Viewer, thing: Any) -> No | None:
    """Everybody at work who sees the record: but not a tablet in a room, since nobody knows who holds it."""
    if viewer.hat == Hat.OWNER or (viewer.hat == Hat.STAFF and viewer.posts - {Role.TABLET}):
        return None
    return No(_("Sign in on your own device to do this."))


def book(viewer: Viewer, booking: Booking) -> No | None:
    """As long as it lies ahead."""
    if booking.status in (Status.ASKED, Status.BOOKED):
        return arrange(viewer, booking)
    return No(_("This is over. Ask for another interpreter if one is needed."))


def happened(viewer: Viewer, booking: Booking) -> No | None:
    """Once somebody is booked."""
    if booking.status == Status.BOOKED:
        return arrange(viewer, booking)
    return No(_("Nobody is booked. Say first who interprets."))


def translate(viewer: Viewer, translation: Translation) -> No | None:
    """Until it is checked."""
    if translation.checked_on is None and not translation.not_needed:
        return arrange(viewer, translation)
    return No(_("This is over. Ask for another translation if one is needed."))
