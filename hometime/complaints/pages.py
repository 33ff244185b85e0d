"""What the page of a complaint shows: one case with its story, its clocks and its next steps."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence

from django.db.models import F
from django.utils.translation import gettext, gettext_noop

from hometime.access.viewer import Viewer
from hometime.complaints import rules
from hometime.complaints.choosing import post_of
from hometime.complaints.engine.case import Told
from hometime.complaints.forms import StepForm
from hometime.complaints.living import audience_of, procedure, replay
from hometime.complaints.models import Complaint, Step, Subject
from hometime.complaints.panels import Panel, panels
from hometime.duties.models import Duty
from hometime.duties.standing import Standing
from hometime.kernel.answers import No
from hometime.people.models import current
from hometime.people.roles import Role
from hometime.policies.models import ContactCard, cards_of
from hometime.records.models import Party

# Each event: what the button says, and what the story says once it has happened. In the order they are offered.
OFFERED = {
    "acknowledged": (gettext_noop("Say that we have it"), gettext_noop("They were told that we have it")),
    "met": (gettext_noop("Write down the meeting"), gettext_noop("We met")),
    "answered": (gettext_noop("Write the outcome"), gettext_noop("They were told what was found")),
    "agreed": (gettext_noop("They are content: close it"), gettext_noop("They are content with the answer")),
    "not_agreed": (gettext_noop("No agreement: take it further"), gettext_noop("No agreement was reached")),
    "not_satisfied": (gettext_noop("They want it looked at again"), gettext_noop("They were not satisfied, and it went on")),
    "withdrawn": (gettext_noop("They took it back"), gettext_noop("They took it back")),
}  # fmt: skip
HAPPENED = {
    "received": gettext_noop("It came in"),
    "upheld": gettext_noop("It was upheld"),
    "not_upheld": gettext_noop("It was not upheld"),
    "reviewed": gettext_noop("The owners looked at what to do better"),
    **{event: words for event, (_button, words) in OFFERED.items()},
}


@dataclasses.dataclass(frozen=True)
class Clock:
    """One thing owed on a complaint: how many days of how many have gone, and how the day was worked out."""

    duty: Duty
    standing: Standing
    days: int | None
    day: int | None
    of: int | None
    since: dt.date | None

    @property
    def told(self) -> str:
        """How the day was worked out, as the engine tells."""
        return str(self.duty.why.get("told", ""))

    @property
    def proposed(self) -> bool:
        """Whether the number is ours and not the policy's."""
        return self.duty.basis == "proposed"


@dataclasses.dataclass(frozen=True)
class Next:
    """A step that can be taken now: the event, its button, and its form."""

    event: str
    verb: str
    form: StepForm
    open: bool


@dataclasses.dataclass(frozen=True)
class Entry:
    """One step of the story, in words."""

    title: str
    step: Step


@dataclasses.dataclass(frozen=True)
class CasePage:
    """One complaint as somebody on the case sees it."""

    case: Complaint
    about: str
    entries: Sequence[Entry]
    clocks: Sequence[Clock]
    nexts: Sequence[Next]
    why_not: No | None
    holder: str
    nobody: bool
    notes: Sequence[str]
    audience: Sequence[tuple[str, str]]
    regulators: Sequence[ContactCard]
    panels: Sequence[Panel]

    @property
    def first(self) -> Next | None:
        """The next step, as the one main button."""
        return self.nexts[0] if self.nexts else None


def case_page(viewer: Viewer, case: Complaint, typed: tuple[str, StepForm] | None = None) -> CasePage:
    """One complaint. `typed` is the form of a step that has something to put right."""
    steps = list(Step.objects.visible_to(viewer).filter(complaint=case).select_related("by").order_by("number"))
    told = replay(case, steps, viewer.today)
    parties = list(
        Party.objects.visible_to(viewer)
        .filter(current(viewer.today), record=case)
        .select_related("person")
        .order_by("pk")
    )
    why_not = rules.takes_step(viewer, parties, steps)
    duties = Duty.objects.visible_to(viewer).filter(record=case).order_by(F("due").asc(nulls_last=True), "pk")
    holders = [party for party in parties if party.part == Party.Part.HANDLER]
    return CasePage(
        case=case,
        about=str(Subject(case.about).label),
        entries=[Entry(gettext(HAPPENED.get(step.event, step.event)), step) for step in steps],
        clocks=[_clock(duty, viewer.today) for duty in duties if not duty.lifted_because],
        nexts=() if why_not else _nexts(told, typed),
        why_not=why_not,
        holder=_holder(holders, told),
        nobody=not holders and told.handler is not None,
        notes=[*told.notes, *_ours(case)],
        audience=_audience(parties),
        regulators=[card for card in cards_of(case.setting_id) if card.kind == ContactCard.Kind.REGULATOR],
        panels=panels(viewer, case),
    )


def _clock(duty: Duty, today: dt.date) -> Clock:
    since = dt.date.fromisoformat(duty.why["from"]) if duty.why.get("from") else None
    counted = since and duty.due
    return Clock(
        duty=duty,
        standing=duty.standing(today),
        days=abs((duty.due - today).days) if duty.due else None,
        day=((duty.kept_on or today) - since).days if since and counted else None,
        of=(duty.due - since).days if since and duty.due else None,
        since=since,
    )


def _nexts(told: Told, typed: tuple[str, StepForm] | None) -> list[Next]:
    """The steps that the engine allows and this page offers; and whatever was typed, so that no word is lost."""
    form_of = dict([typed]) if typed else {}
    return [
        Next(event, gettext(button), form_of.get(event) or StepForm(event), event in form_of)
        for event, (button, _words) in OFFERED.items()
        if event in told.can_next or event in form_of
    ]


def _holder(holders: Sequence[Party], told: Told) -> str:
    names = ", ".join(dict.fromkeys(party.person.called for party in holders))
    post = Role(holders[0].role).label if holders else post_of(told.handler or "").label
    return f"{names} ({post})" if names else str(post)


def _audience(parties: Sequence[Party]) -> list[tuple[str, str]]:
    """Everybody who sees it, each once, with the strongest reason."""
    lines: dict[str, tuple[str, str]] = {}
    for party in sorted(parties, key=lambda party: party.part != Party.Part.HANDLER):
        if party.part != Party.Part.CONCERNS:
            lines.setdefault(party.person_id, (party.person.called, _part(party)))
    return list(lines.values())


def _part(party: Party) -> str:
    if party.part == Party.Part.HANDLER:
        return gettext("Has it in hand, as %(post)s") % {"post": Role(party.role).label}
    return gettext("Is the manager here") if party.role else gettext("Wrote it down")


def _ours(case: Complaint) -> list[str]:
    """Says so where the steps are our proposal, because no procedure was in force when it came in."""
    if procedure(case.under, audience_of(case.source)).clauses:
        return []
    return [gettext("No complaints procedure was in force on that day. These steps and times are our proposal.")]
