"""So many of a unit, in the language of whoever reads it."""

from __future__ import annotations

from django.utils.translation import ngettext


def length(value: int, unit: str) -> str:
    """A limit in words, such as “10 working days”. `unit` is one of `reading.forms.UNITS`."""
    said = {
        "hours": ngettext("%(n)d hour", "%(n)d hours", value),
        "months": ngettext("%(n)d month", "%(n)d months", value),
        "working_days": ngettext("%(n)d working day", "%(n)d working days", value),
        "term_days": ngettext("%(n)d day of term", "%(n)d days of term", value),
    }
    return said.get(unit, ngettext("%(n)d day", "%(n)d days", value)) % {"n": value}
