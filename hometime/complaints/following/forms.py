"""What whoever complained types when they follow it."""

from __future__ import annotations

import secrets
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hometime.complaints.handling.talks import NO, OTHER
from hometime.complaints.intake.forms import LONGEST, OFF, area
from hometime.complaints.models import Word

FAIR = ((Word.Fair.YES, _("Yes")), (Word.Fair.NOT_SURE, _("Not sure")), (Word.Fair.NO, _("No")))


class EnterForm(forms.Form):
    """A reference and its code."""

    reference = forms.CharField(
        label=_("Your reference"), help_text=_("Such as K7M-4QF."), max_length=20,
        widget=forms.TextInput({"dir": "ltr", "autocapitalize": "characters", **OFF}),
        error_messages={"required": _("Type your reference")},
    )  # fmt: skip
    code = forms.CharField(
        label=_("Your code"), max_length=40,
        widget=forms.TextInput({"dir": "ltr", "autocapitalize": "characters", **OFF}),
        error_messages={"required": _("Type the code")},
    )  # fmt: skip


class _Once(forms.Form):
    """A form that counts once, however often it is sent."""

    once = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, data: Any = None) -> None:
        super().__init__(
            data, auto_id=f"id_{type(self).__name__.lower()}_%s", initial={"once": secrets.token_urlsafe(16)}
        )


class AddForm(_Once):
    """Something more to say."""

    words = forms.CharField(
        label=_("What do you want to add?"), widget=area(4), max_length=LONGEST,
        error_messages={"required": _("Write what you want to add")},
    )  # fmt: skip


class FurtherForm(_Once):
    """Why somebody above should look at it. A reason is not needed."""

    words = forms.CharField(
        label=_("What are you still not happy about?"), widget=area(3), max_length=LONGEST, required=False
    )


class WithdrawForm(_Once):
    """Taking it back."""

    words = forms.CharField(label=_("Do you want to say why?"), widget=area(2), max_length=LONGEST, required=False)


class RightForm(_Once):
    """Whether what we wrote down is right."""

    answer = forms.ChoiceField(
        label=_("Is this right?"), choices=(("yes", _("Yes, it is right")), ("no", _("No, something is wrong"))),
        widget=forms.RadioSelect, error_messages={"required": _("Choose an answer")},
    )  # fmt: skip
    words = forms.CharField(label=_("What is wrong or missing?"), widget=area(2), max_length=LONGEST, required=False)


class MinutesForm(RightForm):
    """Whether the notes of a meeting are right."""


class WhenForm(_Once):
    """When they can come: one of the times that were offered, by its place, or something else."""

    offer = forms.CharField(required=False, max_length=40)  # the talk it answers, as the page says it
    time = forms.CharField(
        label=_("Do none of these times suit you?"), max_length=5, initial=OTHER,
        widget=forms.RadioSelect(choices=((OTHER, _("I want another time")), (NO, _("I do not want to meet")))),
        error_messages={"required": _("Choose an answer")},
    )  # fmt: skip
    words = forms.CharField(
        label=_("Which days and times are good for you?"), widget=area(2), max_length=500, required=False
    )
    evening = forms.BooleanField(label=_("I can only come in the evening"), required=False)
    phone = forms.BooleanField(label=_("I want to talk on the phone"), required=False)
    interpreter = forms.BooleanField(label=_("I want an interpreter"), required=False)

    def asked(self) -> list[forms.BoundField]:
        """What is asked beside the times."""
        return [field for field in self.visible_fields() if field.name != "offer"]


class LetterForm(_Once):
    """Opening a letter that is waiting."""


class FairForm(_Once):
    """Whether it was fair so far."""

    answer = forms.ChoiceField(
        label=_("Was this fair so far?"), choices=FAIR, widget=forms.RadioSelect,
        help_text=_("If you say no, it goes to the line manager, not to those who are looking into it."),
        error_messages={"required": _("Choose an answer")},
    )  # fmt: skip
    words = forms.CharField(label=_("Do you want to say more?"), widget=area(2), max_length=LONGEST, required=False)
