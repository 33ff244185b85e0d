"""What people type when they have done what they owed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hometime.duties.models import Duty, Kind
from hometime.kernel import clock
from hometime.ui.forms import DayField


class DoneForm(forms.Form):
    """How it was done. An attestation needs words; for the rest they are welcome."""

    evidence = forms.CharField(
        label=_("What did you see or do?"),
        help_text=_("A line is enough. It stands beside the promise as your word."),
        widget=forms.Textarea({"rows": 3}),
        max_length=2000,
        error_messages={"required": _("Write a line about what you saw or did")},
    )
    photo = forms.FileField(
        label=_("A photograph"),
        required=False,
        help_text=_("JPG, PNG, WebP, HEIC or PDF, up to 15 MB. Take it when no child is in the picture."),
    )
    on = DayField(label=_("Which day was it?"), required=False, help_text=_("Leave it empty for today."))

    def __init__(self, duty: Duty, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        if duty.kind != Kind.ATTESTATION:
            del self.fields["photo"]
        self.fields["evidence"].required = duty.kind == Kind.ATTESTATION

    def clean_on(self) -> object:
        """The day must be today or earlier."""
        on = self.cleaned_data["on"]
        if on and on > clock.today():
            raise forms.ValidationError(_("The day it was done must be today or earlier"))
        return on
