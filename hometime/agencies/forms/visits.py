"""What is typed about a visit, by those who work here."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hometime.agencies.actions.erasing import Kept
from hometime.agencies.actions.incidents import Happened
from hometime.agencies.actions.visits import Comes
from hometime.agencies.forms.nameless import NamelessForm
from hometime.agencies.models import Felt, Professional, Route
from hometime.agencies.visiting import What
from hometime.families.models import Child, told_apart
from hometime.people.models import Person, Setting
from hometime.records.audiences import Audience
from hometime.ui.forms import DayField, Once, area

LONGEST = 2000
NOBODY = [("", _("Choose"))]
AUDIENCES = [
    (Audience.FAMILY, _("The family may know of this visit")),
    (Audience.STAFF, _("The family is not shown it")),
    (Audience.SAFEGUARDING, _("Sealed: only the safeguarding leads and whoever stays")),
]
YES_NO = [("no", _("No")), ("yes", _("Yes"))]


def hour(label: Any = None, **more: Any) -> forms.TimeField:
    """A time of day on the day of the visit; left empty it is now."""
    widget = forms.TimeInput({"type": "time"}, format="%H:%M")
    return forms.TimeField(
        label=label or _("At what time, if it was not now?"), widget=widget, **{"required": False, **more}
    )


def people(everybody: list[Person]) -> list[tuple[str, Any]]:
    """Those who work here, as a choice."""
    return [*NOBODY, *((person.pk, person.called) for person in everybody)]


class ExpectForm(NamelessForm, Once):
    """A visit that is planned. Where they work stands on a letter, so it names nobody."""

    texts = ("space",)

    professional = forms.ChoiceField(label=_("Who comes?"), required=False)
    name = forms.CharField(label=_("Somebody else: their name"), max_length=120, required=False)
    agency = forms.CharField(label=_("From which service?"), max_length=160, required=False)
    on = DayField(label=_("On which day?"), error_messages={"required": _("Give the day")})
    at = hour(_("At what time?"))
    host = forms.ChoiceField(label=_("Who meets them?"), error_messages={"required": _("Choose who meets them")})
    space = forms.CharField(
        label=_("Where do they work?"), max_length=120, required=False,
        help_text=_("A room where no other child comes in. It stands on their letter: no names."),
    )  # fmt: skip
    purpose = forms.CharField(
        label=_("What for?"), max_length=LONGEST, required=False, widget=area(2),
        help_text=_("For us alone: it does not stand on the letter."),
    )  # fmt: skip

    def __init__(self, setting: Setting, known: list[Professional], staff: list[Person], data: Any = None) -> None:
        super().__init__(data, auto_id="id_expect_%s")
        self.known = {one.pk: one for one in known}
        self.staff = {one.pk: one for one in staff}
        names = [(one.pk, f"{one.name}, {one.organisation.name}") for one in known]
        self.fields["professional"].choices = [("", _("Somebody else")), *names]  # type: ignore[attr-defined]
        self.fields["host"].choices = people(staff)  # type: ignore[attr-defined]
        self.look(setting)

    def clean(self) -> dict[str, Any]:
        """Somebody of the register, or a name."""
        given = super().clean()
        if not given.get("professional") and not given.get("name"):
            self.add_error("name", _("Say who comes"))
        return given

    def comes(self) -> Comes:
        """What was typed."""
        given = self.cleaned_data
        return Comes(
            given["on"], self.staff[given["host"]], given["purpose"], given["at"], given["space"],
            self.known.get(given["professional"]), given["name"], given["agency"], self.no_names,
            given["once"],
        )  # fmt: skip


class NotesForm(NamelessForm):
    """What every visitor is told. They read it, so it names nobody."""

    texts = ("parking", "bring", "access", "quiet_room")
    parking = forms.CharField(label=_("Parking, and the way from the bus"), widget=area(2), required=False)
    bring = forms.CharField(label=_("What do they bring to show who they are?"), widget=area(2), required=False)
    access = forms.CharField(label=_("Steps, ramps, toilets, anything about access"), widget=area(2), required=False)
    quiet_room = forms.CharField(label=_("The quiet room, and how to ask for it"), widget=area(2), required=False)

    def __init__(self, setting: Setting, data: Any = None, *, initial: Any = None) -> None:
        super().__init__(data, initial=initial, auto_id="id_notes_%s")
        self.look(setting)


class KeepForm(forms.Form):
    """How long names of visitors are kept, and on whose word."""

    months = forms.IntegerField(
        label=_("For how many months?"), min_value=1, max_value=300,
        error_messages={"required": _("Say for how many months")},
    )  # fmt: skip
    source = forms.CharField(
        label=_("Where does that stand?"), max_length=200, help_text=_("Your policy, a law, or your insurer."),
        error_messages={"required": _("Say where that stands")},
    )  # fmt: skip
    checked_on = DayField(
        label=_("When did somebody look it up?"),
        error_messages={"required": _("Give the day on which it was looked up")},
    )

    def __init__(self, data: Any = None, *, initial: Any = None) -> None:
        super().__init__(data, initial=initial, auto_id="id_keep_%s")

    def kept(self) -> Kept:
        """What was typed."""
        return Kept(**self.cleaned_data)


class SentForm(forms.Form):
    """How the confirmation went."""

    route = forms.ChoiceField(
        label=_("How did the letter go?"), widget=forms.RadioSelect,
        choices=[(route, route.label) for route in (Route.HAND, Route.POST, Route.EMAIL, Route.READ)],
        error_messages={"required": _("Say how it went")},
    )  # fmt: skip


class BecauseForm(forms.Form):
    """Why a visit is called off."""

    because = forms.CharField(
        label=_("Why will they not come?"), max_length=200, error_messages={"required": _("Say why they will not come")}
    )


class TakeInForm(forms.Form):
    """Whom they came to see, and who stays."""

    # One tap to a name: whoever stands at the door with a visitor has no hand free for a list that opens.
    child = forms.ChoiceField(label=_("Which child?"), required=False, widget=forms.RadioSelect({"class": "names"}))
    stays = forms.ChoiceField(label=_("Who stays with them?"), error_messages={"required": _("Choose who stays")})
    audience = forms.ChoiceField(label=_("Who may know?"), choices=AUDIENCES, widget=forms.RadioSelect)
    at = hour()

    def __init__(self, children: list[Child], staff: list[Person], data: Any = None, *, initial: Any = None) -> None:
        super().__init__(data, initial=initial, auto_id="id_in_%s")
        self.children = {child.pk: child for child in children}
        self.staff = {person.pk: person for person in staff}
        named = list(told_apart(children).items())
        self.fields["child"].choices = [*named, ("", _("No child: they come for the house"))]  # type: ignore[attr-defined]
        self.fields["stays"].choices = people(staff)  # type: ignore[attr-defined]
        if not children:
            del self.fields["child"], self.fields["audience"]

    def said(self) -> dict[str, Any]:
        """What was typed, as the action takes it."""
        given = self.cleaned_data
        child = self.children.get(given.get("child", ""))
        audience = given["audience"] if child else Audience.STAFF
        return {"child": child, "stays": self.staff[given["stays"]], "audience": audience, "at": given["at"]}


class ToForm(forms.Form):
    """Who stays now, by name."""

    person = forms.ChoiceField(label=_("Who stays with them now?"), error_messages={"required": _("Choose who stays")})
    at = hour()

    def __init__(self, staff: list[Person], data: Any = None) -> None:
        super().__init__(data, auto_id="id_to_%s")
        self.staff = {person.pk: person for person in staff}
        self.fields["person"].choices = people(staff)  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Person:
        """Whoever was chosen."""
        return self.staff[self.cleaned_data["person"]]


class WhenForm(forms.Form):
    """When something of a visit happened."""

    at = hour()

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="id_when_%s")


class IncidentForm(forms.Form):
    """What went wrong: when, and why."""

    what = forms.ChoiceField(
        label=_("What happened?"), widget=forms.RadioSelect,
        choices=[(What.ALONE, _("Nobody stayed with them")), (What.OTHER_CHILD, _("They met another child"))],
        error_messages={"required": _("Say what happened")},
    )  # fmt: skip
    starts = hour(_("From"), required=True, error_messages={"required": _("Give the time at which it began")})
    ends = hour(_("Until"), required=True, error_messages={"required": _("Give the time at which it ended")})
    words = forms.CharField(
        label=_("Why did it happen?"), widget=area(3), max_length=LONGEST,
        help_text=_("The safeguarding leads and the manager read it, at once."),
        error_messages={"required": _("Say why it happened")},
    )  # fmt: skip

    def __init__(self, data: Any = None, *, initial: Any = None) -> None:
        super().__init__(data, initial=initial, auto_id="id_wrong_%s")

    def happened(self) -> Happened:
        """What was typed."""
        return Happened(**self.cleaned_data)


class FinishForm(forms.Form):
    """How a visit went, in the word of somebody who was there."""

    alone = forms.ChoiceField(
        label=_("Were they alone with the child, however briefly?"), choices=YES_NO, widget=forms.RadioSelect,
        error_messages={"required": _("Say yes or no")},
    )  # fmt: skip
    others = forms.ChoiceField(
        label=_("Did they meet another child?"), choices=YES_NO, widget=forms.RadioSelect,
        error_messages={"required": _("Say yes or no")},
    )  # fmt: skip
    words = forms.CharField(
        label=_("What did you see?"), max_length=LONGEST, widget=area(2),
        error_messages={"required": _("Write a line about what you saw")},
    )  # fmt: skip

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="id_finish_%s")

    def said(self) -> dict[What, bool]:
        """Yes or no to each."""
        given = self.cleaned_data
        return {What.ALONE: given["alone"] == "yes", What.OTHER_CHILD: given["others"] == "yes"}


class SettleForm(forms.Form):
    """What a lead does about what went wrong."""

    words = forms.CharField(
        label=_("What do you do about it?"), widget=area(3), max_length=LONGEST,
        error_messages={"required": _("Say what you do about it")},
    )  # fmt: skip


class AnswerForm(forms.Form):
    """The one question to a professional."""

    says = forms.ChoiceField(
        label=_("Were you welcome here, and could you do your work?"), choices=Felt, widget=forms.RadioSelect,
        error_messages={"required": _("Choose one")},
    )  # fmt: skip
    words = forms.CharField(
        label=_("What would have helped?"), widget=area(3), max_length=LONGEST, required=False,
        help_text=_("No names of children or families here."),
    )  # fmt: skip
