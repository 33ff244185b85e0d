"""Who may mark a message as handed over, read out or stopped."""

from __future__ import annotations

from hometime.access.viewer import Viewer
from hometime.kernel.answers import No
from hometime.notifications.models import Message
from hometime.notifications.states import State, may_move
from hometime.people.roles import Hat


def hand_over(viewer: Viewer, message: Message) -> No | None:
    """Staff of the setting, while it is still to be handed over. Nobody hands over their own."""
    return _here(viewer, message) or _can(message, State.HANDED_OVER)


def read_out(viewer: Viewer, message: Message) -> No | None:
    """Staff of the setting, who read it out face to face or on the telephone."""
    return _here(viewer, message) or _can(message, State.READ_OUT)


def _here(viewer: Viewer, message: Message) -> No | None:
    if viewer.hat != Hat.STAFF or viewer.setting_id != message.setting_id or viewer.person_id == message.person_id:
        return No("Ask somebody at the setting to do this.")
    return None


def _can(message: Message, then: State) -> No | None:
    return None if may_move(State(message.state), then) else No("This is already done. Nothing was changed.")
