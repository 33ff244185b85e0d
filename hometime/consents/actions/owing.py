"""What is owed about emergency treatment on a child's own record: to hear from the family, and again each year (F24)."""

from __future__ import annotations

import dataclasses
import datetime as dt

from django.utils.translation import gettext_noop as _

from hometime.audit.actions import Actor, House, action, note
from hometime.consents.models import Answer, Consent
from hometime.consents.standing import Kind, Verdict
from hometime.consents.terms import key_of
from hometime.consents.verdicts import verdicts
from hometime.duties.actions import Task, keep, lift, owe
from hometime.duties.models import Duty
from hometime.duties.standing import Every, next_due
from hometime.families.models import Child
from hometime.families.sides import key_person_of
from hometime.kernel import clock
from hometime.people.roles import Role
from hometime.records.actions import open_record
from hometime.records.audiences import Audience
from hometime.records.models import Record

LEDGER = "consents"  # the kind of the record on which a child's consents are owed
FIRST = Task("F24", _("Hear from the family about emergency treatment"), _("Open it"), Role.KEY_PERSON)
AGAIN = Task(
    "F24", _("Ask the family again about emergency treatment: a year has passed"), _("Open it"), Role.KEY_PERSON
)
ASKS = House("consents")  # who asks what holds for every child
YEARLY = Every(months=12)


def ledger_of(viewer: Actor, child: Child) -> Record:
    """The record on which what is owed about a child's consents stands: for the key person and the office."""
    rows = Record.objects.unscoped("what is owed about consents stands on one record").filter(child=child, kind=LEDGER)
    found = rows.order_by("opened", "pk").first()
    return found or open_record(viewer, child.setting, LEDGER, "Consents", Audience.STAFF, child=child)


def _open(child: Child) -> list[Duty]:
    rows = Duty.objects.unscoped("emergency treatment is asked about once at a time").open()
    return list(rows.filter(record__child=child, record__kind=LEDGER, clause="F24").order_by("due", "pk"))


@action
def owe_hearing(viewer: Actor, child: Child, task: Task, due: dt.date) -> None:
    """Owes it to hear from a family, for the first time or again; once at a time."""
    if _open(child):
        return
    today = clock.today()
    record = ledger_of(viewer, child)
    if key_person_of(child, today) is None:
        task = dataclasses.replace(task, owed_by=Role.MANAGER)
    why = {"opens": ["consents-child", child.pk]}
    owe(viewer, record, task, due=due, clause_key=key_of(child.setting, "F24", today), why=why)


def answered(viewer: Actor, consent: Consent) -> None:
    """An adult answered. Whoever was owed to ask several families about a record (`why`: which kind they are asked, for which
    children, and for which day) has asked, once none of these children waits for an answer any more."""
    rows = Duty.objects.unscoped("what waited for answers is done with the last of them").open()
    waiting = rows.filter(setting=consent.child.setting_id, why__waits_for=str(consent.kind))
    if consent.about_id:
        waiting = waiting.filter(record=consent.about_id)
    for duty in waiting.order_by("pk"):
        if consent.child_id in duty.why["children"] and not _waits(duty, consent):
            keep(viewer, duty, "Every family has answered.")


def _waits(duty: Duty, consent: Consent) -> bool:
    children = Child.objects.unscoped("whether everybody has answered hangs on every child").filter(
        pk__in=duty.why["children"]
    )
    day = dt.date.fromisoformat(str(duty.why["day"]))
    said = verdicts(ASKS, list(children), Kind(consent.kind), about=consent.about, on=day)
    return Verdict.ASK in said.values()


@action
def heard(viewer: Actor, consent: Consent, answer: Answer) -> None:
    """An adult answered about emergency treatment: what was owed is done, and it is owed again in a year."""
    if consent.kind != Kind.EMERGENCY:
        return
    again = next_due(answer.on, YEARLY, answer.on)
    for duty in _open(consent.child):
        if duty.due == again:
            continue
        if duty.what == FIRST.what or (duty.due or answer.on) <= answer.on:
            keep(viewer, duty, "An adult of the family answered.")
        else:
            lift(viewer, duty, "Answered anew: the year begins again.")
    owe_hearing(viewer, consent.child, AGAIN, again)
    note("emergency.heard", consent, chain=consent.child.setting_id)
