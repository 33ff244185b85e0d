"""A mail to oneself, to see that mail goes out and arrives; and what became of it."""

from __future__ import annotations

from hometime.access.viewer import Viewer
from hometime.audit.actions import action
from hometime.notifications.actions import queue
from hometime.notifications.hours import Haste
from hometime.notifications.models import Message
from hometime.notifications.sentences import Key
from hometime.people.models import Person

SHOWN = 3


@action
def send_to_oneself(viewer: Viewer, person: Person) -> Message:
    """Queues the plain notice that families get, to the viewer's own address, to go at once."""
    return queue(viewer, Key.SOMETHING, person, language=person.language, haste=Haste.AT_ONCE)


def tries_of(person: Person) -> list[Message]:
    """The last notices to oneself, newest first, as far as they are without any matter: those of no setting."""
    rows = Message.objects.unscoped("whoever sets up sees what became of the mail to themselves")
    return list(rows.filter(person=person, sentence=Key.SOMETHING, setting=None).order_by("-queued_at")[:SHOWN])
