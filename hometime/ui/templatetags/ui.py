"""The few tags that components cannot do themselves: signs, days, telephone links and shares of a whole.

Badges and clauses are tags too: a list draws dozens of them, and most of a page's work was drawing the same few anew.
"""

from __future__ import annotations

import datetime as dt
import functools
import re

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from hometime.ui import days, signs

register = template.Library()


@register.simple_tag
def sign(name: str) -> SafeString:
    """Draw a sign: `{% sign "late" %}`. Raises `KeyError` for a name that `hometime.ui.signs` does not hold."""
    return signs.drawn(name)


@register.simple_tag
def due(standing: str, days: int | None = None) -> SafeString:
    """Draw where something stands: `{% due row.standing row.days %}`, as `c-due` does."""
    return _due(get_language() or "", str(standing), days)


@functools.lru_cache(maxsize=1024)
def _due(language: str, standing: str, days: int | None) -> SafeString:
    return render_to_string("ui/due.html", {"standing": standing, "days": days})


@register.simple_tag
def clause(key: str, href: str = "", name: str = "") -> SafeString:
    """Draw the number of a clause: `{% clause row.clause %}`, as `c-clause` does."""
    return _clause(str(key), str(href), str(name))


@functools.lru_cache(maxsize=1024)
def _clause(key: str, href: str, name: str) -> SafeString:
    return render_to_string("ui/clause.html", {"key": key, "href": href, "name": name})


@register.simple_tag
def day(on: dt.date | None, form: str = "day") -> SafeString | str:
    """Say a day, isolated from the text round it: `{% day row.due %}`, with `"year"` or `"short"` for other lengths."""
    if on is None:
        return ""
    said = days.short_day(on) if form == "short" else days.day_in_words(on, year=form == "year")
    return format_html('<time datetime="{}">{}</time>', on.isoformat(), said)


@register.simple_tag
def at(time: dt.time) -> SafeString:
    """Say a time of day, isolated from the text round it: `{% at meeting.starts %}`."""
    return format_html('<time datetime="{}">{}</time>', time.strftime("%H:%M"), days.time_in_words(time))


@register.filter
def dialled(phone: str) -> str:
    """Give a telephone number as a `tel:` link wants it: digits, and a leading plus where there is one."""
    return re.sub(r"(?!^\+)\D", "", str(phone).strip())


@register.filter
def share_of(value: int, whole: int) -> int:
    """Give `value` as whole hundredths of `whole`, between 0 and 100; nothing of nothing is 0."""
    if int(whole) <= 0:
        return 0
    return max(0, min(100, round(100 * int(value) / int(whole))))
