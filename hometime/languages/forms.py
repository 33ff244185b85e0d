"""What people type about interpreters and translations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hometime.families.models import Adult
from hometime.families.tongues import choices
from hometime.kernel import clock
from hometime.languages.actions import Who, language_of
from hometime.languages.models import Booking, Standing, Way
from hometime.ui.forms import DayField

OTHER = "other"


class Called(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic when it runs
    """A choice of adults by the name to use."""

    def label_from_instance(self, obj: Any) -> str:
        """The name that people call them by."""
        return str(obj.person.called)


class Beside(forms.Form):
    """A form that stands beside others on one page: its ids are its own, so that each label finds its own box."""

    def __init__(self, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, auto_id=f"id_{type(self).__name__.lower()}_%s", initial=initial)


class InTongue(Beside):
    """For which adult, and in which language."""

    adult = Called(label=_("For whom?"), queryset=Adult.objects.none(), required=False)
    language = forms.ChoiceField(label=_("Which language?"), required=False)
    language_name = forms.CharField(
        label=_("If it is another language, which?"), max_length=40, required=False,
        help_text=_("With the dialect, if it matters."),
    )  # fmt: skip

    def __init__(self, adults: Any, data: Any = None) -> None:
        super().__init__(data)
        self.fields["adult"].queryset = adults  # type: ignore[attr-defined]
        self.fields["adult"].empty_label = _("Somebody who is not on this list")  # type: ignore[attr-defined]
        known = [pair for pair in choices(empty=_("The language we know they use")) if pair[0] != "en"]
        self.fields["language"].choices = [*known, (OTHER, _("Another language"))]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A language that is chosen, typed, or known of the adult."""
        given = super().clean() or {}
        typed, chosen, adult = given.get("language_name", "").strip(), given.get("language", ""), given.get("adult")
        given["tongue"] = typed or ("" if chosen == OTHER else chosen) or (language_of(adult) if adult else "")
        if not given["tongue"]:
            self.add_error("language", _("Say which language"))
        return given


class AskForm(InTongue):
    """An interpreter is wanted."""

    what_for = forms.CharField(label=_("What for?"), max_length=120, required=False, help_text=_("No names, please."))
    on = DayField(label=_("On which day?"), required=False, help_text=_("Leave it empty if it is not fixed yet."))
    at = forms.CharField(label=_("At what time, and for how long?"), max_length=40, required=False)
    way = forms.ChoiceField(label=_("How?"), choices=Way, initial=Way.IN_PERSON, widget=forms.RadioSelect)

    def clean_on(self) -> object:
        """Today or a day to come."""
        on = self.cleaned_data["on"]
        if on and on < clock.today():
            raise forms.ValidationError(_("The day of the talk must be today or later"))
        return on


class OweForm(InTongue):
    """Something is to be translated."""

    what = forms.CharField(
        label=_("What is to be translated?"), max_length=120, help_text=_("For example: the outcome letter."),
        error_messages={"required": _("Say what is to be translated")},
    )  # fmt: skip


class BookForm(Beside):
    """Who interprets, and when."""

    name = forms.CharField(label=_("Who interprets?"), max_length=120, required=False)
    organisation = forms.CharField(label=_("From which service?"), max_length=120, required=False)
    phone = forms.CharField(label=_("How to reach them"), max_length=40, required=False)
    standing = forms.ChoiceField(
        label=_("Who are they?"), widget=forms.RadioSelect, initial=Standing.TRAINED,
        choices=[(value, label) for value, label in Standing.choices if value != Standing.CHILD],
        help_text=_("Never a child. Family or a friend only in an emergency: people cannot speak freely before them."),
    )  # fmt: skip
    close_because = forms.CharField(
        label=_("Family or a friend: why could nobody else be had?"), max_length=300, required=False
    )
    on = DayField(label=_("On which day?"))
    at = forms.CharField(label=_("At what time, and for how long?"), max_length=40, required=False)
    way = forms.ChoiceField(label=_("How?"), choices=Way, widget=forms.RadioSelect)
    in_confidence = forms.BooleanField(label=_("They promised to keep what they hear to themselves"), required=False)

    def __init__(self, booking: Booking, data: Any = None) -> None:
        known = ("name", "organisation", "phone", "close_because", "on", "at", "way", "in_confidence")
        initial = {name: getattr(booking, name) for name in known}
        super().__init__(data, initial={**initial, "standing": booking.standing or Standing.TRAINED})

    def clean(self) -> dict[str, Any]:
        """A name or a service; a reason where it is family."""
        given = super().clean() or {}
        if not given.get("name") and not given.get("organisation"):
            self.add_error("name", _("Say who interprets, or which service sends somebody"))
        if given.get("standing") == Standing.CLOSE and not given.get("close_because"):
            self.add_error("close_because", _("Say why nobody else could be had"))
        return given

    def who(self) -> Who:
        """Who interprets, as it was typed."""
        given = self.cleaned_data
        names = ("name", "organisation", "phone", "standing", "close_because", "in_confidence")
        return Who(**{name: given[name] for name in names})


class CameForm(Beside):
    """Whether the interpreter came."""

    came = forms.ChoiceField(
        label=_("Did they come?"), widget=forms.RadioSelect,
        choices=(("yes", _("Yes, they interpreted")), ("no", _("No: ask for another one"))),
        error_messages={"required": _("Say whether they came")},
    )  # fmt: skip
    said = forms.CharField(
        label=_("Anything to remember?"), max_length=300, required=False,
        help_text=_("For example: what was agreed was said back in their language."),
    )  # fmt: skip


class WhyForm(Beside):
    """Why something is not needed any more."""

    because = forms.CharField(
        label=_("Why is it not needed?"), max_length=300, error_messages={"required": _("Say why")}
    )


class DoneForm(Beside):
    """Who translated it."""

    by = forms.CharField(
        label=_("Who translated it?"), max_length=120, error_messages={"required": _("Say who translated it")}
    )
    by_machine = forms.BooleanField(label=_("A machine made it"), required=False)


class CheckForm(Beside):
    """Who checked it."""

    by = forms.CharField(
        label=_("Who checked it?"), max_length=120, help_text=_("Somebody other than the translator."),
        error_messages={"required": _("Say who checked it")},
    )  # fmt: skip
