"""What is typed to enrol a tablet and to switch in on one: what it is for, the code for it, and a PIN."""

from __future__ import annotations

import itertools
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hometime.access.forms import code_field
from hometime.access.models import Tablet
from hometime.access.pins import LONGEST, SHORTEST
from hometime.people.models import Room


class EnrolForm(forms.Form):
    """What a new tablet is for: one of the setting's rooms, the door, or outings."""

    place = forms.ChoiceField(
        label=_("What is the tablet for?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what the tablet is for"), "invalid_choice": _("Choose one of these")},
    )

    def __init__(self, rooms: list[Room], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rooms = {room.pk: room for room in rooms}
        elsewhere = [(use.value, use.label) for use in Tablet.Use if use != Tablet.Use.ROOM]
        self.fields["place"].choices = [*((room.pk, room.name) for room in rooms), *elsewhere]  # type: ignore[attr-defined]

    def chosen(self) -> tuple[Tablet.Use, Room | None]:
        """The use, and the room where the tablet stands in one."""
        place = self.cleaned_data["place"]
        room = self.rooms.get(place)
        return (Tablet.Use.ROOM, room) if room else (Tablet.Use(place), None)


class TabletCodeForm(forms.Form):
    """The code that the manager's page gave, typed on the tablet."""

    code = code_field()


class PinForm(forms.Form):
    """The digits of a PIN."""

    pin = forms.CharField(
        label=_("Your PIN on this tablet"),
        max_length=LONGEST,
        widget=forms.PasswordInput({"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": _("Type your PIN"), "max_length": _("A PIN has four to six digits")},
    )


class NewPinForm(forms.Form):
    """A new PIN, typed twice. Digits that everybody tries first are refused."""

    pin = forms.RegexField(
        rf"^[0-9]{{{SHORTEST},{LONGEST}}}$",
        label=_("A PIN for this tablet"),
        help_text=_("Four to six digits. It works on this tablet only."),
        widget=forms.PasswordInput({"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": _("Type a PIN"), "invalid": _("A PIN has four to six digits, and nothing else")},
    )
    again = forms.CharField(
        label=_("The same once more"),
        max_length=LONGEST,
        widget=forms.PasswordInput({"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": _("Type the PIN once more"), "max_length": _("The two are not the same")},
    )

    def clean_pin(self) -> str:
        """The PIN, unless it is one digit over and over, or digits in a row."""
        pin: str = self.cleaned_data["pin"]
        steps = {int(after) - int(before) for before, after in itertools.pairwise(pin)}
        if steps in ({0}, {1}, {-1}):
            raise forms.ValidationError(_("This one is tried first. Choose another."))
        return pin

    def clean(self) -> dict[str, Any]:
        """Both are the same."""
        given = super().clean() or {}
        if "pin" in given and "again" in given and given["pin"] != given["again"]:
            self.add_error("again", _("The two are not the same"))
        return given
