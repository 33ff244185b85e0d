"""What people type about who is who, and who works in which room."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hometime.people.models import Room, Setting
from hometime.people.roles import Role
from hometime.setup.forms import AN_ADDRESS

MORE_OWNERS = 3


@dataclasses.dataclass(frozen=True)
class Place:
    """A post to be filled: at one setting, or over all of them."""

    role: Role
    setting: Setting | None = None
    number: int = 1

    @property
    def prefix(self) -> str:
        """What the fields of this post are called in the form."""
        return f"{self.setting.slug if self.setting else 'all'}-{self.role}-{self.number}"


class PersonForm(forms.Form):
    """Somebody in one post: a name, the address they sign in with, and whether they are a parent here. All may be
    empty."""

    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        error_messages={"invalid": AN_ADDRESS},
    )
    parent = forms.BooleanField(label=_("Is a parent or carer here too"), required=False)

    def __init__(self, place: Place, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"prefix": place.prefix, **kwargs})
        self.place = place

    def clean(self) -> dict[str, Any]:
        """An address or a tick without a name says nothing."""
        cleaned = super().clean() or {}
        if (cleaned.get("email") or cleaned.get("parent")) and not cleaned.get("name"):
            self.add_error("name", _("Give the name too"))
        return cleaned


class KeyPersonForm(forms.Form):
    """One more person who works with the children: name, address and room."""

    name = forms.CharField(label=_("Name"), max_length=200, error_messages={"required": _("Give the name")})
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_("Without one they cannot sign in. It can be added later."),
        error_messages={"invalid": AN_ADDRESS},
    )
    room = forms.ChoiceField(label=_("Which room?"), required=False)

    def __init__(self, rooms: Sequence[Room], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["room"].choices = [("", _("No room, or all of them")), *((room.pk, room.name) for room in rooms)]  # type: ignore[attr-defined]


class RoomsForm(forms.Form):
    """The rooms of a setting, one a line."""

    rooms = forms.CharField(
        label=_("Your rooms or groups, one a line"),
        help_text=_("As you call them. One line is enough."),
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": _("Write down one room or group at least")},
    )

    def names(self) -> list[str]:
        """The names, each once."""
        lines = (line.strip()[:80] for line in self.cleaned_data["rooms"].splitlines())
        return list(dict.fromkeys(line for line in lines if line))
