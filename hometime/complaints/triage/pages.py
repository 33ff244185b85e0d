"""What stands beside the ladder of a case, on one page: how it is sorted, its strands, what is late, and the forms."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext, gettext_noop

from hometime.access.viewer import Viewer
from hometime.complaints import rules
from hometime.complaints.elsewhere import Turn, turns
from hometime.complaints.engine.case import REGULATOR, Told
from hometime.complaints.living import Delay, delays, outside_person, replay
from hometime.complaints.models import Complaint, Step, Strand, StrandKind, Subject
from hometime.complaints.triage import forms
from hometime.complaints.triage.ring import Ring, ring_now
from hometime.duties.models import Duty
from hometime.kernel.answers import No
from hometime.people.models import current
from hometime.records.models import Party


@dataclasses.dataclass(frozen=True)
class Way:
    """One form beside the ladder: its name in the address, what leads to it, who may, and when it makes sense.

    `rings` says that who to ring stands above it.
    """

    verb: str
    words: str
    form: type[forms.Aside]
    rule: Callable[[Viewer, Complaint], No | None]
    fits: Callable[[Shown], bool]
    rings: bool = False
    button: str = gettext_noop("Write it down")


@dataclasses.dataclass(frozen=True)
class StrandShown:
    """One strand with what was written into it, and where else somebody can turn with it."""

    strand: Strand
    entries: Sequence[tuple[str, Step]]
    turns: Sequence[Turn] = ()


@dataclasses.dataclass(frozen=True)
class DelayShown:
    """What is late, since when, why, and by when it comes now."""

    what: str
    due: dt.date
    delay: Delay


@dataclasses.dataclass(frozen=True)
class Sorted:
    """One change of how it is sorted: what, from what, to what."""

    step: Step
    lines: Sequence[tuple[str, str, str]]


@dataclasses.dataclass(frozen=True)
class Shown:
    """What stands beside the ladder of a case."""

    case: Complaint
    told: Told
    subjects: str
    nobody: bool
    late: bool
    strands: Sequence[StrandShown]
    delays: Sequence[DelayShown]
    sorted_anew: Sequence[Sorted]
    outside: Mapping[str, str] | None
    rings: Sequence[Ring]
    ways: Sequence[Way] = ()

    @property
    def away(self) -> bool:
        """Whether it is with the allegations procedure."""
        return self.case.left_on is not None


def _owes_outside(shown: Shown) -> bool:
    return bool(set(shown.told.possible) & set(forms.SAID_OUTSIDE))


def _needs_outside(shown: Shown) -> bool:
    return shown.nobody and shown.outside is None and not shown.away


# In the order they are offered.
WAYS: tuple[Way, ...] = (
    Way("told", gettext_noop("Write down who outside was told"), forms.TellOutside, rules.tell_outside, _owes_outside, rings=True),
    Way("back", gettext_noop("No child is at risk: send it back"), forms.SendBack, rules.follow_allegation,
        lambda shown: shown.away, button=gettext_noop("Send it back")),
    Way("allow", gettext_noop("Let somebody else read it"), forms.Allow, rules.follow_allegation, lambda shown: shown.away,
        button=gettext_noop("Let them read it")),
    Way("outside", gettext_noop("Ask a person from outside to decide"), forms.Outside, rules.name_outside, _needs_outside),
    Way("late", gettext_noop("Tell them why it is late"), forms.Late, rules.sort, lambda shown: shown.late,
        button=gettext_noop("Tell them")),
    Way("sort", gettext_noop("Sort it anew"), forms.Sort, rules.sort, lambda shown: "reclassified" in shown.told.possible,
        button=gettext_noop("Sort it so")),
    Way("write", gettext_noop("Write into a part of it"), forms.WriteStrand, rules.sort,
        lambda shown: any(one.strand.closed_on is None for one in shown.strands)),
    Way("part", gettext_noop("Open a part with its own clock"), forms.OpenStrand, rules.sort,
        lambda shown: shown.told.state != "withdrawn", button=gettext_noop("Open it")),
    Way("risk", gettext_noop("A child could be at risk"), forms.Leave, rules.leave_ladder,
        lambda shown: "left" in shown.told.possible, rings=True, button=gettext_noop("Hand it to the safeguarding lead")),
)  # fmt: skip
WAY_OF = {way.verb: way for way in WAYS}


def shown(viewer: Viewer, case: Complaint) -> Shown:
    """What stands beside the ladder, and the forms that this viewer is offered."""
    steps = list(Step.objects.visible_to(viewer).filter(complaint=case).select_related("by").order_by("number"))
    told = replay(case, steps, viewer.today)
    in_hand = Party.objects.visible_to(viewer).filter(current(viewer.today), record=case, part=Party.Part.HANDLER)
    decides = told.handler not in (None, REGULATOR)
    late = delays(steps)
    rows = Duty.objects.visible_to(viewer).open().filter(record=case, due__isnull=False).order_by("due", "pk")
    duties = [duty for duty in rows if "key" in duty.why]
    found = Shown(
        case=case,
        told=told,
        subjects=", ".join(str(Subject(subject).label) for subject in case.subjects),
        nobody=decides and (told.outside or not in_hand.exists()),
        late=any(duty.due and duty.due <= viewer.today for duty in duties) or _soon(duties, viewer.today),
        strands=_strands(viewer, case, steps),
        delays=[
            DelayShown(gettext(duty.what), duty.due, late[duty.why["key"]])
            for duty in duties if duty.due and duty.why["key"] in late
        ],
        sorted_anew=[_sorted(step) for step in steps if step.event == "reclassified"],
        outside=outside_person(steps),
        rings=ring_now(case.setting) if case.left_on is not None else (),
    )  # fmt: skip
    offered = [way for way in WAYS if way.fits(found) and way.rule(viewer, case) is None]
    return dataclasses.replace(found, ways=offered)


def _soon(duties: Sequence[Duty], today: dt.date) -> bool:
    return any(duty.due and (duty.due - today).days <= 7 for duty in duties)


def _strands(viewer: Viewer, case: Complaint, steps: Sequence[Step]) -> list[StrandShown]:
    rows = Strand.objects.visible_to(viewer).filter(complaint=case).order_by("opened_on", "pk")
    return [
        StrandShown(
            strand,
            [(_done(step), step) for step in steps if step.says.get("strand") == strand.pk],
            turns(case.setting, [strand]),
        )
        for strand in rows
    ]


def _done(step: Step) -> str:
    if step.event == "strand_opened":
        return gettext("It was opened")
    what = forms.CLOSE if step.event == "strand_closed" else step.says["what"]
    return str(forms.DONE_ON_STRAND[what])


NAMES = {
    "about": gettext_noop("About"),
    "eyfs": gettext_noop("A requirement of the EYFS"),
    "classed": gettext_noop("They call it"),
    "staff_view": gettext_noop("Staff would call it"),
}


def _sorted(step: Step) -> Sorted:
    lines = [
        (gettext(words), _said(step.says[name]["from"]), _said(step.says[name]["to"]))
        for name, words in NAMES.items() if name in step.says
    ]  # fmt: skip
    if step.says.get("in_writing"):
        lines.append((gettext("In writing"), gettext("No"), gettext("Yes")))
    if step.says.get("personal_data"):
        lines.append((str(StrandKind.PERSONAL_DATA.label), gettext("No"), gettext("Yes")))
    return Sorted(step, lines)


def _said(value: Any) -> str:
    """A value of sorting in words."""
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if isinstance(value, list):
        return ", ".join(str(Subject(one).label) for one in value)
    return {"": gettext("They did not say"), "concern": gettext("A concern"), "complaint": gettext("A complaint")}[
        value
    ]
