"""What a family types: few questions, each with a way to say no."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST = 20_000  # signs


def area(rows: int) -> forms.Textarea:
    """A field for many words, in whichever direction they run."""
    return forms.Textarea({"rows": rows, "dir": "auto"})


class TalkForm(forms.Form):
    """None of the times fits: when it would be better, if they want to say."""

    words = forms.CharField(label=_("When is a good time for you?"), widget=area(2), max_length=LONGEST, required=False)


class WordsForm(forms.Form):
    """Something to add to a talk, before it or after it."""

    words = forms.CharField(
        label=_("What do you want to add?"), widget=area(3), max_length=LONGEST,
        error_messages={"required": _("Write what you want to add")},
    )  # fmt: skip
