"""Form parts that Django does not have: a day asked for in three boxes, and a box for words in any script."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

PARTS = (
    ("day", gettext_lazy("Day")),
    ("month", gettext_lazy("Month")),
    ("year", gettext_lazy("Year")),
)


def _key() -> str:
    return secrets.token_urlsafe(16)


class Once(forms.Form):
    """A form that counts once, however often it is sent (`kernel.once`)."""

    once = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False, initial=_key)


def area(rows: int) -> forms.Textarea:
    """A box for several lines, in whatever direction they are written."""
    return forms.Textarea({"rows": rows, "dir": "auto"})


class DayBoxes(forms.MultiWidget):
    """Three boxes in the order people say a date: no calendar to open, nothing to drag."""

    template_name = "ui/widgets/day.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        boxes: dict[str, forms.Widget | type[forms.Widget]] = {
            key: forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}) for key, _ in PARTS
        }
        super().__init__(boxes, attrs)

    def decompress(self, value: dt.date | None) -> list[int | None]:
        """Take a day apart into the three boxes."""
        return [value.day, value.month, value.year] if value else [None, None, None]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Give each box its own visible label."""
        context = super().get_context(name, value, attrs)
        for box, (_, label) in zip(context["widget"]["subwidgets"], PARTS, strict=True):
            box["label"] = label
        return context


class DayField(forms.MultiValueField):
    """A calendar day typed as three numbers: a `datetime.date`, or `None` when left empty and not required.

    Whether a day may lie in the future is a matter for the form that asks, through `hometime.kernel.clock`.
    """

    widget = DayBoxes
    default_error_messages = {
        "incomplete": gettext_lazy("Give the day, the month and the year"),
        "unreal": gettext_lazy("The date must be a real one, like 27 3 2026"),
    }

    def __init__(self, **kwargs: Any) -> None:
        parts = tuple(forms.CharField(max_length=4) for _ in PARTS)
        super().__init__(parts, require_all_fields=True, **kwargs)
        self.error_messages["required"] = kwargs.get("error_messages", {}).get(
            "required", self.error_messages["incomplete"]
        )

    def clean(self, value: Any) -> dt.date | None:
        """Take the three typed parts and give the day. Raises `ValidationError` naming what is missing or unreal."""
        typed = [str(part or "").strip() for part in value or []]
        if any(typed) and not all(typed):
            raise ValidationError(self.error_messages["incomplete"], code="incomplete")
        cleaned: dt.date | None = super().clean(typed)
        return cleaned

    def compress(self, data_list: list[str]) -> dt.date | None:
        """Put three typed numbers together into a day. Raises `ValidationError` when there is no such day."""
        if not data_list:
            return None
        day, month, year = data_list
        try:
            if len(year) != 4 or not (day + month + year).isdecimal():
                raise ValueError
            return dt.date(int(year), int(month), int(day))
        except ValueError:
            raise ValidationError(self.error_messages["unreal"], code="unreal") from None
