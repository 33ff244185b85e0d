"""What staff type about a complaint that came in: what was read back, who sent it, and what was given to them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hometime.access.viewer import Viewer
from hometime.complaints.forms import OneOfTheChildren
from hometime.complaints.intake.forms import ANSWERS, LONGEST, HandedOver, area, line
from hometime.complaints.models import Arrival, Given, Word
from hometime.families.models import Adult, Child
from hometime.people.roles import Hat
from hometime.ui.words import LANGUAGES


class ReadBack(HandedOver):
    """What they said when it was read back: on paper, aloud, or through an interpreter."""

    answer = forms.ChoiceField(
        label=_("What did they say?"), widget=forms.RadioSelect,
        choices=(*ANSWERS, (Word.Kind.NOT_WANTED, _("They did not want it read back"))),
        error_messages={"required": _("Choose an answer")},
    )  # fmt: skip
    words = forms.CharField(label=_("What should it say?"), widget=area(3), max_length=LONGEST, required=False)
    how = forms.ChoiceField(
        label=_("How did you read it back?"), initial=Word.How.ALOUD,
        choices=[choice for choice in Word.How.choices if choice[0] != Word.How.SCREEN],
    )  # fmt: skip
    interpreter = forms.CharField(
        label=_("Who interpreted, and into which language?"), max_length=120, required=False, widget=line()
    )

    def clean(self) -> dict[str, Any]:
        """An interpreter has a name."""
        given = super().clean()
        if given.get("how") == Word.How.INTERPRETER and not given.get("interpreter"):
            self.add_error("interpreter", _("Say who interpreted"))
        return given


class WayGiven(forms.Form):
    """That they were given how to complain, and how to reach the regulator."""

    how = forms.ChoiceField(label=_("In what shape?"), choices=Given.How, initial=Given.How.PAPER)
    language = forms.ChoiceField(label=_("In which language?"), choices=LANGUAGES)


class Sender(forms.Form):
    """That somebody made sure who sent it, by a contact that was held before."""

    how = forms.ChoiceField(
        label=_("How did you make sure?"), choices=Arrival.Reached, widget=forms.RadioSelect,
        help_text=_("Never by the number that they typed. Use one that we held before."),
        error_messages={"required": _("Choose how you made sure")},
    )  # fmt: skip
    adult = forms.ModelChoiceField(label=_("Who is it?"), queryset=Adult.objects.none(), required=False)
    child = OneOfTheChildren(label=_("About which child?"), queryset=Child.objects.none(), required=False)
    adult_name = forms.CharField(
        label=_("Their name, as it is registered"), max_length=200, required=False, widget=line()
    )
    child_name = forms.CharField(
        label=_("The child’s name, as it is registered"), max_length=200, required=False, widget=line()
    )
    words = forms.CharField(
        label=_("What did they say?"), widget=area(2), max_length=LONGEST,
        error_messages={"required": _("Write a line about what was said or done")},
    )  # fmt: skip

    def __init__(self, viewer: Viewer, data: Any = None) -> None:
        super().__init__(data, auto_id="id_sender_%s")
        # Staff choose from those they answer for. Owners see no family, and give the names instead.
        for name in ("adult_name", "child_name") if viewer.hat == Hat.STAFF else ("adult", "child"):
            del self.fields[name]
        if viewer.hat == Hat.STAFF:
            adults = Adult.objects.visible_to(viewer).select_related("person").order_by("person__name")
            self.fields["adult"].queryset = adults  # type: ignore[attr-defined]
            self.fields["adult"].label_from_instance = lambda adult: adult.person.called  # type: ignore[attr-defined]
            self.fields["adult"].empty_label = _("Nobody from a family here")  # type: ignore[attr-defined]
            self.fields["child"].queryset = Child.objects.visible_to(viewer).order_by("name")  # type: ignore[attr-defined]
            self.fields["child"].empty_label = _("No child, or I cannot say")  # type: ignore[attr-defined]
