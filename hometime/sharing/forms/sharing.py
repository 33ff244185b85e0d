"""What people type to decide whether something leaves, to send it, and to write down that it arrived."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hometime.agencies.models import Professional
from hometime.consents.models import Route
from hometime.people.models import Person
from hometime.sharing.bases import in_force
from hometime.sharing.forms.worries import LONGEST
from hometime.sharing.items import ticked
from hometime.sharing.models import Got, Ground, Told, Way
from hometime.sharing.shapes import Answers, Offer, Permission
from hometime.ui.forms import DayField, area

FEW = 7  # so many people stand in a list to tap; more, and they fold into one


class ConsiderForm(forms.Form):
    """The first screen: to whom, what exactly, for what, and why they need it."""

    to = forms.ChoiceField(
        label=_("Who would it go to?"), widget=forms.RadioSelect,
        help_text=_("Those on your register. Nothing goes to an address that nobody checked."),
        error_messages={"required": _("Choose who it would go to")},
    )  # fmt: skip
    items = forms.MultipleChoiceField(
        label=_("What exactly?"), help_text=_("Nothing leaves but what you tick. Share as little as will help."),
        widget=forms.CheckboxSelectMultiple, error_messages={"required": _("Tick what it is about")},
    )  # fmt: skip
    what = forms.CharField(
        label=_("What is it about, in a line?"), max_length=300,
        error_messages={"required": _("Say what it is about")},
    )  # fmt: skip
    purpose = forms.CharField(
        label=_("What is it for?"), help_text=_("A family that is told of it reads this."), widget=area(2),
        max_length=LONGEST, error_messages={"required": _("Say what it is for")},
    )  # fmt: skip
    need = forms.CharField(
        label=_("Why do they need it?"), widget=area(2), max_length=LONGEST,
        error_messages={"required": _("Say why they need it")},
    )  # fmt: skip

    def __init__(
        self, known: Sequence[Professional], offers: Sequence[Offer], data: Any = None, *, initial: Any = None
    ) -> None:
        super().__init__(data, initial=initial)
        self.known = {one.pk: one for one in known}
        listed = [(one.pk, called_with_place(one)) for one in known]
        if len(listed) > FEW:
            self.fields["to"].widget, listed = forms.Select(), [("", str(_("Choose one"))), *listed]
        self.fields["to"].choices = listed  # type: ignore[attr-defined]
        self.fields["items"].choices = [(offer.key, _offered(offer)) for offer in offers]  # type: ignore[attr-defined]

    def recipient(self) -> Professional:
        """Who was chosen."""
        return self.known[self.cleaned_data["to"]]

    def of(self, offers: Sequence[Offer]) -> list[Offer]:
        """The offers that were ticked."""
        return ticked(offers, self.cleaned_data["items"])


def called_with_place(one: Professional) -> str:
    """Somebody of the register with their post and place, and whether somebody checked their address."""
    checked = "" if one.verified else str(_(" - nobody checked the address"))
    return f"{one.name}, {one.role}, {one.organisation.name}{checked}"


def _offered(offer: Offer) -> str:
    words = " ".join(offer.words.split())
    return f"{offer.title}: {words[:80]}…" if len(words) > 80 else f"{offer.title}: {words}" if words else offer.title


class DecideForm(forms.Form):
    """The second screen: on which ground, on which basis, what the family knows, whose advice, and the decision."""

    shares = forms.ChoiceField(
        label=_("What do you decide?"), widget=forms.RadioSelect,
        choices=[("yes", _("Share exactly this")), ("no", _("Do not share it"))],
        error_messages={"required": _("Say what you decide")},
    )  # fmt: skip
    reasons = forms.CharField(
        label=_("Why?"), widget=area(2), max_length=LONGEST, error_messages={"required": _("Write down the reasons")}
    )
    ground = forms.ChoiceField(
        label=_("On which ground does it go?"), widget=forms.RadioSelect, choices=Ground.choices, required=False
    )
    permission_of = forms.ChoiceField(
        label=_("Who said yes?"), required=False, widget=forms.RadioSelect,
    )  # fmt: skip
    route = forms.ChoiceField(
        label=_("How did they say it?"), required=False, widget=forms.RadioSelect,
        choices=[choice for choice in Route.choices if choice[0] != Route.SCREEN],
    )  # fmt: skip
    basis = forms.ChoiceField(
        label=_("On which lawful basis?"), required=False,
        help_text=_("We propose one by the ground. Ask for advice where you are not sure."),
    )  # fmt: skip
    told = forms.ChoiceField(
        label=_("Does the family know?"), widget=forms.RadioSelect, choices=Told.choices, required=False
    )
    why_not_told = forms.CharField(label=_("If not: why?"), widget=area(2), max_length=LONGEST, required=False)
    asked = forms.ChoiceField(
        label=_("If it goes without their yes"), required=False, widget=forms.RadioSelect,
        choices=[("refused", _("They were asked and said no")), ("not_asked", _("They were not asked"))],
    )  # fmt: skip
    why_not_asked = forms.CharField(
        label=_("If they were not asked: why?"), widget=area(2), max_length=LONGEST, required=False
    )
    names_because = forms.CharField(
        label=_("If it names somebody of another family: why does it have to?"), widget=area(2), max_length=LONGEST,
        required=False,
    )  # fmt: skip
    advice = forms.CharField(label=_("Whose advice did you ask?"), max_length=300, required=False)
    # What is asked, by the answers that it is asked for: of everybody, of what is shared, with a yes, and without one.
    PARTS = (
        ("", ("shares", "reasons")),
        ("shares", ("ground", "basis")),
        ("permission", ("permission_of", "route")),
        ("override", ("told", "why_not_told", "asked", "why_not_asked")),
    )

    def __init__(self, adults: Sequence[Person], day: dt.date, data: Any = None, *, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.adults = {adult.pk: adult for adult in adults}
        self.fields["permission_of"].choices = [  # type: ignore[attr-defined]
            *((one.pk, one.called) for one in adults),
            ("", _("They answered on their own page")),
        ]
        self.fields["basis"].choices = [  # type: ignore[attr-defined]
            ("", _("The one proposed for the ground")),
            *((basis.key, f"{basis.words} ({basis.article})") for basis in in_force(day)),
        ]

    def parts(self) -> list[tuple[str, list[forms.BoundField]]]:
        """What is asked, part by part, each with the answer that it is asked for."""
        return [(when, [self[name] for name in names]) for when, names in self.PARTS]

    def more(self) -> list[forms.BoundField]:
        """What is seldom asked."""
        named = {name for _when, names in self.PARTS for name in names}
        return [field for field in self.visible_fields() if field.name not in named]

    def clean(self) -> dict[str, Any]:
        """Somebody's yes comes with the way it was said; and whoever said yes knows of it."""
        given = super().clean() or {}
        if given.get("ground") == Ground.PERMISSION:
            given["told"] = Told.BEFORE
            if given.get("permission_of") and not given.get("route"):
                self.add_error("route", _("Say how they said it"))
        return given

    def answers(self, purpose: str, what: str, need: str, proposed: str) -> Answers:
        """The seven answers, with those that were given on the first screen. `proposed` is the basis for the ground."""
        given, shares = self.cleaned_data, self.cleaned_data["shares"] == "yes"
        adult = self.adults.get(given["permission_of"])
        return Answers(
            purpose=purpose, what=what, need=need, shares=shares, reasons=given["reasons"],
            ground=Ground(given["ground"]) if shares and given["ground"] else None,
            basis=(given["basis"] or proposed) if shares else "",
            told=Told(given["told"]) if given["told"] else None,
            why_not_told=given["why_not_told"], advice=given["advice"],
            permission=Permission(adult, Route(given["route"])) if adult and shares and given["route"] else None,
            why_not_asked=given["why_not_asked"], against_refusal=given["asked"] == "refused",
            names_because=given["names_because"],
        )  # fmt: skip


class SendForm(forms.Form):
    """By which way it goes."""

    way = forms.ChoiceField(label=_("How does it go?"), widget=forms.RadioSelect, choices=Way.choices, initial=Way.LINK)


class GotForm(forms.Form):
    """How we know that it arrived."""

    got = forms.ChoiceField(
        label=_("How do you know that it arrived?"), widget=forms.RadioSelect,
        choices=[choice for choice in Got.choices if choice[0] != Got.OPENED],
        error_messages={"required": _("Say how you know")},
    )  # fmt: skip
    by = forms.CharField(label=_("Who told you?"), max_length=200, required=False)
    on = DayField(label=_("On which day?"), required=False, help_text=_("Leave it empty for today."))


class ReviewForm(forms.Form):
    """What a lead finds who looks again."""

    words = forms.CharField(
        label=_("Was it right, and was it no more than was needed?"), widget=area(2), max_length=LONGEST,
        error_messages={"required": _("Write down what you find")},
    )  # fmt: skip
