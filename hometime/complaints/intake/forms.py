"""What is asked at the doors: one thing per page, and nothing that is not needed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hometime.complaints.models import AtRisk, Classed, Subject, Way, Word

LONGEST = 100_000  # signs: as long as the longest letter that anybody hands in
OFF = {"autocomplete": "off"}  # a browser must not bring the words back after somebody has left the page


def area(rows: int) -> forms.Textarea:
    """A box for free words, in whatever direction they are written."""
    return forms.Textarea({"rows": rows, "dir": "auto", **OFF})


def line() -> forms.TextInput:
    """A box for one line."""
    return forms.TextInput({"dir": "auto", **OFF})


RISK = ((AtRisk.NO, _("No")), (AtRisk.NOT_SURE, _("I am not sure")), (AtRisk.YES, _("Yes, or it may be so")))


class Happened(forms.Form):
    """What happened, and question 1."""

    at_risk = forms.ChoiceField(
        label=_("Could a child be at risk of harm?"), choices=RISK, widget=forms.RadioSelect,
        error_messages={"required": _("Choose one. “I am not sure” is an answer too.")},
    )  # fmt: skip
    what_happened = forms.CharField(
        label=_("What happened?"), help_text=_("Use your own words, in any language."), widget=area(6),
        max_length=LONGEST, error_messages={"required": _("Tell us what happened")},
    )  # fmt: skip


WHOM = (
    (Subject.CARE, _("The care, or something that happened")),
    (Subject.KEY_PERSON, _("My child’s key person")),
    (Subject.OTHER_STAFF, _("Somebody else who works here")),
    (Subject.MANAGER, _("The manager")),
    (Subject.LINE_MANAGER, _("The manager’s own manager")),
    (Subject.OWNER, _("An owner, director or trustee")),
)


class About(forms.Form):
    """About whom it is: that person will not get it."""

    about = forms.ChoiceField(
        label=_("What or whom is it about?"), choices=WHOM, widget=forms.RadioSelect,
        help_text=_("If it is about a person, that person will not see it."),
        error_messages={"required": _("Choose what or whom it is about")},
    )  # fmt: skip
    whom = forms.CharField(label=_("Their name"), max_length=300, required=False, widget=line())
    personal_data = forms.BooleanField(label=_("How you keep or share information about us"), required=False)


WANTS = (
    (Classed.CONCERN, _("Please sort this out")),
    (Classed.COMPLAINT, _("I am making a complaint")),
    (Classed.UNSAID, _("I cannot say")),
)


class PutRight(forms.Form):
    """What would put it right, and what they call it."""

    put_right = forms.CharField(label=_("What would put it right?"), widget=area(4), max_length=LONGEST, required=False)
    classed = forms.ChoiceField(
        label=_("What do you want us to call it?"), choices=WANTS, required=False, widget=forms.RadioSelect,
        help_text=_("We answer you either way."),
    )  # fmt: skip


WAYS = (
    (Way.RING, _("Ring me")),
    (Way.TEXT, _("Send me a text")),
    (Way.EMAIL, _("Send me an e-mail")),
    (Way.WRITE, _("Write me a letter")),
    (Way.NONE, _("Do not contact me. I will look here with my code.")),
)


class Helped(forms.Form):
    """Who helps whoever tells us, or speaks for them: asked of everybody, folded away, and never needed."""

    companion = forms.CharField(
        label=_("Does somebody speak for you, or come with you? Their name"), max_length=120, required=False,
        widget=line(),
    )  # fmt: skip
    authority = forms.CharField(
        label=_("Do you complain for somebody else? Say for whom, and what lets you."), max_length=200, required=False,
        widget=line(),
    )  # fmt: skip
    FOLDED = ("companion", "authority")

    def first(self) -> list[forms.BoundField]:
        """What stands in the open."""
        return [field for field in self.visible_fields() if field.name not in self.FOLDED]

    def more(self) -> list[forms.BoundField]:
        """What is folded away."""
        return [self[name] for name in self.FOLDED]

    def more_is_open(self) -> bool:
        """Whether something was typed there before, or is to be put right."""
        return any(field.errors or field.value() for field in self.more())


class Reach(Helped):
    """How to reach them safely. No name is needed."""

    way = forms.ChoiceField(
        label=_("How may we reach you?"), choices=WAYS, widget=forms.RadioSelect,
        error_messages={"required": _("Choose one. You need not be contacted.")},
    )  # fmt: skip
    reach = forms.CharField(label=_("Your number, e-mail or address"), max_length=300, required=False, widget=line())
    hours = forms.CharField(
        label=_("When is it safe?"), help_text=_("Such as: mornings only."), max_length=120, required=False,
        widget=line(),
    )  # fmt: skip
    shared = forms.BooleanField(label=_("Other people use this phone or computer"), required=False)
    called = forms.CharField(label=_("Your name"), max_length=120, required=False, widget=line())
    child_called = forms.CharField(label=_("Your child’s name"), max_length=120, required=False, widget=line())

    def clean(self) -> dict[str, Any]:
        """Whoever wants to be reached says where."""
        given = super().clean() or {}
        if given.get("way") and given["way"] != Way.NONE and not given.get("reach") and not self.errors.get("reach"):
            self.add_error("reach", _("Give the number, e-mail or address"))
        return given


class SignedHappened(Happened):
    """As from the poster, with the child chosen from one's own."""

    child = forms.ChoiceField(label=_("Which child is it about?"), required=False)

    def __init__(self, children: list[tuple[str, str]], data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        choices = [*children, ("", _("No child, or all of them"))]
        self.fields["child"].choices = choices  # type: ignore[attr-defined]
        self.fields["child"].initial = choices[0][0]


class SignedAbout(Helped, PutRight, About):
    """About whom, what would put it right and what they call it: on one page, since the house knows how to reach them."""


class Service(Helped):
    """A complaint in writing from another service (X1)."""

    at_risk = forms.ChoiceField(
        label=_("Could a child be at risk of harm?"), choices=RISK, widget=forms.RadioSelect,
        error_messages={"required": _("Choose one. “I am not sure” is an answer too.")},
    )  # fmt: skip
    what_happened = forms.CharField(
        label=_("What is the complaint?"), widget=area(6), max_length=LONGEST,
        error_messages={"required": _("Tell us what happened")},
    )  # fmt: skip
    about = forms.ChoiceField(
        label=_("Whom or what is it about?"), widget=forms.RadioSelect,
        choices=[(Subject.CARE, _("Something that we do")), *WHOM[2:]],
        error_messages={"required": _("Choose what or whom it is about")},
    )  # fmt: skip
    whom = forms.CharField(label=_("Their name"), max_length=300, required=False, widget=line())
    put_right = forms.CharField(label=_("What would put it right?"), widget=area(3), max_length=LONGEST, required=False)
    called = forms.CharField(
        label=_("Your name"), max_length=120, widget=line(), error_messages={"required": _("Give your name")}
    )
    organisation = forms.CharField(
        label=_("Your service or organisation"), max_length=120, widget=line(),
        error_messages={"required": _("Give the name of your service")},
    )  # fmt: skip
    reach = forms.CharField(
        label=_("Your number, e-mail or address at work"), max_length=300, widget=line(),
        error_messages={"required": _("Give the number, e-mail or address")},
    )  # fmt: skip


ANSWERS = (
    (Word.Kind.RIGHT, _("It is right")),
    (Word.Kind.CORRECTED, _("Something is not right")),
)


class HandedOver(forms.Form):
    """What whoever complained answers on the screen that was handed to them."""

    answer = forms.ChoiceField(
        label=_("Is this right?"), choices=ANSWERS, widget=forms.RadioSelect,
        error_messages={"required": _("Choose an answer")},
    )  # fmt: skip
    words = forms.CharField(
        label=_("What should it say?"), widget=area(4), max_length=LONGEST, required=False,
        help_text=_("Your words stand beside what we wrote. Nothing is rubbed out."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Whoever puts it right says what is right."""
        given = super().clean() or {}
        if given.get("answer") == Word.Kind.CORRECTED and not given.get("words"):
            self.add_error("words", _("Write what it should say"))
        return given
