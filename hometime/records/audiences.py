"""Who sees a record: the confidentiality policy in code, written once for the whole house (clause F20).

Two rules stand above the table: whoever is named as taking part sees the record, in the hat and at the place they take
part in, a parent only while their bond lets them know of the child (an order that comes today closes what they were
named on last week, with its papers and duties); the person a complaint is about never sees it, even as key person or
manager. In a work hat, one's own family is not found.
Duties, papers, messages, search, counts and exports all ask here.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db import models
from django.db.models import OuterRef, Q
from django.utils.translation import gettext_lazy as _

from hometime.access.viewer import Viewer
from hometime.families.models import bonds_of, in_my_room, key_children, own_family, place_of
from hometime.kernel.spelling import Whether
from hometime.people.models import current
from hometime.people.roles import Hat, Role


class Audience(models.TextChoices):
    """Who a record is for. A closed list; each room chooses one for each kind of record it makes."""

    SETTING = "setting", _("Everybody who works here, and the owners")
    FAMILY = "family", _("The family, the key person and the office")
    ROOM = "room", _("The family, the key person, the office and the child's room")
    STAFF = "staff", _("The key person and the office")
    SAFEGUARDING = "safeguarding", _("The safeguarding lead and deputy")
    NAMED = "named", _("Only the people named on it")


class Seat(models.TextChoices):
    """A place from which a record can be seen, and how it is explained to people."""

    EVERY_STAFF = "every_staff", _("works at this setting")
    OWNERS = "owners", _("owns or governs this setting")
    PARENTS = "parents", _("is an adult in the child's life who may know")
    KEY_PERSON = "key_person", _("is the child's key person or back-up")
    OFFICE = "office", _("is the manager or deputy")
    PLAN_SENCO = "plan_senco", _("is the SENCO, and this is a plan")
    ROOM_STAFF = "room_staff", _("works in the child's room")
    DSLS = "dsls", _("is the safeguarding lead or deputy")


AUDIENCES: dict[Audience, tuple[Seat, ...]] = {
    Audience.SETTING: (Seat.EVERY_STAFF, Seat.OWNERS),
    Audience.FAMILY: (Seat.PARENTS, Seat.KEY_PERSON, Seat.OFFICE, Seat.PLAN_SENCO),
    Audience.ROOM: (
        Seat.PARENTS,
        Seat.KEY_PERSON,
        Seat.OFFICE,
        Seat.PLAN_SENCO,
        Seat.ROOM_STAFF,
    ),
    Audience.STAFF: (Seat.KEY_PERSON, Seat.OFFICE),
    Audience.SAFEGUARDING: (Seat.DSLS,),
    Audience.NAMED: (),
}

PLAN = "plan"  # the kind of record that the SENCO sees too


def seen(viewer: Viewer, prefix: str = "") -> Q:
    """The records a viewer may see. `prefix` is the way from the queried table to the record, as in `record__`."""
    sat = Q(Whether(_taking_part(viewer, prefix)))
    if viewer.hat == Hat.PARENT:
        sat &= Q(**{f"{prefix}child__isnull": True}) | Q(Whether(bonds_of(viewer, f"{prefix}child")))
    if viewer.tablet:  # others use it too: what is sealed, or for the people named alone, is not there (TRUST 26)
        sat &= ~Q(**{f"{prefix}audience__in": (Audience.SAFEGUARDING, Audience.NAMED)})
    for seat, condition in SEATS.items():
        found = condition(viewer, prefix)
        if found is not None:
            audiences = [audience for audience, seats in AUDIENCES.items() if seat in seats]
            sat |= Q(**{f"{prefix}audience__in": audiences}) & found
    return place_of(viewer, prefix) & sat & ~kept_out(viewer, prefix)


def seen_while_bound(viewer: Viewer, prefix: str = "", *, full: bool = True) -> Q:
    """As the record at `prefix`; for a parent only while they may know all about the child (without `full`: while
    they may know of the child).

    Being named is not enough: a court order that arrives today closes what an adult was named on last week.
    """
    rows = seen(viewer, prefix)
    if viewer.hat != Hat.PARENT:
        return rows
    return rows & Q(Whether(bonds_of(viewer, f"{prefix}child", full=full)))


def kept_out(viewer: Viewer, prefix: str = "") -> Q:
    """Records that are never for this viewer: those that concern them, on whatever day; in a work hat, their own
    family's."""
    concerning = _parties(prefix).filter(part="concerns", person_id=viewer.person_id)
    if viewer.hat == Hat.PARENT:
        return Q(Whether(concerning))
    return Q(Whether(concerning)) | Q(own_family(viewer, f"{prefix}child"))


def _taking_part(viewer: Viewer, prefix: str) -> models.QuerySet[models.Model]:
    """The viewer's own parts, in the hat they were named in. A part that somebody has in a post, such as the manager's,
    follows whoever acts in that post."""
    mine = Q(person_id=viewer.person_id, part__in=("named", "handler"), role="")
    for whose, role, _place in viewer.acts_in:
        mine |= Q(person_id=whose, part__in=("named", "handler"), role=role)
    return _parties(prefix).filter(mine, current(viewer.today), hat=viewer.hat)


def _parties(prefix: str) -> models.QuerySet[models.Model]:
    from hometime.records.models import Party  # the model builds its scope from this module

    return Party.objects.unscoped("who takes part decides who sees").filter(record=OuterRef(f"{prefix}pk"))


def _every_staff(viewer: Viewer, prefix: str) -> Q | None:
    # A room tablet shows today's list and no notes: whoever picks it up is not known.
    return Q() if viewer.hat == Hat.STAFF and viewer.posts - {Role.TABLET} else None


def _owners(viewer: Viewer, prefix: str) -> Q | None:
    return Q() if viewer.hat == Hat.OWNER else None


def _parents(viewer: Viewer, prefix: str) -> Q | None:
    return Q(Whether(bonds_of(viewer, f"{prefix}child", full=True))) if viewer.hat == Hat.PARENT else None


def _key_person(viewer: Viewer, prefix: str) -> Q | None:
    if viewer.hat != Hat.STAFF or not viewer.key_person_ids:
        return None
    return Q(key_children(viewer, f"{prefix}child"))


def _held(*roles: Role) -> Callable[[Viewer, str], Q | None]:
    def condition(viewer: Viewer, prefix: str) -> Q | None:
        return Q() if viewer.hat == Hat.STAFF and viewer.holds(*roles) else None

    return condition


def _plan_senco(viewer: Viewer, prefix: str) -> Q | None:
    if viewer.hat != Hat.STAFF or not viewer.holds(Role.SENCO):
        return None
    return Q(**{f"{prefix}kind": PLAN})


def _room_staff(viewer: Viewer, prefix: str) -> Q | None:
    if viewer.hat != Hat.STAFF or not (viewer.rooms or viewer.said_why):
        return None
    return in_my_room(viewer, f"{prefix}child__")


# Each says which records a seat sees of those in its audiences, within the place of the viewer's hat; None: not in
# this hat.
SEATS: dict[Seat, Callable[[Viewer, str], Q | None]] = {
    Seat.EVERY_STAFF: _every_staff,
    Seat.OWNERS: _owners,
    Seat.PARENTS: _parents,
    Seat.KEY_PERSON: _key_person,
    Seat.OFFICE: _held(Role.MANAGER, Role.DEPUTY),
    Seat.PLAN_SENCO: _plan_senco,
    Seat.ROOM_STAFF: _room_staff,
    Seat.DSLS: _held(Role.DSL, Role.DEPUTY_DSL),
}
