"""Who may do what with schools and moves. Each answers with nothing, or with the reason why not."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from hometime.access.viewer import Viewer
from hometime.families import working
from hometime.kernel.answers import No
from hometime.people.roles import Hat
from hometime.schools.models import MoveVisit, PackPart, Parcel, Partnership, SchoolMove, SealedFile
from hometime.sharing.models import Sending
from hometime.sharing.rules import still_permitted

# What every room asks.
work_with = working.key_person
lead = working.lead


def see_schools(viewer: Viewer, thing: Any) -> No | None:
    """Everybody who works here under their own name, and the owners."""
    return None if viewer.hat == Hat.OWNER else working.at_work(viewer, thing)


def keep_schools(viewer: Viewer, thing: Any) -> No | None:
    """The manager and the deputy keep the list of schools and the log of partners (S3)."""
    return working.head(viewer, thing)


def write_log(viewer: Viewer, partner: Partnership) -> No | None:
    """The manager and the deputy, as long as the setting works with the school."""
    return keep_schools(viewer, partner) or _over(partner)


def plan(viewer: Viewer, move: SchoolMove) -> No | None:
    """Those who work with the child, until the plan has ended."""
    assert move.child is not None  # a child moves
    return work_with(viewer, move.child) or _over(move)


def visit(viewer: Viewer, visit: MoveVisit) -> No | None:
    """As the plan that it belongs to."""
    return plan(viewer, visit.move)


def take_part(viewer: Viewer, move: SchoolMove) -> No | None:
    """An adult who sees the plan, until it has ended."""
    if viewer.hat != Hat.PARENT:
        return No(_("This is for the family. Write down here what they told you."))
    return _over(move)


def allow(viewer: Viewer, part: PackPart) -> No | None:
    """An adult who sees the part, until something else is asked in its place."""
    if viewer.hat != Hat.PARENT:
        return No(_("This is for the family. Write down here what they told you."))
    return _over(part)


def send(viewer: Viewer, move: SchoolMove) -> No | None:
    """The manager and the deputy send, until the plan has ended (S2)."""
    return keep_schools(viewer, move) or _over(move)


def receive(viewer: Viewer, parcel: Parcel) -> No | None:
    """The manager and the deputy write a receipt down, once, for what was not taken back."""
    sending = sending_of(parcel.decided_id)
    over = parcel.received_on or (sending and sending.stopped_at)
    return keep_schools(viewer, parcel) or working.already(over)


def print_parcel(viewer: Viewer, parcel: Parcel) -> No | None:
    """Whoever sees a parcel, unless it was taken back; and until the school has it, as long as the family's yes holds."""
    sending = sending_of(parcel.decided_id)
    if sending is None or sending.stopped_at is not None:
        return No(_("This was taken back before it went. Nothing is printed."))
    return still_permitted(sending.decision) if parcel.received_on is None else None


def sending_of(decision: str | None) -> Sending | None:
    """How what was decided on went out last."""
    rows = Sending.objects.unscoped("what was sent shows how it went").filter(decision=decision)
    return rows.select_related("decision__child", "decision__setting").order_by("-at", "pk").first()


def was_taken_back(sealed: SealedFile) -> bool:
    """Whether a safeguarding file was sent, and taken back before it went."""
    sending = sending_of(sealed.decided_id) if sealed.sent_on else None
    return sending is not None and sending.stopped_at is not None


def carry(viewer: Viewer, sealed: SealedFile) -> No | None:
    """A safeguarding lead, until the receipt is there."""
    return lead(viewer, sealed) or _over(sealed)


def _over(record: Any) -> No | None:
    return working.already(record.closed)
