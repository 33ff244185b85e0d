"""Who may do what with schools and moves. Each answers with nothing, or with the reason why not."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from hometime.access.viewer import Viewer
from hometime.families.models import Child, key_children
from hometime.kernel.answers import No
from hometime.people.roles import Hat, Role
from hometime.schools.models import MoveVisit, PackPart, Parcel, Partnership, SchoolMove, SealedFile
from hometime.sharing.models import Sending
from hometime.sharing.rules import still_permitted

OFFICE = (Role.MANAGER, Role.DEPUTY)
LEADS = (Role.DSL, Role.DEPUTY_DSL)


def see_schools(viewer: Viewer, thing: Any) -> No | None:
    """Everybody who works here under their own name, and the owners."""
    if viewer.hat == Hat.OWNER or (viewer.hat == Hat.STAFF and viewer.posts - {Role.TABLET, Role.VOLUNTEER}):
        return None
    return No(_("Sign in on your own device to do this."))


def keep_schools(viewer: Viewer, thing: Any) -> No | None:
    """The manager and the deputy keep the list of schools and the log of partners (S3)."""
    office = viewer.hat == Hat.STAFF and viewer.holds(*OFFICE)
    return None if office else No(_("Only the manager and the deputy do this."))


def write_log(viewer: Viewer, partner: Partnership) -> No | None:
    """The manager and the deputy, as long as the setting works with the school."""
    return keep_schools(viewer, partner) or _over(partner)


def work_with(viewer: Viewer, child: Child) -> No | None:
    """The key person, the back-up and the office plan a move with a child's family (S1)."""
    if viewer.hat == Hat.STAFF and (viewer.holds(*OFFICE) or _is_key_child(viewer, child)):
        return None
    return No(_("Only the key person, the back-up and the manager do this."))


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
    over = parcel.received_on is not None or (sending is not None and sending.stopped_at is not None)
    done = No(_("This is already done. Nothing is left to do here.")) if over else None
    return keep_schools(viewer, parcel) or done


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


def lead(viewer: Viewer, thing: Any) -> No | None:
    """The safeguarding lead and the deputy lead."""
    return None if viewer.hat == Hat.STAFF and viewer.holds(*LEADS) else No(_("Only a safeguarding lead does this."))


def was_taken_back(sealed: SealedFile) -> bool:
    """Whether a safeguarding file was sent, and taken back before it went."""
    sending = sending_of(sealed.decided_id) if sealed.sent_on else None
    return sending is not None and sending.stopped_at is not None


def carry(viewer: Viewer, sealed: SealedFile) -> No | None:
    """A safeguarding lead, until the receipt is there."""
    return lead(viewer, sealed) or _over(sealed)


def _over(record: Any) -> No | None:
    return No(_("This is already done. Nothing is left to do here.")) if record.closed is not None else None


def _is_key_child(viewer: Viewer, child: Child) -> bool:
    if not viewer.key_person_ids:
        return False
    return Child.objects.visible_to(viewer).filter(key_children(viewer, "pk"), pk=child.pk).exists()
