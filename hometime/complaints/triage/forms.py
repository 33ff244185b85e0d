"""What people type beside the ladder: each form asks its question and knows which act its answers are for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from hometime.access.viewer import Viewer
from hometime.complaints import actions
from hometime.complaints.forms import LONGEST, WORKERS, Called
from hometime.complaints.living import replay
from hometime.complaints.models import Classed, Complaint, Step, Strand, StrandKind, Subject
from hometime.duties.models import Duty
from hometime.kernel import clock
from hometime.people.models import Person, current
from hometime.ui.forms import DayField


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea({"rows": rows, "dir": "auto"})


def words_field(label: Any, missing: Any, *, rows: int = 3, **more: Any) -> forms.CharField:
    """A field for a few sentences that have to be there."""
    return forms.CharField(
        label=label, widget=_area(rows), max_length=LONGEST, error_messages={"required": missing}, **more
    )


def _day(label: Any) -> DayField:
    return DayField(label=label, required=False, help_text=_("Leave it empty for today."))


class Aside(forms.Form):
    """A form beside the ladder of one case, as `viewer` fills it in."""

    def __init__(self, viewer: Viewer, case: Complaint, data: Any = None) -> None:
        super().__init__(data)
        self.viewer, self.case = viewer, case
        self.prepare()

    def prepare(self) -> None:
        """Narrows the choices to what this case has."""

    def act(self) -> None:
        """Does what the answers say. Raises `Refused`."""
        raise NotImplementedError

    def staff(self) -> Any:
        """Everybody who works at the setting or above it, today."""
        place = self.case.setting
        here = Q(posts__setting=place) | Q(posts__setting__isnull=True, posts__provider=place.provider_id)
        found = Person.objects.filter(here, current(clock.today(), "posts__"), posts__role__in=WORKERS)
        return found.distinct().order_by("name")


class Sort(Aside):
    """The rest of triage: about whom, an EYFS requirement, in writing, concern or complaint; and why it is sorted so."""

    about = forms.MultipleChoiceField(
        label=_("What or whom is it about?"), choices=Subject, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose what or whom it is about")},
    )  # fmt: skip
    who = Called(
        label=_("Is anybody new meant?"), queryset=Person.objects.none(), required=False,
        help_text=_("They lose sight of it with this very step, and for good."),
    )  # fmt: skip
    eyfs = forms.ChoiceField(
        label=_("Does it touch a requirement of the EYFS?"), widget=forms.RadioSelect,
        choices=(("yes", _("Yes, or it may")), ("no", _("No"))),
    )  # fmt: skip
    in_writing = forms.BooleanField(label=_("They have now put it in writing"), required=False)
    personal_data = forms.BooleanField(
        label=_("It is about how we handled personal information, or part of it is"), required=False,
        help_text=_("Then that part has a clock of its own, from the day it came in."),
    )  # fmt: skip
    classed = forms.ChoiceField(
        label=_("What do they call it?"), choices=Classed, required=False, widget=forms.RadioSelect,
        help_text=_("Theirs to say. Change it only where they said so."),
    )  # fmt: skip
    staff_view = forms.ChoiceField(label=_("What would you call it?"), choices=Classed, required=False)
    reason = words_field(_("Why?"), _("Say why it is sorted anew"), rows=2)

    def prepare(self) -> None:
        """As it is sorted now."""
        case = self.case
        self.fields["who"].queryset = self.staff()  # type: ignore[attr-defined]
        self.fields["who"].empty_label = _("Nobody new")  # type: ignore[attr-defined]
        self.initial = {
            "about": list(case.subjects), "eyfs": "yes" if case.eyfs_requirement else "no", "classed": case.classed,
            "staff_view": case.staff_view,
        }  # fmt: skip
        steps = Step.objects.visible_to(self.viewer).filter(complaint=case, says__in_writing=True)
        if case.channel == "written" or steps.exists():
            del self.fields["in_writing"]
        strands = Strand.objects.visible_to(self.viewer).filter(complaint=case, kind=StrandKind.PERSONAL_DATA)
        if strands.filter(closed_on__isnull=True).exists():
            del self.fields["personal_data"]

    def clean(self) -> dict[str, Any]:
        """Somebody else who works here is named."""
        given = super().clean() or {}
        fresh = set(given.get("about", ())) - set(self.case.subjects)
        if fresh & {Subject.OTHER_STAFF, Subject.OWNER} and not given.get("who"):
            self.add_error("who", _now("Choose whom it is about"))
        return given

    def act(self) -> None:
        """Sorts it anew."""
        given = self.cleaned_data
        actions.reclassify(
            self.viewer, self.case, given["reason"], about=given["about"],
            who=[given["who"]] if given["who"] else [], eyfs=given["eyfs"] == "yes", classed=given["classed"],
            staff_view=given["staff_view"], in_writing=given.get("in_writing", False),
            personal_data=given.get("personal_data", False),
        )  # fmt: skip


class Leave(Aside):
    """Why a child could be at risk."""

    reason = words_field(_("Why could a child be at risk?"), _("Write a line about why a child could be at risk"))

    def act(self) -> None:
        """Hands it to the safeguarding lead."""
        actions.leave_ladder(self.viewer, self.case, self.cleaned_data["reason"])


class SendBack(Aside):
    """Why no child is at risk, and the complaint goes on."""

    reason = words_field(_("Why can it go back?"), _("Say why it can go back"))

    def act(self) -> None:
        """Sends it back to its step."""
        actions.send_back(self.viewer, self.case, self.cleaned_data["reason"])


SAID_OUTSIDE = {
    "officer_told": _("The local authority's designated officer was told"),
    "officer_not_needed": _("The designated officer need not be told"),
    "regulator_told": _("Ofsted was told"),
    "regulator_not_needed": _("Ofsted need not be told"),
}


class TellOutside(Aside):
    """Who outside was told, or why that is not needed."""

    event = forms.ChoiceField(
        label=_("What was done?"), widget=forms.RadioSelect, error_messages={"required": _("Choose what was done")}
    )
    words = words_field(_("Who was spoken to, and what did they say?"), _("Write a line about it"))
    on = _day(_("Which day was it?"))

    def prepare(self) -> None:
        """What is still owed."""
        steps = Step.objects.visible_to(self.viewer).filter(complaint=self.case).order_by("number")
        possible = replay(self.case, steps, clock.today()).possible
        self.fields["event"].choices = [pair for pair in SAID_OUTSIDE.items() if pair[0] in possible]  # type: ignore[attr-defined]

    def act(self) -> None:
        """Writes it down."""
        given = self.cleaned_data
        actions.tell_outside(self.viewer, self.case, given["event"], given["words"], on=given["on"])


class Allow(Aside):
    """Who else is to read an allegation, and why."""

    person = Called(label=_("Who should read it?"), queryset=Person.objects.none(), empty_label=_("Choose"))
    reason = words_field(_("Why should they know?"), _("Say why they should know"), rows=2)

    def prepare(self) -> None:
        """Everybody who works here; whoever it is about is refused."""
        self.fields["person"].queryset = self.staff()  # type: ignore[attr-defined]

    def act(self) -> None:
        """Lets them in."""
        actions.allow(self.viewer, self.case, self.cleaned_data["person"], self.cleaned_data["reason"])


class Outside(Aside):
    """Who from outside is asked to decide."""

    name = forms.CharField(
        label=_("Who is asked?"), max_length=120, error_messages={"required": _("Write who is asked")},
        help_text=_("Somebody with no tie to either side, such as a manager of another setting."),
    )  # fmt: skip
    reach = forms.CharField(
        label=_("How are they reached?"), max_length=200, error_messages={"required": _("Write how they are reached")}
    )
    reason = words_field(_("Why them?"), _("Say why it is this person"), rows=2)

    def act(self) -> None:
        """Writes it down."""
        given = self.cleaned_data
        actions.name_outside(self.viewer, self.case, given["name"], given["reach"], given["reason"])


class Late(Aside):
    """What is late, why, and by when it comes now. Both sides read it."""

    duty = forms.ChoiceField(label=_("What is late, or will be?"), widget=forms.RadioSelect)
    words = words_field(
        _("Why?"),
        _("Say why it is late"),
        rows=2,
        help_text=_("Both sides read this. Name nobody, and nothing that the other side may not know."),
    )
    until = DayField(label=_("By when will it come?"), error_messages={"required": _("Give the new day")})

    def prepare(self) -> None:
        """What is owed on the ladder by a day."""
        rows = (
            Duty.objects.visible_to(self.viewer)
            .open()
            .filter(record=self.case, due__isnull=False)
            .order_by("due", "pk")
        )
        self.duties = {duty.pk: duty for duty in rows if "key" in duty.why}
        self.fields["duty"].choices = [(pk, _now(duty.what)) for pk, duty in self.duties.items()]  # type: ignore[attr-defined]
        self.initial = {"duty": next(iter(self.duties), None)}

    def act(self) -> None:
        """Tells both sides."""
        given = self.cleaned_data
        actions.tell_why(self.viewer, self.case, self.duties[given["duty"]], given["words"], given["until"])


class OpenStrand(Aside):
    """A part of the complaint with a way of its own, and who asks for it."""

    kind = forms.ChoiceField(label=_("Which part is it?"), choices=StrandKind, widget=forms.RadioSelect)
    opened_on = _day(_("Since when do we know?"))
    number = forms.CharField(
        label=_("Their number"), max_length=40, required=False, help_text=_("As Ofsted or the council gave it.")
    )
    answer_by = DayField(
        label=_("By when do they ask for an answer?"), required=False, help_text=_("Only where Ofsted gave a day.")
    )
    words = forms.CharField(label=_("What do they ask?"), widget=_area(3), max_length=LONGEST, required=False)

    def act(self) -> None:
        """Opens it."""
        given = self.cleaned_data
        actions.open_strand(
            self.viewer, self.case, given["kind"], given["opened_on"] or clock.today(), number=given["number"],
            answer_by=given["answer_by"], words=given["words"],
        )  # fmt: skip


CLOSE = "closed"
DONE_ON_STRAND: Mapping[str, Any] = {
    "acknowledged": _("We said that we have it"),
    "supplied": _("We handed over papers"),
    "action_set": _("Something was set for us to do"),
    "told": _("We told them how it goes"),
    "note": _("Something else"),
    CLOSE: _("It is answered: close this part"),
}


class WriteStrand(Aside):
    """What was done on a strand."""

    strand = forms.ChoiceField(label=_("Which part is it?"), widget=forms.RadioSelect)
    what = forms.ChoiceField(label=_("What was done?"), choices=list(DONE_ON_STRAND.items()), widget=forms.RadioSelect)
    words = words_field(_("Say more"), _("Write a line about what was done"))
    on = _day(_("Which day was it?"))

    def prepare(self) -> None:
        """The strands that are open."""
        rows = Strand.objects.visible_to(self.viewer).filter(complaint=self.case, closed_on__isnull=True)
        self.strands = {strand.pk: strand for strand in rows.order_by("opened_on", "pk")}
        named = [(pk, f"{one.get_kind_display()} {one.number}".strip()) for pk, one in self.strands.items()]
        self.fields["strand"].choices = named  # type: ignore[attr-defined]
        self.initial = {"strand": next(iter(self.strands), None)}

    def act(self) -> None:
        """Writes it down."""
        given = self.cleaned_data
        strand = self.strands[given["strand"]]
        if given["what"] == CLOSE:
            actions.close_strand(self.viewer, strand, given["words"], on=given["on"])
        else:
            actions.add_to_strand(self.viewer, strand, given["what"], given["words"], on=given["on"])


class AllegationsRouteForm(forms.Form):
    """Who hears of an allegation where the safeguarding lead cannot, and what time the authority asks for."""

    UNITS: ClassVar = (("working_days", _("Working days")), ("hours", _("Hours")))
    owner = Called(
        label=_("Which owner hears of it where the safeguarding lead cannot?"), queryset=Person.objects.none(),
        required=False,
    )  # fmt: skip
    within = forms.IntegerField(
        label=_("How soon must the designated officer be told?"), min_value=1, max_value=99, initial=1
    )
    unit = forms.ChoiceField(label=_("Counted in"), choices=UNITS, initial="working_days")
    source = forms.CharField(
        label=_("Where is this time written?"), max_length=200, required=False,
        help_text=_("The page or procedure of your local authority. Without it, one working day stands as our proposal."),
    )  # fmt: skip
    checked_on = DayField(label=_("When was it last checked?"), required=False)

    def __init__(self, owners: Any, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["owner"].queryset = owners  # type: ignore[attr-defined]
        self.fields["owner"].empty_label = _("Whoever is free of it")  # type: ignore[attr-defined]
