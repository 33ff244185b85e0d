"""What those who work here type about plans: rounds, what the family said, professionals, and sealed tasks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hometime.people.models import Person
from hometime.plans.actions.supporting import Does, Written
from hometime.plans.forms.family import LONGEST, ReplyForm
from hometime.plans.models import Place, Round, Says
from hometime.ui.forms import DayField, area

HERE, HOME = 3, 3  # how many steps a round has room for


class RoundForm(forms.Form):
    """One round: what is seen, what the family wishes, the aim, who does what here and at home, and the review."""

    seen_so_far = forms.CharField(
        label=_("What do you see? What have you tried?"), widget=area(3), max_length=LONGEST,
        error_messages={"required": _("Write what you see")},
    )  # fmt: skip
    wishes = forms.CharField(
        label=_("What do the family see and wish for?"), help_text=_("Every adult who sees the plan reads this."),
        widget=area(2), max_length=LONGEST, required=False,
    )  # fmt: skip
    aim = forms.CharField(
        label=_("What shall the child be able to do by the review?"), widget=area(2), max_length=LONGEST,
        error_messages={"required": _("Write what you aim at")},
    )  # fmt: skip
    review_on = DayField(
        label=_("When do you look at it together?"), error_messages={"required": _("Give the day of the review")}
    )

    def __init__(self, adults: list[Person], data: Any = None, *, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.adults = {adult.pk: adult for adult in adults}
        homes = [("", _("Every home")), *((adult.pk, adult.called) for adult in adults)]
        for number in range(1, HERE + 1):
            self.fields[f"here_{number}"] = forms.CharField(
                label=_("What is done here?"), widget=area(2), max_length=LONGEST, required=number == 1,
                error_messages={"required": _("Write what is done here")},
            )  # fmt: skip
            self.fields[f"who_{number}"] = forms.CharField(label=_("Who does it?"), max_length=120, required=False)
        for number in range(1, HOME + 1):
            self.fields[f"home_{number}"] = forms.CharField(
                label=_("What is done at home?"), widget=area(2), max_length=LONGEST, required=False
            )
            self.fields[f"whose_{number}"] = forms.ChoiceField(
                label=_("In which home?"), choices=homes, required=False,
                help_text=_("What is agreed with one home alone, the other does not see."),
            )  # fmt: skip

    def sets(self) -> list[list[forms.BoundField]]:
        """The fields of each step, together."""
        here = [[self[f"here_{number}"], self[f"who_{number}"]] for number in range(1, HERE + 1)]
        return here + [[self[f"home_{number}"], self[f"whose_{number}"]] for number in range(1, HOME + 1)]

    def places(self) -> list[tuple[list[forms.BoundField], list[forms.BoundField]]]:
        """Of what is done here, and of what is done at home: the fields of the first step, and those of the others."""
        sets = self.sets()
        halves = (sets[:HERE], sets[HERE:])
        return [(first, [field for each in more for field in each]) for first, *more in halves]

    def written(self) -> Written:
        """What was typed."""
        given = self.cleaned_data
        steps = [
            Does(Place.HERE, given[f"here_{n}"], who=given[f"who_{n}"])
            for n in range(1, HERE + 1)
            if given[f"here_{n}"]
        ]
        steps += [
            Does(Place.HOME, given[f"home_{n}"], person=self.adults.get(given[f"whose_{n}"]))
            for n in range(1, HOME + 1)
            if given[f"home_{n}"]
        ]
        return Written(given["seen_so_far"], given["aim"], steps, given["review_on"], given["wishes"])


class BeginForm(RoundForm):
    """A plan and its first round."""

    need = forms.CharField(
        label=_("What does the child need support with?"), widget=area(2), max_length=LONGEST,
        error_messages={"required": _("Say what the child needs support with")},
    )  # fmt: skip
    field_order = ("need", "seen_so_far", "wishes", "aim", "review_on")


class FoundForm(forms.Form):
    """What came of a round."""

    found = forms.CharField(
        label=_("What came of it?"), widget=area(3), max_length=LONGEST,
        error_messages={"required": _("Write what came of it")},
    )  # fmt: skip
    family_found = forms.CharField(
        label=_("What do the family say came of it?"), help_text=_("Every adult who sees the plan reads this."),
        widget=area(2), max_length=LONGEST, required=False,
    )  # fmt: skip


class AgainForm(RoundForm, FoundForm):
    """The review of a round, and the next one."""

    field_order = ("found", "family_found", "seen_so_far", "wishes", "aim", "review_on")


class EndForm(FoundForm):
    """The last review: what came of it, and why no more support is planned."""

    because = forms.CharField(
        label=_("Why does the plan end?"), widget=area(2), max_length=2000,
        error_messages={"required": _("Say why the plan ends")},
    )  # fmt: skip

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="id_end_%s")


class ToldForm(ReplyForm):
    """What an adult said to the plan, written down for them; or that they were asked and gave no answer."""

    person = forms.ChoiceField(label=_("Who?"))

    def __init__(self, people: list[Person], data: Any = None) -> None:
        super().__init__(data, auto_id="id_told_%s")
        self.people = {person.pk: person for person in people}
        self.fields["person"].choices = [(person.pk, person.called) for person in people]  # type: ignore[attr-defined]
        self.fields["says"].label = _("What did they say?")
        self.fields["says"].choices = Says.choices  # type: ignore[attr-defined]
        self.fields["words"].label = _("In their words, or how you asked")
        self.order_fields(["person"])


class ProfessionalForm(forms.Form):
    """Somebody from outside on the plan: who, for what, until when."""

    person = forms.ChoiceField(
        label=_("Somebody who may sign in"), required=False,
        help_text=_("They see the plan until the last day. Leave it empty for somebody who only comes here."),
    )  # fmt: skip
    name = forms.CharField(label=_("Their name"), max_length=120, required=False)
    agency = forms.CharField(label=_("From which service?"), max_length=120, required=False)
    scope = forms.CharField(
        label=_("What do they do on this plan?"), widget=area(2), max_length=2000,
        error_messages={"required": _("Say what they do on this plan")},
    )  # fmt: skip
    ends = DayField(label=_("Until which day?"), error_messages={"required": _("Give the last day")})

    def __init__(self, people: list[Person], data: Any = None) -> None:
        super().__init__(data, auto_id="id_pro_%s")
        self.people = {person.pk: person for person in people}
        choices = [("", _("Choose one")), *((person.pk, person.called) for person in people)]
        self.fields["person"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A name, or somebody who may sign in."""
        given = super().clean() or {}
        given["person"] = self.people.get(given.get("person", ""))
        if given["person"] is None and not given.get("name"):
            self.add_error("name", _("Give their name, or choose somebody who may sign in"))
        return given


