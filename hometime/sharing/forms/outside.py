"""What somebody without an account types: the code of a page, that they have it, and what another place writes in its book."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from hometime.sharing.forms.worries import LONGEST
from hometime.ui.forms import area

OFF = {"autocomplete": "off", "spellcheck": "false"}


class CodeForm(forms.Form):
    """The code of a page that opens once."""

    code = forms.CharField(
        label=_("The code"), help_text=_("We tell you on the telephone."), max_length=40,
        widget=forms.TextInput({"dir": "ltr", "autocapitalize": "characters", **OFF}),
        error_messages={"required": _("Type the code")},
    )  # fmt: skip


class HaveItForm(forms.Form):
    """The agency says that it has it."""

    by = forms.CharField(label=_("Your name"), max_length=200, error_messages={"required": _("Type your name")})


class ReadForm(forms.Form):
    """The other place has read what is new."""

    up_to = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    name = forms.CharField(label=_("Your name"), max_length=200, error_messages={"required": _("Type your name")})


class BackForm(forms.Form):
    """The other place writes."""

    words = forms.CharField(
        label=_("What did you do, or what is there to go on with?"),
        help_text=_(
            "We read it first. Then the family may read it too. It stays yours: we change nothing, and ask you first "
            "before anybody else gets it."
        ),
        widget=area(4), max_length=LONGEST, strip=False,
        error_messages={"required": _("Write what you did, or what to go on with")},
    )  # fmt: skip
    name = forms.CharField(label=_("Your name"), max_length=200, error_messages={"required": _("Type your name")})
