"""What the page of a complaint shows: one case with its five steps, its story, its clocks and the work on it."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
from collections.abc import Collection, Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext, gettext_noop

from hometime.access.viewer import Viewer
from hometime.complaints import at_hand, rules, story
from hometime.complaints.choosing import post_of
from hometime.complaints.engine.case import Told
from hometime.complaints.forms import StepForm
from hometime.complaints.fromoutside import FromOutside, from_outside
from hometime.complaints.handling.actions.answering import TALK
from hometime.complaints.handling.actions.writing import stage_of
from hometime.complaints.handling.interpreters import for_us
from hometime.complaints.handling.panels import Act, Desk, Part, ends, next_act, parts
from hometime.complaints.living import answered_here, replay, taken_up_early
from hometime.complaints.models import Complaint, Step, Subject
from hometime.complaints.panels import Panel, panels
from hometime.duties.models import Duty
from hometime.duties.standing import Standing
from hometime.kernel.answers import No
from hometime.people.roles import Role
from hometime.policies.models import ContactCard, cards_of
from hometime.records.models import Party

ROWS = 25
LOOKED, REACH = "looked", "reach"  # what the page reads only where it is asked for
# Each event that has a form of its own on the page, and its button. In the order they are offered.
OFFERED = {
    "acknowledged": gettext_noop("Say that we have it"),
    "answered": gettext_noop("Write the outcome"),
    "agreed": gettext_noop("They are content: close it"),
    "not_agreed": gettext_noop("No agreement: take it further"),
    "not_satisfied": gettext_noop("They are not satisfied"),
    "met": gettext_noop("Write down the meeting"),
    "withdrawn": gettext_noop("They took it back"),
}
UP_NOW = gettext_noop("They want somebody above to look at it now")  # while there is no answer to be satisfied with
ELSEWHERE = ("met", "withdrawn")  # these have a page of their own; their form shows here with what is to be put right


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
    """A step that can be taken now: the event, its button, and its form as it was sent, where it has something to put
    right."""

    event: str
    verb: str
    typed: StepForm | None = None

    @property
    def open(self) -> bool:
        """Whether there is something to put right."""
        return self.typed is not None

    @functools.cached_property
    def form(self) -> StepForm:
        """Its form, empty where none was sent."""
        return self.typed or StepForm(self.event)

    @property
    def kept_by(self) -> tuple[str, ...] | None:
        """What its form hangs on, when it is drawn; None for one that somebody has typed into."""
        return None if self.open else (self.event,)


@dataclasses.dataclass(frozen=True)
class CasePage:
    """One complaint as somebody on the case sees it."""

    case: Complaint
    about: str
    five: Sequence[story.Rung]
    lines: Page[Any]  # of the story, each drawn
    clocks: Sequence[Clock]
    nexts: Sequence[Next]
    act: Act | None
    ends: Sequence[Act]
    parts: Sequence[Part]
    why_not: No | None
    holder: str
    outside: FromOutside | None
    notes: Sequence[str]
    audience: Sequence[tuple[str, str]]
    kept_away: Sequence[tuple[str, str]]
    looked: Sequence[story.Looked] | None
    regulators: Sequence[ContactCard] | None
    panels: Sequence[Panel]

    @property
    def clock(self) -> Clock | None:
        """The clock that the page counts by: of the open ones the longest, which is that of the answer."""
        running = [clock for clock in self.clocks if clock.of and not clock.duty.kept_on]
        return max(running, key=lambda clock: clock.of or 0, default=None)

    @property
    def untouched(self) -> list[Part]:
        """The parts of the work in which nothing stands yet, and something can be written."""
        return [part for part in self.parts if part.acts and not part.lines]

    @property
    def first(self) -> Next | None:
        """The step whose form is the one main button, where there is one."""
        forms = self.nexts[:1] if self.act is None or self.nexts[:1] and self.nexts[0].event == "acknowledged" else ()
        return next((one for one in self.nexts if one.open), next(iter(forms), None))


def case_page(
    viewer: Viewer,
    case: Complaint,
    typed: tuple[str, StepForm] | None = None,
    number: Any = None,
    *,
    asked: Collection[str] = (),
) -> CasePage:
    """One complaint. `typed` is the form of a step that has something to put right, `number` the page of the story;
    `asked` holds what is read only where somebody wants to know: `looked`, who has looked, and `reach`, the regulator."""
    steps, written = at_hand.steps(viewer, case), at_hand.entries(viewer, case)
    told = replay(case, steps, viewer.today)
    parties = [party for party in at_hand.parties(viewer, case) if at_hand.current(party, viewer)]
    why_not = rules.takes_step(viewer, parties, steps)
    clocks = [_clock(duty, viewer.today) for duty in at_hand.duties(viewer, case) if not duty.lifted_because]
    holders = [party for party in parties if party.part == Party.Part.HANDLER]
    concerned = [party.person for party in parties if party.part == Party.Part.CONCERNS]
    desk = Desk(case, written, told, stage_of(steps), why_not is None, concerned, for_us(viewer, written))
    outside = from_outside(told, steps, in_hand=bool(holders))
    overdue = [clock.duty.why.get("action", "") for clock in clocks if clock.standing == Standing.OVERDUE]
    late = [act for act in overdue if act]  # an act of the ladder: what is owed beside it makes no step late
    return CasePage(
        case=case,
        about=str(Subject(case.about).label),
        five=story.five(told, steps, late),
        lines=_lines(case, steps, written, number, may_write=why_not is None),
        clocks=clocks,
        nexts=() if why_not else _nexts(told, typed, answered_here(steps)),
        act=None if told.handler == TALK else next_act(desk),
        ends=ends(desk),
        parts=parts(desk),
        why_not=why_not,
        holder=_holder(holders, told, outside),
        outside=outside,
        notes=[*told.notes, *_ours(case)],
        audience=story.people(parties),
        kept_away=story.kept_away(parties, steps, written),
        looked=story.looked(case) if LOOKED in asked else None,
        regulators=_regulators(case) if REACH in asked else None,
        panels=panels(viewer, case),
    )


def _regulators(case: Complaint) -> list[ContactCard]:
    return [card for card in cards_of(case.setting_id) if card.kind == ContactCard.Kind.REGULATOR]


def _lines(
    case: Complaint, steps: Sequence[Step], written: Sequence[Any], number: Any, *, may_write: bool
) -> Page[Any]:
    found: Page[Any] = Paginator(story.told_in_order(steps, written), ROWS).get_page(number)
    early = taken_up_early(steps)
    told = (story.line(what, may_write=may_write, early=early) for what in found.object_list)
    found.object_list = [story.drawn(line, case.pk) for line in told]
    return found


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


def _nexts(told: Told, typed: tuple[str, StepForm] | None, answered: bool) -> list[Next]:
    """The steps that the engine allows and this page offers; and whatever was typed, so that no word is lost."""
    form_of = dict([typed]) if typed else {}
    return [
        Next(event, gettext(button), form_of.get(event))
        for event, button in (OFFERED if answered else {**OFFERED, "not_satisfied": UP_NOW}).items()
        if event in form_of or (event in told.can_next and _has_its_form_here(event, told))
    ]


def _has_its_form_here(event: str, told: Told) -> bool:
    """An answer is a letter, but for the key person's, which is a talk."""
    return event not in ELSEWHERE and (event != "answered" or told.handler == TALK)


def _holder(holders: Sequence[Party], told: Told, outside: FromOutside | None) -> str:
    if outside is not None:
        return outside.name or gettext("Somebody from outside, who is still to be asked")
    names = ", ".join(dict.fromkeys(party.person.called for party in holders))
    post = Role(holders[0].role).label if holders else post_of(told.handler or "").label
    return f"{names} ({post})" if names else str(post)


def _ours(case: Complaint) -> list[str]:
    """Says so where the steps are our proposal, because no procedure was in force when it came in."""
    if case.under_id:
        return []
    return [gettext("No complaints procedure was in force on that day. These steps and times are our proposal.")]
