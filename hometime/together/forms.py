"""What is typed about an outing: its plan, what was said at the door, and counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hometime.consents.models import Consent, Route
from hometime.families.models import Child, told_apart
from hometime.people.models import Person
from hometime.together.actions.going import Counting
from hometime.together.actions.planning import Planned
from hometime.together.models import Invited, Transport
from hometime.ui.forms import DayField, Once, area

LONGEST = 20_000  # signs
TIMES = ["%H:%M", "%H.%M", "%I:%M%p", "%I%p"]
CLOCK = {"invalid": _("Give a time like 9:30")}


def _time(label: Any, missing: Any) -> forms.TimeField:
    box = forms.TimeInput({"autocomplete": "off"}, format="%H:%M")
    return forms.TimeField(label=label, widget=box, input_formats=TIMES, error_messages={**CLOCK, "required": missing})


def _boxes(rows: Sequence[Any]) -> list[tuple[str, str]]:
    return [(row.pk, row.called) for row in rows]


class PlanForm(Once):
    """An outing as it is planned. Families read it as it is written here."""

    place = forms.CharField(
        label=_("Where do you go?"), max_length=120, error_messages={"required": _("Say where you go")}
    )
    day = DayField(label=_("Which day?"), error_messages={"required": _("Give the day")})
    leaves_at = _time(_("When do you leave?"), _("Say when you leave"))
    back_at = _time(_("When are you back?"), _("Say when you are back"))
    transport = forms.ChoiceField(
        label=_("How do you get there?"), choices=Transport, widget=forms.RadioSelect, initial=Transport.FOOT,
        error_messages={"required": _("Say how you get there")},
    )  # fmt: skip
    by_words = forms.CharField(
        label=_("More about the way"), max_length=200, required=False,
        help_text=_("The firm, the seats and belts, the stop. Families read this."),
    )  # fmt: skip
    for_each = forms.IntegerField(
        label=_("How many children go with one adult, at most?"), min_value=1, max_value=13,
        error_messages={"required": _("Say how many children go with one adult")},
    )  # fmt: skip
    risks = forms.CharField(
        label=_("What could go wrong, and what do you do about it?"), widget=area(4), max_length=LONGEST,
        help_text=_("Your risk assessment. Families read it."),
        error_messages={"required": _("Write what could go wrong, and what you do about it")},
    )  # fmt: skip
    answerable = forms.ChoiceField(
        label=_("Who is answerable?"), error_messages={"required": _("Choose who is answerable")}
    )
    going = forms.MultipleChoiceField(
        label=_("Who else goes along?"), widget=forms.CheckboxSelectMultiple, required=False
    )
    children = forms.MultipleChoiceField(
        label=_("Which children are invited?"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose the children who are invited")},
    )  # fmt: skip
    walk = forms.BooleanField(
        label=_("It is a short walk nearby, for which families have given a standing yes"), required=False
    )

    def __init__(self, people: Sequence[Person], children: Sequence[Child], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.people, self.all_children = {each.pk: each for each in people}, {each.pk: each for each in children}
        boxes: Any = self.fields
        boxes["answerable"].choices = [("", _("Choose one")), *_boxes(people)]
        boxes["going"].choices = _boxes(people)
        boxes["children"].choices = list(told_apart(children).items())

    def planned(self) -> Planned:
        """The outing as it was typed."""
        given = self.cleaned_data
        return Planned(**{name: given[name] for name in Planned.__dataclass_fields__})

    def who(self) -> tuple[Person, list[Person], list[Child]]:
        """Who is answerable, who goes along, and who is invited."""
        given = self.cleaned_data
        going = [self.people[each] for each in given["going"]]
        return self.people[given["answerable"]], going, [self.all_children[each] for each in given["children"]]


class InviteForm(forms.Form):
    """More children for an outing that has not left."""

    children = forms.MultipleChoiceField(
        label=_("Which children are invited too?"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose the children who are invited")},
    )  # fmt: skip

    def __init__(self, children: Sequence[Child], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.all_children = {each.pk: each for each in children}
        boxes: Any = self.fields
        boxes["children"].choices = list(told_apart(children).items())

    def chosen(self) -> list[Child]:
        """The children."""
        return [self.all_children[each] for each in self.cleaned_data["children"]]


class HandOnForm(forms.Form):
    """Somebody else becomes answerable."""

    person = forms.ChoiceField(
        label=_("Who is answerable from now on?"), error_messages={"required": _("Choose who is answerable")}
    )

    def __init__(self, people: Sequence[Person], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.people = {each.pk: each for each in people}
        boxes: Any = self.fields
        boxes["person"].choices = [("", _("Choose one")), *_boxes(people)]


class PaperForm(forms.Form):
    """The risk assessment as it stands on paper."""

    paper = forms.FileField(
        label=_("The risk assessment on paper"), help_text=_("A photo (JPG, PNG, WebP) or a PDF."),
        error_messages={"required": _("Choose a photo (JPG, PNG, WebP) or a PDF")},
    )  # fmt: skip


class OffForm(forms.Form):
    """Why an outing does not take place."""

    because = forms.CharField(
        label=_("Why is it not taking place?"), widget=area(2), max_length=LONGEST,
        error_messages={"required": _("Say why it is not taking place")},
    )  # fmt: skip


class ToldForm(forms.Form):
    """What an adult who may say it said, and how it came."""

    ROUTES = [(route.value, route.label) for route in Route if route != Route.SCREEN]
    consent = forms.ChoiceField(label=_("Who said it?"), error_messages={"required": _("Choose who said it")})
    yes = forms.ChoiceField(
        label=_("May the child go?"), choices=(("yes", _("Yes")), ("no", _("No"))), widget=forms.RadioSelect,
        error_messages={"required": _("Choose yes or no")},
    )  # fmt: skip
    route = forms.ChoiceField(
        label=_("How did they say it?"), choices=ROUTES, widget=forms.RadioSelect,
        error_messages={"required": _("Say how the answer came")},
    )  # fmt: skip
    words = forms.CharField(label=_("In their own words"), widget=area(2), max_length=LONGEST, required=False)

    def __init__(self, consents: Sequence[Consent], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.consents = {each.pk: each for each in consents}
        boxes: Any = self.fields
        boxes["consent"].choices = [
            ("", _("Choose one")),
            *((each.pk, f"{each.child.called}: {each.adult.person.called}") for each in consents),
        ]


class CountForm(forms.Form):
    """Heads, as they were counted. `at` comes from a device that kept the count while it had no signal (`away`)."""

    heads = forms.IntegerField(
        label=_("How many children did you count?"), min_value=0, max_value=999,
        error_messages={"required": _("Count the children, and write how many there are")},
    )  # fmt: skip
    key = forms.CharField(max_length=40, widget=forms.HiddenInput)
    at = forms.DateTimeField(required=False, input_formats=["%Y-%m-%dT%H:%M:%S.%f%z"], widget=forms.HiddenInput)
    away = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def counting(self) -> Counting:
        """The count."""
        given = self.cleaned_data
        return Counting(given["heads"], given["key"], given["at"] if given["away"] else None, given["away"])


class LeaveForm(CountForm):
    """Who goes, and with how many adults."""

    adults = forms.IntegerField(
        label=_("How many adults go along?"), min_value=1, max_value=99,
        error_messages={"required": _("Say how many adults go along")},
    )  # fmt: skip

    field_order = ("heads", "adults")


class EarlyForm(forms.Form):
    """A child is collected on the way."""

    invited = forms.ChoiceField(label=_("Which child?"), error_messages={"required": _("Choose the child")})
    words = forms.CharField(
        label=_("Who collected the child, and where?"), widget=area(2), max_length=LONGEST,
        error_messages={"required": _("Say who collected the child, and where")},
    )  # fmt: skip

    def __init__(self, out: Sequence[Invited], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.out = {each.pk: each for each in out}
        boxes: Any = self.fields
        names = told_apart([each.child for each in out])
        boxes["invited"].choices = [("", _("Choose one")), *((each.pk, names[each.child_id]) for each in out)]


class ExplainForm(forms.Form):
    """What was found out."""

    words = forms.CharField(
        label=_("What did you find out, and what did you do?"), widget=area(3), max_length=LONGEST,
        error_messages={"required": _("Say what you found out, and what you did")},
    )  # fmt: skip
