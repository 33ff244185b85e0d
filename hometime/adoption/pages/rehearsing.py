"""A made-up complaint played through a procedure, adopted or on the way: who takes each step, what is owed, by when and why.

The same engine runs live cases (`complaints.living`) and `hometime complaint rehearse`. Nothing is stored.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext, gettext_noop

from hometime.access.viewer import Viewer
from hometime.adoption.drafting import reading_of
from hometime.adoption.models import PolicyDraft
from hometime.complaints import choosing
from hometime.complaints.engine.case import REGULATOR, Complaint, Event, Impossible, Owed, Procedure, Told
from hometime.complaints.engine.counting import Closed
from hometime.complaints.engine.moment import LEAD
from hometime.complaints.engine.rehearsing import rehearse
from hometime.complaints.engine.scenario import NoLadder, procedure_of
from hometime.complaints.handling.letters import WHO
from hometime.complaints.living import closures_of, procedure, under
from hometime.complaints.models import Source
from hometime.people.models import Setting
from hometime.policies.models import Adoption
from hometime.policies.settling import Unsettled, proposals, settled

IN_FORCE = "in_force"  # the document that is in force for the setting; a draft goes by its id
THEN = "e"  # what happened so far, each as event:day, in the address of the page
ACTS = {
    "acknowledge": gettext_noop("Say that we have the complaint"),
    "investigate": gettext_noop("Find out what happened"),
    "meet": gettext_noop("Meet about the complaint"),
    "feedback": gettext_noop("Tell them what was found"),
    "respond": gettext_noop("Answer the complaint"),
    "report": gettext_noop("Tell them what came of it"),
    "review": gettext_noop("Look at what to do better"),
    "check_effect": gettext_noop("See whether the change helped"),
    "tell_designated_officer": gettext_noop("Ring the local authority's designated officer"),
    "tell_regulator": gettext_noop("Tell Ofsted of the allegation"),
}
OTHER_ACT = gettext_noop("What the procedure asks for here")
EVENTS = {
    "acknowledged": gettext_noop("They were told that we have it"),
    "answered": gettext_noop("They were told what was found"),
    "met": gettext_noop("We met"),
    "agreed": gettext_noop("They are content with the answer"),
    "not_agreed": gettext_noop("No agreement was reached"),
    "not_satisfied": gettext_noop("They are not satisfied, and want somebody above"),
    "withdrawn": gettext_noop("They took it back"),
    "upheld": gettext_noop("It was upheld"),
    "not_upheld": gettext_noop("It was not upheld"),
    "reviewed": gettext_noop("The owners looked at what to do better"),
}
STATES = {
    "closed": gettext_noop("It is closed."),
    "withdrawn": gettext_noop("They took it back, and it is closed."),
}
BASES = {
    "policy": gettext_noop("the policy"),
    "owners": gettext_noop("the policy"),
    "statute": gettext_noop("the law"),
    "proposed": gettext_noop("our proposal"),
}


@dataclasses.dataclass(frozen=True)
class Line:
    """One thing owed: what, by whom, by which day (None for none), by whose word, how it was counted, and what came of it."""

    what: str
    who: str
    due: dt.date | None
    basis: str
    why: str
    kept_on: dt.date | None
    lifted: bool


@dataclasses.dataclass(frozen=True)
class Rehearsed:
    """Where the complaint is after what was played so far, and what can be played next."""

    at: str
    names: str
    since: dt.date | None
    lines: Sequence[Line]
    kept_out: Sequence[str]
    notes: Sequence[str]
    played: Sequence[tuple[str, dt.date]]
    can_next: Sequence[tuple[str, str]]
    regulator: str
    last: dt.date
    events: Sequence[str]  # as they stand in the address


def documents(viewer: Viewer) -> list[tuple[str, str]]:
    """What can be tried: the policy in force, and each draft on its way."""
    drafts = PolicyDraft.objects.visible_to(viewer).open().order_by("-made_on", "pk").values_list("pk", "name")[:20]
    return [(IN_FORCE, gettext("The policy in force")), *drafts]


def rehearsed(viewer: Viewer, setting: Setting, said: Mapping[str, Any], events: Sequence[Event]) -> Rehearsed:
    """What would happen. Raises `Impossible` or `NoLadder` in plain words."""
    came = Complaint(
        said["received_on"], received_by=said["received_by"], channel=said["channel"], about=tuple(said["about"]),
        about_a_child=True, eyfs_requirement=said["eyfs"], serious_harm_by_staff=said["harm"],
    )  # fmt: skip
    follows = _procedure(viewer, setting, said)
    last = max([came.received_on, *(event.on for event in events)])
    told = rehearse(follows, came, events, last)
    return _shown(setting, said, follows, told, events, last)


def _procedure(viewer: Viewer, setting: Setting, said: Mapping[str, Any]) -> Procedure:
    audience, closed = said["audience"], closures_of(setting)
    if said["closed_from"]:
        closed = (*closed, Closed(said["closed_from"], said["closed_to"] or said["closed_from"]))
    if said["document"] == IN_FORCE:
        source = Source.AGENCY if audience == "agencies" else Source.PARENT
        adopted = Adoption.objects.filter(setting=setting, adopted_on__lte=said["received_on"])
        ids = adopted.order_by("adopted_on", "sequence").values_list("pk", flat=True)
        found = procedure(under(list(ids), source), audience)
    else:
        draft = PolicyDraft.objects.visible_to(viewer).get(pk=said["document"])
        reading = reading_of(draft)
        try:
            found = procedure_of(settled(reading, {**proposals(reading), **draft.answers}), audience)
        except Unsettled as no:
            raise NoLadder(str(no)) from no
    return dataclasses.replace(found, closures=closed)


def _shown(
    setting: Setting, said: Mapping[str, Any], follows: Procedure, told: Told, events: Sequence[Event], last: dt.date
) -> Rehearsed:
    concerned = choosing.concerned(setting, None, said["about"], None, last)
    barred = {person.pk for person in concerned}
    wire = [f"{event.event}:{event.on}" for event in events]
    regulator = follows.regulator
    at = gettext(STATES.get(told.state, "")) if told.handler is None else _called(told.handler, follows)
    return Rehearsed(
        at=at,
        names="" if told.outside else _names(setting, told.handler or "", barred, last),
        since=told.since,
        lines=[_line(owed, follows) for owed in told.duties],
        kept_out=[*(person.called for person in concerned), *(_called(who, follows) for who in told.barred)],
        notes=told.notes,
        played=[(gettext(EVENTS[event.event]), event.on) for event in events],
        can_next=[(event, gettext(EVENTS[event])) for event in told.can_next],
        regulator=f"{regulator.name} {regulator.phone or ''}".strip(),
        last=last,
        events=wire,
    )


def _line(owed: Owed, follows: Procedure) -> Line:
    return Line(
        what=gettext(ACTS.get(owed.action, OTHER_ACT)),
        who=_called(owed.owed_by, follows),
        due=owed.due,
        basis=gettext(BASES.get(owed.basis, owed.basis)),
        why=owed.why,
        kept_on=owed.kept_on,
        lifted=owed.lifted,
    )


def _called(handler: str, follows: Procedure) -> str:
    """A handler in words."""
    if handler == REGULATOR:
        return follows.regulator.name
    return gettext(WHO.get(handler, "")) or handler.replace("_", " ")


def _names(setting: Setting, handler: str, barred: set[str], day: dt.date) -> str:
    """Who holds the post today and is free of it; nobody's name where a key person takes it, since the child is made up."""
    if handler in ("", REGULATOR, "key_person"):
        return ""
    takers = choosing.route_takers if handler == LEAD else None
    _role, people = (
        takers(setting, None, barred, day) if takers else choosing.takers(setting, None, handler, barred, day)
    )
    return ", ".join(person.called for person in people) or gettext("nobody here: a person from outside is asked")


def events_of(wire: Sequence[str]) -> list[Event]:
    """What was played so far, from the address of the page. Raises `Impossible` for what cannot be read."""
    found = []
    for one in wire[:40]:
        name, _, day = one.partition(":")
        if name not in EVENTS:
            raise Impossible(gettext("The address of this page holds something that we do not know."))
        try:
            found.append(Event(dt.date.fromisoformat(day), name))
        except ValueError as error:
            raise Impossible(gettext("The address of this page holds something that we do not know.")) from error
    return found
