"""Naming key persons, a child's last day, and why somebody opens the file of a child they do not work with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hometime.childfile.models import Opening
from hometime.families.models import Child, KeyPersonship
from hometime.kernel import clock
from hometime.ui.forms import DayField, area


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
        self.fields["person"].choices = [("", _("Choose one")), *people]  # type: ignore[attr-defined]

    def clean_starts(self) -> dt.date:
        """Today where nothing is said; never a day that is over."""
        day: dt.date = self.cleaned_data["starts"] or clock.today()
        if day < clock.today():
            raise forms.ValidationError(_("The first day must be today or later"))
        return day


class WhyForm(forms.Form):
    """Which child of elsewhere in the setting, by name, and why."""

    name = forms.CharField(
        label=_("What is the child called?"), help_text=_("First and last name, as they are written down."),
        max_length=200, widget=forms.TextInput({"autocomplete": "off", "dir": "auto"}),
        error_messages={"required": _("Type the child's name")},
    )  # fmt: skip
    room = forms.ChoiceField(label=_("Which room?"), required=False, help_text=_("Only where two have one name."))
    why = forms.ChoiceField(
        label=_("Why?"), widget=forms.RadioSelect, choices=Opening.Why.choices,
        error_messages={"required": _("Say why")},
    )  # fmt: skip
    words = forms.CharField(label=_("In your own words"), widget=area(2), max_length=2000, required=False)

    def __init__(self, rooms: Sequence[tuple[str, str]], data: Any = None) -> None:
        super().__init__(data)
        self.fields["room"].choices = [("", _("Any room")), *rooms]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Another reason needs words."""
        given = super().clean() or {}
        if given.get("why") == Opening.Why.OTHER and not given.get("words", "").strip():
            self.add_error("words", _("Say why"))
        return given


class LookForm(forms.Form):
    """What a safeguarding lead found, and why a family is not told, where it is not."""

    found = forms.CharField(
        label=_("What did you find?"), widget=area(2), max_length=2000,
        error_messages={"required": _("Write a line about what you found")},
    )  # fmt: skip
    hidden_because = forms.CharField(
        label=_("The family is not told, because"), widget=area(2), max_length=2000, required=False,
        help_text=_("Leave it empty, and the family sees who it was and the reason that was chosen."),
    )  # fmt: skip


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
