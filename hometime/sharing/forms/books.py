"""What people here type about a book with another place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hometime.agencies.models import Professional
from hometime.sharing.actions.books import Covers
from hometime.sharing.forms.sharing import called_with_place
from hometime.sharing.forms.worries import LONGEST
from hometime.ui.forms import DayField, area


class BeginBookForm(forms.Form):
    """With whom, what for, what may stand in it, why they need it, and until which day."""

    with_whom = forms.ChoiceField(
        label=_("With whom?"), help_text=_("Those of other places on your register whose address somebody checked."),
        error_messages={"required": _("Choose with whom")},
    )  # fmt: skip
    scope = forms.CharField(
        label=_("What may stand in it?"), widget=area(2), max_length=LONGEST,
        initial=_("What the child did, what they love now, and what to go on with."),
        error_messages={"required": _("Say what may stand in it")},
    )  # fmt: skip
    purpose = forms.CharField(
        label=_("What is it for?"), help_text=_("The family reads this."), widget=area(2), max_length=LONGEST,
        error_messages={"required": _("Say what it is for")},
    )  # fmt: skip
    need = forms.CharField(
        label=_("Why do they need it?"), widget=area(2), max_length=LONGEST,
        error_messages={"required": _("Say why they need it")},
    )  # fmt: skip
    until = DayField(
        label=_("Until which day?"), help_text=_("A year from now at most."),
        error_messages={"required": _("Give the last day")},
    )  # fmt: skip

    def __init__(self, known: Sequence[Professional], data: Any = None) -> None:
        super().__init__(data)
        self.known = {one.pk: one for one in known}
        self.fields["with_whom"].choices = [("", _("Choose one")), *((one.pk, called_with_place(one)) for one in known)]  # type: ignore[attr-defined]

    def covers(self) -> Covers:
        """The book as it was typed."""
        said = self.cleaned_data
        return Covers(self.known[said["with_whom"]], said["purpose"], said["scope"], said["need"], said["until"])


class SettleBookForm(forms.Form):
    """The decision on a book: once, for the whole of it."""

    shares = forms.TypedChoiceField(
        label=_("What do you decide?"), widget=forms.RadioSelect, coerce=lambda said: said == "yes",
        choices=[("yes", _("Keep this book until its last day")), ("no", _("Do not keep it"))],
        error_messages={"required": _("Say what you decide")},
    )  # fmt: skip
    reasons = forms.CharField(
        label=_("Why?"), widget=area(2), max_length=LONGEST, error_messages={"required": _("Write down the reasons")}
    )
    advice = forms.CharField(label=_("Whose advice did you ask?"), max_length=300, required=False)


class WriteForm(forms.Form):
    """An item of ours, with the word of whoever writes it that nothing sealed stands in it."""

    words = forms.CharField(
        label=_("What did we do, or what is there to go on with?"), widget=area(4), max_length=LONGEST,
        error_messages={"required": _("Write what you did, or what to go on with")},
    )  # fmt: skip
    no_worry = forms.BooleanField(
        label=_("It holds no worry about the child, and nothing that only some of us may know"),
        help_text=_("A worry goes to the safeguarding lead, never into this book."),
        error_messages={"required": _("Look at it again, and tick this when it is so")},
    )  # fmt: skip


class HoldForm(forms.Form):
    """Why something that the other place wrote is kept from the family."""

    because = forms.CharField(
        label=_("Why is it held back?"), max_length=300, error_messages={"required": _("Say why it is held back")}
    )


class EndForm(forms.Form):
    """Why a book ends."""

    because = forms.CharField(
        label=_("Why does it end?"), max_length=300, error_messages={"required": _("Say why it ends")}
    )
