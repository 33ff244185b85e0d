"""What a parent types to tell us of somebody else in their child's life."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class ProposeForm(forms.Form):
    """A parent proposes somebody: a name and what they are to the child, and nothing more."""

    name = forms.CharField(
        label=_("What is their full name?"), max_length=200, error_messages={"required": _("Give their name")}
    )
    relation = forms.CharField(
        label=_("What are they to your child?"), max_length=40, help_text=_("Such as grandmother or friend."),
        error_messages={"required": _("Say what they are to your child")},
    )  # fmt: skip
