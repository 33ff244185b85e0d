"""What is typed about what goes: by which way, who received it; and by a lead about a safeguarding file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hometime.schools.actions.sealed import Going
from hometime.schools.forms.schools import LONGEST
from hometime.schools.models import LONGEST_NAME
from hometime.sharing.models import Told, Way
from hometime.ui.forms import DayField, area


class SendForm(forms.Form):
    """By which way the parts go that the family said yes to."""

    way = forms.ChoiceField(
        label=_("How does it go?"), widget=forms.RadioSelect, choices=[(way.value, way.label) for way in (Way.LINK, Way.PAPER)],
        error_messages={"required": _("Choose one")},
    )  # fmt: skip

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **{"auto_id": "id_send_%s", **more})


class ReceivedForm(forms.Form):
    """The receipt, or what came of asking for it."""

    received_from = forms.CharField(
        label=_("Who received it?"), max_length=200, required=False,
        help_text=_("Leave it empty where there is no receipt yet, and write below whom you asked."),
    )  # fmt: skip
    on = DayField(label=_("On which day?"), required=False, help_text=_("Leave it empty for today."))
    asked = forms.CharField(
        label=_("No receipt yet: whom did you ask, and what did they say?"),
        widget=area(2),
        max_length=LONGEST,
        required=False,
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **{"auto_id": "id_received_%s", **more})

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        given = super().clean() or {}
        if not given.get("received_from") and not given.get("asked"):
            self.add_error("received_from", _("Say who received it, or whom you asked"))
        return given


class GoingForm(forms.Form):
    """A safeguarding file as a lead sends it."""

    to_name = forms.CharField(
        label=_("Who is the safeguarding lead of the school?"), max_length=LONGEST_NAME,
        error_messages={"required": _("Write the name")},
    )  # fmt: skip
    checked_how = forms.CharField(
        label=_("How did you find that out?"), max_length=200,
        help_text=_("Such as: I rang the school's office on its own number and was put through."),
        error_messages={"required": _("Say how you found out")},
    )  # fmt: skip
    to_email = forms.EmailField(
        label=_("Their e-mail address at the school"), required=False,
        error_messages={"invalid": _("An address looks like name@example.com")},
    )  # fmt: skip
    to_phone = forms.CharField(label=_("Their telephone number"), max_length=40, required=False)
    contents = forms.CharField(
        label=_("What goes?"), widget=area(5), max_length=LONGEST,
        help_text=_("Each paper by its name and day, and what the lead there has to know first."),
        error_messages={"required": _("Say what goes")},
    )  # fmt: skip
    told = forms.ChoiceField(
        label=_("Does the family know?"), choices=Told, widget=forms.RadioSelect, initial=Told.BEFORE
    )
    why_not_told = forms.CharField(label=_("If not: why?"), widget=area(2), max_length=LONGEST, required=False)
    advice = forms.CharField(label=_("Whose advice did you take?"), widget=area(2), max_length=LONGEST, required=False)
    way = forms.ChoiceField(
        label=_("How does it go?"), widget=forms.RadioSelect, choices=[(way.value, way.label) for way in (Way.PAPER, Way.LINK)],
        initial=Way.PAPER,
    )  # fmt: skip

    def going(self) -> Going:
        """What was typed."""
        return Going(**self.cleaned_data)


class NothingForm(forms.Form):
    """Why no safeguarding file goes."""

    because = forms.CharField(
        label=_("Why does nothing go?"), widget=area(2), max_length=LONGEST,
        error_messages={"required": _("Say why nothing goes")},
    )  # fmt: skip

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **{"auto_id": "id_nothing_%s", **more})
