"""How far a hat reaches and which bonds are open, as conditions on columns: they name no table, so every table's scope may
be made of them."""

from __future__ import annotations

import datetime as dt

from django.db.models import F, Q

from hometime.access.viewer import Viewer
from hometime.families.facets import Information
from hometime.people.models import current
from hometime.people.roles import AT_ONE_SETTING, Hat

COPY_KEPT = dt.timedelta(days=30)  # so long after a child's last day a family may still fetch its own copy


def place_of(viewer: Viewer, prefix: str = "") -> Q:
    """Rows whose `setting` the viewer's hat reaches: the one setting of staff and professionals, else the provider's.

    A person may wear the same hat in two places; in one of them, the other's rows are not found.
    """
    if viewer.hat in AT_ONE_SETTING:
        return Q(**{f"{prefix}setting_id": viewer.setting_id})
    if viewer.hat in (Hat.OWNER, Hat.KEEPER) and viewer.settings:
        return Q(**{f"{prefix}setting_id__in": viewer.settings})
    return Q(**{f"{prefix}setting__provider_id": viewer.provider_id})


def open_bond(viewer: Viewer, prefix: str = "") -> Q:
    """Bonds in force today that let their adult see the child at all."""
    return open_bond_on(viewer.today, prefix)


def open_bond_on(day: dt.date, prefix: str = "") -> Q:
    """Bonds in force on `day` that let their adult see the child at all.

    Somebody here has checked who the adult is; and a grant that ran out grants nothing any more.
    """
    return current(day, prefix) & _lets_see(day, prefix)


def followed_bond_on(day: dt.date) -> Q:
    """Bonds by which a complaint about the child is followed on `day`: the open ones, and those that nothing but the
    child's last day brought to an end. What was decided of them, by an order or without one, shuts them as ever."""
    left = Q(starts__lte=day, ends=F("child__left") + COPY_KEPT)
    return (current(day) | left) & _lets_see(day)


def _lets_see(day: dt.date, prefix: str = "") -> Q:
    """Bonds that would let their adult see the child on `day`, if they are in force."""
    return (
        Q(**{f"{prefix}info__in": (Information.FULL, Information.CHILD_ONLY)})
        & Q(**{f"{prefix}identity_checked__lte": day})
        & (Q(**{f"{prefix}grants_until__isnull": True}) | Q(**{f"{prefix}grants_until__gte": day}))
    )


def in_my_room(viewer: Viewer, prefix: str) -> Q:
    """Children of the viewer's rooms who have not left, and those of elsewhere whom the viewer sees for an hour.

    `prefix` is the way from the queried table to the child.
    """
    here = Q(**{f"{prefix}left__isnull": True}) | Q(**{f"{prefix}left__gte": viewer.today})
    room = Q(**{f"{prefix}room_id__in": viewer.rooms})
    return (room | Q(**{f"{prefix}pk__in": viewer.said_why}) if viewer.said_why else room) & here
