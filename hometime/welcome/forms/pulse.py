"""What those who work here type of the jar at the door."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from hometime.welcome.actions.pulse import months

MOST = 999  # coins


def _number(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=0, max_value=MOST, widget=forms.NumberInput({"inputmode": "numeric"}),
        error_messages={"required": _("Write a number. It may be 0")},
    )  # fmt: skip


class JarForm(forms.Form):
    """How many coins lay in each part of the jar in a month, altogether."""

    month = forms.TypedChoiceField(label=_("Which month?"), coerce=dt.date.fromisoformat)
    yes = _number(_("How many said yes?"))
    sometimes = _number(_("How many said not always?"))
    no = _number(_("How many said no?"))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        choices = [(month.isoformat(), date_format(month, "F Y")) for month in months()]
        self.fields["month"].choices = choices  # type: ignore[attr-defined]
