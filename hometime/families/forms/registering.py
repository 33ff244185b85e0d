"""Writing down a child and the adults in their life."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hometime.families.actions import AdultSaid
from hometime.families.facets import FACETS, Basis
from hometime.families.forms.parts import LanguagesField, LinesField, key_people_of, rooms_of
from hometime.families.models import Adult
from hometime.families.tongues import choices as tongues
from hometime.families.words import SAID
from hometime.kernel import clock
from hometime.people.models import Room, Setting
from hometime.ui.forms import DayField, area

SEEN_FIRST = _("First see, face to face, who they are, and tick it. Before that nothing can be given to them.")
ONE_TO_NINE = _("Give a number from 1 to 9")
MODES = (
    (Adult.Mode.EMAIL, _("E-mail")),
    (Adult.Mode.TEXT, _("Text message")),
    (Adult.Mode.PAPER, _("Paper in the bag")),
    (Adult.Mode.CALL, _("A call")),
)
NEEDS_ADDRESS = _("Give the e-mail address that they will sign in with")


class ChildForm(forms.Form):
    """A child: the least first."""

    name = forms.CharField(
        label=_("Child's full name"), max_length=200, error_messages={"required": _("Give the child's name")}
    )
    born = DayField(label=_("Date of birth"), error_messages={"required": _("Give the date of birth")})
    starts = DayField(label=_("First day here"), required=False)
    room = forms.ChoiceField(label=_("Room"), required=False)
    name_to_use = forms.CharField(label=_("Name to use"), max_length=80, required=False)
    pronunciation = forms.CharField(
        label=_("How it is said"), help_text=_("Such as: neev, to rhyme with leave."), max_length=120, required=False
    )
    languages = LanguagesField(label=_("Languages of the child"))
    facts = LinesField(
        label=_("Health and needs that whoever works with them must know"),
        help_text=_("One to a line. Allergies first."),
    )
    FIRST = ("name", "born", "starts", "room", "key_person", "back_up", "another")

    def __init__(self, setting: Setting, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.setting = setting
        self.fields["room"].choices = rooms_of(setting)  # type: ignore[attr-defined]

    def first(self) -> list[forms.BoundField]:
        """What is asked at once."""
        return [self[name] for name in self.FIRST if name in self.fields]

    def rest(self) -> list[forms.BoundField]:
        """What can be folded away."""
        return [field for field in self.visible_fields() if field.name not in self.FIRST]

    def clean_born(self) -> dt.date:
        """Never a day to come."""
        born: dt.date = self.cleaned_data["born"]
        if born > clock.today():
            raise forms.ValidationError(_("The date of birth must be today or earlier"))
        return born

    def clean(self) -> dict[str, Any]:
        """The first day is not before the birth."""
        said = super().clean() or {}
        if said.get("born") and said.get("starts") and said["starts"] < said["born"]:
            self.add_error("starts", _("The first day is before the date of birth"))
        return said

    def facts_of_child(self) -> dict[str, Any]:
        """What was said of the child itself, as the actions take it."""
        said = self.cleaned_data
        room = Room.objects.get(pk=said["room"]) if said["room"] else None
        return {"room": room, **{name: said[name] for name in ("starts", "name_to_use", "pronunciation")}}


class NewChildForm(ChildForm):
    """A child who joins, with a key person and a back-up."""

    key_person = forms.ChoiceField(label=_("Key person"), required=False)
    back_up = forms.ChoiceField(label=_("Back-up key person"), required=False)
    another = forms.BooleanField(
        label=_("This is another child with the same name and date of birth"), required=False, widget=forms.HiddenInput
    )

    def __init__(self, setting: Setting, data: Any = None, *, names: bool, **options: Any) -> None:
        super().__init__(setting, data, **options)
        people = [("", _("Choose later")), *key_people_of(setting, clock.today())]
        for part in ("key_person", "back_up"):
            if names:
                self.fields[part].choices = people  # type: ignore[attr-defined]
            else:
                del self.fields[part]

    def clean(self) -> dict[str, Any]:
        """The back-up is somebody else."""
        said = super().clean()
        if said.get("key_person") and said["key_person"] == said.get("back_up"):
            self.add_error("back_up", _("Choose somebody else as the back-up"))
        return said

    def offer_another(self) -> None:
        """Shows the box to tick where a child of this name is here already."""
        self.fields["another"].widget = forms.CheckboxInput()


class ContactForm(forms.Form):
    """How an adult is reached, and what they need."""

    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    safe_to_ring = forms.CharField(
        label=_("When is it safe to ring?"), help_text=_("Leave it empty for any time."), max_length=80, required=False
    )
    never_write = forms.BooleanField(
        label=_("It is not safe to write to them"), required=False,
        help_text=_("Ask each adult by themselves. Then no news is sent to them: ring them, or tell them at the door."),
    )  # fmt: skip
    mode = forms.ChoiceField(
        label=_("How do they want to hear from us?"), required=False, initial=Adult.Mode.EMAIL,
        choices=MODES,
    )  # fmt: skip
    reads = LanguagesField(
        label=_("Reads"),
        initial=["en"],
        help_text=_("Best first, with commas between. Empty for somebody who does not read."),
    )
    speaks = LanguagesField(label=_("Speaks"))
    interpreter = forms.ChoiceField(
        label=_("Needs an interpreter for"), choices=tongues(empty=_("None")), required=False
    )
    formats = LinesField(
        label=_("Needs things written in another way"),
        help_text=_("Large print, read aloud, Easy Read: one to a line."),
    )
    access_needs = LinesField(
        label=_("Needs when they come here"), help_text=_("A step-free way in, a signer, more time: one to a line.")
    )
    organisation = forms.CharField(
        label=_("Acts for a local authority"), max_length=120, required=False,
        help_text=_("The name of the authority, where it is the child's corporate parent."),
    )  # fmt: skip
    CONTACT = (
        "phone",
        "safe_to_ring",
        "mode",
        "reads",
        "speaks",
        "interpreter",
        "formats",
        "access_needs",
        "organisation",
    )

    def contact(self) -> dict[str, Any]:
        """What was said, as the actions take it."""
        return {name: self.cleaned_data[name] for name in self.CONTACT} | {
            "mode": self.cleaned_data["mode"] or Adult.Mode.EMAIL,
            "safe_to_write": not self.cleaned_data["never_write"],
        }


class AdultForm(ContactForm):
    """One adult of a child: who they are, what was decided, and how they are reached."""

    name = forms.CharField(label=_("Their full name"), max_length=200, required=False)
    relation = forms.CharField(
        label=_("What they are to the child"), max_length=40, required=False,
        help_text=_("Such as mother, grandfather, foster carer, social worker."),
    )  # fmt: skip
    seen = forms.BooleanField(label=_("I saw today, face to face, who they are"), required=False)
    basis = forms.ChoiceField(label=_("What does this rest on?"), required=False, initial=Basis.DECLARED, choices=(
        (Basis.DECLARED, Basis.DECLARED.label), (Basis.ORDER, Basis.ORDER.label), (Basis.INSTRUCTED, Basis.INSTRUCTED.label),
    ))  # fmt: skip
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        error_messages={"invalid": _("An address looks like name@example.com")},
    )
    signs_in = forms.BooleanField(label=_("Send them a link to sign in"), required=False)
    address = forms.CharField(label=_("Address"), widget=area(2), max_length=500, required=False)
    kept_from = forms.BooleanField(
        label=_("Somebody is to be kept from this address"), required=False,
        help_text=_("Ask each adult by themselves. Then it is sealed, and stands on no list."),
    )  # fmt: skip
    emergency_order = forms.IntegerField(
        label=_("Ring in an emergency: first, second …"), min_value=1, max_value=9, required=False,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), ONE_TO_NINE),
    )  # fmt: skip
    WHO = ("name", "relation", "seen")
    REACHED = ("phone", "email", "signs_in", "address", "kept_from", "emergency_order")

    def __init__(self, number: int, data: Any = None, *, known: Adult | None = None, **options: Any) -> None:
        super().__init__(data, **{"prefix": f"adult{number}", **options})
        self.number, self.known = number, known
        for facet in FACETS:
            self.fields[facet] = facet_field(facet)
        if known is not None:
            for name in ("name", "email", "address", "kept_from", "signs_in", "never_write", *self.CONTACT):
                del self.fields[name]

    def who(self) -> list[forms.BoundField]:
        """Who they are."""
        return [self[name] for name in self.WHO if name in self.fields]

    def decided(self) -> list[forms.BoundField]:
        """What is decided about them, and on what it rests."""
        return [*(self[name] for name in FACETS), self["basis"]]

    def reached(self) -> list[forms.BoundField]:
        """How they are reached."""
        return [self[name] for name in self.REACHED if name in self.fields]

    def needs(self) -> list[forms.BoundField]:
        """Languages and needs."""
        return [self[name] for name in ("safe_to_ring", "never_write", *self.CONTACT[2:]) if name in self.fields]

    @property
    def is_open(self) -> bool:
        """Whether it should stand open on the page: the first, and every one with something in it."""
        return self.number == 1 or self.known is not None or bool(self.errors) or (self.is_bound and self.has_changed())

    def clean(self) -> dict[str, Any]:
        """Somebody with anything in their boxes has a name and a relation; nothing is given to whom nobody saw."""
        said = super().clean() or {}
        if not self.is_said():
            return said
        if self.known is None and not said.get("name"):
            self.add_error("name", _("Give their name"))
        if not said.get("relation"):
            self.add_error("relation", _("Say what they are to the child"))
        gives = any(FACETS[name].rights(value) for name, value in self.facets().items())
        if (gives or said.get("signs_in")) and not said.get("seen") and not self._seen_before():
            self.add_error("seen", SEEN_FIRST)
        if said.get("signs_in") and not said.get("email"):
            self.add_error("email", NEEDS_ADDRESS)
        return said

    def is_said(self) -> bool:
        """Whether anything was typed about this adult."""
        said = self.cleaned_data
        return bool(self.errors or said.get("name") or said.get("relation") or said.get("phone") or said.get("email"))

    def facets(self) -> dict[str, Any]:
        """What was decided, facet by facet, in the values of the bond; what keeps its least value is left out."""
        found = {name: value_of(name, self.cleaned_data.get(name)) for name in FACETS}
        return {name: value for name, value in found.items() if value != FACETS[name].least}

    def said(self) -> AdultSaid:
        """The adult, as the actions take them."""
        said = self.cleaned_data
        contact = {}
        if self.known is None:
            contact = self.contact() | {"address": said["address"], "address_hidden": said["kept_from"]}
        facets = self.facets() | {"emergency_order": said["emergency_order"]}
        return AdultSaid(
            relation=said["relation"], name=said.get("name", ""), known=self.known, email=said.get("email", ""),
            facets=facets, contact=contact, basis=said["basis"] or Basis.DECLARED, seen=said["seen"],
            signs_in=said.get("signs_in", False),
        )  # fmt: skip

    def _seen_before(self) -> bool:
        return self.known is not None  # whoever is here for another child; the action asks whether they were seen


def facet_field(facet: str) -> forms.Field:
    """The field in which one facet is decided."""
    said = SAID[facet]
    if facet == "consent_power":
        return forms.MultipleChoiceField(
            label=said.title,
            help_text=said.means,
            choices=said.choices,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
    least = FACETS[facet].least
    return forms.ChoiceField(
        label=said.title, help_text=said.means, choices=said.choices, initial=least, required=False,
        widget=forms.Select,
    )  # fmt: skip


def value_of(facet: str, typed: Any) -> Any:
    """What was chosen, as the bond holds it."""
    least = FACETS[facet].least
    if facet == "consent_power":
        return " ".join(typed or ())
    if isinstance(least, bool):
        return str(typed) == "True"
    return typed or least
