"""What a family types: few questions, each with a way to say no."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hometime.keypersons.actions.checking import Said
from hometime.keypersons.actions.sending import Sent
from hometime.keypersons.models import Section, Share, Timing
from hometime.keypersons.telling import Hearer
from hometime.people.models import Person
from hometime.ui.forms import Once, area

LONGEST = 20_000  # signs


class TalkForm(forms.Form):
    """None of the times fits: when it would be better, if they want to say."""

    words = forms.CharField(label=_("When is a good time for you?"), widget=area(2), max_length=LONGEST, required=False)


class WordsForm(forms.Form):
    """Something to add to a talk, before it or after it."""

    words = forms.CharField(
        label=_("What do you want to add?"), widget=area(3), max_length=LONGEST,
        error_messages={"required": _("Write what you want to add")},
    )  # fmt: skip


class PartForm(forms.Form):
    """A family's own part in the check at two. Every question may stay empty but one."""

    likes = forms.CharField(
        label=_("What does your child love to do?"), widget=area(3), max_length=LONGEST, required=False
    )
    can_do = forms.CharField(
        label=_("What is new that your child can do?"), widget=area(3), max_length=LONGEST, required=False
    )
    wonders = forms.CharField(
        label=_("Is there something you wonder about?"), help_text=_("How your child talks, plays, moves, sleeps or eats."),
        widget=area(3), max_length=LONGEST, required=False,
    )  # fmt: skip
    timing = forms.ChoiceField(
        label=_("Is now a good time for the check?"), choices=Timing, widget=forms.RadioSelect, initial=Timing.NOW,
        help_text=_("We do it once, between the second and the third birthday."),
    )  # fmt: skip
    health_visitor = forms.ChoiceField(
        label=_("May we give the health visitor a copy?"), choices=Share, widget=forms.RadioSelect, required=False,
        help_text=_("Only if you say yes. You can say no."),
    )  # fmt: skip

    def said(self) -> Said:
        """What was typed."""
        return Said(**self.cleaned_data)


class PrivateWordForm(Once):
    """Something for one person alone: what, whom to tell, and whether it is about somebody here."""

    words = forms.CharField(
        label=_("What do you want to tell?"), widget=area(4), max_length=LONGEST,
        error_messages={"required": _("Write what you want to tell")},
    )  # fmt: skip
    to = forms.ChoiceField(
        label=_("Who may read it?"), widget=forms.RadioSelect, help_text=_("No one else can. Not your child's other parent."),
        error_messages={"required": _("Choose who may read it")},
    )  # fmt: skip
    about = forms.ChoiceField(
        label=_("Is it about someone who works here?"), required=False, help_text=_("They will never see it."),
    )  # fmt: skip

    def __init__(self, hearers: list[Hearer], staff: list[Person], data: Any = None) -> None:
        super().__init__(data)
        self.hearers = {hearer.key: hearer for hearer in hearers}
        self.staff = {person.pk: person for person in staff}
        told = [(key, f"{hearer.person.called} ({hearer.role.label})") for key, hearer in self.hearers.items()]
        self.fields["to"].choices = told  # type: ignore[attr-defined]
        people = [(person.pk, person.called) for person in staff]
        self.fields["about"].choices = [("", _("No")), *people]  # type: ignore[attr-defined]

    def said(self) -> dict[str, Any]:
        """What was typed, as `actions.wording.tell` takes it."""
        given = self.cleaned_data
        return {
            "hearer": self.hearers[given["to"]], "words": given["words"], "about": self.staff.get(given["about"]),
            "once": given["once"],
        }  # fmt: skip


def _file(upload: Any) -> tuple[bytes, str] | None:
    return (upload.read(), upload.name) if upload else None


class FromHomeForm(Once):
    """A photo, a story, a voice note or a line from home: any of them, or all."""

    photo = forms.FileField(label=_("A photo"), required=False, widget=forms.FileInput({"accept": "image/*"}))
    words = forms.CharField(
        label=_("A story or a line"),
        help_text=_("In any language."),
        widget=area(4),
        max_length=LONGEST,
        required=False,
    )
    voice = forms.FileField(
        label=_("A voice note"), required=False, widget=forms.FileInput({"accept": "audio/*", "capture": "user"})
    )

    def sent(self, answers: Any = None) -> Sent:
        """What was chosen and typed."""
        given = self.cleaned_data
        return Sent(given["words"], _file(given["photo"]), _file(given["voice"]), answers, given["once"])


class AboutForm(forms.Form):
    """A line about a child."""

    section = forms.ChoiceField(
        label=_("What is it about?"), choices=Section, widget=forms.RadioSelect, initial=Section.LIKES
    )
    words = forms.CharField(
        label=_("What should we know?"), widget=area(2), max_length=2000,
        error_messages={"required": _("Write what we should know")},
    )  # fmt: skip
