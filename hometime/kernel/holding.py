"""Holding one row for the rest of an action, so that what may be done only once is asked of it as it stands now."""

from __future__ import annotations

from typing import TypeVar

from hometime.kernel.answers import Refused
from hometime.kernel.guard import Guarded

Row = TypeVar("Row", bound=Guarded)


def hold(row: Row) -> Row:
    """Holds a row until the action ends, and writes into it what stands there now. Gives the same row. Within an action.

    Whoever does the same at the same moment waits here, and then finds it done. Raises `Refused` where it is gone.
    """
    rows = type(row).objects.unscoped("whether it was done already is asked of the row as it stands")  # type: ignore[attr-defined]
    fresh = rows.select_for_update(of=("self",)).filter(pk=row.pk).first()
    if fresh is None:
        raise Refused("This is not there any more. Nothing was changed.")
    for field in row._meta.concrete_fields:
        if getattr(row, field.attname) != getattr(fresh, field.attname):
            setattr(row, field.attname, getattr(fresh, field.attname))
    return row
