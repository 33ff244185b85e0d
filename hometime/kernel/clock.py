"""The one clock. Instants are UTC; dates are the setting's local dates, Europe/London (DOMAIN: a message at 23:50
counts that day)."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator
from contextvars import ContextVar
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
_fixed: ContextVar[dt.datetime | None] = ContextVar("fixed clock", default=None)


def now() -> dt.datetime:
    """The present instant, aware and in UTC."""
    return _fixed.get() or dt.datetime.now(dt.UTC)


def today() -> dt.date:
    """The local date in England at this instant."""
    return local_date(now())


def local_date(instant: dt.datetime) -> dt.date:
    """The date in England at `instant`, which must be aware."""
    if instant.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return instant.astimezone(LONDON).date()


@contextlib.contextmanager
def fixed(instant: dt.datetime | dt.date) -> Iterator[None]:
    """Stands the clock still at `instant` (a date means its noon), for rehearsals and the practice world."""
    if not isinstance(instant, dt.datetime):
        instant = dt.datetime.combine(instant, dt.time(12), tzinfo=LONDON)
    mark = _fixed.set(instant.astimezone(dt.UTC))
    try:
        yield
    finally:
        _fixed.reset(mark)
