"""What people type on contact cards."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hometime.inspection.cards import Shown
from hometime.policies.models import ContactCard

# As people in Britain write a number: 01632 960123, 0300 123 1231, +44 1632 960123, 111. Punctuation is theirs.
DIALLED = re.compile(r"(\+44|0)[1-9]\d{8,9}|1\d{2,5}|\+[1-9]\d{7,14}")
PUNCTUATION = re.compile(r"[\s().\-]")
LOOKED = _("The page, the letter or the call. The policy itself is no source.")


class CardForm(forms.Form):
    """Whose card it is, how they are reached, and where that is known from."""

    name = forms.CharField(label=_("Whose details are these?"), max_length=120)
    phone = forms.CharField(
        label=_("Telephone"), max_length=40, required=False, widget=forms.TextInput({"type": "tel"})
    )
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        error_messages={"invalid": _("Give an e-mail address like office@nursery.example")},
    )
    address = forms.CharField(
        label=_("Postal address"), required=False, max_length=400, widget=forms.Textarea({"rows": 3})
    )
    source = forms.CharField(label=_("Where are these details from?"), help_text=LOOKED, max_length=200)

    def clean_phone(self) -> str:
        """A number as it is dialled, with the spaces that people put in it."""
        phone = " ".join(self.cleaned_data["phone"].split())
        if phone and not DIALLED.fullmatch(PUNCTUATION.sub("", phone)):
            raise forms.ValidationError(_("Give the number as it is dialled, like 01632 960123"))
        return phone

    def clean(self) -> dict[str, Any]:
        """One way to reach them at least."""
        given = super().clean() or {}
        if not self.errors and not any(given.get(way) for way in ("phone", "email", "address")):
            self.add_error("phone", _("Give a telephone number, an e-mail address or a postal address"))
        return given


class ComparedForm(forms.Form):
    """Where somebody looked when they compared a card."""

    source = forms.CharField(
        label=_("Where did you look?"),
        help_text=LOOKED,
        max_length=200,
        error_messages={"required": _("Say where you looked")},
    )


def compared_form(shown: Shown, data: Any = None) -> ComparedForm:
    """The form under one card; ids differ, for every card on the page has one."""
    return ComparedForm(data, auto_id=f"id_{shown.card.pk}_%s", initial={"source": shown.source})


def facts_of(card: ContactCard, shown_source: str) -> dict[str, str]:
    """What stands on a card, for the form that changes it."""
    return {
        "name": card.name, "phone": card.phone, "email": card.email, "address": card.address, "source": shown_source,
    }  # fmt: skip
