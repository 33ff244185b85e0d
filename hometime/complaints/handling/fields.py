"""What the forms of a case are built of: boxes for words, choices, days, and what every form of the work knows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from hometime.access.viewer import Viewer
from hometime.complaints.forms import LONGEST
from hometime.complaints.handling.points import Point
from hometime.complaints.models import Complaint, Entry
from hometime.kernel import clock, ids
from hometime.ui.forms import DayField

LONG = 2000  # signs of a short answer


def area(label: Any, rows: int = 4, *, required: Any = "", most: int = LONGEST, hint: Any = "") -> forms.CharField:
    """A box for words; `required` is what is said where it is left empty, and nothing where it may be."""
    return forms.CharField(
        label=label, help_text=hint, max_length=most, required=bool(required), widget=forms.Textarea({"rows": rows, "dir": "auto"}),
        error_messages={"required": required} if required else {},
    )  # fmt: skip


def choice(label: Any, choices: Any, initial: str = "") -> forms.ChoiceField:
    """One of a few, as dots."""
    return forms.ChoiceField(label=label, choices=choices, initial=initial, widget=forms.RadioSelect)


def day(label: Any) -> DayField:
    """A day, today where it is left empty."""
    return DayField(label=label, required=False, help_text=_("Leave it empty for today."))


class Working(forms.Form):
    """A form of the work: it knows the case, what it belongs to, and the key by which it is written down once."""

    once = forms.CharField(widget=forms.HiddenInput, required=False, max_length=22)
    LAST: ClassVar[tuple[str, ...]] = ("on",)  # fields with an answer ready stand below the others

    def __init__(
        self, viewer: Viewer, case: Complaint, of: Entry | None, points: Sequence[Point] = (), data: Any = None,
        files: Any = None,
    ) -> None:  # fmt: skip
        super().__init__(data, files, initial={"once": ids.token()})
        self.viewer, self.case, self.of, self.points = viewer, case, of, points
        self.prepare()
        self.order_fields([name for name in self.fields if name not in self.LAST] + list(self.LAST))

    def prepare(self) -> None:
        """Fills in what hangs on the case."""

    def clean_on(self) -> object:
        """Never a day to come."""
        on = self.cleaned_data["on"]
        if on and on > clock.today():
            raise forms.ValidationError(_("The day it happened must be today or earlier"))
        return on

    def first(self) -> list[forms.BoundField]:
        """What is asked of everybody."""
        return [field for field in self.visible_fields() if field.name not in self.LAST]

    def last(self) -> list[forms.BoundField]:
        """What has an answer ready."""
        return [field for field in self.visible_fields() if field.name in self.LAST]

    def last_is_open(self) -> bool:
        """Whether something to put right stands among the answers that were ready."""
        return any(field.errors for field in self.last())


class WordsForm(Working):
    """A few words and the day."""

    words = area(_("What came of it?"), required=_("Write a line about what came of it"))
    on = day(_("Which day was it?"))
