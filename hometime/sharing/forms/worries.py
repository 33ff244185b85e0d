"""What people type about a worry: what happened and who here is part of it; and what the lead does about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hometime.families.models import Child
from hometime.people.models import Person
from hometime.sharing.models import Ground
from hometime.ui.forms import area

LONGEST = 10_000


class WorryForm(forms.Form):
    """A worry about a child: what was seen or heard, and who works here and is part of it."""

    words = forms.CharField(
        label=_("What did you see or hear?"), help_text=_("What happened, when, and the words that were used."),
        widget=area(5), max_length=LONGEST, error_messages={"required": _("Write down what worries you")},
    )  # fmt: skip

    def __init__(self, staff: Sequence[Person], data: Any = None) -> None:
        super().__init__(data)
        self.staff = {person.pk: person for person in staff}
        self.fields["concerns"] = forms.MultipleChoiceField(
            label=_("Is somebody who works here part of it?"), required=False, widget=forms.CheckboxSelectMultiple,
            help_text=_("Tick nobody unless it is about them. Whoever you tick never sees it."),
            choices=[(person.pk, person.called) for person in staff],
        )  # fmt: skip

    def concerns(self) -> list[Person]:
        """Who was ticked."""
        return [self.staff[pk] for pk in self.cleaned_data["concerns"]]


class SomebodyForm(WorryForm):
    """A worry about a child whom the writer does not find on their own list."""

    about = forms.CharField(
        label=_("Which child is it?"), help_text=_("The name, the room, or how you would know them."), max_length=120,
        error_messages={"required": _("Say which child it is, as well as you can")},
    )  # fmt: skip
    field_order = ("about", "words")


class TakeUpForm(forms.Form):
    """What the safeguarding lead does about a worry, and whether it is one of the two grounds for sharing."""

    did = forms.CharField(
        label=_("What do you do about it?"), widget=area(3), max_length=LONGEST,
        error_messages={"required": _("Say what you do about it")},
    )  # fmt: skip
    ground = forms.ChoiceField(
        label=_("Is it one of these?"), required=False, widget=forms.RadioSelect,
        choices=[
            (Ground.HARM.value, Ground.HARM.label),
            (Ground.DEVELOPMENT.value, Ground.DEVELOPMENT.label),
            ("", _("Neither, as far as we know today")),
        ],
    )  # fmt: skip
    field_order = ("child", "did", "ground")

    def __init__(self, children: Sequence[Child] | None, data: Any = None) -> None:
        """`children` are those of the setting, where whoever wrote it down did not find the child; else None."""
        super().__init__(data)
        self.children = {child.pk: child for child in children or ()}
        if children is not None:
            self.fields["child"] = forms.ChoiceField(
                label=_("Which child is it?"), required=False, widget=forms.Select,
                help_text=_("Whoever wrote it down did not find the child. Ask them."),
                choices=[("", _("Not known yet")), *((child.pk, child.name) for child in children)],
            )  # fmt: skip
            self.order_fields(self.field_order)

    def child(self) -> Child | None:
        """Which child was chosen."""
        return self.children.get(self.cleaned_data.get("child", ""))
