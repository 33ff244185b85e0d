"""Days as people say them, and days as people type them."""

from __future__ import annotations

import datetime as dt

import pytest
from django import forms
from django.utils import translation

from hometime.ui.days import day_in_words, short_day, time_in_words
from hometime.ui.forms import DayField
from hometime.ui.templatetags.ui import at, day, dialled, share_of, worded

FRIDAY = dt.date(2025, 12, 12)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en-gb", "Friday 12 December"),
        ("pl", "piątek 12 grudnia"),
        ("ro", "Vineri 12 Decembrie"),
        ("ar", "الجمعة 12 ديسمبر"),
        ("ur", "جمعہ 12 دسمبر"),
    ],
)
def test_a_day_is_said_in_full_in_the_language_of_the_page(language: str, said: str) -> None:
    assert day_in_words(FRIDAY, language).casefold() == said.casefold()


def test_a_day_can_carry_its_year_or_leave_out_its_weekday() -> None:
    assert day_in_words(FRIDAY, "en-gb", year=True) == "Friday 12 December 2025"
    assert short_day(FRIDAY, "en-gb") == "12 December"


@pytest.mark.parametrize(
    ("time", "said"),
    [(dt.time(15, 30), "3:30pm"), (dt.time(9), "9am"), (dt.time(0, 5), "12:05am"), (dt.time(12), "12pm")],
)
def test_a_time_is_said_as_people_say_it(time: dt.time, said: str) -> None:
    assert time_in_words(time, "en-gb") == said


def test_an_instant_is_said_in_the_time_of_the_place_in_summer_too() -> None:
    late = dt.datetime(2026, 6, 30, 23, 30, tzinfo=dt.UTC)
    assert at(late) == '<time datetime="00:30">12:30am</time>'
    assert day(late) == '<time datetime="2026-07-01">Wednesday 1 July</time>'


def test_a_telephone_link_holds_digits_only() -> None:
    assert dialled("0300 123 1231") == "03001231231"
    assert dialled("+44 (0)1632 960-114") == "+4401632960114"


@pytest.mark.parametrize(("value", "whole", "share"), [(61, 67, 91), (0, 0, 0), (5, 4, 100), (1, 3, 33)])
def test_a_share_lies_between_none_and_all(value: int, whole: int, share: int) -> None:
    assert share_of(value, whole) == share


class Asks(forms.Form):
    """A form that asks for one day it must have and one it may."""

    day = DayField(label="When?", error_messages={"required": "Tell us the day"})
    other = DayField(label="And when?", required=False)


def typed(day: str, month: str, year: str, **more: str) -> Asks:
    return Asks({"day_day": day, "day_month": month, "day_year": year, **more})


def test_three_boxes_make_a_day() -> None:
    form = typed(" 27", "3", "2026")
    assert form.is_valid() and form.cleaned_data == {"day": dt.date(2026, 3, 27), "other": None}


def test_digits_of_another_script_are_digits() -> None:
    assert typed("٢٧", "٣", "٢٠٢٦").is_valid()


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        (("", "", ""), "Tell us the day"),
        (("27", "", "2026"), "Give the day, the month and the year"),
        (("31", "2", "2026"), "The date must be a real one, like 27 3 2026"),
        (("1", "1", "26"), "The date must be a real one, like 27 3 2026"),
        (("one", "1", "2026"), "The date must be a real one, like 27 3 2026"),
        (("3", "3", "20_6"), "The date must be a real one, like 27 3 2026"),
    ],
)
def test_what_is_no_day_is_said_plainly_and_once(parts: tuple[str, str, str], told: str) -> None:
    assert typed(*parts).errors["day"] == [told]


def test_a_day_that_is_half_typed_is_noticed_even_when_it_may_be_left_out() -> None:
    form = typed("1", "1", "2026", other_day="4")
    assert form.errors == {"other": ["Give the day, the month and the year"]}


def test_a_day_that_is_known_fills_its_boxes() -> None:
    drawn = str(Asks(initial={"day": FRIDAY})["day"])
    assert all(f'value="{part}"' in drawn for part in (12, 2025))
    assert drawn.count("<label") == 3


def test_days_kept_in_figures_are_said_in_the_language_of_whoever_reads_them() -> None:
    kept = "Farm & field\n03/06/2026, 09:30"
    assert worded(kept) == (
        '<bdi>Farm &amp; field</bdi>\n<span dir="ltr"><time datetime="2026-06-03">Wednesday 3 June 2026</time>, '
        '<time datetime="09:30">9:30am</time></span>'
    )
    with translation.override("ur"):
        assert 'dir="rtl"' in worded(kept) and "June" not in worded(kept)
    assert worded("Songs \u00b7 \u2192 03/06/2026").endswith(
        '<span dir="ltr">Until <time datetime="2026-06-03">Wednesday 3 June 2026</time></span>'
    )
    assert "31/02/2026" in worded("by 31/02/2026"), "what is no day stays as it was written"
