"""A child's move to school: begun in time, planned with the family, written down for the school, and agreed (S1)."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_noop as _

from hometime.audit.actions import Actor, action, note, person_of
from hometime.consents.terms import key_of, promised
from hometime.duties.actions import Task, keep, lift, owe
from hometime.duties.models import Duty
from hometime.families.models import Child
from hometime.families.sides import sides
from hometime.kernel import clock, refusals
from hometime.kernel.answers import Refused
from hometime.kernel.refusals import refused
from hometime.notifications.actions import queue
from hometime.notifications.sentences import Key
from hometime.people.models import Person
from hometime.people.roles import Role
from hometime.records.actions import close_record
from hometime.records.audiences import Audience
from hometime.schools import moving, upn
from hometime.schools.actions.taking_in import CLOSES
from hometime.schools.models import MoveSummary, MoveVisit, MoveWord, Said, School, SchoolMove, With
from hometime.schools.models.moves import ANSWERS

MOVE, PAGE = "school_move", "school-move"  # the kind of record, and the page of one
WRITE = Task(
    "S1", _("Write down for the school what a child can do and needs, with the family"), _("Open it"), Role.KEY_PERSON
)
AGREE = Task("S1", _("Agree with each side of the family what goes to the school"), _("Open it"), Role.KEY_PERSON)
SEND = Task("S2", _("Send the school what the family agreed to, before the child starts"), _("Open it"), Role.MANAGER)
TASKS = (WRITE, AGREE, SEND)
ASKED_TWICE = 2
ADDRESS = ("school", "teacher", "teacher_email", "teacher_phone")  # with another of these it is checked anew


@action
def see_to_moves(viewer: Actor) -> int:
    """Begins the plan of each child who starts school this autumn, from the second half of the summer term on, where the
    policy in force promises it. Safe to run again. Gives how many were begun or ended."""
    today, changed = clock.today(), 0
    known = SchoolMove.objects.unscoped("a child moves to school once").values("child")
    children = Child.objects.unscoped("every child who starts school gets a plan").select_related("setting").here(today)
    for child in children.filter(starts__lte=today).exclude(pk__in=known).order_by("pk"):
        starts = moving.starts_school(child.born)
        if moving.plan_from(starts) <= today < starts and promised(child.setting, "S1", today) is not None:
            begin(viewer, child, starts)
            changed += 1
    return changed


@action
def begin(viewer: Actor, child: Child, starts_on: dt.date, school: School | None = None) -> SchoolMove:
    """Begins the plan for a child's move, and owes the summary, the family's word and what goes to the school."""
    there = SchoolMove.objects.unscoped("a child has one plan for a move at a time")
    if there.filter(child=child, closed__isnull=True).exists():
        raise Refused("There is a plan for this move. Open it and go on there.")
    today = clock.today()
    if starts_on <= today:
        raise Refused("The first day at school must lie ahead.")
    names = child.name.split()
    move = SchoolMove(
        setting=child.setting, child=child, kind=MOVE, title="Moving on to school", audience=Audience.FAMILY, opened=today,
        starts_on=starts_on, school=school, forename=" ".join(names[:-1]) or child.name, surname=names[-1] if names[1:] else "",
    )  # fmt: skip
    move.save()
    note("move.begun", move, starts_on=starts_on)
    for task in TASKS:
        _owe(viewer, move, task)
    return move


def _owe(viewer: Actor, move: SchoolMove, task: Task, due: dt.date | None = None) -> None:
    """Owes something of a move by the day that its first day at school decides, unless another is given."""
    by = moving.written_by if task is WRITE else moving.sent_by
    why = {"opens": [PAGE, move.pk], "starts_on": str(move.starts_on)}
    key = key_of(move.setting, task.clause, clock.today())
    owe(viewer, move, task, due=due or by(move.starts_on, clock.today()), clause_key=key, why=why)


@dataclasses.dataclass(frozen=True)
class Where:
    """Where a child goes, from which day, and who is expected to teach them; `checked_how` says how one knows that their
    address is right, and nothing is sent there before."""

    school: School | None
    starts_on: dt.date
    teacher: str = ""
    teacher_email: str = ""
    teacher_phone: str = ""
    checked_how: str = ""


@action
def say_school(viewer: Actor, move: SchoolMove, where: Where) -> None:
    """Says to which school a child moves. Another first day gives what is owed other days; another address is checked
    anew."""
    still_open(move)
    _may_be(move, where)
    another, elsewhere = where.starts_on != move.starts_on, where.school != move.school
    as_before = all(getattr(where, name) == getattr(move, name) for name in ADDRESS)
    for name in (*ADDRESS, "starts_on"):
        setattr(move, name, getattr(where, name))
    if where.checked_how:
        move.checked_on, move.checked_how = clock.today(), where.checked_how
    elif not as_before:
        move.checked_on, move.checked_how = None, ""
    move.save()
    note("move.school", move, school=move.school_id or "", starts_on=move.starts_on)
    for duty in owed(move, CLOSES) if elsewhere else ():
        keep(viewer, duty, "The family said where the child goes.")
    if another:
        _owe_anew(viewer, move)


def _may_be(move: SchoolMove, where: Where) -> None:
    if where.starts_on != move.starts_on and where.starts_on <= clock.today():
        raise Refused("The first day at school must lie ahead.")
    if where.school is not None and where.school.provider_id != move.setting.provider_id:
        raise Refused("Choose a school from the list.")


def _owe_anew(viewer: Actor, move: SchoolMove) -> None:
    """What is still owed gets the days of the new start."""
    for task in TASKS:
        for duty in owed(move, task):
            lift(viewer, duty, "The first day at school was changed.")
            _owe(viewer, move, task)


@action
def say_facts(viewer: Actor, move: SchoolMove, facts: Mapping[str, str]) -> None:
    """Writes down what a school's form asks for: the names as the school writes them, and a pupil's number that a state
    school has given. A number whose check letter is wrong is not taken."""
    still_open(move)
    number = upn.tidy(facts.get("upn", ""))
    if number and not upn.is_right(number):
        raise Refused(
            "This pupil's number cannot be right: its first letter does not fit. Ask the school for it again."
        )
    said = {**facts, "upn": number}
    for name in ("forename", "surname", "sex", "upn", "support", "lead"):
        setattr(move, name, said.get(name, "").strip())
    move.save(update_fields=["forename", "surname", "sex", "upn", "support", "lead"])
    note("move.facts", move)


@action
def plan_visit(viewer: Actor, move: SchoolMove, on: dt.date, how: str, words: str = "") -> MoveVisit:
    """Writes a visit down, one that lies ahead or one that was."""
    still_open(move)
    if how not in With.values:
        raise Refused("Say who goes where.")
    if on <= clock.today() and not words.strip():
        raise Refused("Write what came of it.")
    rows = MoveVisit.objects.unscoped("visits stand in the order in which they came").filter(move=move)
    made = MoveVisit(move=move, number=rows.count() + 1, on=on, how=how, words=words.strip(), by_id=person_of(viewer))
    made.save()
    note("move.visit", move, on=on, how=how)
    return made


@action
def tell_visit(viewer: Actor, visit: MoveVisit, words: str) -> None:
    """Writes down what came of a visit, once it was."""
    still_open(visit.move)
    if visit.words:
        raise refused(refusals.DONE)
    if visit.on > clock.today():
        raise Refused("This visit lies ahead.")
    if not words.strip():
        raise Refused("Write what came of it.")
    visit.words = words.strip()
    visit.save(update_fields=["words"])
    note("move.visited", visit.move, on=visit.on)


@action
def hear_child(viewer: Actor, move: SchoolMove, words: str, how: str) -> MoveWord:
    """Writes down what the child showed or said about going to school, and how one knows: in words, in play, in a picture."""
    return _say(viewer, move, Said.CHILD, words=words, how=how)


@action
def wish(viewer: Actor, move: SchoolMove, person: Person, words: str, how: str = "") -> MoveWord:
    """An adult says what they wish the school to know, themselves or written down for them (`how`)."""
    return _say(viewer, move, Said.WISH, person=person, words=words, how=how)


@action
def summarise(viewer: Actor, move: SchoolMove, texts: Mapping[str, str]) -> MoveSummary:
    """Writes the summary for the school and asks each side of the family; a new one stands beside the one before."""
    still_open(move)
    if not all(texts.get(area, "").strip() for area in (*MoveSummary.AREAS, "languages")):
        raise Refused("Write a line for each area, and which languages the child has.")
    before = latest_summary(move)
    made = MoveSummary(
        move=move, number=before.number + 1 if before else 1, on=clock.today(), by_id=person_of(viewer),
        **{name: texts.get(name, "").strip() for name in (*MoveSummary.AREAS, *MoveSummary.OTHERS)},
    )  # fmt: skip
    made.save()
    note("move.summary", move, number=made.number)
    for duty in owed(move, WRITE):
        keep(viewer, duty, "The summary is written.")
    if not owed(move, AGREE):
        _owe(viewer, move, AGREE, moving.agreed_by(move.starts_on, clock.today()))
    assert move.child is not None  # a child moves
    for side in sides(move.child, clock.today()):
        for adult in side:
            if adult.safe_to_write:
                queue(viewer, Key.SOMETHING, adult.person, setting=move.setting, language=adult.person.language)
    return made


@action
def answer(viewer: Actor, move: SchoolMove, person: Person, says: str, words: str = "") -> MoveWord:
    """An adult agrees to the summary or wants to talk, or (written down for them) was asked and gave no answer.

    Once each side agreed, or was asked twice in vain, the agreement is no longer owed.
    """
    last = latest_summary(move)
    if last is None:
        raise refused(refusals.NO_SUMMARY)
    if says not in ANSWERS:
        raise Refused("Say whether they agree.")
    if says == Said.SILENT and not words.strip():
        raise Refused("Say how you asked.")
    made = _say(viewer, move, Said(says), person=person, words=words, summary=last.number)
    if heard(move):
        for duty in owed(move, AGREE):
            keep(viewer, duty, "Each side of the family was heard.")
    return made


def _say(viewer: Actor, move: SchoolMove, what: Said, *, words: str, **facts: Any) -> MoveWord:
    still_open(move)
    if what in (Said.CHILD, Said.WISH) and not words.strip():
        raise refused(refusals.WRITE_IT)
    rows = MoveWord.objects.unscoped("words stand in the order in which they came").filter(move=move)
    made = MoveWord(
        move=move,
        number=rows.count() + 1,
        what=what,
        on=clock.today(),
        by_id=person_of(viewer),
        words=words.strip(),
        **facts,
    )
    made.save()
    note(f"move.{what}", move)
    return made


@action
def end(viewer: Actor, move: SchoolMove, because: str) -> None:
    """Ends a plan with the reason: the child has started, or goes somewhere else."""
    still_open(move)
    if not because.strip():
        raise Refused("Say why the plan ends.")
    move.ended_because = because.strip()
    move.save(update_fields=["ended_because"])
    for duty in owed(move):
        lift(viewer, duty, "The plan has ended.")
    note("move.ended", move)
    close_record(viewer, move)


def latest_summary(move: SchoolMove) -> MoveSummary | None:
    """The summary that counts."""
    rows = MoveSummary.objects.unscoped("the latest summary counts").filter(move=move)
    return rows.order_by("-number").first()


def heard(move: SchoolMove) -> bool:
    """Whether each side of the family agreed to the latest summary, or was asked twice and gave no answer."""
    last = latest_summary(move)
    if last is None or move.child is None:
        return False
    rows = MoveWord.objects.unscoped("each side of a family agrees for itself").filter(
        move=move, summary=last.number, what__in=ANSWERS
    )
    told: dict[str, list[str]] = {}
    for person, what in rows.order_by("number").values_list("person", "what"):
        told.setdefault(person, []).append(what)
    return all(
        any(_settled(told.get(adult.person_id, [])) for adult in side) for side in sides(move.child, clock.today())
    )


def _settled(said: list[str]) -> bool:
    return bool(said) and said[-1] != Said.TALK and (Said.AGREES in said or said.count(Said.SILENT) >= ASKED_TWICE)


def still_open(move: SchoolMove) -> None:
    """Raises Refused once a plan has ended."""
    if move.closed is not None:
        raise refused(refusals.PLAN_ENDED)


def owed(move: SchoolMove, *tasks: Task) -> list[Duty]:
    """What is owed on a plan, of these tasks where some are named."""
    rows = Duty.objects.unscoped("what a move owes is kept with it").open().filter(record=move)
    if tasks:
        rows = rows.filter(what__in=[task.what for task in tasks])
    return list(rows.order_by("due", "pk"))
