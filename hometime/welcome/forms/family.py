"""What a family types: few questions, each with a way to say no."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from hometime.ui.forms import Once, area

LONGEST = 20_000  # signs


class TalkForm(forms.Form):
    """The plan is not right for this family yet: what should be different, if they want to say."""

    words = forms.CharField(
        label=_("What should be different?"), widget=area(2), max_length=LONGEST, required=False,
        help_text=_("You can leave this empty. We will ring you."),
    )  # fmt: skip


class SayForm(Once):
    """How it goes at home and here, in a parent's words."""

    words = forms.CharField(
        label=_("How is it going?"), help_text=_("In any language. Only you and those who work with your child see it."),
        widget=area(3), max_length=LONGEST, error_messages={"required": _("Write how it is going")},
    )  # fmt: skip


class NotYetForm(forms.Form):
    """Not settled yet: what is still hard, if they want to say."""

    words = forms.CharField(
        label=_("What is still hard?"), widget=area(2), max_length=LONGEST, required=False,
        help_text=_("You can leave this empty. We make a new plan with you."),
    )  # fmt: skip


class AskForm(forms.Form):
    """Something to ask first, or the wish to have it read aloud."""

    words = forms.CharField(
        label=_("What do you want to ask?"), widget=area(2), max_length=LONGEST, required=False,
        help_text=_("You can leave this empty. We ring you, or read it to you in your language."),
    )  # fmt: skip


class ArrivalForm(forms.Form):
    """How somebody wants to be greeted."""

    words = forms.CharField(
        label=_("How should we greet you?"), max_length=300, widget=forms.TextInput({"dir": "auto"}),
        help_text=_("Your name as you like it, your language. Those at the door read this."),
        error_messages={"required": _("Write how we should greet you")},
    )  # fmt: skip


class NeedsForm(forms.Form):
    """What makes it easier for an adult."""

    words = forms.CharField(
        label=_("What makes it easier for you?"), widget=area(2), max_length=LONGEST,
        help_text=_("Large print, no steps, more time, someone with you. Only the key person and the manager read this."),
        error_messages={"required": _("Write what would help")},
    )  # fmt: skip