class SafetyWorkerForm(forms.Form):
    """Somebody from outside on a safety plan: who, how to reach them, for what, until when."""

    name = forms.CharField(label=_("Their name"), max_length=120, error_messages={"required": _("Give their name")})
    agency = forms.CharField(
        label=_("From which service?"), max_length=120, error_messages={"required": _("Say from which service")}
    )
    reach = forms.CharField(
        label=_("How do you reach them?"), max_length=200, error_messages={"required": _("Say how you reach them")}
    )
    scope = forms.CharField(
        label=_("What do they do on this plan?"), widget=area(2), max_length=2000,
        error_messages={"required": _("Say what they do on this plan")},
    )  # fmt: skip
    ends = DayField(label=_("Until which day?"), error_messages={"required": _("Give the last day")})

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="id_worker_%s")


class SafetyForm(forms.Form):
    """A safety plan that was agreed outside."""

    worker = forms.CharField(
        label=_("Who leads the plan outside, and how do you reach them?"), widget=area(2), max_length=2000,
        error_messages={"required": _("Say who leads the plan outside")},
    )  # fmt: skip
    meeting_on = DayField(label=_("When is the next meeting?"), required=False)


class SafetyTaskForm(forms.Form):
    """One agreed task."""

    words = forms.CharField(
        label=_("What was agreed? Word for word, as the plan has it."), widget=area(3), max_length=LONGEST,
        error_messages={"required": _("Write what was agreed")},
    )  # fmt: skip
    due = DayField(label=_("By which day?"), error_messages={"required": _("Give the day")})
    adult = forms.ChoiceField(label=_("With which adult of the family?"), required=False)
    shown = forms.BooleanField(label=_("It is safe to show this task to that adult"), required=False)
    why_not = forms.CharField(label=_("If not: why is it not safe?"), max_length=2000, required=False)

    def __init__(self, adults: list[Person], data: Any = None) -> None:
        super().__init__(data, auto_id="id_task_%s")
        self.people = {adult.pk: adult for adult in adults}
        choices = [("", _("None")), *((adult.pk, adult.called) for adult in adults)]
        self.fields["adult"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Where an adult has a part and is not shown it, the reason is needed."""
        given = super().clean() or {}
        given["adult"] = self.people.get(given.get("adult", ""))
        if given["adult"] is not None and not given.get("shown") and not given.get("why_not"):
            self.add_error("why_not", _("Say why it is not safe to show it"))
        return given


class DoingForm(forms.Form):
    """What was done of a task at work, and whether that finishes it."""

    words = forms.CharField(
        label=_("What was done?"), widget=area(3), max_length=LONGEST,
        error_messages={"required": _("Write what was done")},
    )  # fmt: skip
    done = forms.BooleanField(label=_("The task is done"), required=False)


class HideForm(forms.Form):
    """Why a task is safe no longer to show."""

    why_not = forms.CharField(
        label=_("Why is it not safe to show it?"), max_length=2000,
        error_messages={"required": _("Say why it is not safe to show it")},
    )  # fmt: skip


class ReportForm(forms.Form):
    """What was told to which meeting."""

    to = forms.CharField(label=_("Which meeting?"), max_length=200, error_messages={"required": _("Say which meeting")})
    words = forms.CharField(
        label=_("What did you tell it?"), widget=area(3), max_length=LONGEST,
        error_messages={"required": _("Write what you told it")},
    )  # fmt: skip
    meeting_on = DayField(label=_("When is the next meeting?"), required=False)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="id_report_%s")


class CloseForm(forms.Form):
    """Why a safety plan ends."""

    because = forms.CharField(
        label=_("Why does the plan end?"), max_length=2000, error_messages={"required": _("Say why the plan ends")}
    )


def last_time(last: Round, steps: list[Any]) -> dict[str, Any]:
    """What stands ready in the form of the next round: what the last one had."""
    initial: dict[str, Any] = {"aim": last.aim, "wishes": last.wishes}
    here = [step for step in steps if step.place == Place.HERE]
    home = [step for step in steps if step.place == Place.HOME]
    for number, step in enumerate(here[:HERE], start=1):
        initial |= {f"here_{number}": step.words, f"who_{number}": step.who}
    for number, step in enumerate(home[:HOME], start=1):
        initial |= {f"home_{number}": step.words, f"whose_{number}": step.person_id or ""}
    return initial
