"""What begins when a document is adopted: the records of its parts, what its clauses promise, and the cards of the bodies
it names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db.models import Q, QuerySet

from hometime.adoption.promises import Promise, begun_by
from hometime.audit.actions import Actor
from hometime.duties.actions import keep, owe, start_rhythm, stop_rhythm
from hometime.duties.models import Duty, Rhythm
from hometime.kernel import clock
from hometime.people.models import Setting
from hometime.policies.actions import file_card, write_card
from hometime.policies.models import FROM_THE_DOCUMENT, AdoptedClause, Adoption, ContactCard, in_force
from hometime.policies.reading.forms import Body
from hometime.policies.settling import AGENCY, OFSTED, SUPPLY, Settled
from hometime.records.actions import open_record
from hometime.records.audiences import Audience
from hometime.records.models import Record

ADOPTION = "adoption"  # the kind of record that an adopted part keeps its own duties on


def begin(viewer: Actor, setting: Setting, frozen: Sequence[Adoption], confirmed: Settled) -> None:
    """Begins what the parts that were just frozen for `setting` promise, and ends what only an older version asked for."""
    clauses = {
        clause_id: clause
        for adoption in frozen
        for clause in AdoptedClause.objects.filter(adoption=adoption)
        for clause_id in clause.covers
    }
    records = {
        adoption.pk: open_record(
            viewer, setting, ADOPTION, f"{adoption.number} {adoption.title}"[:200], Audience.SETTING, under=adoption
        )
        for adoption in frozen
    }
    standing = in_force(setting, clock.today())
    for promise in begun_by(clauses, dangling=confirmed.value("dangling_reference") == SUPPLY):
        clause = clauses.get(promise.task.clause)
        if promise.task.clause == "F17" and not _is_awaited(setting, standing):
            continue
        _owe(viewer, records[clause.adoption_id if clause else frozen[0].pk], promise, standing, clause)
    _let_go(viewer, setting, standing)
    _supply(viewer, setting, frozen)
    _take_cards(viewer, setting, confirmed.reading.bodies)


def _is_awaited(setting: Setting, standing: Sequence[Adoption]) -> bool:
    """Whether the complaints procedure that a text points to is nowhere yet: not adopted, and not asked for already."""
    asked = Duty.objects.unscoped("what is asked for already is not asked for twice").open()
    return not any(adoption.has_ladder for adoption in standing) and not (
        asked.filter(setting=setting, clause="F17").exists()
    )


def _supply(viewer: Actor, setting: Setting, frozen: Sequence[Adoption]) -> None:
    """Keeps what asked for a complaints procedure, where one has now been adopted (F17)."""
    supplied = next((adoption for adoption in frozen if adoption.has_ladder), None)
    if supplied is None:
        return
    asked = Duty.objects.unscoped("the procedure that was asked for is here").open()
    for duty in asked.filter(setting=setting, clause="F17", record__kind=ADOPTION):
        keep(viewer, duty, f"Adopted on {supplied.adopted_on:%d %B %Y}: {supplied.number} {supplied.title}".strip())


def _take_cards(viewer: Actor, setting: Setting, bodies: Sequence[Body]) -> None:
    """Writes down the bodies that the document names. One regulator is chosen: the card of the other one makes way."""
    cards = ContactCard.objects.filter(setting=setting)
    for body in bodies:
        kind = ContactCard.Kind.REGULATOR if body.name in (OFSTED, AGENCY) else ContactCard.Kind.OTHER
        facts = {"phone": body.phone or "", "address": body.address or "", "email": body.email or ""}
        if kind == ContactCard.Kind.REGULATOR:
            _refile(viewer, cards.filter(name=OFSTED if body.name == AGENCY else AGENCY), ContactCard.Kind.OTHER)
            _refile(viewer, cards.filter(name=body.name), kind)
        if body.name == AGENCY and cards.filter(kind=kind).exists():
            continue  # somebody has given the agency its own name since
        _take_card(viewer, setting, kind, body.name[:120], facts)


def _refile(viewer: Actor, named: QuerySet[ContactCard], kind: str) -> None:
    """Sets the one card of a name among those of a kind, as it is: what stands on it stays true."""
    if len(cards := list(named)) == 1 and cards[0].kind != kind:
        file_card(viewer, cards[0], kind)


def _take_card(viewer: Actor, setting: Setting, kind: str, name: str, facts: dict[str, str]) -> None:
    """Writes down a body that the document names. What a person has changed or checked since is never overwritten."""
    known = ContactCard.objects.filter(setting=setting, kind=kind, name=name).first()
    if known is None or (known.checked_on is None and known.source == FROM_THE_DOCUMENT):
        write_card(viewer, setting, kind, name, source=FROM_THE_DOCUMENT, **facts)


def _running(setting: Setting) -> QuerySet[Rhythm]:
    rows = Rhythm.objects.unscoped("a new version takes over what the former one owed").select_related("record")
    return rows.filter(record__setting=setting, record__kind=ADOPTION, stopped__isnull=True)


def _owe(
    viewer: Actor,
    record: Record,
    promise: Promise,
    standing: Sequence[Adoption],
    clause: AdoptedClause | None,
) -> None:
    """Owes on `record` what `promise` says under `clause` (None: a rule of the house), while `standing` is in force."""
    basis = "proposed" if clause else "house"
    key = clause.key if clause else ""
    first = clock.today() + dt.timedelta(days=promise.after)
    if promise.every is None:
        owe(viewer, record, promise.task, due=first, clause_key=key, basis=basis)
        return
    # What a former version owed goes on under the new one, on the day it was already due. What another part in force
    # asks for as well or better goes on as it is: once in a setting is enough.
    ways = promise.clauses
    in_force_now = {adoption.pk for adoption in standing}
    same = Q(clause__in=[way for way in ways if way]) | Q(clause="", what=promise.task.what)
    for rhythm in _running(record.setting).filter(same):
        if rhythm.record.under_id in in_force_now and ways.index(rhythm.clause) <= ways.index(promise.task.clause):
            return
        owed = Duty.objects.unscoped("a new version takes over what the former one owed").open().filter(rhythm=rhythm)
        first = owed.values_list("due", flat=True).first() or first
        stop_rhythm(viewer, rhythm, "A new version of the policy was adopted.")
    start_rhythm(viewer, record, promise.task, promise.every, first, clause_key=key, basis=basis)


def _let_go(viewer: Actor, setting: Setting, standing: Sequence[Adoption]) -> None:
    """Stops what only a version that is no longer in force asked for, such as a check that the new text leaves out."""
    for rhythm in _running(setting).exclude(record__under__in=standing):
        stop_rhythm(viewer, rhythm, "The policy that is now in force does not ask for this.")
