"""What those who work here type: times on offer, how a family was asked again, and what was said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hometime.agencies.models import Professional
from hometime.duties.standing import open_days_after
from hometime.kernel import clock
from hometime.keypersons.actions.meeting import Held, Time
from hometime.keypersons.forms.family import LONGEST, FromHomeForm, PartForm
from hometime.keypersons.models import ProgressCheck, Slot, Support, Way
from hometime.sharing.forms.sharing import called_with_place
from hometime.sharing.models import Way as Sent
from hometime.ui import days
from hometime.ui.forms import DayField, Once, area

MEETING_WAYS = [(way.value, way.label) for way in (Way.HERE, Way.PHONE, Way.VIDEO)]
ASKING_WAYS = [(way.value, way.label) for way in (Way.PHONE, Way.DOOR, Way.LETTER, Way.MESSAGE)]
# What stands ready: working days from now, hour, way. One by phone and one in the evening, as an offer must have.
READY = ((5, dt.time(15, 30), Way.HERE), (6, dt.time(12, 30), Way.PHONE), (7, dt.time(18, 0), Way.PHONE))


def _hour(**more: Any) -> forms.TimeField:
    return forms.TimeField(widget=forms.TimeInput({"type": "time"}, format="%H:%M"), **more)


class OfferForm(forms.Form):
    """Up to three times on offer, each with a day, an hour and a way. Some stand ready to send."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        for number, (after, at, way) in enumerate(READY, start=1):
            self.fields[f"on_{number}"] = DayField(
                label=_("Day"), required=number == 1, initial=open_days_after(clock.today(), after)
            )
            self.fields[f"at_{number}"] = _hour(label=_("Hour"), required=number == 1, initial=at)
            self.fields[f"way_{number}"] = forms.ChoiceField(label=_("How"), choices=MEETING_WAYS, initial=way)
        self.fields["words"] = forms.CharField(
            label=_("What do you want to talk about?"), widget=area(2), max_length=LONGEST, required=False
        )

    def sets(self) -> list[list[forms.BoundField]]:
        """The fields of each time, together."""
        return [[self[f"{name}_{number}"] for name in ("on", "at", "way")] for number in range(1, len(READY) + 1)]

    def clean(self) -> dict[str, Any]:
        """A time has its day and its hour, or neither."""
        given = super().clean() or {}
        for number in range(1, len(READY) + 1):
            if bool(given.get(f"on_{number}")) != bool(given.get(f"at_{number}")) and not self.errors:
                self.add_error(f"at_{number}", _("Give the day and the hour, or leave both empty"))
        return given

    def times(self) -> list[Time]:
        """The times that were typed."""
        given = self.cleaned_data
        numbers = [number for number in range(1, len(READY) + 1) if given.get(f"on_{number}")]
        return [Time(given[f"on_{n}"], given[f"at_{n}"], given[f"way_{n}"]) for n in numbers]


