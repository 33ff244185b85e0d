"""What people type when they hand in a policy, and when they choose for whom and from which day it holds."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hometime.kernel import clock
from hometime.people.models import Setting, holders
from hometime.people.roles import Role
from hometime.policies.models import Adoption
from hometime.policies.reading.opening import MOST_BYTES, TOO_BIG
from hometime.ui.days import day_in_words
from hometime.ui.forms import DayField

LONGEST_TEXT = 500_000
PASTED = "Pasted text"
MARKDOWN = re.compile(r"^#{1,6} ", re.MULTILINE)


class EitherFile(forms.FileField):
    """A file that may be left out where something else is given instead; whether it is, the form sees to."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        """As any file; nothing where there is none."""
        return super().clean(data, initial) if data else None


class EitherText(forms.CharField):
    """Text that may be left out where something else is given instead; whether it is, the form sees to."""

    def clean(self, value: Any) -> str:
        """As any text; nothing where there is none."""
        return str(super().clean(value)) if (value or "").strip() else ""


class DocumentForm(forms.Form):
    """A document: as a file, or as text that was copied from it."""

    use_required_attribute = False
    file = EitherFile(
        label=_("Your policy as a file"),
        help_text=_("Word (docx), PDF, a web page, Markdown or plain text, up to 15 MB."),
        error_messages={"empty": _("The file is empty. Choose another one.")},
    )
    text = EitherText(
        label=_("Or paste its text"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea({"rows": 8}),
        help_text=_("The whole policy, headings too. One line for each bullet."),
    )

    def clean_file(self) -> Any:
        """The file must be small enough to be opened."""
        upload = self.cleaned_data["file"]
        if upload is not None and upload.size > MOST_BYTES:
            raise forms.ValidationError(TOO_BIG)
        return upload

    def clean(self) -> dict[str, Any]:
        """One of the two must be there; a file comes first."""
        given = super().clean() or self.cleaned_data
        if "file" not in self.errors and not given.get("file") and not given.get("text"):
            self.add_error("file", _("Choose the file of your policy, or paste its text below"))
        return given

    @property
    def document(self) -> tuple[bytes, str]:
        """The bytes and the name of what was handed in."""
        upload = self.cleaned_data["file"]
        if upload is not None:
            return upload.read(), upload.name.replace("\\", "/").rsplit("/", 1)[-1]
        text = self.cleaned_data["text"]
        return text.encode(), f"{PASTED}.md" if MARKDOWN.search(text) else f"{PASTED}.txt"


class DecideForm(forms.Form):
    """For which settings, and from which day."""

    settings = forms.MultipleChoiceField(
        label=_("Which settings is it for?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one setting")},
    )
    day = DayField(
        label=_("On which day was it adopted?"),
        help_text=_("The day on which the owners agreed to it: today or earlier."),
    )

    def __init__(self, settings: Sequence[Setting], numbers: Sequence[str], *args: Any, **options: Any) -> None:
        """`settings` are those that may be chosen; `numbers` are the parts that the draft holds."""
        super().__init__(*args, **options)
        self.numbers = numbers
        self.by_id = {setting.pk: setting for setting in settings}
        self.fields["settings"].choices = [(setting.pk, setting.name) for setting in settings]  # type: ignore[attr-defined]

    def clean_settings(self) -> list[Setting]:
        """Each setting must have somebody who can adopt."""
        chosen = [self.by_id[pk] for pk in self.cleaned_data["settings"]]
        for setting in chosen:
            if not holders(setting, Role.OWNER, clock.today()):
                raise forms.ValidationError(
                    _("%(name)s has no owner, director or trustee yet. Give somebody that post first."),
                    params={"name": setting.name},
                )
        return chosen

    def clean_day(self) -> dt.date:
        """The day must be today or earlier."""
        day: dt.date = self.cleaned_data["day"]
        if day > clock.today():
            raise forms.ValidationError(_("The day must be today or earlier"))
        return day

    def clean(self) -> dict[str, Any]:
        """The day may not lie before a version that a chosen setting has already."""
        given = super().clean() or self.cleaned_data
        day = given.get("day")
        if day:
            held = Adoption.objects.filter(setting__in=given.get("settings", []), number__in=self.numbers)
            newest = held.filter(adopted_on__gt=day).select_related("setting").order_by("-adopted_on").first()
            if newest is not None:
                words = _("%(name)s adopted %(number)s on %(day)s. A new version cannot be older than that.")
                facts = {
                    "name": newest.setting.name,
                    "number": newest.number,
                    "day": day_in_words(newest.adopted_on, year=True),
                }
                self.add_error("day", forms.ValidationError(words, params=facts))
        return given
