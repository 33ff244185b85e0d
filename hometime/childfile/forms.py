"""Naming key persons, and a child's last day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hometime.families.models import Child, KeyPersonship
from hometime.kernel import clock
from hometime.ui.forms import DayField


class KeyPersonForm(forms.Form):
    """Who is key person or back-up, and from which day."""

    part = forms.ChoiceField(
        label=_("As what?"), widget=forms.RadioSelect, initial=KeyPersonship.Part.KEY,
        choices=((KeyPersonship.Part.KEY, _("Key person")), (KeyPersonship.Part.BACK_UP, _("Back-up key person"))),
    )  # fmt: skip
    person = forms.ChoiceField(label=_("Who?"), error_messages={"required": _("Choose who it is")})
    starts = DayField(label=_("From which day?"), required=False, help_text=_("Leave it empty for today."))

    def __init__(self, people: Sequence[tuple[str, str]], data: Any = None) -> None:
        super().__init__(data)
        self.fields["person"].choices = [("", ""), *people]  # type: ignore[attr-defined]

    def clean_starts(self) -> dt.date:
        """Today where nothing is said; never a day that is over."""
        day: dt.date = self.cleaned_data["starts"] or clock.today()
        if day < clock.today():
            raise forms.ValidationError(_("The first day must be today or later"))
        return day


class SeveralForm(forms.Form):
    """The key person of each child who has none, or whose key person leaves."""

    def __init__(self, children: Sequence[Child], people: Sequence[tuple[str, str]], data: Any = None) -> None:
        super().__init__(data)
        for child in children:
            self.fields[child.pk] = forms.ChoiceField(
                label=child.name, choices=[("", _("Later")), *people], required=False
            )


class LastDayForm(forms.Form):
    """A child's last day."""

    last_day = DayField(label=_("What is the child's last day?"), error_messages={"required": _("Give the last day")})
