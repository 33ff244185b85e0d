"""What is typed about services, the people there, cards, questions without names, and offers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hometime.agencies.actions.registering import Facts, Who
from hometime.agencies.actions.working import Card
from hometime.agencies.forms.nameless import NamelessForm
from hometime.agencies.models import Sector
from hometime.ui.forms import DayField, area

LONGEST = 4000


class FactsForm(forms.Form):
    """A service."""

    name = forms.CharField(
        label=_("What is it called?"), max_length=160, error_messages={"required": _("Say what it is called")}
    )
    sector = forms.ChoiceField(label=_("What kind of service is it?"), choices=Sector)
    purpose = forms.CharField(
        label=_("What do you work on together?"), max_length=LONGEST, widget=area(2),
        error_messages={"required": _("Say what you work on together")},
    )  # fmt: skip
    reach = forms.CharField(
        label=_("How did you agree to reach each other?"), max_length=LONGEST, widget=area(2),
        error_messages={"required": _("Say how you reach each other")},
    )  # fmt: skip
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    address = forms.CharField(label=_("Address"), max_length=LONGEST, widget=area(2), required=False)
    out_of_hours = forms.CharField(label=_("Out of hours"), max_length=120, required=False)

    def facts(self) -> Facts:
        """What was typed."""
        return Facts(**self.cleaned_data)


class WhoForm(forms.Form):
    """Somebody at a service."""

    name = forms.CharField(label=_("Their name"), max_length=120, error_messages={"required": _("Give their name")})
    role = forms.CharField(label=_("Their role"), max_length=120, error_messages={"required": _("Give their role")})
    remit = forms.CharField(
        label=_("What may they ask you for, and what not?"), max_length=LONGEST, widget=area(2),
        error_messages={"required": _("Say what they may ask you for")},
    )  # fmt: skip
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    address = forms.CharField(label=_("Address"), max_length=LONGEST, widget=area(2), required=False)

    def __init__(self, data: Any = None, *, initial: Any = None) -> None:
        super().__init__(data, initial=initial, auto_id="id_who_%s")

    def who(self) -> Who:
        """What was typed."""
        return Who(**self.cleaned_data)


class VerifyForm(forms.Form):
    """How somebody found out that an address is right."""

    how = forms.CharField(
        label=_("How did you find out that it is right?"), max_length=200,
        help_text=_("Not from them: ring the number on the service's own page."),
        error_messages={"required": _("Say how you found out")},
    )  # fmt: skip


class TouchForm(forms.Form):
    """When somebody was last in touch."""

    on = DayField(label=_("When were you last in touch?"), error_messages={"required": _("Give the day")})


class EndForm(forms.Form):
    """Why the work with a service ends."""

    because = forms.CharField(
        label=_("Why do you no longer work with it?"), max_length=200, error_messages={"required": _("Say why")}
    )


class CardForm(forms.Form):
    """A protocol card."""

    name = forms.CharField(
        label=_("What is the card about?"), max_length=120, error_messages={"required": _("Say what it is about")}
    )
    steps = forms.CharField(
        label=_("What does one do, step by step?"), max_length=LONGEST, widget=area(5),
        error_messages={"required": _("Write the steps")},
    )  # fmt: skip
    numbers = forms.CharField(label=_("Numbers to ring"), max_length=LONGEST, widget=area(2), required=False)
    out_of_hours = forms.CharField(label=_("Out of hours"), max_length=120, required=False)

    def __init__(self, data: Any = None, *, initial: Any = None) -> None:
        super().__init__(data, initial=initial, auto_id="id_card_%s")

    def card(self) -> Card:
        """What was typed."""
        return Card(**self.cleaned_data)


class TopicForm(NamelessForm):
    """A topic, and words about it that name nobody."""

    texts = ("topic", "words")
    topic = forms.CharField(label=_("About what?"), max_length=120, error_messages={"required": _("Say about what")})
    words = forms.CharField(
        label=_("What do you ask?"), max_length=LONGEST, widget=area(3), help_text=_("Without anybody's name."),
        error_messages={"required": _("Write it down")},
    )  # fmt: skip

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="id_topic_%s")


class OfferForm(TopicForm):
    """What a service offers staff."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.auto_id = "id_offer_%s"
        self.fields["words"].label = _("What do they offer?")
        self.fields["words"].help_text = ""


class AnswerForm(NamelessForm):
    """What a service answered."""

    texts = ("answer",)
    answer = forms.CharField(
        label=_("What did they answer?"), max_length=LONGEST, widget=area(3), help_text=_("Without anybody's name."),
        error_messages={"required": _("Write down the answer")},
    )  # fmt: skip
    refers = forms.ChoiceField(
        label=_("What do they advise?"), widget=forms.RadioSelect,
        choices=[("no", _("To go on as they say")), ("yes", _("To come to them about the child, with a name"))],
        error_messages={"required": _("Say what they advise")},
    )  # fmt: skip

    def said(self) -> dict[str, Any]:
        """The answer, and whether they want to hear of the child by name."""
        return {**super().said(), "refers": self.cleaned_data["refers"] == "yes"}
