"""What those who work here type about schools: a register, a school by hand, a line of the log."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hometime.agencies.forms.nameless import NamelessForm
from hometime.schools.models import Did
from hometime.ui.forms import DayField, area

LONGEST = 20_000  # signs
MOST_MEGABYTES = 15


class RegisterForm(forms.Form):
    """A national register, and from which local authorities the schools are wanted."""

    use_required_attribute = False
    file = forms.FileField(
        label=_("The register of schools"),
        help_text=_("The CSV that the department publishes, up to 15 MB. A bigger one: hometime schools import FILE."),
        error_messages={
            "required": _("Choose a file"), "empty": _("The file is empty. Choose another one."), "missing": _("Choose a file"),
        },
    )  # fmt: skip
    authorities = forms.CharField(
        label=_("From which local authorities?"), max_length=500,
        help_text=_("Numbers or names as in the register, with commas between: 887, Kent."),
        error_messages={"required": _("Say from which local authorities")},
    )  # fmt: skip

    def clean_file(self) -> Any:
        """Takes no file that the house would not carry."""
        upload = self.cleaned_data["file"]
        if upload.size > MOST_MEGABYTES * 1024 * 1024:
            raise forms.ValidationError(_("This file is too big. Choose one under 15 MB."))
        return upload

    def clean_authorities(self) -> list[str]:
        """The names, one by one."""
        return [name.strip() for name in str(self.cleaned_data["authorities"]).split(",") if name.strip()]


class SchoolForm(forms.Form):
    """A school that somebody writes down by hand."""

    name = forms.CharField(
        label=_("Name of the school"), max_length=200, error_messages={"required": _("Write the name of the school")}
    )
    street = forms.CharField(label=_("Street"), max_length=200, required=False)
    town = forms.CharField(label=_("Town"), max_length=200, required=False)
    postcode = forms.CharField(label=_("Postcode"), max_length=20, required=False)
    phone = forms.CharField(
        label=_("Telephone"), max_length=40, required=False, help_text=_("From the school's own page or letter.")
    )


class PartnerForm(forms.Form):
    """When a school is met as a partner for the first time."""

    next_on = DayField(
        label=_("When do you meet next?"),
        required=False,
        help_text=_("Leave it empty for within a term: our suggestion."),
    )


class LogForm(NamelessForm):
    """What was done with a partner school."""

    texts = ("words",)
    what = forms.ChoiceField(
        label=_("What was it?"), choices=Did, widget=forms.RadioSelect, error_messages={"required": _("Choose one")}
    )
    words = forms.CharField(
        label=_("What did you do, or agree?"), widget=area(3), max_length=LONGEST,
        help_text=_("No child by name. What you do alike from now on is read by families too."),
        error_messages={"required": _("Write what you did")},
    )  # fmt: skip
    on = DayField(label=_("Which day was it?"), required=False, help_text=_("Leave it empty for today."))
    next_on = DayField(
        label=_("When do you meet next?"),
        required=False,
        help_text=_("Leave it empty to stay with the day that is set."),
    )


class BecauseForm(forms.Form):
    """Why something ends."""

    because = forms.CharField(
        label=_("Why does it end?"),
        widget=area(2),
        max_length=LONGEST,
        error_messages={"required": _("Say why it ends")},
    )