class AskAgainForm(forms.Form):
    """How the family was asked again, and what came of it."""

    way = forms.ChoiceField(
        label=_("How did you ask?"), choices=ASKING_WAYS, widget=forms.RadioSelect, initial=Way.PHONE
    )
    came = forms.ChoiceField(label=_("What came of it?"), widget=forms.RadioSelect, initial="none")
    on = DayField(label=_("Another day"), required=False)
    at = _hour(label=_("Hour"), required=False)
    how = forms.ChoiceField(label=_("How"), choices=MEETING_WAYS, initial=Way.PHONE)
    words = forms.CharField(label=_("What was said?"), widget=area(2), max_length=LONGEST, required=False)

    def __init__(self, slots: list[Slot], data: Any = None) -> None:
        super().__init__(data)
        self.slots = {slot.pk: slot for slot in slots}
        offered = [
            (slot.pk, f"{days.day_in_words(slot.on)}, {days.time_in_words(slot.at)} ({slot.get_way_display()})")
            for slot in slots
        ]
        self.fields["came"].choices = [  # type: ignore[attr-defined]
            ("none", _("No answer")), *offered, ("other", _("Another time, below")),
        ]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Another time has its day and its hour."""
        given = super().clean() or {}
        if given.get("came") == "other" and not (given.get("on") and given.get("at")) and "on" not in self.errors:
            self.add_error("on", _("Give the day and the hour that you agreed on"))
        return given

    def said(self) -> dict[str, Any]:
        """What was typed, as `actions.meeting.ask_again` takes it."""
        given = self.cleaned_data
        time = Time(given["on"], given["at"], given["how"]) if given["came"] == "other" else None
        return {"way": given["way"], "words": given["words"], "time": time, "slot": self.slots.get(given["came"])}


class HoldForm(forms.Form):
    """What both sides said, what happens next, and a worry that goes to the safeguarding lead alone."""

    ours = forms.CharField(
        label=_("What did you tell them about the child's learning?"), widget=area(3), max_length=LONGEST,
        error_messages={"required": _("Write what you told them")},
    )  # fmt: skip
    theirs = forms.CharField(
        label=_("What did they say?"), help_text=_("In their own words, as near as you can."), widget=area(3),
        max_length=LONGEST, error_messages={"required": _("Write what they said")},
    )  # fmt: skip
    steps = forms.CharField(
        label=_("What happens next? Who does it, here and at home?"), widget=area(3), max_length=LONGEST,
        error_messages={"required": _("Write what happens next")},
    )  # fmt: skip
    way = forms.ChoiceField(label=_("How did you meet?"), choices=MEETING_WAYS, initial=Way.HERE)
    on = DayField(label=_("Which day was it?"), required=False, help_text=_("Leave it empty for today."))
    worry = forms.CharField(
        label=_("Does anything worry you about the child's safety?"), widget=area(2), max_length=LONGEST, required=False,
        help_text=_("This goes to the safeguarding lead alone. The family and the record of the talk do not show it."),
    )  # fmt: skip
    FIRST = ("ours", "theirs", "steps")

    def first(self) -> list[forms.BoundField]:
        """What is asked of every talk."""
        return [self[name] for name in self.FIRST]

    def more(self) -> list[forms.BoundField]:
        """What has an answer ready."""
        return [field for field in self.visible_fields() if field.name not in self.FIRST]

    def said(self) -> Held:
        """What was typed."""
        return Held(**self.cleaned_data)


class EndForm(forms.Form):
    """Why there is no talk this time."""

    because = forms.CharField(
        label=_("Why is there no talk this time?"), widget=area(2), max_length=2000,
        error_messages={"required": _("Say why there is no talk this time")},
    )  # fmt: skip


class CheckForm(forms.Form):
    """The summary of a check at two: the prime areas, strengths, where support is needed, and what is planned."""

    communication = forms.CharField(
        label=_("Communication and language"), widget=area(3), max_length=LONGEST, required=False
    )
    social = forms.CharField(
        label=_("Personal, social and emotional development"), widget=area(3), max_length=LONGEST, required=False
    )
    physical = forms.CharField(label=_("Physical development"), widget=area(3), max_length=LONGEST, required=False)
    strengths = forms.CharField(label=_("Strengths"), widget=area(2), max_length=LONGEST, required=False)
    support = forms.CharField(label=_("Where is support needed?"), widget=area(2), max_length=LONGEST, required=False)
    level = forms.ChoiceField(label=_("How much support?"), choices=Support, widget=forms.RadioSelect)
    actions = forms.CharField(
        label=_("What is planned, here and at home? Who does it, by when?"), widget=area(3), max_length=LONGEST,
        required=False,
    )  # fmt: skip
    planned_for = DayField(label=_("Which day was agreed with the family?"), required=False)

    def __init__(self, check: ProgressCheck, data: Any = None) -> None:
        super().__init__(data, initial={name: getattr(check, name) for name in self.base_fields})


class ToldPartForm(PartForm):
    """What an adult told somebody here for the check, written down for them."""

    person = forms.ChoiceField(label=_("Who told you?"))

    def __init__(self, people: list[Any], data: Any = None) -> None:
        super().__init__(data, auto_id="id_told_%s")
        self.people = {person.pk: person for person in people}
        self.fields["person"].choices = [(person.pk, person.called) for person in people]  # type: ignore[attr-defined]
        self.order_fields(["person"])

    def clean(self) -> dict[str, Any]:
        """Keeps who said it apart from what was said."""
        given = super().clean() or {}
        self.who = self.people.get(given.pop("person", ""))
        return given


class AskedForm(forms.Form):
    """That the family was asked again for its part."""

    way = forms.ChoiceField(
        label=_("How did you ask?"), choices=ASKING_WAYS, widget=forms.RadioSelect, initial=Way.PHONE
    )
    words = forms.CharField(label=_("What was said?"), widget=area(2), max_length=LONGEST, required=False)


class CopyForm(forms.Form):
    """Who gets a copy, and by which way it goes."""

    to = forms.ChoiceField(
        label=_("Which health visitor or team?"), help_text=_("Those on your register whose address somebody checked."),
        error_messages={"required": _("Say who gets it")},
    )  # fmt: skip
    way = forms.ChoiceField(
        label=_("How does it go?"), widget=forms.RadioSelect, choices=Sent.choices, initial=Sent.LINK
    )

    def __init__(self, known: Sequence[Professional], data: Any = None) -> None:
        super().__init__(data)
        self.known = {one.pk: one for one in known}
        self.fields["to"].choices = [("", _("Choose one")), *((one.pk, called_with_place(one)) for one in known)]  # type: ignore[attr-defined]

    def professional(self) -> Professional:
        """Who was chosen."""
        return self.known[self.cleaned_data["to"]]


class ElsewhereForm(forms.Form):
    """Who does the check in our place."""

    where = forms.CharField(
        label=_("Which setting does the check, and when?"), max_length=200,
        error_messages={"required": _("Say who does the check")},
    )  # fmt: skip


class ReadForm(forms.Form):
    """That a private word was read, with an answer if there is one."""

    answer = forms.CharField(
        label=_("Your answer"), help_text=_("The parent sees it; nobody else does."), widget=area(3), max_length=LONGEST,
        required=False,
    )  # fmt: skip


class OpenForm(forms.Form):
    """Why a safeguarding lead opens a private word that was told to somebody else."""

    because = forms.CharField(
        label=_("Why may a child be at risk?"), widget=area(2), max_length=2000,
        error_messages={"required": _("Say why a child may be at risk")},
    )  # fmt: skip
    hide = forms.BooleanField(
        label=_("Do not show the parent that I opened it: it could put a child at risk"), required=False
    )


class ToldFromHomeForm(FromHomeForm):
    """What a family told or handed in here, written down or photographed for them."""

    person = forms.ChoiceField(label=_("Who is it from?"))

    def __init__(self, people: list[Any], data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        self.people = {person.pk: person for person in people}
        self.fields["person"].choices = [(person.pk, person.called) for person in people]  # type: ignore[attr-defined]
        self.order_fields(["person"])


class CiteForm(forms.Form):
    """In what something from home is used, and what it showed."""

    used_in = forms.ChoiceField(label=_("Where do you use it?"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("What does it show?"), widget=area(2), max_length=LONGEST,
        error_messages={"required": _("Say what it showed you")},
    )  # fmt: skip

    def __init__(self, places: list[tuple[Any, str]], data: Any = None) -> None:
        super().__init__(data)
        self.places = {record.pk: record for record, _words in places}
        self.fields["used_in"].choices = [(record.pk, words) for record, words in places]  # type: ignore[attr-defined]


class IdeaForm(Once):
    """An idea for home."""

    tied_to = forms.CharField(
        label=_("What is the child taken with?"), max_length=200,
        error_messages={"required": _("Say what the child is taken with")},
    )  # fmt: skip
    words = forms.CharField(
        label=_("What could they try at home?"), widget=area(3), max_length=LONGEST,
        error_messages={"required": _("Write the idea")},
    )  # fmt: skip
