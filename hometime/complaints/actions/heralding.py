"""Tells whoever complained, on the house's own way, that something new stands on their page: in one fixed sentence, which
says nothing of a complaint (TRUST 23b, 45). Whoever reads no e-mail is told by a person, who owes it."""

from __future__ import annotations

import dataclasses
import datetime as dt

from django.db.models import Q
from django.utils.translation import gettext_noop as _

from hometime.audit.actions import Actor, action
from hometime.complaints import choosing
from hometime.complaints.models import Arrival, Complaint, Way
from hometime.complaints.models.intake import ArrivalRows, followed
from hometime.duties.actions import Task, lift, owe
from hometime.duties.models import Duty
from hometime.families.models import Adult, open_bond_on
from hometime.kernel import clock
from hometime.notifications.actions import queue
from hometime.notifications.sentences import Key
from hometime.people.models import Person, current
from hometime.people.roles import Role
from hometime.records.models import Party

# Never a stranger: an adult whom somebody here linked to it, and to whom writing is safe.
LINKED = {"adult__safe_to_write": True, "adult__person__is_active": True}
# Those of them who read mail.
MAILED = {"adult__mode": Adult.Mode.EMAIL, "adult__person__email__isnull": False}
TWO_DAYS = dt.timedelta(days=2)  # our proposal: how soon somebody tells them
TELL = Task(
    "C3", _("Something new stands in a complaint: tell them, they read no e-mail"), _("I told them"), Role.MANAGER
)
CHANGED = Task("O5", _("Tell them what changed"), _("I told them"), Role.MANAGER)
ASKED_FOR = {
    Adult.Mode.TEXT: _("They asked for a text message. It says only: please ring us."),
    Adult.Mode.PAPER: _("They asked for paper. Hand it to them, to nobody else."),
    Adult.Mode.CALL: _("They asked for a call. Ring them."),
}
NO_MAIL = _("We hold no e-mail address. Ring them, or give it to them.")


def linked() -> ArrivalRows:
    """How complaints came in whose sender may be written to at all."""
    rows = Arrival.objects.unscoped("whoever complained hears that something waits for them")
    return rows.filter(**LINKED).exclude(way=Way.NONE)


def _follow(case: Complaint) -> ArrivalRows:
    return linked().filter(followed(open_bond_on(clock.today())), complaint=case)


def hears(case: Complaint) -> bool:
    """Whether anybody is sent a word when something new stands on the page of a complaint."""
    return _follow(case).filter(**MAILED).exists()


def looks(case: Complaint) -> bool:
    """Whether whoever made a complaint can open its page: with a code, or signed in as the adult who made it."""
    rows = Arrival.objects.unscoped("whether there is a page on which a letter can wait")
    may = Q(code__gt="") | Q(adult__person__is_active=True, adult__person__password__gt="")
    return rows.filter(may, followed(open_bond_on(clock.today())), complaint=case).exists()


@action
def herald(viewer: Actor, case: Complaint, *, task: Task | None = TELL) -> bool:
    """Queues the sentence for whoever made a complaint, where it is one of ours and they may still follow it. One who
    reads no e-mail is told by whoever has it in hand, who owes `task`; None where they are given it anyhow. Gives whether
    anything was queued."""
    told = False
    for arrival in _follow(case).select_related("adult__person"):
        assert arrival.adult is not None  # those of `linked` alone
        adult, person = arrival.adult, arrival.adult.person
        if adult.mode == Adult.Mode.EMAIL and person.email is not None:
            queue(viewer, Key.SOMETHING, person, setting=case.setting, language=person.language)
            told = True
        elif task is not None:
            _owe_once(viewer, case, task, ASKED_FOR.get(Adult.Mode(adult.mode), NO_MAIL))
    return told


@action
def say_what_changed(viewer: Actor, case: Complaint) -> None:
    """Lets whoever complained know that what changed stands on their page (O5). Somebody of no family here, whom we can
    reach, is told by a person; one who asked not to be reached, or whom nobody has made sure of, is left alone."""
    herald(viewer, case, task=CHANGED)
    arrival = (
        Arrival.objects.unscoped("whether whoever complained is one of our families").filter(complaint=case).first()
    )
    if arrival is None:
        reached = bool(case.complainant)
    else:
        by = arrival.reach or arrival.called or arrival.organisation
        reached = bool(by) and not (arrival.adult_id or arrival.unconfirmed or arrival.way == Way.NONE)
    if reached:
        _owe_once(
            viewer, case, CHANGED, _("They have no page here that tells them. Tell them in the way they asked for.")
        )


def _owe_once(viewer: Actor, case: Complaint, task: Task, told: str) -> None:
    """Owes a task by name of whoever has a complaint in hand, once at a time; one who had it before owes it no more."""
    role, holder = _holder(case)
    rows = Duty.objects.unscoped("they are told once of what is new").open().filter(record=case, what=task.what)
    owed = list(rows.order_by("owed_on", "pk"))
    for duty in owed:
        if holder is not None and duty.person_id != holder.pk:
            lift(viewer, duty, "Somebody else has it in hand now.")
    if holder is None or any(duty.person_id == holder.pk for duty in owed):
        return
    owe(
        viewer, case, dataclasses.replace(task, owed_by=role), person=holder, due=clock.today() + TWO_DAYS,
        about=case.reference, basis="proposed", why={"told": told},
    )  # fmt: skip


def _holder(case: Complaint) -> tuple[Role, Person | None]:
    """Whoever has a complaint in hand; where a person from outside decides it, whoever here arranges that."""
    parties = Party.objects.unscoped("whoever has it in hand tells whoever complained").filter(
        current(clock.today()), record=case
    )
    rows = list(parties.select_related("person").order_by("pk"))
    for party in rows:
        if party.part == Party.Part.HANDLER and party.role:
            return Role(party.role), party.person
    barred = {party.person_id for party in rows if party.part == Party.Part.CONCERNS}
    role, people = choosing.arrangers(case.setting, case.child, barred, clock.today())
    seeing = {party.person_id for party in rows} - barred
    return role, next((person for person in people if person.pk in seeing), None)
