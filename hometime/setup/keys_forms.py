"""What people type back of the recovery keys, and what they attest."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hometime.kernel import recovery
from hometime.setup import safekeeping

LABELS = {
    "manager": _("The last six signs of the manager's key"),
    "owner": _("The last six signs of the owner's key"),
}


class EndsForm(forms.Form):
    """The ends of both keys, from the paper."""

    keys = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for keeper in recovery.KEEPERS:
            self.fields[keeper] = forms.CharField(
                label=LABELS[keeper],
                max_length=20,
                widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
                error_messages={"required": _("Type the last six signs from the paper")},
            )

    def clean(self) -> dict[str, Any]:
        """Both ends must be right. Raises nothing of the keys themselves."""
        cleaned = super().clean() or {}
        if cleaned.get("keys") and not self.errors:
            try:
                wrong = safekeeping.wrong_ends(cleaned["keys"], cleaned)
            except ValueError as old:
                raise forms.ValidationError(str(old)) from None
            for keeper in wrong:
                self.add_error(keeper, _("That is not the end of this key. Look at the paper again."))
        return cleaned


class SafeForm(forms.Form):
    """What was agreed about suspicious messages and about reaching families, in a person's own words."""

    agreed = forms.CharField(
        label=_("What did you agree, with whom, and when?"),
        help_text=_("Two lines are enough. They stand as your word."),
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": _("Write a line about what you agreed")},
    )
