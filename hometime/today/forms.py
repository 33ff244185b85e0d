"""What people type when they have done what they owed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hometime.duties.models import Duty, Kind
from hometime.kernel import clock
from hometime.policies.models import ContactCard, cards_of
from hometime.today.asking import COMPARES, asked
from hometime.ui.forms import DayField


class DoneForm(forms.Form):
    """How it was done. An attestation needs words; for the rest they are welcome, or asked for (hometime.today.asking).

    Contact cards are ticked one by one: their check is kept only when each of them was compared.
    """

    cards = forms.MultipleChoiceField(
        label=_("Compare each with its source, and tick it"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick each card once you have compared it")},
    )
    evidence = forms.CharField(
        label=_("What did you see or do?"),
        help_text=_("A line is enough. It stands beside the promise as your word."),
        widget=forms.Textarea({"rows": 2, "dir": "auto"}),
        max_length=2000,
        error_messages={"required": _("Write a line about what you saw or did")},
    )
    photo = forms.FileField(
        label=_("A photograph"),
        required=False,
        help_text=_("A picture or a PDF with no child in it."),
        widget=forms.FileInput({"accept": "image/*,application/pdf", "capture": "environment"}),
    )
    on = DayField(label=_("Which day was it?"), required=False, help_text=_("Leave it empty for today."))

    def __init__(self, duty: Duty, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        ask, attested = asked(duty), duty.kind == Kind.ATTESTATION
        words = self.fields["evidence"]
        words.label = gettext(ask.label) if ask.label else words.label
        words.help_text = gettext(ask.hint) if ask.hint else words.help_text
        words.initial = gettext(ask.ready) if ask.ready else ""
        words.required = attested or ask.needs
        if not attested:
            del self.fields["photo"]
        if duty.clause in COMPARES:
            self.fields["cards"].choices = [(card.pk, _face(card)) for card in cards_of(duty.setting_id)]  # type: ignore[attr-defined]
        else:
            del self.fields["cards"]

    def first(self) -> list[forms.BoundField]:
        """Every field but the day: it is today, unless somebody says otherwise."""
        return [field for field in self.visible_fields() if field.name != "on"]

    def clean_cards(self) -> object:
        """Each of them must be ticked."""
        ticked = self.cleaned_data["cards"]
        if len(ticked) != len(self.fields["cards"].choices):  # type: ignore[attr-defined]
            raise forms.ValidationError(self.fields["cards"].error_messages["required"])
        return ticked

    def clean_on(self) -> object:
        """The day must be today or earlier."""
        on = self.cleaned_data["on"]
        if on and on > clock.today():
            raise forms.ValidationError(_("The day it was done must be today or earlier"))
        return on


def _face(card: ContactCard) -> str:
    """A card in one line: whose it is, and the first way to reach them."""
    return format_html(
        '<span><bdi>{}</bdi> <bdi class="number">{}</bdi></span>', card.name, card.phone or card.email or card.address
    )
