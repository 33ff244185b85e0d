"""What is typed about who from outside works with a child."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hometime.agencies.actions.involving import Works
from hometime.agencies.models import Manner, Professional
from hometime.records.audiences import Audience
from hometime.ui.forms import DayField, area

LONGEST = 4000
WHO_MAY_KNOW = [
    (Audience.FAMILY, _("The family may know")),
    (Audience.STAFF, _("The family is not shown it")),
]
SEALED = (Audience.SAFEGUARDING, _("Sealed: only the safeguarding leads"))


class InvolveForm(forms.Form):
    """Who is involved, since when, and how."""

    professional = forms.ChoiceField(label=_("Who?"), error_messages={"required": _("Choose somebody")})
    words = forms.CharField(
        label=_("What do they do for the child?"), max_length=LONGEST, widget=area(2),
        error_messages={"required": _("Say what they do for the child")},
    )  # fmt: skip
    since = DayField(label=_("Since when?"), error_messages={"required": _("Give the day")})
    manner = forms.ChoiceField(label=_("How do they work?"), choices=Manner, widget=forms.RadioSelect)
    leads = forms.BooleanField(label=_("They lead: the others ask them first"), required=False)
    audience = forms.ChoiceField(label=_("Who may know?"), choices=WHO_MAY_KNOW, widget=forms.RadioSelect)

    def __init__(self, known: list[Professional], data: Any = None, *, leads: bool) -> None:
        super().__init__(data, initial={"manner": Manner.JOINT, "audience": Audience.FAMILY})
        self.known = {one.pk: one for one in known}
        names = [(one.pk, f"{one.name}, {one.organisation.name}") for one in known]
        self.fields["professional"].choices = [("", _("Choose")), *names]  # type: ignore[attr-defined]
        if leads:
            self.fields["audience"].choices = [*WHO_MAY_KNOW, SEALED]  # type: ignore[attr-defined]

    def works(self) -> Works:
        """What was typed."""
        return Works(**{**self.cleaned_data, "professional": self.known[self.cleaned_data["professional"]]})


class AdviceForm(forms.Form):
    """What a professional advises."""

    words = forms.CharField(
        label=_("What do they advise? In their own words, as they gave it."), max_length=LONGEST, widget=area(4),
        strip=False, error_messages={"required": _("Write down what they advise")},
    )  # fmt: skip
    on = DayField(label=_("On which day did they say it?"), error_messages={"required": _("Give the day")})
