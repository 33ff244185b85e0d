"""What people choose and type when they make a paper, or file one that came back."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from hometime.complaints.models import Printout
from hometime.complaints.printing.blank import NEW
from hometime.ui.words import LANGUAGES


class LetterForm(forms.Form):
    """In which language a letter is made."""

    language = forms.ChoiceField(
        label=_("In which language?"), choices=LANGUAGES, initial=LANGUAGES[0][0],
        help_text=_("What people wrote stays in the language they wrote it in."),
    )  # fmt: skip


class RecordForm(forms.Form):
    """At which level."""

    level = forms.ChoiceField(
        label=_("Who stands in it?"), choices=Printout.Level, widget=forms.RadioSelect, initial=Printout.Level.LETTERS
    )


class BundleForm(RecordForm):
    """At which level, for whom, and why."""

    for_whom = forms.CharField(
        label=_("Who asked for it?"), max_length=120, error_messages={"required": _("Say who asked for it")}
    )
    why = forms.CharField(
        label=_("Why may they have it?"), max_length=300, help_text=_("For example: asked for at an inspection."),
        error_messages={"required": _("Say why they may have it")},
    )  # fmt: skip


class PhotoForm(forms.Form):
    """A filled form that came back: the code that stands on it, and its photograph."""

    code = forms.CharField(
        label=_("Which code stands on the form?"), max_length=12,
        help_text=_("It is in the frame at the top: NEW, or six letters and numbers."),
        error_messages={"required": _("Type in the code that stands on the form")},
    )  # fmt: skip
    photo = forms.FileField(
        label=_("A photograph or a scan"),
        help_text=_("JPG, PNG, WebP, HEIC or PDF, under 15 MB."),
        error_messages={"required": _("Choose a photo (JPG, PNG, WebP) or a PDF")},
    )

    def clean_code(self) -> str:
        """In the form in which codes are kept. A new form has no case yet, and so no place to be filed."""
        signs = "".join(filter(str.isalnum, self.cleaned_data["code"].upper()))
        if signs == NEW:
            raise forms.ValidationError(
                _(
                    "A form with the code NEW has no case yet. Write down what it says first, then file it by the code you get."
                )
            )
        return f"{signs[:3]}-{signs[3:]}"
