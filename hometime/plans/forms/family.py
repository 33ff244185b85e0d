"""What a family types about plans: whether it agrees, and how something went."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hometime.plans.models import Says
from hometime.ui.forms import area

LONGEST = 20_000  # signs


class ReplyForm(forms.Form):
    """Whether an adult agrees to the plan."""

    says = forms.ChoiceField(
        label=_("Do you agree with this plan?"), widget=forms.RadioSelect,
        choices=((Says.AGREES, Says.AGREES.label), (Says.TALK, Says.TALK.label)),
        error_messages={"required": _("Choose one")},
    )  # fmt: skip
    words = forms.CharField(
        label=_("Do you want to add something?"), widget=area(3), max_length=LONGEST, required=False
    )


class TryForm(forms.Form):
    """What was done of a step, and how it went."""

    step = forms.ChoiceField(label=_("What did you try?"), error_messages={"required": _("Choose one")})
    words = forms.CharField(
        label=_("How did it go?"),
        widget=area(3),
        max_length=LONGEST,
        error_messages={"required": _("Write how it went")},
    )

    def __init__(self, steps: list[Any], data: Any = None) -> None:
        super().__init__(data, auto_id="id_try_%s")
        self.steps = {step.pk: step for step in steps}
        self.fields["step"].choices = [(step.pk, step.words[:80]) for step in steps]  # type: ignore[attr-defined]


class TaskForm(forms.Form):
    """What an adult did of an agreed task."""

    words = forms.CharField(
        label=_("What did you do?"), widget=area(3), max_length=LONGEST,
        error_messages={"required": _("Write what you did")},
    )  # fmt: skip
