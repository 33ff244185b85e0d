"""What people type about things that another agency told us, and about asking it."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from hometime.languages.forms import Beside
from hometime.sharing.forms.worries import LONGEST
from hometime.sharing.models import Lawful, Reply, Rule
from hometime.ui.forms import DayField, area


class ToldForm(forms.Form):
    """What an agency told us: whose it is, word for word, and what they want done with it."""

    originator = forms.CharField(
        label=_("Which agency told us?"), max_length=200, error_messages={"required": _("Say which agency told us")}
    )
    reach = forms.CharField(label=_("Who there, and how do you reach them?"), max_length=200, required=False)
    words = forms.CharField(
        label=_("What did they tell us?"), help_text=_("Word for word, as it came. Add nothing of your own."),
        widget=area(4), max_length=LONGEST, error_messages={"required": _("Write down what they told us")},
    )  # fmt: skip
    told_on = DayField(label=_("On which day?"), error_messages={"required": _("Give the day")})
    rule = forms.ChoiceField(
        label=_("What do they want done with it?"), widget=forms.RadioSelect, choices=Rule.choices, initial=Rule.ASK
    )
    sealed = forms.BooleanField(
        label=_("Only the safeguarding leads may read it"), required=False, help_text=_("A lead ticks this.")
    )  # fmt: skip


class AskForm(Beside):
    """A question to the agency."""

    to = forms.CharField(
        label=_("Who would it go to?"), help_text=_("The name, as it stands on your register."), max_length=200,
        error_messages={"required": _("Say who it would go to")},
    )  # fmt: skip
    purpose = forms.CharField(
        label=_("What for?"), widget=area(2), max_length=LONGEST, error_messages={"required": _("Say what it is for")}
    )


class AnsweredForm(Beside):
    """What the agency answered."""

    answer = forms.ChoiceField(
        label=_("What did they answer?"), widget=forms.RadioSelect, choices=Reply.choices,
        error_messages={"required": _("Say what they answered")},
    )  # fmt: skip
    words = forms.CharField(label=_("In their words"), widget=area(2), max_length=LONGEST, required=False)
    on = DayField(label=_("On which day?"), required=False, help_text=_("Leave it empty for today."))


class ReleaseForm(Beside):
    """A lawful reason for which it goes further without the agency."""

    to = forms.CharField(
        label=_("Who does it go to?"), max_length=200, error_messages={"required": _("Say who it goes to")}
    )
    lawful = forms.ChoiceField(
        label=_("For which lawful reason?"), widget=forms.RadioSelect, choices=Lawful.choices,
        error_messages={"required": _("Choose the reason")},
    )  # fmt: skip
    reasons = forms.CharField(
        label=_("Who decided, and why?"), widget=area(2), max_length=LONGEST,
        error_messages={"required": _("Write down the reasons")},
    )  # fmt: skip
