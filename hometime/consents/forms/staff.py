"""What those who work here type: what a family is asked, what it said, medicines, court orders and photographs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hometime.consents.actions.giving import Prescribed
from hometime.consents.actions.picturing import Taken
from hometime.consents.labels import FORMS
from hometime.consents.models import Consent, Route
from hometime.consents.standing import Form, Kind, Purpose, State
from hometime.consents.words import KINDS, PURPOSES, called
from hometime.families.models import Adult, Child
from hometime.kernel import clock
from hometime.people.models import Person
from hometime.ui.forms import DayField, Once, area

LONGEST = 20_000  # signs
BY_TELLING = [(route.value, route.label) for route in Route if route != Route.SCREEN]
TOO_LATE = _("The day must be today or earlier.")


def asked() -> list[tuple[str, Any]]:
    """What a family may be asked once and for all, as choices: each purpose of photographs by itself."""
    rest = [(kind.value, KINDS[kind]) for kind in (Kind.EMERGENCY, Kind.LOCAL_WALKS, Kind.SHARING)]
    return rest + [(f"{Kind.PHOTO}:{purpose}", called(Kind.PHOTO, purpose)) for purpose in Purpose]


def taken_apart(choice: str) -> tuple[Kind, str]:
    """A choice of `asked` as its kind and purpose."""
    kind, _colon, purpose = choice.partition(":")
    return Kind(kind), purpose


class AskForm(forms.Form):
    """What to ask a family."""

    what = forms.MultipleChoiceField(
        label=_("What do you ask?"), widget=forms.CheckboxSelectMultiple, choices=asked,
        error_messages={"required": _("Choose what to ask")},
    )  # fmt: skip
    words = forms.CharField(
        label=_("What should they know?"), widget=area(2), max_length=LONGEST, required=False,
        help_text=_("Each adult is asked alone, and reads this."),
    )  # fmt: skip
    again = forms.BooleanField(label=_("Ask those again who have answered"), required=False)


class ToldForm(forms.Form):
    """What an adult said, in words to somebody here."""

    consent = forms.ChoiceField(label=_("Who, and what was asked?"), error_messages={"required": _("Choose one")})
    state = forms.ChoiceField(
        label=_("What did they say?"), widget=forms.RadioSelect,
        choices=((State.GIVEN.value, _("Yes")), (State.REFUSED.value, _("No"))),
        error_messages={"required": _("Choose one")},
    )  # fmt: skip
    route = forms.ChoiceField(
        label=_("How did they say it?"), widget=forms.RadioSelect, choices=BY_TELLING,
        error_messages={"required": _("Choose one")},
    )  # fmt: skip
    until = DayField(label=_("Until which day?"), required=False)
    words = forms.CharField(label=_("In their words"), widget=area(2), max_length=LONGEST, required=False)

    def __init__(self, consents: Sequence[Consent], data: Any = None) -> None:
        super().__init__(data, auto_id="id_told_%s")
        self.consents = {consent.pk: consent for consent in consents}
        self.fields["consent"].choices = [  # type: ignore[attr-defined]
            (each.pk, f"{each.adult.person.called}: {called(each.kind, each.purpose)} {each.words[:60]}".strip())
            for each in consents
        ]


class RulingForm(forms.Form):
    """What a court has ruled about one kind of consent."""

    what = forms.ChoiceField(label=_("What is it about?"), error_messages={"required": _("Choose one")})
    allows = forms.ChoiceField(
        label=_("What does the order say?"), widget=forms.RadioSelect,
        choices=(("no", _("It may not be done")), ("yes", _("It may be done"))),
        error_messages={"required": _("Choose one")},
    )  # fmt: skip
    evidence = forms.CharField(
        label=_("Which order, and when did you see it?"), widget=area(2), max_length=LONGEST,
        error_messages={"required": _("Say which order it is, and when you saw it.")},
    )  # fmt: skip
    until = DayField(label=_("Until which day?"), required=False)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="id_order_%s")
        every = [(kind.value, KINDS[kind]) for kind in Kind]
        photos = [choice for choice in asked() if ":" in choice[0]]
        self.fields["what"].choices = [("", _("Choose one")), *every, *photos]  # type: ignore[attr-defined]


class SettleForm(forms.Form):
    """Why an order counts no more."""

    because = forms.CharField(
        label=_("What holds now, and why?"), widget=area(2), max_length=200,
        error_messages={"required": _("Say what holds now, and why.")},
    )  # fmt: skip


class MedicineForm(Once):
    """A medicine as the family brought it."""

    name = forms.CharField(label=_("Medicine"), max_length=120, error_messages={"required": _("Write its name")})
    dose = forms.CharField(label=_("How much?"), max_length=80, error_messages={"required": _("Write how much")})
    times = forms.CharField(label=_("When?"), max_length=120, error_messages={"required": _("Write when it is given")})
    reason = forms.CharField(
        label=_("What for?"), max_length=200, error_messages={"required": _("Write what it is for")}
    )
    starts = DayField(label=_("First day"))
    ends = DayField(label=_("Last day"))
    expires = DayField(label=_("The pack is good until"))
    form = forms.ChoiceField(
        label=_("Whose yes does the form ask for?"), widget=forms.RadioSelect, initial=Form.NO_WINS.value,
        choices=[(form.value, label) for form, label in FORMS.items()],
    )  # fmt: skip

    def said(self) -> Prescribed:
        """What was typed."""
        return Prescribed(**{name: self.cleaned_data[name] for name in Prescribed.__dataclass_fields__})


class GiveForm(forms.Form):
    """A medicine is given now: how much, and who sees it."""

    dose = forms.CharField(
        label=_("How much did you give?"), max_length=80, error_messages={"required": _("Write how much")}
    )
    witness = forms.ChoiceField(
        label=_("Who saw it?"), help_text=_("They say so with their own sign-in."),
        error_messages={"required": _("Choose who saw it")},
    )  # fmt: skip
    pin = forms.CharField(
        label=_("Their PIN on this tablet"), widget=forms.PasswordInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        max_length=12, required=False,
        help_text=_("They type it themselves. Leave it empty, and they say so later with their own sign-in."),
    )  # fmt: skip
    again = forms.CharField(label=_("Given a little while ago: why once more?"), max_length=300, required=False)
    reason = forms.CharField(
        label=_("Without permission: why was a life at stake?"), widget=area(2), max_length=LONGEST, required=False
    )

    def __init__(
        self, people: Sequence[Person], data: Any = None, *,
        dose: str = "", blocked: bool = False, tablet: bool = False, lately: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(data, auto_id="id_give_%s", initial={"dose": dose})
        self.people = {person.pk: person for person in people}
        names = [(person.pk, person.called) for person in people]
        self.fields["witness"].choices = [("", _("Nobody")), *names]  # type: ignore[attr-defined]
        if not tablet:
            del self.fields["pin"]
        if not lately:
            del self.fields["again"]
        if not blocked:
            del self.fields["reason"]
        else:
            self.fields["reason"].required = True
            self.fields["reason"].error_messages["required"] = _("It is blocked. Write why a life was at stake.")


class TellForm(forms.Form):
    """Whom somebody told of a medicine that was given."""

    adult = forms.ChoiceField(label=_("Whom did you tell?"), error_messages={"required": _("Choose one")})
    route = forms.ChoiceField(
        label=_("How?"), choices=[("", _("Choose one")), *BY_TELLING], error_messages={"required": _("Choose one")}
    )

    def __init__(self, adults: Sequence[Adult], data: Any = None, *, number: int = 0) -> None:
        super().__init__(data, auto_id=f"id_tell_{number}_%s")
        self.adults = {adult.pk: adult for adult in adults}
        names = [(adult.pk, adult.person.called) for adult in adults]
        self.fields["adult"].choices = [("", _("Choose one")), *names]  # type: ignore[attr-defined]


class LookForm(forms.Form):
    """What was found about a medicine given without a yes."""

    words = forms.CharField(
        label=_("What did you find?"), widget=area(2), max_length=LONGEST,
        error_messages={"required": _("Write what you found.")},
    )  # fmt: skip


class TakeForm(forms.Form):
    """A photograph: the file, who is on it, and how many children can be seen."""

    photo = forms.FileField(label=_("The photo"), error_messages={"required": _("Choose a photo")})
    others = forms.MultipleChoiceField(
        label=_("Which other children can be seen?"), widget=forms.CheckboxSelectMultiple, required=False
    )
    children = forms.IntegerField(
        label=_("How many children can be seen, all together?"), min_value=1, max_value=60, initial=1,
        help_text=_("Also from behind, and in the background."),
        error_messages={"required": _("Write a number")},
    )  # fmt: skip
    caption = forms.CharField(label=_("A line about it"), max_length=200, required=False)
    taken_on = DayField(label=_("When was it taken?"), required=False)

    def __init__(
        self,
        others: Sequence[Child],
        names: Mapping[str, str],
        flags: Mapping[str, str],
        data: Any = None,
        files: Any = None,
    ) -> None:
        super().__init__(data, files)
        self.there = {child.pk: child for child in others}
        labels = [(child.pk, " · ".join(filter(None, (names[child.pk], flags.get(child.pk, ""))))) for child in others]
        self.fields["others"].choices = labels  # type: ignore[attr-defined]

    def clean_taken_on(self) -> Any:
        """Today or earlier."""
        day = self.cleaned_data["taken_on"]
        if day is not None and day > clock.today():
            raise forms.ValidationError(TOO_LATE)
        return day

    def said(self) -> Taken:
        """What was typed."""
        given, file = self.cleaned_data, self.cleaned_data["photo"]
        return Taken(
            (file.read(), file.name), [self.there[pk] for pk in given["others"]], given["children"], given["caption"],
            given["taken_on"],
        )  # fmt: skip


class UseForm(forms.Form):
    """What a photograph is used for."""

    purpose = forms.ChoiceField(
        label=_("What do you use it for?"), widget=forms.RadioSelect,
        choices=[(purpose.value, label) for purpose, label in PURPOSES.items() if purpose != Purpose.RECORD],
        error_messages={"required": _("Choose one")},
    )  # fmt: skip
