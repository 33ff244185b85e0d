"""What those who work here type about settling in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hometime.people.models import Person
from hometime.ui.forms import DayField, Once, area
from hometime.welcome.actions.settling import Came, Drawn
from hometime.welcome.forms.family import LONGEST
from hometime.welcome.models import Went


class PlanForm(forms.Form):
    """A plan; a new one also says why."""

    because = forms.CharField(
        label=_("Why do you plan it anew?"), widget=area(2), max_length=LONGEST,
        help_text=_("The family reads this. Say what was too hard, and what you change."),
        error_messages={"required": _("Say why it is planned anew")},
    )  # fmt: skip
    days = forms.CharField(
        label=_("What happens in the first days?"), widget=area(4), max_length=LONGEST,
        help_text=_("Every adult who may know all about the child reads this. Do not write where one of them will be, and when."),
        error_messages={"required": _("Write what happens in the first days")},
    )  # fmt: skip
    here = forms.CharField(
        label=_("What do you do here?"), widget=area(3), max_length=LONGEST,
        error_messages={"required": _("Write what you do here")},
    )  # fmt: skip
    home = forms.CharField(
        label=_("What does the family do?"), widget=area(3), max_length=LONGEST,
        error_messages={"required": _("Write what the family does")},
    )  # fmt: skip
    helps = forms.CharField(label=_("What comforts the child?"), widget=area(2), max_length=LONGEST, required=False)
    look_on = DayField(
        label=_("When do you look at it together?"), required=False,
        help_text=_("Leave it empty for two weeks after the first day."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, anew: bool, before: Any = None) -> None:
        super().__init__(data, initial=before)
        if not anew:
            del self.fields["because"]

    def drawn(self) -> Drawn:
        """What was typed."""
        return Drawn(**self.cleaned_data)


class _Told(Once):
    """A form that asks which adult it is about."""

    def __init__(self, people: Sequence[Person], data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        self.people = {person.pk: person for person in people}
        names = [(person.pk, person.called) for person in people]
        field: Any = self.fields["who"]
        field.choices = names if field.required else [("", _("Nobody of the family")), *names]

    @property
    def adult(self) -> Person | None:
        """The adult that was chosen."""
        return self.people.get(self.cleaned_data["who"])


class VisitForm(_Told):
    """A visit or a first day: how it went in both sides' words."""

    went = forms.ChoiceField(label=_("How did it go?"), choices=Went, widget=forms.RadioSelect, initial=Went.WELL)
    ours = forms.CharField(
        label=_("What did you see?"), help_text=_("The family reads this."), widget=area(3), max_length=LONGEST,
        error_messages={"required": _("Write what you saw")},
    )  # fmt: skip
    who = forms.ChoiceField(label=_("Who stayed with the child?"), required=False)
    theirs = forms.CharField(
        label=_("What did they say?"), help_text=_("In their own words, as near as you can."), widget=area(3),
        max_length=LONGEST, required=False,
    )  # fmt: skip
    on = DayField(label=_("Which day was it?"), required=False, help_text=_("Leave it empty for today."))

    def clean(self) -> dict[str, Any]:
        """Words of the family are somebody's words."""
        given = super().clean() or {}
        if given.get("theirs") and not given.get("who"):
            self.add_error("who", _("Say whose words these are"))
        return given

    def came(self) -> Came:
        """What was typed."""
        given = self.cleaned_data
        return Came(given["went"], given["ours"], given["on"], self.adult, given["theirs"])


class ToldForm(_Told):
    """What an adult said of the plan or of the end, in person, by telephone or through an interpreter."""

    SAYS = (
        ("agrees", _("They agree to the plan")),
        ("differs", _("They want it to be different")),
        ("settled", _("They say that the child has settled in")),
        ("not_yet", _("They say that it is not done yet")),
        ("how", _("They told how it goes")),
    )
    who = forms.ChoiceField(label=_("Who said it?"), error_messages={"required": _("Choose who said it")})
    says = forms.ChoiceField(
        label=_("What did they say?"), choices=SAYS, widget=forms.RadioSelect,
        error_messages={"required": _("Choose what they said")},
    )  # fmt: skip
    words = forms.CharField(
        label=_("In their own words"), widget=area(3), max_length=LONGEST, required=False,
        help_text=_("Say too how you asked: in person, by telephone, with which interpreter."),
    )  # fmt: skip


class WithoutForm(forms.Form):
    """Why a child begins without a plan."""

    because = forms.CharField(
        label=_("Why does the child begin without a plan?"), help_text=_("The family does not read this."), widget=area(2),
        max_length=LONGEST, error_messages={"required": _("Say why the child begins without a plan")},
    )  # fmt: skip


class LookForm(forms.Form):
    """What both sides found, and when they look again."""

    words = forms.CharField(
        label=_("What did you find together?"), help_text=_("The family reads this."), widget=area(3), max_length=LONGEST,
        error_messages={"required": _("Write what you found together")},
    )  # fmt: skip
    again = DayField(
        label=_("When do you look again?"), required=False, help_text=_("Leave it empty for two weeks from now.")
    )


class HereForm(forms.Form):
    """What those who work here say of the end."""

    yes = forms.ChoiceField(
        label=_("Has the child settled in, as you see it?"), choices=(("yes", _("Yes")), ("no", _("Not yet"))),
        widget=forms.RadioSelect, error_messages={"required": _("Choose one")},
    )  # fmt: skip
    words = forms.CharField(
        label=_("What do you see?"), help_text=_("The family reads this."), widget=area(2), max_length=LONGEST, required=False
    )  # fmt: skip


class BeginForm(forms.Form):
    """From which day a child settles in."""

    first_day = DayField(
        label=_("Which is the first day?"), help_text=_("Of the place here, or in another room."),
        error_messages={"required": _("Give the first day")},
    )  # fmt: skip
