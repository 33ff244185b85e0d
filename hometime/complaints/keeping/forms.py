"""What people type for the record, its summary, and whoever is shown them."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hometime.access.viewer import Viewer
from hometime.complaints.keeping import rules
from hometime.complaints.keeping.drafting import Words
from hometime.complaints.models import Box, Complaint, Matter
from hometime.complaints.models.keeping import CHOSEN
from hometime.kernel import clock
from hometime.people.models import Room
from hometime.ui.forms import DayField

LONGEST = 8000
YEARS = 3  # of the record are offered first: for so long it is kept at least
HINTS = {
    Box.INVOLVED: _("Names may stand here: only those on the case read it."),
    Box.REFERRED: _("Whom you told, on which day, and their reference."),
    Box.COPY: _("Say how: handed over, by post, read out."),
    Box.SUPPORT: _("Who helped, and what was done so that they could take part."),
    Box.BOUGHT_FORM: _("The number on the form. Do not copy its text."),
}


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea({"rows": rows})


class BoxForm(forms.Form):
    """One answer of the record. `box` says which."""

    words = forms.CharField(widget=_area(3), max_length=LONGEST, error_messages={"required": _("Write a line")})
    touched = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple, error_messages={"required": _("Choose at least one, or that there is none")}
    )  # fmt: skip
    on = DayField(label=_("Which day was it?"), required=False, help_text=_("Leave it empty for today."))

    def __init__(self, box: str, data: Any = None) -> None:
        super().__init__(data, auto_id=f"id_{box}_%s")
        asked = Box(box)
        chosen = CHOSEN.get(asked)
        del self.fields["words" if chosen else "touched"]
        first = self.fields["touched" if chosen else "words"]
        if chosen:
            first.choices = chosen.choices  # type: ignore[attr-defined]  # the field of a closed list
        first.label, first.help_text = asked.label, HINTS.get(asked, "")
        if asked not in (Box.COPY, Box.REFERRED, Box.ACTIONS):
            del self.fields["on"]

    @property
    def said(self) -> tuple[str, dt.date | None]:
        """The words and the day that were given."""
        given = self.cleaned_data
        return given.get("words") or " ".join(given.get("touched", ())), given.get("on")


class SummaryForm(forms.Form):
    """The summary that a regulator reads."""

    nature = forms.CharField(
        label=_("What it was about"), widget=_area(4), max_length=1000,
        help_text=_("Two or three lines. Say child A and staff member B, and leave out what only one family is or does."),
        error_messages={"required": _("Say in a line what it was about")},
    )  # fmt: skip
    handled = forms.CharField(
        label=_("How it was dealt with"), widget=_area(3), max_length=1000,
        error_messages={"required": _("Say in a line how it was dealt with")},
    )  # fmt: skip
    action = forms.CharField(label=_("What was done about it"), widget=_area(3), max_length=1000, required=False)

    @property
    def words(self) -> Words:
        """What was typed."""
        return Words(*(self.data.get(part, "").strip() for part in ("nature", "handled", "action")))


class ShowForm(forms.Form):
    """To whom the record is shown, and for which days."""

    shown_to = forms.CharField(
        label=_("Who is asking?"), max_length=120, initial=_("An inspector from Ofsted"),
        help_text=_("A name if you have it. It is written down that you showed it."),
        error_messages={"required": _("Say whom you show it to")},
    )  # fmt: skip
    first = DayField(label=_("From which day?"))
    last = DayField(label=_("To which day?"))

    def __init__(self, data: Any = None) -> None:
        today = clock.today()
        start = today.replace(year=today.year - YEARS, day=min(today.day, 28))
        super().__init__(data, auto_id="id_show_%s", initial={"first": start, "last": today})

    def clean(self) -> dict[str, Any]:
        """The first day is not after the last."""
        given = super().clean() or {}
        if given.get("first") and given.get("last") and given["first"] > given["last"]:
            self.add_error("first", _("The first day must not be after the last"))
        return given


class SortForm(forms.Form):
    """What a case is about, and in which room it happened."""

    matter = forms.ChoiceField(
        label=_("What is it about?"), choices=Matter, widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it is about")},
    )  # fmt: skip
    room = forms.ModelChoiceField(label=_("In which room?"), queryset=Room.objects.none(), required=False)

    def __init__(self, case: Complaint, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, auto_id="id_sort_%s", initial=initial)
        self.fields["room"].queryset = Room.objects.filter(setting=case.setting_id).order_by("name")  # type: ignore[attr-defined]
        self.fields["room"].empty_label = _("No room, or I cannot say")  # type: ignore[attr-defined]


class SignForm(forms.Form):
    """Why something is held, or why it may go."""

    why = forms.CharField(label=_("Why?"), max_length=120, error_messages={"required": _("Write a line about why")})

    def __init__(self, case: Complaint | None = None, data: Any = None) -> None:
        super().__init__(data, auto_id=f"id_{case.pk if case else ''}_%s")


def years(viewer: Viewer, first: int | None) -> list[int]:
    """The years that have figures, newest first."""
    return list(range(viewer.today.year, (first or viewer.today.year) - 1, -1))


@dataclasses.dataclass(frozen=True)
class Ways:
    """What the list of complaints offers to whoever answers for them. `signs` says whether they sign for what may go."""

    signs: bool
    today: dt.date

    @property
    def form(self) -> ShowForm:
        """To whom the record is shown."""
        return ShowForm()

    @property
    def kept_by(self) -> tuple[object, ...]:
        """What it hangs on, when it is drawn."""
        return (self.signs, self.today)


def ways(viewer: Viewer) -> Ways | None:
    """What the list of complaints offers; None for whoever does not answer for complaints."""
    if rules.show(viewer, None):
        return None
    return Ways(rules.dispose(viewer, None) is None, viewer.today)
