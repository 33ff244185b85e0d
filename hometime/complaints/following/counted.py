"""How the day of a promise was counted, in words for families: made from the parts that the engine gives."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from hometime.complaints.engine.case import Owed
from hometime.complaints.engine.counting import Closed
from hometime.ui.days import day_in_words

WORKING = ("working_days", "term_days")
BASES = {
    "statute": gettext_noop("The law sets this day."),
    "policy": gettext_noop("Our policy sets this day."),
    "proposed": gettext_noop("Our policy names no day. This one is our own promise."),
}


def length(value: int, unit: str) -> str:
    """A limit in words, such as “10 working days”. `unit` is one of `reading.forms.UNITS`."""
    said = {
        "hours": ngettext("%(n)d hour", "%(n)d hours", value),
        "months": ngettext("%(n)d month", "%(n)d months", value),
        "working_days": ngettext("%(n)d working day", "%(n)d working days", value),
        "term_days": ngettext("%(n)d day of term", "%(n)d days of term", value),
    }
    return said.get(unit, ngettext("%(n)d day", "%(n)d days", value)) % {"n": value}


def counted(owed: Owed) -> Iterator[str]:
    """From which day, how many, whose day it is, and what to aim for where it falls on a day without work."""
    count = owed.count
    if owed.due is None or count is None:
        yield _("Our policy names no day for this.")
        return
    start = day_in_words(count.start)
    if count.unit in WORKING:
        yield ngettext(
            "We count %(n)d working day from %(day)s.", "We count %(n)d working days from %(day)s.", count.value
        ) % {"n": count.value, "day": start}  # fmt: skip
    else:
        days = (owed.due - count.start).days
        yield ngettext("We count %(n)d day from %(day)s.", "We count %(n)d days from %(day)s.", days) % {
            "n": days,
            "day": start,
        }
    yield _(BASES.get(owed.basis, BASES["proposed"]))
    if count.unit not in WORKING:
        yield from (_closed(closed) for closed, _days in count.shut)
    if count.early is None:
        return
    if count.early > count.start:
        early = day_in_words(count.early)
        yield _("That is no working day for us. We aim for %(day)s.") % {"day": early}
    else:
        yield _("We are closed on that day. We plan before we close who answers you.")


def _closed(closed: Closed) -> str:
    days = {"first": day_in_words(closed.first), "last": day_in_words(closed.last)}
    if closed.first == closed.last:
        return _("We are closed on %(first)s. That day counts all the same.") % days
    return _("We are closed from %(first)s to %(last)s. Those days count all the same.") % days
