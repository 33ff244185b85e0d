"""What people type about children: a pasted list, or up to five in boxes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hometime.families.importing import rows
from hometime.families.models import Child
from hometime.people.models import Post
from hometime.ui.forms import DayField

BOXES = 5


class RowsForm(forms.Form):
    """Lines of children. Every line must be right before any is written down; the words stay on the page meanwhile."""

    lines = forms.CharField(
        label=_("One child a line"),
        help_text=_(
            "Name, date of birth, first day, then for each adult: name, e-mail address, what they are to the child. "
            "Copy the columns from a spreadsheet, or put commas between."
        ),
        max_length=200_000,
        strip=False,
        widget=forms.Textarea({"rows": 10, "spellcheck": "false", "autocomplete": "off"}),
        error_messages={"required": _("Paste or type one child at least")},
    )

    def __init__(self, today: dt.date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.rows: list[rows.ChildRow] = []

    def clean_lines(self) -> str:
        """Reads the lines. Their mistakes are told line by line beside the preview, not as one."""
        text: str = self.cleaned_data["lines"]
        try:
            self.rows = rows.read(text, self.today)
        except ValueError as too_many:
            raise forms.ValidationError(str(too_many)) from None
        if not self.rows:
            raise forms.ValidationError(_("Paste or type one child at least"))
        return text


class BoxForm(forms.Form):
    """One child in boxes, with the first adult. The others can be added to the line on the next page."""

    name = forms.CharField(label=_("Child's full name"), max_length=200, required=False)
    born = DayField(label=_("Date of birth"), required=False)
    starts = DayField(label=_("First day here"), required=False)
    adult = forms.CharField(label=_("An adult of theirs"), max_length=200, required=False)
    email = forms.EmailField(
        label=_("That adult's e-mail address"),
        required=False,
        error_messages={"invalid": _("An address looks like name@example.com")},
    )
    relation = forms.CharField(
        label=_("What they are to the child"),
        help_text=_("Such as mother or grandfather."),
        max_length=40,
        required=False,
    )

    def __init__(self, number: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"prefix": f"child{number}", **kwargs})
        self.number = number

    def clean(self) -> dict[str, Any]:
        """A box with anything in it needs the name and the date of birth."""
        cleaned = super().clean() or {}
        if any(cleaned.values()) and not cleaned.get("name"):
            self.add_error("name", _("Give the child's name"))
        if cleaned.get("name") and not cleaned.get("born") and "born" not in self.errors:
            self.add_error("born", _("Give the date of birth"))
        return cleaned

    def line(self) -> str:
        """The box as one line; empty for an empty box."""
        said = self.cleaned_data
        if not said.get("name"):
            return ""
        adult = rows.AdultRow(said["adult"], said["email"], said["relation"])
        return rows.written(said["name"], said["born"], said["starts"], [adult] if any(vars(adult).values()) else [])


class KeyPersonsForm(forms.Form):
    """The key person of each child who has none."""

    def __init__(self, children: Sequence[Child], posts: Sequence[Post], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Later")), *{post.person_id: post.person.name for post in posts}.items()]
        for child in children:
            self.fields[child.pk] = forms.ChoiceField(label=child.name, choices=choices, required=False)
