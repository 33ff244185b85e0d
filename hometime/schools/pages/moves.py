"""A child's move as somebody sees it: the plan, the visits, what each side says, what goes part by part, and what was sent."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from hometime.access.viewer import Viewer
from hometime.consents.models import Answer, Consent
from hometime.consents.standing import State
from hometime.consents.verdicts import latest
from hometime.families.models import Child
from hometime.kernel import clock
from hometime.kernel.answers import No
from hometime.people.roles import Hat
from hometime.schools import moving, rules
from hometime.schools.actions import moves
from hometime.schools.actions.packs import people_of, verdict_of
from hometime.schools.contents import AREAS
from hometime.schools.forms import family, packs, staff
from hometime.schools.models import (
    LogEntry,
    MoveSummary,
    MoveVisit,
    MoveWord,
    PackPart,
    Parcel,
    Said,
    School,
    SchoolMove,
    SentPart,
    Stand,
    What,
)
from hometime.schools.models.moves import ANSWERS
from hometime.schools.pages.schools import agreed_with
from hometime.sharing.models import Sending
from hometime.ui.asks import Ask

ASKS = (moves.MOVE,)  # the kinds of record on which a family is asked something
MOST_SCHOOLS = 400  # in a box of choices; more are found by bringing fewer authorities


@dataclasses.dataclass(frozen=True)
class PartShown:
    """A part of what would go, with what this adult said of it; at work whether it may go."""

    part: PackPart
    mine: str
    asked: bool
    verdict: str


@dataclasses.dataclass(frozen=True)
class ParcelShown:
    """What was sent, with those of its parts that this viewer may see, and how it went."""

    parcel: Parcel
    parts: Sequence[PackPart]
    sending: Sending | None
    state: str
    prints: bool


@dataclasses.dataclass(frozen=True)
class MovePage:
    """A plan for a move. `forms` are those that this viewer gets, by the name of what they do."""

    move: SchoolMove
    visits: Sequence[MoveVisit]
    to_tell: MoveVisit | None
    summary: MoveSummary | None
    areas: Sequence[tuple[object, str]]
    voice: Sequence[MoveWord]
    wishes: Sequence[MoveWord]
    answers: Sequence[MoveWord]
    mine: str
    waits_for: Sequence[str]
    parts: Sequence[PartShown]
    parcels: Sequence[ParcelShown]
    agreed: Sequence[LogEntry]
    why_not: No | None
    sends: bool
    forms: dict[str, Any]


def move_page(viewer: Viewer, move: SchoolMove, typed: dict[str, Any] | None = None) -> MovePage:
    """A plan. `typed` is a form that has something to put right, by its name."""
    at_work = viewer.hat == Hat.STAFF
    summary = MoveSummary.objects.visible_to(viewer).filter(move=move).order_by("-number").first()
    said = list(MoveWord.objects.visible_to(viewer).filter(move=move).select_related("person", "by").order_by("number"))
    answers = [each for each in said if each.what in ANSWERS and summary and each.summary == summary.number]
    mine = [each.what for each in answers if each.person_id == viewer.person_id]
    why_not = rules.plan(viewer, move) if at_work else rules.take_part(viewer, move)
    rows = MoveVisit.objects.visible_to(viewer).filter(move=move).select_related("by")
    visits = list(rows.order_by("on", "number"))
    return MovePage(
        move=move,
        visits=visits,
        to_tell=next((visit for visit in visits if not visit.words and visit.on <= viewer.today), None),
        summary=summary,
        areas=[(words, getattr(summary, area)) for area, words in AREAS.items()] if summary else [],
        voice=[each for each in said if each.what == Said.CHILD],
        wishes=[each for each in said if each.what == Said.WISH],
        answers=answers,
        mine=mine[-1] if mine else "",
        waits_for=_waits_for(viewer, move, answers) if at_work and summary and move.closed is None else (),
        parts=parts_shown(viewer, move),
        parcels=_parcels(viewer, move),
        agreed=agreed_with(viewer, move.school),
        why_not=why_not,
        sends=rules.send(viewer, move) is None,
        forms={**({} if why_not else _forms(viewer, move, summary)), **(typed or {})},
    )


def _waits_for(viewer: Viewer, move: SchoolMove, answers: Sequence[MoveWord]) -> list[str]:
    """The adults of the sides from which nobody has agreed yet, a side to a line."""
    from hometime.families.sides import sides

    assert move.child is not None  # a child moves
    last = {each.person_id: each.what for each in answers}
    return [
        ", ".join(adult.person.called for adult in side)
        for side in sides(move.child, viewer.today)
        if not any(last.get(adult.person_id) == Said.AGREES for adult in side)
    ]


def parts_shown(viewer: Viewer, move: SchoolMove) -> list[PartShown]:
    """The parts that stand now, as far as this viewer sees them."""
    rows = PackPart.objects.visible_to(viewer).filter(move=move, closed__isnull=True).select_related("person", "child")
    parts = sorted(
        rows, key=lambda part: (What.values.index(part.what), part.person.name if part.person else "", part.pk)
    )
    mine: dict[str, tuple[Consent, Answer | None]] = {}
    if viewer.hat == Hat.PARENT:
        asked = list(Consent.objects.visible_to(viewer).filter(about__in=[part.pk for part in parts]))
        said = latest(asked)
        mine = {str(consent.about_id): (consent, said.get(consent.pk)) for consent in asked}
    return [
        PartShown(
            part,
            _said(mine.get(part.pk)),
            part.pk in mine and mine[part.pk][0].closed_on is None,
            str(verdict_of(part)) if viewer.hat == Hat.STAFF else "",
        )
        for part in parts
    ]


def _said(found: tuple[Consent, Answer | None] | None) -> str:
    if found is None or found[1] is None or found[0].waits:
        return ""
    return "yes" if found[1].state == State.GIVEN else "no"


def _parcels(viewer: Viewer, move: SchoolMove) -> list[ParcelShown]:
    rows = list(Parcel.objects.visible_to(viewer).filter(move=move).select_related("school", "by").order_by("-number"))
    sent = SentPart.objects.visible_to(viewer).filter(parcel__in=rows).select_related("part__person")
    of: dict[str, list[PackPart]] = {}
    for row in sent:
        of.setdefault(row.parcel_id, []).append(row.part)
    shown = []
    for parcel in rows:
        sending = rules.sending_of(parcel.decided_id)
        parts = sorted(of.get(parcel.pk, []), key=lambda part: (What.values.index(part.what), part.pk))
        state = "received" if parcel.received_on else sending.state(clock.now()) if sending else ""
        at_work = viewer.hat == Hat.STAFF
        prints = at_work and rules.print_parcel(viewer, parcel) is None
        shown.append(ParcelShown(parcel, parts, sending if at_work else None, state, prints))
    # What was taken back before it went has never been sent: it is for those who work here to know.
    return [each for each in shown if viewer.hat == Hat.STAFF or each.state != "stopped"]


def _forms(viewer: Viewer, move: SchoolMove, summary: MoveSummary | None) -> dict[str, Any]:
    if viewer.hat == Hat.PARENT:
        return {"wish": family.WishForm(), **({"agree": family.AgreeForm()} if summary else {})}
    facts = {name: getattr(move, name) for name in ("forename", "surname", "sex", "support", "lead", "upn")}
    return {
        "where": where_form(viewer, move),
        "facts": staff.FactsForm(initial=facts),
        "visit": staff.VisitForm(),
        "came": staff.CameForm(auto_id="id_came_%s"),
        "voice": staff.VoiceForm(),
        "told": staff.ToldForm(people_of(move)),
        "end": staff.EndForm(),
        "send": packs.SendForm(),
        "received": packs.ReceivedForm(),
    }


def where_form(viewer: Viewer, move: SchoolMove, data: Any = None) -> staff.WhereForm:
    """Where a child goes: a school of the list that is open, or the one that was chosen."""
    rows = School.objects.visible_to(viewer).filter(stand=Stand.OPEN).order_by("name", "pk")
    schools = list(rows[:MOST_SCHOOLS])
    if move.school is not None and move.school not in schools:
        schools.append(move.school)
    names = ("school", "starts_on", "teacher", "teacher_email", "teacher_phone")
    return staff.WhereForm(
        schools, data, initial={**{name: getattr(move, name) for name in names}, "school": move.school_id}
    )


def begun(viewer: Viewer, child: Child) -> dict[str, Any]:
    """What stands ready where a plan is begun: the September in which the child may start."""
    starts = moving.starts_school(child.born)
    return {"starts_on": starts if starts > viewer.today else None}


def asks(viewer: Viewer, children: Sequence[Child]) -> list[Ask]:
    """What a parent is asked about these children's moves: to read what is written for the school."""
    rows = SchoolMove.objects.visible_to(viewer).filter(child__in=[child.pk for child in children], closed__isnull=True)
    found = []
    for move in rows.select_related("child").order_by("opened", "pk"):
        last = MoveSummary.objects.visible_to(viewer).filter(move=move).order_by("-number").first()
        mine = MoveWord.objects.visible_to(viewer).filter(move=move, person=viewer.person_id, what__in=ANSWERS)
        if last is not None and move.child is not None and not mine.filter(summary=last.number).exists():
            words = gettext("Moving on to school: is this right?")
            found.append(Ask(move.child.called, words, gettext("Read it"), reverse("school-move", args=[move.pk])))
    return found


def panel(viewer: Viewer, child: Child) -> dict[str, Any] | None:
    """What a child's file shows of the move; None for whoever may see nothing of it."""
    plans = list(
        SchoolMove.objects.visible_to(viewer).filter(child=child).select_related("school").order_by("-opened", "pk")
    )
    begins = viewer.hat == Hat.STAFF and rules.work_with(viewer, child) is None
    if not plans and not begins:
        return None
    return {"child": child, "moves": plans, "begins": begins and all(move.closed for move in plans)}
