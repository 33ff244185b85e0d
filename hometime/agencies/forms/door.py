"""What a visitor types at the door: four short screens, and three letters on the way out. Never the name of a child."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hometime.agencies.models import Origin
from hometime.people.models import Person

SCREENS = ("name", "origin", "host", "agreed")  # in their order, a question to a screen
FEWEST = 3


class DoorForm(forms.Form):
    """As many of the screens as the visitor has come to."""

    name = forms.CharField(label=_("Your name"), max_length=120, error_messages={"required": _("Type your name")})
    origin = forms.ChoiceField(
        label=_("Where are you from?"), choices=Origin, error_messages={"required": _("Choose where you are from")}
    )
    host = forms.ChoiceField(
        label=_("Who are you here to see?"), error_messages={"required": _("Choose who you are here to see")}
    )
    agreed = forms.BooleanField(label=_("I agree"), error_messages={"required": _("Read it, and say that you agree")})

    def __init__(self, staff: list[Person], upto: int, data: Any = None) -> None:
        super().__init__(data)
        self.staff = {person.pk: person for person in staff}
        self.fields["host"].choices = [(person.pk, person.called) for person in staff]  # type: ignore[attr-defined]
        for later in SCREENS[upto + 1 :]:
            del self.fields[later]

    @property
    def first_fault(self) -> int | None:
        """The first screen on which something is to be put right."""
        return next((at for at, name in enumerate(SCREENS) if name in self.errors), None)


class OutForm(forms.Form):
    """The first letters of a visitor's own name."""

    letters = forms.CharField(
        label=_("The first three letters of your name"), max_length=120,
        error_messages={"required": _("Type the first three letters of your name")},
    )  # fmt: skip

    def clean_letters(self) -> str:
        """Three letters at least."""
        typed = str(self.cleaned_data["letters"]).strip()
        if len(typed) < FEWEST:
            raise forms.ValidationError(_("Type three letters at least"))
        return typed
