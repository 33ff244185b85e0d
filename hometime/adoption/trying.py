"""What people type to rehearse a complaint: the policy to try, what came in, when the place is closed, and what came next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from hometime.complaints.engine.counting import EARLIEST, LATEST
from hometime.complaints.models import Channel, Subject
from hometime.kernel import clock
from hometime.people.models import Setting
from hometime.ui.forms import DayField

AUDIENCES = (("parents", _("A parent")), ("agencies", _("Another service")))
RECEIVERS = (
    ("any_staff", _("Anybody who works here")),
    ("key_person", _("The key person")),
    ("setting_manager", _("The manager")),
    ("line_manager", _("The line manager")),
)
YEARS = (
    MinValueValidator(EARLIEST, _("Choose a day from the year 2000 on")),
    MaxValueValidator(LATEST, _("Choose a day before the year 2101")),
)


def _day(label: Any, *, required: bool = True, hint: Any = "") -> DayField:
    return DayField(label=label, required=required, help_text=hint, validators=YEARS)


class RehearseForm(forms.Form):
    """One made-up complaint."""

    setting = forms.ChoiceField(label=_("At which setting?"))
    document = forms.ChoiceField(label=_("Which policy do you want to try?"), widget=forms.RadioSelect)
    audience = forms.ChoiceField(label=_("Who complains?"), choices=AUDIENCES, widget=forms.RadioSelect)
    about = forms.MultipleChoiceField(
        label=_("About what, or whom?"), choices=Subject, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one")},
    )  # fmt: skip
    channel = forms.ChoiceField(label=_("How was it made?"), choices=Channel, widget=forms.RadioSelect)
    received_on = _day(_("On which day does it come in?"))
    received_by = forms.ChoiceField(label=_("Who takes it in?"), choices=RECEIVERS)
    eyfs = forms.BooleanField(label=_("It touches a requirement of the EYFS"), required=False)
    harm = forms.BooleanField(label=_("Somebody is said to have seriously harmed a child"), required=False)
    closed_from = _day(
        _("Closed from"), required=False,
        hint=_("To try it: the days that you wrote down as closed are counted in any case."),
    )  # fmt: skip
    closed_to = _day(_("Closed to"), required=False)
    MORE = ("received_by", "harm", "closed_from", "closed_to")  # what has an answer ready

    def __init__(self, settings: Sequence[Setting], documents: Sequence[tuple[str, str]], data: Any = None) -> None:
        first = {
            "setting": settings[0].pk, "document": documents[0][0], "audience": "parents", "about": ["care"],
            "channel": "written", "received_on": clock.today(), "received_by": "any_staff",
        }  # fmt: skip
        super().__init__(data, initial=first)
        self.by_id = {setting.pk: setting for setting in settings}
        self.fields["setting"].choices = [(setting.pk, setting.name) for setting in settings]  # type: ignore[attr-defined]
        self.fields["document"].choices = list(documents)  # type: ignore[attr-defined]
        if len(settings) == 1:
            del self.fields["setting"]
        self.only = settings[0]

    def clean(self) -> dict[str, Any]:
        """A closure ends on or after the day on which it begins."""
        given = super().clean() or {}
        first, last = given.get("closed_from"), given.get("closed_to")
        if last and (not first or last < first):
            self.add_error("closed_to", _("The last day must not be before the first"))
        return given

    @property
    def chosen(self) -> Setting:
        """The setting that was chosen, or the only one there is."""
        return self.by_id.get(self.cleaned_data.get("setting", ""), self.only)

    def asked(self) -> list[forms.BoundField]:
        """What is asked of everybody."""
        return [field for field in self.visible_fields() if field.name not in self.MORE]

    def more(self) -> list[forms.BoundField]:
        """What has an answer ready."""
        return [self[name] for name in self.MORE]

    def more_is_open(self) -> bool:
        """Whether something there was said, or has to be put right."""
        return any(
            self[name].errors or (self.is_bound and self[name].data not in ("", None, [""] * 3))
            for name in self.MORE[1:]
        )


class ThenForm(forms.Form):
    """What happens next, and on which day."""

    then = forms.ChoiceField(label=_("What happens next?"), widget=forms.RadioSelect)
    then_on = _day(_("On which day?"))

    def __init__(self, can: Sequence[tuple[str, str]], day: Any, data: Any = None) -> None:
        super().__init__(data, initial={"then_on": day})
        self.fields["then"].choices = list(can)  # type: ignore[attr-defined]
