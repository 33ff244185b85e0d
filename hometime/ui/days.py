"""Days and times as people say them, in the language of the page. Pure: no clock, no settings read at import."""

from __future__ import annotations

import datetime as dt
import functools

from django.utils import translation
from django.utils.formats import date_format, time_format

# “E” is the month as it is said inside a date; in Polish and other languages that differs from its name alone.
DAY = "l j E"
DAY_AND_YEAR = "l j E Y"
SHORT_DAY = "j E"


def day_in_words(day: dt.date, language: str | None = None, *, year: bool = False) -> str:
    """Say a day in full with its weekday, “Friday 12 December”; with `year`, “Friday 12 December 2025”.

    `language` is a language code; without one, the language now active is used.
    """
    return _said(day, DAY_AND_YEAR if year else DAY, language or translation.get_language())


def short_day(day: dt.date, language: str | None = None) -> str:
    """Say a day without its weekday, “12 December”, for a line that has named the weekday already."""
    return _said(day, SHORT_DAY, language or translation.get_language())


def time_in_words(time: dt.time, language: str | None = None) -> str:
    """Say a time of day: “3:30pm” in English, the language's own way elsewhere."""
    code = language or translation.get_language() or "en"
    if code.split("-")[0] == "en":
        hour = time.hour % 12 or 12
        half = "am" if time.hour < 12 else "pm"
        return f"{hour}:{time.minute:02d}{half}" if time.minute else f"{hour}{half}"
    with translation.override(code):
        return time_format(time)


@functools.lru_cache(maxsize=4096)  # a list says the same few days again and again
def _said(moment: dt.date, form: str, language: str | None) -> str:
    with translation.override(language):
        return date_format(moment, form)
