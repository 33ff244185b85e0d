"""When the house says that its background work stands still, or that the machine's clock cannot be right (TRUST 38, 39)."""

from __future__ import annotations

import datetime as dt

SILENT = dt.timedelta(hours=26)  # a job of each day, and two hours for a machine that was off at night
BEHIND = dt.timedelta(minutes=2)  # clocks that are set over the network step back a little


def silent(last: dt.datetime | None, now: dt.datetime) -> bool:
    """Whether the background work stands still: `last` is when some of it was done, None where none ever was."""
    return last is None or now - last > SILENT


def behind(last: dt.datetime | None, now: dt.datetime) -> bool:
    """Whether the clock stands behind `last`, the instant of the last event that was recorded."""
    return last is not None and now < last - BEHIND
