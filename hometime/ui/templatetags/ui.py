"""The few tags that components cannot do themselves: signs, days, telephone links and shares of a whole."""

from __future__ import annotations

import datetime as dt
import re

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from hometime.ui import days, signs

register = template.Library()


@register.simple_tag
def sign(name: str) -> SafeString:
    """Draw a sign: `{% sign "late" %}`. Raises `KeyError` for a name that `hometime.ui.signs` does not hold."""
    return signs.drawn(name)


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
