"""One child between here and home: talks to come and past, for the family and for those who work with it."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext

from hometime.access.viewer import Viewer
from hometime.duties.models import AsOf, Duty
from hometime.duties.standing import Standing
from hometime.families.models import Child, key_children, told_apart
from hometime.families.sides import key_person_of
from hometime.kernel.spelling import asked_among
from hometime.keypersons.actions.checking import CHECK
from hometime.keypersons.actions.meeting import MEETING
from hometime.keypersons.models import Contribution, Happening, Idea, Meeting, Part, ProgressCheck, What
from hometime.keypersons.pages.home import from_home, ideas
from hometime.keypersons.rounds import State, state
from hometime.keypersons.window import Moment, Window, window
from hometime.people.models import Person
from hometime.ui.asks import Ask

ASKS = (MEETING, CHECK)  # the kinds of record on which a family is asked something


@dataclasses.dataclass(frozen=True)
class Talk:
    """A talk in a list: where it stands, and the entry that says when it is or was."""

    meeting: Meeting
    state: State
    entry: Happening | None


@dataclasses.dataclass(frozen=True)
class ChildPage:
    """One child, as this viewer may see what passes between here and home."""

    child: Child
    key_person: Person | None
    talks: Sequence[Talk]
    due: AsOf | None
    check: ProgressCheck | None
    window: Window
    moment: Moment
    sent: Sequence[Contribution]
    ideas: Sequence[Idea]

    @property
    def to_come(self) -> list[Talk]:
        """Talks that are not over."""
        return [talk for talk in self.talks if talk.meeting.closed is None]

    @property
    def past(self) -> list[Talk]:
        """Talks that are over."""
        return [talk for talk in self.talks if talk.meeting.closed is not None]


@dataclasses.dataclass(frozen=True)
class Card:
    """One of a key person's children: what is owed next, and how many things from home nobody has thanked for."""

    child: Child
    called: str
    what: str
    standing: Standing | None
    days: int | None
    new: int


def child_page(viewer: Viewer, child: Child) -> ChildPage:
    """One child."""
    due = Duty.objects.visible_to(viewer).open().filter(record__child=child, record__kind="key_rounds").first()
    return ChildPage(
        child=child,
        key_person=key_person_of(child, viewer.today),
        talks=talks_of(viewer, [child]),
        due=due.as_of(viewer.today) if due else None,
        check=ProgressCheck.objects.visible_to(viewer).filter(child=child).first(),
        window=window(child.born),
        moment=window(child.born).at(viewer.today),
        sent=from_home(viewer, child),
        ideas=ideas(viewer, child),
    )


def talks_of(viewer: Viewer, children: Sequence[Child]) -> list[Talk]:
    """The talks about children that this viewer sees, those to come first, then the latest."""
    rows = Meeting.objects.visible_to(viewer).filter(child__in=[child.pk for child in children]).select_related("child")
    meetings = list(rows.order_by(F("closed").desc(nulls_first=True), "-opened", "pk"))
    told: dict[str, list[Happening]] = {}
    if not meetings:
        return []
    entries = Happening.objects.visible_to(viewer).filter(meeting__in=[meeting.pk for meeting in meetings])
    for entry in entries.select_related("slot").order_by("meeting", "number"):
        told.setdefault(entry.meeting_id, []).append(entry)
    return [_talk(meeting, told.get(meeting.pk, [])) for meeting in meetings]


def _talk(meeting: Meeting, entries: Sequence[Happening]) -> Talk:
    last = [entry for entry in entries if entry.what in (What.OFFERED, What.CHOSE, What.HELD, What.ENDED)]
    return Talk(meeting, state(entry.what for entry in entries), last[-1] if last else None)


def family_home(viewer: Viewer, children: Sequence[Child], waiting: Sequence[tuple[str, str, str]]) -> list[Ask]:
    """What a parent is asked about those of these children of whom they may know all. `waiting` are the open records on
    which a family is asked something, each with its kind and its child: mostly there is none of `ASKS`."""
    names = {child.pk: child.called for child in children}
    talks = [(pk, names[child]) for pk, kind, child in waiting if kind == MEETING]
    checks = [(pk, names[child]) for pk, kind, child in waiting if kind == CHECK]
    return [
        *(_asked_for_a_time(viewer, talks) if talks else ()),
        *(_asked_for_a_part(viewer, checks) if checks else ()),
    ]


def _asked_for_a_time(viewer: Viewer, talks: Sequence[tuple[str, str]]) -> list[Ask]:
    what, verb = gettext("When can we talk about how your child is doing?"), gettext("Choose a time")
    told: dict[str, list[str]] = {}
    for meeting, entry in _entries([pk for pk, _name in talks], viewer):
        told.setdefault(meeting, []).append(entry)
    return [
        Ask(name, what, verb, reverse("meeting", args=[pk]))
        for pk, name in talks
        if state(told.get(pk, ())) == State.OFFERED
    ]


@asked_among
def _entries(meetings: Sequence[str], viewer: Viewer) -> QuerySet[Any, Any]:
    rows = Happening.objects.visible_to(viewer).filter(meeting__in=meetings)
    return rows.order_by("meeting", "number").values_list("meeting_id", "what")


def _asked_for_a_part(viewer: Viewer, checks: Sequence[tuple[str, str]]) -> list[Ask]:
    what, verb = gettext("The check at two: tell us how your child is doing at home"), gettext("Tell us")
    said = {check for (check,) in _said_to([pk for pk, _name in checks], viewer)}
    return [Ask(name, what, verb, reverse("check-mine", args=[pk])) for pk, name in checks if pk not in said]


@asked_among
def _said_to(checks: Sequence[str], viewer: Viewer) -> QuerySet[Any, Any]:
    return Part.objects.visible_to(viewer).filter(check_of__in=checks).values_list("check_of_id")


def my_children(viewer: Viewer) -> list[Card]:
    """The key children of a viewer, each with what is owed next about them."""
    here = Q(left__isnull=True) | Q(left__gte=viewer.today)
    children = list(Child.objects.visible_to(viewer).filter(here, key_children(viewer, "pk")).order_by("name"))
    owed: dict[str | None, Any] = {}
    duties = Duty.objects.visible_to(viewer).owed_by(viewer).open().filter(record__child__in=[c.pk for c in children])
    for duty in duties.by_urgency().select_related("record"):
        owed.setdefault(duty.record.child_id, duty)
    new = Contribution.objects.visible_to(viewer).filter(child__in=[c.pk for c in children], thanked_on__isnull=True)
    waiting = Counter(new.values_list("child", flat=True))
    names = told_apart(children)
    return [_card(viewer, child, names[child.pk], owed.get(child.pk), waiting[child.pk]) for child in children]


def _card(viewer: Viewer, child: Child, called: str, duty: Duty | None, new: int) -> Card:
    if duty is None:
        return Card(child, called, "", None, None, new)
    owed = duty.as_of(viewer.today)
    return Card(child, called, gettext(duty.what), owed.standing, owed.days, new)
