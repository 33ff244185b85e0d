"""What people type into a case. Each form says its own words; `handling.writings` says which action takes it.

What they type about a meeting and about the letter stands in `meeting_forms` and `letter_forms`.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hometime.complaints.forms import WORKERS, Called
from hometime.complaints.handling.actions.ending import Word
from hometime.complaints.handling.facts import How, Way
from hometime.complaints.handling.fields import LONG, Working, area, choice, day
from hometime.complaints.models import Finding
from hometime.kernel import ids
from hometime.people.models import Person, current
from hometime.records.models import Party


class PointsForm(Working):
    """The points to look into, one on each line."""

    points_said = area(
        _("What are the points to look into?"), 6, required=_("Write one point on each line"),
        hint=_("One on each line, in their own words as near as you can. They can read and correct them."),
    )  # fmt: skip

    def lines(self) -> list[str]:
        """One point each."""
        return [line for line in self.cleaned_data["points_said"].splitlines() if line.strip()]


class PlanForm(Working):
    """Somebody to ask, or something to read."""

    way = choice(_("What is it?"), Way, Way.ASK)
    words = area(_("Whom do you ask, or what do you read?"), 2, required=_("Write whom you ask, or what you read"))


class AskForm(Working):
    """A witness who works here, and the question."""

    witness = Called(label=_("Whom do you ask?"), queryset=Person.objects.none(), empty_label=None)
    question = area(
        _("What do you want them to tell you about?"), required=_("Write what you want them to tell you about"),
        hint=_("They see this question and nothing else. Leave out who complained."),
    )  # fmt: skip

    def prepare(self) -> None:
        """Whoever works here and is not looking into it."""
        here = Q(posts__setting=self.case.setting_id) | Q(
            posts__setting__isnull=True, posts__provider=self.case.setting.provider_id
        )
        staff = Person.objects.filter(here, current(self.viewer.today, "posts__"), posts__role__in=WORKERS)
        people = staff.exclude(pk=self.viewer.person_id).distinct().order_by("name")
        self.fields["witness"].queryset = people  # type: ignore[attr-defined]


class OutsideForm(Working):
    """A statement of somebody outside, written down for them."""

    name = forms.CharField(label=_("Who said it?"), max_length=120)
    words = area(_("What did they say?"), 6, required=_("Write what they said"), hint=_("In their own words."))
    how = choice(_("How did they say it?"), How, How.SPOKEN)
    companion = forms.CharField(label=_("Who was with them?"), max_length=120, required=False)
    on = day(_("Which day was it?"))
    LAST: ClassVar[tuple[str, ...]] = ("companion", "on")


class EvidenceForm(Working):
    """A file and what it is."""

    paper = forms.FileField(
        label=_("Choose a photo or a PDF"), help_text=_("JPG, PNG, WebP, HEIC or PDF, up to 15 MB. A case holds 30."),
        widget=forms.ClearableFileInput({"accept": "image/*,application/pdf"}),
        error_messages={"required": _("Choose a photo (JPG, PNG, WebP) or a PDF")},
    )  # fmt: skip
    words = area(_("What is it?"), 2, required=_("Write what it is"), most=LONG)
    on = day(_("Which day is it from?"))


class FindingForm(Working):
    """What was found on a point, and why."""

    finding = choice(_("What was found?"), Finding)
    explanation = area(_("Why?"), 5, required=_("Say why"), hint=_("The person who complained reads this."))


class SayForm(Working):
    """Whether the person who complained agrees."""

    agrees = choice(_("Do they agree?"), (("yes", _("Yes, it is right")), ("no", _("No, something is wrong"))))
    how = choice(_("How did they say it?"), How, How.SPOKEN)
    words = area(_("What did they say?"), 2)
    on = day(_("Which day was it?"))


class TellForm(Working):
    """That the person complained about was told."""

    person = Called(label=_("Who was told?"), queryset=Person.objects.none(), empty_label=None)
    put = forms.MultipleChoiceField(
        label=_("Which points do you put to them?"), widget=forms.CheckboxSelectMultiple,
        help_text=_("They read these words, and nothing else of the case."),
        error_messages={"required": _("Choose the points that were put to them")},
    )  # fmt: skip
    teller = forms.CharField(label=_("Who told them?"), max_length=120)
    companion = forms.CharField(
        label=_("Who was with them?"),
        max_length=120,
        help_text=_("Offer them somebody at their side. Write what they chose."),
    )
    on = day(_("Which day were they told?"))

    def prepare(self) -> None:
        """Whom it is about, and the points."""
        concerned = Party.objects.visible_to(self.viewer).filter(record=self.case, part=Party.Part.CONCERNS)
        people = Person.objects.filter(pk__in=list(concerned.values_list("person_id", flat=True))).order_by("name")
        self.fields["person"].queryset = people  # type: ignore[attr-defined]
        self.fields["put"].choices = [(p.entry.pk, f"{p.number}. {p.words}") for p in self.points]  # type: ignore[attr-defined]
        self.fields["teller"].initial = self.viewer.name


class OnForm(Working):
    """A day alone."""

    on = day(_("Which day was it?"))


class CorrectForm(Working):
    """What an entry should say."""

    words = area(_("What should it say?"), 5, required=_("Write what it should say"))

    def prepare(self) -> None:
        """The words as they are now, to be put right."""
        self.fields["words"].initial = self.of.words if self.of else ""


class WithdrawForm(Working):
    """That they took it back, and in whose word."""

    whose = choice(_("Whose word is it?"), Word)
    words = area(_("What did they say?"), 2, required=_("Write what they said"))
    on = day(_("Which day was it?"))


class ReasonForm(Working):
    """Why it is closed, or opened again."""

    words = area(_("Why?"), 3, required=_("Say why"))
    on = day(_("Which day was it?"))


class StateForm(forms.Form):
    """A statement of one's own."""

    once = forms.CharField(widget=forms.HiddenInput, required=False, max_length=22)
    words = area(_("What do you know about it?"), 8, required=_("Write what you know, in your own words"))
    companion = forms.CharField(
        label=_("Is somebody with you?"),
        max_length=120,
        required=False,
        help_text=_("You may have somebody at your side."),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"once": ids.token()})
