"""Asking for statements, and telling the person complained about. Each gets a slip: what they see, and nothing else.

Until a person has told them, the one complained about is on no slip, and nothing at all of the case reaches them.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence

from django.db.models import Q
from django.utils.translation import gettext_noop as _

from hometime.audit.actions import Actor, action, person_of
from hometime.complaints.actions.settling import steps_of
from hometime.complaints.engine.rehearsing import LEFT
from hometime.complaints.handling.actions.writing import entries_of, made_by, stage_of, write
from hometime.complaints.handling.facts import How
from hometime.complaints.handling.points import points
from hometime.complaints.living import replay
from hometime.complaints.models import Complaint, Entry, Kind
from hometime.duties.actions import Task, keep, owe
from hometime.duties.models import Duty
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.people.models import Person, Post
from hometime.people.roles import HAT_OF, Hat, Role
from hometime.records.actions import name_party, open_record
from hometime.records.audiences import Audience
from hometime.records.models import Party, Record

SLIP = "slip"  # the kind of record that a witness, or the person told, is named on
TITLE = "Something to read"
DAYS = dt.timedelta(days=5)  # our proposal: how long somebody has to write a statement
STATE = Task("C13", _("Write down what you know about something"), _("I wrote it down"), Role.MANAGER)
READ = Task("C13", _("There is something for you to read"), _("I read it"), Role.MANAGER)


@action
def ask(viewer: Actor, case: Complaint, witness: Person, question: str, *, once: str = "") -> Entry:
    """Asks somebody who works here for a statement: they are owed a page with the question, and see nothing of the case."""
    if once and (made := made_by(case, once)) is not None:
        return made
    if not question.strip():
        raise Refused("Write what you want them to tell you about.")
    if witness.pk == person_of(viewer):
        raise Refused("You look into this yourself. Write what you know as an entry of your own.")
    if witness.pk in _concerned(case):
        raise Refused("It is about them. Tell them first; then they can say their side.")
    asked = [e.slip_id for e in entries_of(case) if e.kind == Kind.ASKED and e.person_id == witness.pk]
    if Duty.objects.unscoped("nobody is asked twice at a time").open().filter(record__in=asked).exists():
        raise Refused("They were asked already, and have not answered yet.")
    slip, post = _slip(viewer, case, witness)
    entry = write(viewer, case, Kind.ASKED, question, person=witness, slip=slip, once=once)
    _owe(viewer, entry, slip, post, STATE)
    return entry


@action
def tell(
    viewer: Actor, case: Complaint, person: Person, put: Sequence[Entry], *, teller: str, companion: str,
    on: dt.date | None = None, words: str = "", once: str = "",
) -> Entry:  # fmt: skip
    """Writes down that the person complained about was told, by whom and on which day; from now on they read on a page of
    their own the points that were put to them (`put`), and nothing else.

    Raises `Refused` while an allegation is with the safeguarding lead, and for somebody whom it does not concern.
    """
    if once and (made := made_by(case, once)) is not None:
        return made
    if why_not := may_not_be_told(case):
        raise Refused(why_not)
    if person.pk not in _concerned(case):
        raise Refused("It is not about them. Ask them for a statement instead.")
    entries = entries_of(case)
    if any(entry.kind == Kind.TOLD and entry.person_id == person.pk for entry in entries):
        raise Refused("They were told already.")
    chosen = {entry.pk for entry in put}
    given = [[p.number, p.words] for p in points(entries, stage_of(steps_of(case))) if p.entry.pk in chosen]
    if not given:
        raise Refused("Choose the points that were put to them.")
    if not teller.strip():
        raise Refused("Write who told them.")
    slip, post = _slip(viewer, case, person)
    facts = {"points": given, "teller": teller.strip(), "companion": companion.strip()}
    entry = write(viewer, case, Kind.TOLD, words, on=on, person=person, slip=slip, facts=facts, once=once)
    _owe(viewer, entry, slip, post, READ)
    return entry


@action
def state(
    viewer: Actor, asked: Entry, words: str, *, companion: str = "", on: dt.date | None = None, once: str = ""
) -> Entry:
    """Writes the statement of whoever was asked or told, in their own words; what they owed is kept with it.

    Said again later, it stands beside the first.
    """
    if person_of(viewer) != asked.person_id:
        raise Refused("Only they themselves write here.")
    if not words.strip():
        raise Refused("Write what you know, in your own words.")
    entry = write(
        viewer, asked.complaint, Kind.STATEMENT, words, of=asked, on=on, person=asked.person, slip=asked.slip,
        facts={"companion": companion.strip(), "how": str(How.SCREEN)}, once=once,
    )  # fmt: skip
    _kept(viewer, asked)
    return entry


@action
def add_nothing(viewer: Actor, asked: Entry) -> None:
    """Whoever was told has read what was put to them, and wishes to add nothing now. They can still do so later."""
    if person_of(viewer) != asked.person_id or asked.kind != Kind.TOLD:
        raise Refused("Only they themselves can say so.")
    _kept(viewer, asked)


@action
def show_findings(viewer: Actor, told: Entry, *, on: dt.date | None = None, once: str = "") -> Entry:
    """Gives the person complained about what was found on the points that were put to them, once each has a finding."""
    entries = entries_of(told.complaint)
    put = {number for number, _words in told.facts["points"]}
    stage = stage_of(steps_of(told.complaint))
    found = [p for p in points(entries, stage) if p.number in put]
    if not all(p.finding for p in found):
        raise Refused("Write down what was found on each point that was put to them first.")
    given = [[p.number, p.words, p.finding, p.explanation] for p in found]
    return write(
        viewer, told.complaint, Kind.SHOWN, of=told, on=on, person=told.person, slip=told.slip,
        facts={"points": given}, once=once,
    )  # fmt: skip


def may_not_be_told(case: Complaint) -> str:
    """Why the person complained about may not be told now; empty where they may."""
    if replay(case, steps_of(case), clock.today()).state == LEFT:
        return "An allegation is with the safeguarding lead. Tell nobody whom it is about before they say so."
    return ""


def _concerned(case: Complaint) -> set[str]:
    rows = Party.objects.unscoped("whom it is about is asked in another way").filter(
        record=case, part=Party.Part.CONCERNS
    )
    return set(rows.values_list("person_id", flat=True))


def _slip(viewer: Actor, case: Complaint, person: Person) -> tuple[Record, Post]:
    """A record of somebody's own, which names nobody else, and the post in which they owe what hangs on it."""
    here = Q(setting=case.setting_id) | Q(setting__isnull=True, provider=case.setting.provider_id)
    work = [role for role, hat in HAT_OF.items() if hat in (Hat.STAFF, Hat.OWNER) and role != Role.TABLET]
    posts = Post.objects.on(clock.today()).filter(here, person=person, role__in=work).order_by("starts", "pk")
    post = posts.first()
    if post is None:
        raise Refused("They do not work here now. Write their words down as somebody outside gave them.")
    slip = open_record(viewer, case.setting, SLIP, TITLE, Audience.NAMED)
    name_party(viewer, slip, person, Party.Part.NAMED, hat=HAT_OF[Role(post.role)])
    return slip, post


def _owe(viewer: Actor, entry: Entry, slip: Record, post: Post, task: Task) -> None:
    theirs = dataclasses.replace(task, owed_by=Role(post.role))
    owe(
        viewer, slip, theirs, due=clock.today() + DAYS, person=entry.person,
        why={"opens": ["asked", entry.pk], "told": "Five days are our proposal."},
    )  # fmt: skip


def _kept(viewer: Actor, asked: Entry) -> None:
    for duty in Duty.objects.unscoped("a statement keeps what was owed").open().filter(record=asked.slip_id):
        keep(viewer, duty, "")
