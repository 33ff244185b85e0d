"""What people type when they write a complaint down, and when they take its next step."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hometime.access.rules import settings_of
from hometime.access.viewer import Viewer
from hometime.complaints.actions import Said
from hometime.complaints.models import Channel, Classed, Finding, Source, Subject
from hometime.families.models import Child
from hometime.kernel import clock
from hometime.people.models import Person, Setting, current
from hometime.people.roles import HAT_OF, Hat, Role
from hometime.ui.forms import DayField

LONGEST = 100_000  # signs: as long as the longest letter that anybody hands in
WORKERS = [role for role, hat in HAT_OF.items() if hat in (Hat.STAFF, Hat.OWNER) and role != Role.TABLET]


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea({"rows": rows, "dir": "auto"})


class Called(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic when it runs
    """A choice of children or persons by the name to use."""

    def label_from_instance(self, obj: Any) -> str:
        """The name that people call them by."""
        return str(obj.called)


class WriteDownForm(forms.Form):
    """What somebody said at the door, or handed in: their words first; the rest has an answer ready."""

    setting = forms.ModelChoiceField(label=_("Which setting is it about?"), queryset=Setting.objects.none())
    what_happened = forms.CharField(
        label=_("What did they say?"), help_text=_("In their own words, as near as you can."), widget=_area(4),
        max_length=LONGEST, error_messages={"required": _("Write down what they said")},
    )  # fmt: skip
    about = forms.ChoiceField(label=_("What or whom is it about?"), choices=Subject, initial=Subject.CARE)
    child = Called(label=_("Which child?"), queryset=Child.objects.none(), required=False)
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
    complainant = forms.CharField(label=_("Who said it?"), max_length=120, required=False)
    source = forms.ChoiceField(label=_("Who are they?"), choices=Source, initial=Source.PARENT)
    channel = forms.ChoiceField(label=_("Was it said or written?"), choices=Channel, initial=Channel.SPOKEN)
    who = Called(
        label=_("Whom is it about?"), queryset=Person.objects.none(), required=False,
        help_text=_("They will not see it, and are not told by Hometime."),
    )  # fmt: skip
    put_right = forms.CharField(
        label=_("What would put it right for them?"), widget=_area(2), max_length=LONGEST, required=False
    )
    eyfs_requirement = forms.BooleanField(label=_("It touches a requirement of the EYFS, or it may"), required=False)
    received_on = DayField(label=_("Which day was it?"), required=False, help_text=_("Leave it empty for today."))
    FIRST = ("setting", "what_happened", "about", "child", "explanation", "apology", "settled", "classed")

    def __init__(self, viewer: Viewer, data: Any = None) -> None:
        super().__init__(data)
        places = settings_of(viewer)
        self.fields["setting"].queryset = places  # type: ignore[attr-defined]
        self.fields["setting"].empty_label = None  # type: ignore[attr-defined]
        self.only = places.get() if len(places) == 1 else None
        if self.only is not None:
            del self.fields["setting"]
        children = Child.objects.visible_to(viewer).filter(left__isnull=True).order_by("name")
        self.fields["child"].queryset = children  # type: ignore[attr-defined]
        self.fields["child"].empty_label = _("No child, or I cannot say")  # type: ignore[attr-defined]
        here = Q(posts__setting__in=places) | Q(posts__setting__isnull=True, posts__provider=viewer.provider_id)
        staff = Person.objects.filter(here, current(viewer.today, "posts__"), posts__role__in=WORKERS)
        self.fields["who"].queryset = staff.distinct().order_by("name")  # type: ignore[attr-defined]
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
        """Today where nothing is said; never a day to come."""
        day = self.cleaned_data["received_on"] or clock.today()
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
        return given

    def setting_and_said(self) -> tuple[Setting, Said]:
        """What was typed, ready to be written down."""
        given = dict(self.cleaned_data)
        setting = given.pop("setting", None) or self.only
        assert setting is not None  # a form with one place to choose from has chosen it
        given["settled"] = given["settled"] == "yes"
        return setting, Said(**given)


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
