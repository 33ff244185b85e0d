"""What people type about a meeting: the offer, that it was held or not wanted, its notes, what was agreed, and who signed."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from hometime.complaints.handling.actions.agreeing import Term
from hometime.complaints.handling.facts import Form as Meet
from hometime.complaints.handling.facts import How, Side
from hometime.complaints.handling.fields import LONG, WordsForm, Working, area, choice, day
from hometime.complaints.handling.interpreters import language_known
from hometime.complaints.handling.talks import OTHER, Said
from hometime.ui.forms import DayField


class MeetingForm(Working):
    """The meeting that is offered."""

    times = area(_("Which times do you offer?"), 3, required=_("Write the times, one on each line"), most=LONG,
                 hint=_("One on each line. Ask which days they can come."))  # fmt: skip
    form = choice(_("How do you meet?"), Meet, Meet.PERSON)
    language = forms.CharField(
        label=_("In which language?"), max_length=40, required=False,
        help_text=_("With an interpreter, leave it empty for the language that is written down for them."),
    )  # fmt: skip
    interpreter = forms.BooleanField(
        label=_("They wish for an interpreter"), required=False, help_text=_("One is asked for at once, and owed.")
    )
    words = area(_("Anything else they need?"), 2, most=LONG)
    on = day(_("Which day was it offered?"))

    def clean(self) -> dict[str, Any]:
        """An interpreter needs a language: theirs, where one is written down, or the one that is given here."""
        given = super().clean() or {}
        if given.get("interpreter") and not given.get("language") and not language_known(self.case):
            self.add_error("language", _("Say which language"))
        return given


class WhenForm(Working):
    """What they said to the times that were offered."""

    time = choice(_("When can they come?"), ())
    phone = forms.BooleanField(label=_("They want to talk on the phone"), required=False)
    evening = forms.BooleanField(label=_("They can only come in the evening"), required=False)
    interpreter = forms.BooleanField(label=_("They wish for an interpreter"), required=False)
    words = area(_("What else did they say?"), 2, most=LONG)
    how = choice(_("How did they say it?"), How, How.PHONE)
    LAST: ClassVar[tuple[str, ...]] = ()

    def prepare(self) -> None:
        """The times of the offer that they answer."""
        times = self.of.facts["times"] if self.of else ()
        offered = [*((str(place), time) for place, time in enumerate(times)), (OTHER, _("They ask for another time"))]
        self.fields["time"].choices = offered  # type: ignore[attr-defined]

    def said(self) -> Said:
        """What they said."""
        given = self.cleaned_data
        return Said(given["time"], given["words"], given["phone"], given["evening"], given["interpreter"])


class MetForm(Working):
    """That the meeting was held."""

    who = forms.CharField(label=_("Who was there?"), max_length=300)
    form = choice(_("How did you meet?"), Meet, Meet.PERSON)
    words = area(_("What was it about?"), 2)
    on = day(_("Which day was it?"))


class RefusedForm(WordsForm):
    """That they did not want to meet."""

    words = area(_("What did they say?"), 2, required=_("Write what they said"))


class MinutesForm(WordsForm):
    """The notes of a meeting."""

    words = area(_("What was said, and what was decided?"), 8, required=_("Write the notes of the meeting"))


class TermsForm(Working):
    """Up to four things that were agreed, each with who and by when."""

    MOST: ClassVar[int] = 4
    LAST: ClassVar[tuple[str, ...]] = ()

    def prepare(self) -> None:
        """Four lines of what, who and by when; the first must be filled in."""
        for n in range(1, self.MOST + 1):
            first = n == 1
            self.fields[f"what{n}"] = area(
                _("What was agreed?"), 2, required=_("Write what was agreed") if first else "", most=LONG
            )
            self.fields[f"who{n}"] = forms.CharField(label=_("Who does it?"), max_length=120, required=first)
            self.fields[f"by{n}"] = DayField(label=_("By which day?"), required=first)

    def clean(self) -> dict[str, Any]:
        """A line is whole or empty."""
        given = super().clean() or {}
        for n in range(2, self.MOST + 1):
            parts = [given.get(f"{part}{n}") for part in ("what", "who", "by")]
            if any(parts) and not all(parts):
                self.add_error(f"what{n}", _("Write what, who and by when, or leave all three empty"))
        return given

    def first(self) -> list[forms.BoundField]:
        """The first thing that was agreed."""
        return [self[f"{part}1"] for part in ("what", "who", "by")]

    def last(self) -> list[forms.BoundField]:
        """The others."""
        return [self[f"{part}{n}"] for n in range(2, self.MOST + 1) for part in ("what", "who", "by")]

    def terms(self) -> list[Term]:
        """What was agreed."""
        given = self.cleaned_data
        lines = [(given[f"what{n}"], given[f"who{n}"], given[f"by{n}"]) for n in range(1, self.MOST + 1)]
        return [Term(*line) for line in lines if all(line)]


class SignForm(Working):
    """One signature."""

    side = choice(_("Whose signature is it?"), Side)
    name = forms.CharField(label=_("Who signed?"), max_length=120, help_text=_("The name, as they wrote or typed it."))
    how = choice(_("How did they sign?"), ((How.PAPER, How.PAPER.label), (How.SCREEN, How.SCREEN.label)), How.PAPER)
    on = day(_("Which day was it?"))
