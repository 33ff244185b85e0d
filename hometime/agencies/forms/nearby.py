"""What a reader of the directory chooses. It stands in the address in numbers and codes: no word there tells what it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hometime.agencies.needs import NEEDS
from hometime.agencies.places import outward
from hometime.families.tongues import named


class AskForm(forms.Form):
    """What is needed, in which language, what it may cost, and from where."""

    use_required_attribute = False
    n = forms.ChoiceField(label=_("What do you need?"), required=False)
    l = forms.ChoiceField(label=_("In which language?"), required=False)  # noqa: E741  # short on purpose, see above
    c = forms.ChoiceField(
        label=_("What may it cost?"), required=False, choices=(("", _("Anything")), ("0", _("Only what is free")))
    )
    d = forms.CharField(
        label=_("The first half of your postcode"), required=False, max_length=12,
        help_text=_("We use it for this page only. What is close comes first."),
    )  # fmt: skip

    def __init__(self, languages: Sequence[str], data: Any) -> None:
        super().__init__(data)
        numbers = [(str(need.number), need.words) for need in NEEDS.values()]
        self.fields["n"].choices = [("", _("Everything")), *numbers]  # type: ignore[attr-defined]
        tongues = sorted(((tag, named(tag)) for tag in languages), key=lambda pair: pair[1])
        self.fields["l"].choices = [("", _("Any language")), *tongues]  # type: ignore[attr-defined]

    def clean_d(self) -> str:
        """The first half, however it was typed; a whole postcode is cut, and not kept."""
        typed = self.cleaned_data["d"]
        found = outward(typed)
        if typed.strip() and not found:
            raise forms.ValidationError(_("Write it like ME2, or leave it out"))
        return found
