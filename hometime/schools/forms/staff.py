"""What those who work with a child type about the move: the school, facts, visits, the child's voice, the summary, answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hometime.people.models import Person
from hometime.schools import upn
from hometime.schools.actions.moves import Where
from hometime.schools.contents import AREAS
from hometime.schools.forms.schools import LONGEST
from hometime.schools.models import LONGEST_NAME, MoveSummary, Said, School, Sex, Support, With
from hometime.ui.forms import DayField, area

WORDS: Mapping[str, tuple[Any, Any]] = {
    **{area: (words, "") for area, words in AREAS.items()},
    "languages": (_("Which languages does the child have?"), _("Which at home, and which the child chooses.")),
    "in_both": (_("How are both languages coming on?"), _("Leave it empty where there is one.")),
    "needs": (
        _("What does the child need?"),
        _("Health, support, a plan and who leads it. Only what the school has to know."),
    ),
}


class BeginForm(forms.Form):
    """From which day a child goes to school."""

    starts_on = DayField(
        label=_("Which is the first day at school?"), error_messages={"required": _("Give the first day")}
    )


class WhereForm(forms.Form):
    """Where the child goes, and who is expected to teach them."""

    school = forms.ChoiceField(label=_("Which school?"), required=False)
    starts_on = DayField(
        label=_("Which is the first day at school?"), error_messages={"required": _("Give the first day")}
    )
    teacher = forms.CharField(
        label=_("Who is the teacher?"), max_length=LONGEST_NAME, required=False, widget=forms.TextInput({"dir": "auto"})
    )
    teacher_email = forms.EmailField(
        label=_("Their e-mail address at the school"), required=False,
        error_messages={"invalid": _("An address looks like name@example.com")},
    )  # fmt: skip
    teacher_phone = forms.CharField(label=_("Their telephone number"), max_length=40, required=False)
    checked_how = forms.CharField(
        label=_("How do you know that the address is right?"), max_length=200, required=False,
        help_text=_("Such as: I rang the school's office on its own number. Nothing is sent before."),
    )  # fmt: skip

    def __init__(self, schools: Sequence[School], *args: Any, **more: Any) -> None:
        super().__init__(*args, **{"auto_id": "id_school_%s", **more})
        self.schools = {school.pk: school for school in schools}
        named = [(school.pk, f"{school.name}, {school.town or school.postcode}".strip(", ")) for school in schools]
        self.fields["school"].choices = [("", _("Not known yet")), *named]  # type: ignore[attr-defined]

    def said(self) -> Where:
        """What was typed."""
        return Where(**{**self.cleaned_data, "school": self.schools.get(self.cleaned_data["school"])})


class FactsForm(forms.Form):
    """What a school's form asks for. Nothing of it is made up here."""

    forename = forms.CharField(label=_("First names, as the school writes them"), max_length=LONGEST_NAME)
    surname = forms.CharField(label=_("Last name, as the school writes it"), max_length=LONGEST_NAME, required=False)
    sex = forms.ChoiceField(
        label=_("Does the school ask if it is a boy or a girl?"), choices=[("", _("Leave it out")), *Sex.choices],
        required=False,
    )  # fmt: skip
    support = forms.ChoiceField(
        label=_("Support for special needs"), choices=[("", _("Leave it out")), *Support.choices], required=False
    )
    lead = forms.CharField(
        label=_("Who leads a plan from outside?"), max_length=200, required=False, help_text=_("Name and telephone.")
    )
    upn = forms.CharField(
        label=_("A pupil's number, if a state school has given one"), max_length=20, required=False,
        help_text=_("Most children who leave here have none. We never make one up."),
    )  # fmt: skip

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **{"auto_id": "id_facts_%s", **more})

    def clean_upn(self) -> str:
        """Takes only a number whose check letter fits."""
        number = upn.tidy(self.cleaned_data["upn"])
        if number and not upn.is_right(number):
            raise forms.ValidationError(_("This number cannot be right: its first letter does not fit."))
        return number


class VisitForm(forms.Form):
    """A visit, one that lies ahead or one that was."""

    on = DayField(label=_("Which day?"), error_messages={"required": _("Give the day")})
    how = forms.ChoiceField(
        label=_("Who goes where?"), choices=With, widget=forms.RadioSelect, error_messages={"required": _("Choose one")}
    )
    words = forms.CharField(
        label=_("What came of it?"), widget=area(2), max_length=LONGEST, required=False,
        help_text=_("The family reads this. Leave it empty where the visit lies ahead."),
    )  # fmt: skip

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **{"auto_id": "id_visit_%s", **more})


class VoiceForm(forms.Form):
    """What the child shows or says."""

    words = forms.CharField(
        label=_("What does the child say or show about school?"), widget=area(3), max_length=LONGEST,
        error_messages={"required": _("Write what the child says or shows")},
    )  # fmt: skip
    how = forms.CharField(
        label=_("How do you know?"), max_length=200, required=False, help_text=_("In words, in play, in a picture.")
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **{"auto_id": "id_voice_%s", **more})


class SummaryForm(forms.Form):
    """What the key person writes for the school."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        needed = (*MoveSummary.AREAS, "languages")
        for name, (label, hint) in WORDS.items():
            self.fields[name] = forms.CharField(
                label=label, help_text=hint, widget=area(2), max_length=LONGEST, required=name in needed,
                error_messages={"required": _("Write a line")},
            )  # fmt: skip


class ToldForm(forms.Form):
    """What an adult said, in person, by telephone or through an interpreter."""

    SAYS = (
        (Said.WISH, _("They wish something for the school")),
        (Said.AGREES, _("They agree to the summary")),
        (Said.TALK, _("They want to talk about it")),
        (Said.SILENT, _("I asked, and had no answer")),
    )
    person = forms.ChoiceField(label=_("Who said it?"), error_messages={"required": _("Choose who said it")})
    says = forms.ChoiceField(
        label=_("What did they say?"), choices=SAYS, widget=forms.RadioSelect,
        error_messages={"required": _("Choose what they said")},
    )  # fmt: skip
    words = forms.CharField(
        label=_("In their own words"), widget=area(3), max_length=LONGEST, required=False,
        help_text=_("Say too how you asked: in person, by telephone, with which interpreter."),
    )  # fmt: skip

    def __init__(self, people: Sequence[Person], *args: Any, **more: Any) -> None:
        super().__init__(*args, **{"auto_id": "id_told_%s", **more})
        self.people = {person.pk: person for person in people}
        self.fields["person"].choices = [(person.pk, person.called) for person in people]  # type: ignore[attr-defined]


class EndForm(forms.Form):
    """Why a plan ends."""

    because = forms.CharField(
        label=_("Why does the plan end?"), widget=area(2), max_length=LONGEST,
        help_text=_("The family reads this. Such as: the child has started school."),
        error_messages={"required": _("Say why the plan ends")},
    )  # fmt: skip

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **{"auto_id": "id_end_%s", **more})


class CameForm(forms.Form):
    """What came of a visit."""

    words = forms.CharField(
        label=_("What came of it?"), widget=area(2), max_length=LONGEST, help_text=_("The family reads this."),
        error_messages={"required": _("Write what came of it")},
    )  # fmt: skip


class Plain(forms.Form):
    """A form without a question of its own that still tells what went wrong."""
