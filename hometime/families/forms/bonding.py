"""Deciding about one adult and one child: a facet, a court order, an end, a way to sign in, an address, a household."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hometime.families.facets import Basis
from hometime.families.forms.registering import facet_field, value_of
from hometime.families.models import Adult, Bond
from hometime.kernel import clock
from hometime.ui.forms import DayField, area


class DecideForm(forms.Form):
    """One facet: the value, what it rests on, until when, and when somebody looks at it again."""

    value = forms.CharField()
    basis = forms.ChoiceField(label=_("What does it rest on?"), choices=Basis, widget=forms.RadioSelect)
    evidence = forms.CharField(
        label=_("What did you see or hear?"), widget=area(3), max_length=2000, required=False,
        help_text=_("The paper, its date and number; or who said it, and how."),
    )  # fmt: skip
    until = DayField(
        label=_("Until which day?"), required=False,
        help_text=_("Leave it empty for no end. At its end nothing opens by itself: you are asked again."),
    )  # fmt: skip
    review_on = DayField(label=_("When should we look at it again?"), required=False)

    def __init__(self, bond: Bond, facet: str, data: Any = None) -> None:
        super().__init__(data)
        self.facet = facet
        self.fields["value"] = facet_field(facet)
        kept = getattr(bond, facet)
        self.fields["value"].initial = kept.split() if facet == "consent_power" else kept
        self.order_fields(["value", "basis", "evidence", "until", "review_on"])

    def clean(self) -> dict[str, Any]:
        """What rests on paper says which paper."""
        said = super().clean() or {}
        if said.get("basis") in (Basis.ORDER, Basis.INSTRUCTED) and not said.get("evidence"):
            self.add_error("evidence", _("Write down what you saw: the paper, its date and number"))
        if said.get("until") and said["until"] < clock.today():
            self.add_error("until", _("The last day must be today or later"))
        return said

    def decision(self) -> dict[str, Any]:
        """What was decided, as the action takes it."""
        return self.cleaned_data | {"value": value_of(self.facet, self.cleaned_data["value"])}


class OrderForm(forms.Form):
    """A court order or formal instruction, as somebody here saw it."""

    kind = forms.CharField(
        label=_("What kind of order is it?"), max_length=60,
        help_text=_("As it stands on the paper, such as: child arrangements, prohibited steps, non-molestation."),
        error_messages={"required": _("Say what kind of order it is")},
    )  # fmt: skip
    issued = DayField(label=_("When was it made?"), error_messages={"required": _("Give the day it was made")})
    expires = DayField(
        label=_("When does it end?"), required=False, help_text=_("Leave it empty where it names no day.")
    )
    seen = forms.BooleanField(label=_("I have seen the sealed paper, or a copy from the court"), required=False)

    def clean_issued(self) -> dt.date:
        """Never a day to come."""
        issued: dt.date = self.cleaned_data["issued"]
        if issued > clock.today():
            raise forms.ValidationError(_("The day it was made must be today or earlier"))
        return issued


class EndForm(forms.Form):
    """The last day on which an adult belongs to a child."""

    last_day = DayField(label=_("What is the last day?"), error_messages={"required": _("Give the last day")})


class SignInForm(forms.Form):
    """The address that an adult will sign in with."""

    email = forms.EmailField(
        label=_("Their e-mail address"),
        error_messages={
            "required": _("Give the e-mail address that they will sign in with"),
            "invalid": _("An address looks like name@example.com"),
        },
    )  # fmt: skip


class AddressForm(forms.Form):
    """Where an adult lives now, and whether anybody is to be kept from it (asked every time)."""

    address = forms.CharField(label=_("New address"), widget=area(3), max_length=500, required=False)
    kept_from = forms.ChoiceField(
        label=_("Is anyone to be kept from this?"), widget=forms.RadioSelect,
        choices=(("yes", _("Yes")), ("not known", _("I do not know yet")), ("no", _("No: I asked them by themselves"))),
        help_text=_("Ask the adult by themselves, before you write anything down."),
        error_messages={"required": _("Say whether anyone is to be kept from this")},
    )  # fmt: skip

    @property
    def hidden(self) -> bool:
        """Whether the address is sealed: until somebody knows better, it is."""
        return bool(self.cleaned_data["kept_from"] != "no")


class HouseholdForm(forms.Form):
    """Adults who each said, by themselves, that they want to be shown to one another as one home."""

    adults = forms.MultipleChoiceField(
        label=_("With whom?"), widget=forms.CheckboxSelectMultiple, error_messages={"required": _("Choose with whom")}
    )
    each = forms.BooleanField(
        label=_("Each of them told me so, alone with me"),
        error_messages={"required": _("Ask each of them alone. The word of one for another is not enough")},
    )

    def __init__(self, others: Sequence[Adult], data: Any = None) -> None:
        super().__init__(data)
        self.fields["adults"].choices = [(adult.pk, adult.person.called) for adult in others]  # type: ignore[attr-defined]
