"""What people type when they write a complaint down, and when they take its next step."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterator
from typing import Any

from django import forms
from django.db import models
from django.db.models import Q
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext_lazy as _

from hometime.access.actions import digest_of
from hometime.access.rules import settings_of
from hometime.access.viewer import Viewer
from hometime.complaints.actions import Said
from hometime.complaints.intake.actions import Came
from hometime.complaints.intake.forms import RISK
from hometime.complaints.models import Channel, Classed, Door, Finding, Medium, Source, Subject
from hometime.families.models import Adult, Bond, Child, told_apart
from hometime.kernel import clock
from hometime.kernel.spelling import asked_again
from hometime.people.models import Person, Setting, current
from hometime.people.roles import HAT_OF, Hat, Role
from hometime.ui.forms import DayField

OLDEST = dt.timedelta(days=3 * 366)  # what came in longer ago is a year typed wrong
LONGEST = 100_000  # signs: as long as the longest letter that anybody hands in
WORKERS = [role for role, hat in HAT_OF.items() if hat in (Hat.STAFF, Hat.OWNER) and role != Role.TABLET]


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea({"rows": rows, "dir": "auto"})


class Called(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic when it runs
    """A choice of adults or persons by the name to use."""

    def label_from_instance(self, obj: Any) -> str:
        """The name that people call them by."""
        return str(obj.person.called if isinstance(obj, Adult) else obj.called)


class _Apart(ModelChoiceIterator):  # type: ignore[type-arg]  # not generic when it runs
    """Children to choose from: of several with one name, each with what tells them apart."""

    def __iter__(self) -> Iterator[tuple[Any, Any]]:
        if self.field.empty_label is not None:
            yield ("", self.field.empty_label)
        yield from told_apart(list(self.queryset)).items()


class OneOfTheChildren(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic when it runs
    """A choice of children, no two of whom look the same."""

    iterator = _Apart


class WriteDownForm(forms.Form):
    """What somebody said at the door, or handed in: their words first; the rest has an answer ready."""

    once = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)
    setting = forms.ModelChoiceField(label=_("Which setting is it about?"), queryset=Setting.objects.none())
    at_risk = forms.ChoiceField(
        label=_("Could a child be at risk of harm?"), choices=RISK, widget=forms.RadioSelect,
        error_messages={"required": _("Choose one. “I am not sure” is an answer too.")},
    )  # fmt: skip
    what_happened = forms.CharField(
        label=_("What did they say?"), help_text=_("In their own words, as near as you can."), widget=_area(4),
        max_length=LONGEST, error_messages={"required": _("Write down what they said")},
    )  # fmt: skip
    about = forms.ChoiceField(label=_("What or whom is it about?"), choices=Subject, initial=Subject.CARE)
    child = OneOfTheChildren(label=_("Which child?"), queryset=Child.objects.none(), required=False)
    explanation = forms.CharField(label=_("What did you explain?"), widget=_area(2), max_length=LONGEST, required=False)
    apology = forms.CharField(label=_("Did you say sorry? For what?"), widget=_area(1), max_length=2000, required=False)
    settled = forms.ChoiceField(
        label=_("Are they content with that?"), widget=forms.RadioSelect, initial="no",
        choices=(("yes", _("Yes, it is settled")), ("no", _("No, or not yet: hand it on"))),
    )  # fmt: skip
    classed = forms.ChoiceField(
        label=_("What do they call it?"), choices=Classed, required=False, widget=forms.RadioSelect,
        help_text=_("Ask them. It is theirs to say."),
    )  # fmt: skip
    staff_view = forms.ChoiceField(label=_("What would you call it?"), choices=Classed, required=False)
    read_back = forms.ChoiceField(
        label=_("Read back to them what you wrote. What do they say?"), widget=forms.RadioSelect, initial="later",
        choices=(("right", _("It is right")), ("later", _("I read it back on the next page"))),
    )  # fmt: skip
    adult = Called(
        label=_("Who said it?"), queryset=Adult.objects.none(), required=False,
        help_text=_("Choose them, and they can follow it when they sign in."),
    )  # fmt: skip
    complainant = forms.CharField(label=_("Or their name, if they are not in the list"), max_length=120, required=False)
    source = forms.ChoiceField(label=_("Who are they?"), choices=Source, initial=Source.PARENT)
    organisation = forms.CharField(label=_("Their service, if they are from one"), max_length=120, required=False)
    ofsted_number = forms.CharField(label=_("Ofsted’s number, if Ofsted sent it on"), max_length=40, required=False)
    channel = forms.ChoiceField(label=_("How did they tell us?"), choices=Medium, initial=Medium.SPOKEN)
    companion = forms.CharField(
        label=_("Did somebody speak for them, or come with them? Their name"), max_length=120, required=False
    )
    authority = forms.CharField(
        label=_("What lets that person speak for them?"), max_length=200, required=False,
        help_text=_("Such as: she said so herself, standing beside him."),
    )  # fmt: skip
    who = Called(
        label=_("Whom is it about?"), queryset=Person.objects.none(), required=False,
        help_text=_("They will not see it, and are not told by Hometime."),
    )  # fmt: skip
    put_right = forms.CharField(
        label=_("What would put it right for them?"), widget=_area(2), max_length=LONGEST, required=False
    )
    eyfs_requirement = forms.BooleanField(label=_("It touches a requirement of the EYFS, or it may"), required=False)
    personal_data = forms.BooleanField(
        label=_("It is about how we handled personal information, or part of it is"), required=False
    )
    received_on = DayField(label=_("Which day was it?"), required=False, help_text=_("Leave it empty for today."))
    FIRST = (
        "setting", "at_risk", "what_happened", "about", "child", "explanation", "apology", "settled", "classed",
        "read_back",
    )  # fmt: skip

    def __init__(self, viewer: Viewer, data: Any = None) -> None:
        super().__init__(data, initial={"once": secrets.token_urlsafe(16)})
        self.only = viewer.home if viewer.setting_id else None  # the one place of a staff member, known already
        if self.only is None:
            places = settings_of(viewer)
            self.fields["setting"].queryset = places  # type: ignore[attr-defined]
            self.fields["setting"].empty_label = None  # type: ignore[attr-defined]
            self.only = places[0] if len(places) == 1 else None
        if self.only is not None:
            del self.fields["setting"]
        self.fields["child"].queryset = _children(viewer)  # type: ignore[attr-defined]
        self.fields["child"].empty_label = _("No child, or I cannot say")  # type: ignore[attr-defined]
        self.fields["adult"].queryset = _adults(viewer)  # type: ignore[attr-defined]
        self.fields["adult"].empty_label = _("Somebody else, or they gave no name")  # type: ignore[attr-defined]
        self.viewer = viewer
        self.fields["who"].queryset = _workers(viewer)  # type: ignore[attr-defined]
        self.fields["who"].empty_label = _("Nobody in particular")  # type: ignore[attr-defined]

    def first(self) -> list[forms.BoundField]:
        """What is asked of everybody."""
        return [self[name] for name in self.FIRST if name in self.fields]

    def more(self) -> list[forms.BoundField]:
        """What has an answer ready."""
        return [field for field in self.visible_fields() if field.name not in self.FIRST]

    def more_is_open(self) -> bool:
        """Whether something to put right stands among the answers that were ready."""
        return any(field.errors for field in self.more())

    def clean_received_on(self) -> object:
        """Today where nothing is said; never a day to come, nor one of which the record need not be kept any more."""
        day = self.cleaned_data["received_on"] or clock.today()
        if day < clock.today() - OLDEST:
            raise forms.ValidationError(_("The day it came in is more than three years ago. Check the year"))
        if day > clock.today():
            raise forms.ValidationError(_("The day it came in must be today or earlier"))
        return day

    def clean(self) -> dict[str, Any]:
        """A complaint about somebody names them, unless the child or the post says who it is."""
        given = super().clean() or {}
        about, who, child = given.get("about"), given.get("who"), given.get("child")
        if about in (Subject.OTHER_STAFF, Subject.OWNER) and not who:
            self.add_error("who", _("Choose whom it is about"))
        if about == Subject.KEY_PERSON and not (who or child):
            self.add_error("child", _("Choose the child, or say below whom it is about"))
        adult = given.get("adult")
        if adult and child and not Bond.objects.visible_to(self.viewer).filter(adult=adult, child=child).exists():
            self.add_error("adult", _("This person does not belong to that child. Choose again"))
        if given.get("source") == Source.OFSTED and not given.get("ofsted_number"):
            self.add_error("ofsted_number", _("Give Ofsted’s number for it"))
        if given.get("companion") and not given.get("authority"):
            self.add_error("authority", _("Say what lets them speak for somebody else"))
        return given

    def setting_and_said(self) -> tuple[Setting, Said, Came]:
        """What was typed, ready to be written down: for which setting, what was said, and how it came in."""
        given = dict(self.cleaned_data)
        setting = given.pop("setting", None) or self.only
        assert setting is not None  # a form with one place to choose from has chosen it
        adult, medium, once = given.pop("adult"), given.pop("channel"), given.pop("once")
        del given["read_back"]
        came = Came(
            Door.STAFF,
            digest_of(once) if once else None,
            medium=medium,
            adult=adult,
            **{name: given.pop(name) for name in ("organisation", "ofsted_number", "companion", "authority")},
        )
        given["settled"] = given["settled"] == "yes"
        given["channel"] = Channel.WRITTEN if medium == Medium.WRITTEN else Channel.SPOKEN
        given["complainant"] = given["complainant"] or (adult.person.called if adult else "")
        return setting, Said(**given), came


@asked_again
def _children(viewer: Viewer) -> models.QuerySet[Child]:
    """The children whom a complaint may be about."""
    return Child.objects.visible_to(viewer).filter(left__isnull=True).order_by("name")


@asked_again
def _adults(viewer: Viewer) -> models.QuerySet[Adult]:
    """The adults who may have said it."""
    return Adult.objects.visible_to(viewer).select_related("person").order_by("person__name")


@asked_again
def _workers(viewer: Viewer) -> models.QuerySet[Person]:
    """Everybody who works where this viewer answers, and those above."""
    here = Q(posts__setting__in=settings_of(viewer)) | Q(
        posts__setting__isnull=True, posts__provider=viewer.provider_id
    )
    staff = Person.objects.filter(here, current(viewer.today, "posts__"), posts__role__in=WORKERS)
    return staff.distinct().order_by("name")


class StepForm(forms.Form):
    """The next step: in what words, what was found where it is an answer, and on which day."""

    words = forms.CharField(
        label=_("What was said or done?"), widget=_area(4), max_length=LONGEST,
        error_messages={"required": _("Write a line about what was said or done")},
    )  # fmt: skip
    finding = forms.ChoiceField(
        label=_("What was found?"), choices=Finding, widget=forms.RadioSelect,
        error_messages={"required": _("Choose what was found")},
    )  # fmt: skip
    apology = forms.CharField(
        label=_("Did we say sorry? If not, why not?"), widget=_area(2), max_length=2000,
        error_messages={"required": _("Say what we are sorry for, or why we are not")},
    )  # fmt: skip
    on = DayField(label=_("Which day was it?"), required=False, help_text=_("Leave it empty for today."))

    def __init__(self, event: str, data: Any = None) -> None:
        super().__init__(data, auto_id=f"id_{event}_%s")
        if event != "answered":
            del self.fields["finding"]
            del self.fields["apology"]

    def clean_on(self) -> object:
        """Never a day to come."""
        on = self.cleaned_data["on"]
        if on and on > clock.today():
            raise forms.ValidationError(_("The day it happened must be today or earlier"))
        return on
