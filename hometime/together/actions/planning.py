"""Planning an outing: what families are asked, who goes along, and what is owed until everybody has answered (F25)."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext_noop as _

from hometime.access.viewer import Viewer
from hometime.audit.actions import Actor, action, note, person_of
from hometime.consents import actions as consents
from hometime.consents.models import Consent
from hometime.consents.standing import State, Verdict
from hometime.duties.actions import Task, keep, lift, owe
from hometime.duties.models import Duty
from hometime.families.models import Bond, Child
from hometime.kernel import clock, refusals
from hometime.kernel.answers import Refused
from hometime.kernel.once import mark_of, written_once
from hometime.kernel.refusals import refused
from hometime.people.models import Person, Post, Setting
from hometime.people.roles import Hat, Role
from hometime.policies.models import AdoptedClause, in_force
from hometime.records.actions import Named, close_record, name_all, parties_of
from hometime.records.audiences import Audience
from hometime.records.models import Party
from hometime.records.papers.attaching import take_in
from hometime.records.papers.shapes import Refused as NotTaken
from hometime.together.models import Invited, Outing, Transport
from hometime.together.outing import Stage
from hometime.together.reading import counts_of, invited_to, kind_of, stage_of, verdicts_of

OUTING = "outing"  # the kind of record
CLAUSE = "F25"
ANSWERS = Task(CLAUSE, _("Ask the families who have not answered about an outing"), _("See who has not"), Role.MANAGER)
UNCOUNTED = Task(
    CLAUSE, _("Nobody has counted the children back from an outing. Find out at once"), _("Open it"), Role.MANAGER
)
GONE = "The doors are closed. The list does not change any more."


@dataclasses.dataclass(frozen=True)
class Planned:
    """An outing as it is planned: where, when, how, how many children to one adult, and what was thought of beforehand."""

    place: str
    day: dt.date
    leaves_at: dt.time
    back_at: dt.time
    transport: str
    for_each: int
    risks: str
    by_words: str = ""
    walk: bool = False


def plan(
    viewer: Actor, setting: Setting, planned: Planned, answerable: Person, going: Sequence[Person],
    children: Sequence[Child], *, once: str = "",
) -> Outing:  # fmt: skip
    """Plans an outing, names who goes along, invites the children, and asks each adult who may say yes or no.

    What they are asked does not change afterwards. `once` is the key of the form: sent again, it gives the outing that it
    gave the first time, and no family is asked twice. Raises `Refused` in words.
    """
    people, invited = [answerable.pk, *(each.pk for each in going)], [child.pk for child in children]
    said = [str(value) for value in dataclasses.astuple(planned)]
    mark = mark_of(once, setting.pk, person_of(viewer), *said, " ".join(people), " ".join(invited))
    rows = Outing.objects.unscoped("what is sent twice counts once")
    return written_once(
        lambda: rows.filter(once=mark).first() if mark else None,
        lambda: _plan(viewer, setting, planned, answerable, going, children, mark),
    )


@action
def _plan(
    viewer: Actor, setting: Setting, planned: Planned, answerable: Person, going: Sequence[Person],
    children: Sequence[Child], mark: str | None,
) -> Outing:  # fmt: skip
    _whole(planned, answerable, going, children)
    outing = Outing(
        setting=setting, kind=OUTING, title="Outing", audience=Audience.STAFF, opened=clock.today(), answerable=answerable,
        **{name: _stripped(value) for name, value in dataclasses.asdict(planned).items()}, once=mark,
    )  # fmt: skip
    outing.save()
    note("outing.planned", outing, day=planned.day, children=len(children))
    name_all(
        viewer, outing, parties_of(outing, [Named(person.pk, Party.Part.NAMED) for person in _once(answerable, going)])
    )
    invite(viewer, outing, children)
    return outing


def attach(viewer: Actor, outing: Outing, data: bytes, name: str) -> None:
    """Keeps the risk assessment on paper beside an outing. Raises `Refused` in words for what cannot be taken."""
    taken = take_in(viewer, outing, data, name)
    if isinstance(taken, NotTaken):
        raise Refused(taken.say)


@action
def invite(viewer: Actor, outing: Outing, children: Sequence[Child]) -> None:
    """Invites children to an outing that has not left, and asks their adults. Who is invited already is asked no second time."""
    still_ahead(outing)
    there = {each.child_id for each in invited_to(outing)}
    new = [child for child in children if child.pk not in there]
    if any(child.setting_id != outing.setting_id for child in new):
        raise Refused("This child goes to another setting. Plan the outing there.")
    _none_of_their_own(outing.answerable, new)
    Invited.objects.bulk_create([Invited(outing=outing, child=child) for child in new])
    note("outing.invited", outing, children=len(new))
    for child in new:
        _ask(viewer, outing, child)
    see_to_answers(viewer, outing)


@action
def hand_on(viewer: Actor, outing: Outing, person: Person) -> None:
    """Makes somebody else answerable for an outing; they go along from then on."""
    if outing.closed is not None:
        raise refused(refusals.OUTING_OVER)
    _works_here(person, outing.setting_id)
    _none_of_their_own(person, [each.child for each in invited_to(outing)])
    outing.answerable = person
    outing.save(update_fields=["answerable"])
    note("outing.handed_on", outing, person=person.pk)
    if person.pk not in {party.person_id for party in going_along(outing)}:
        name_all(viewer, outing, parties_of(outing, [Named(person.pk, Party.Part.NAMED)]))


@action
def call_off(viewer: Actor, outing: Outing, because: str) -> None:
    """Calls an outing off before it has left: nothing is owed for it any more, and nobody is asked."""
    still_ahead(outing)
    if not because.strip():
        raise Refused("Say why it is not taking place.")
    _close(viewer, outing, because.strip())


@action
def answer(viewer: Viewer, consent: Consent, state: State) -> None:
    """An adult of a family answers for themselves, and what is owed before the doors close is looked at again."""
    consents.answer(viewer, consent, state)
    outing = Outing.objects.unscoped("an answer to an outing is looked at with the others").filter(pk=consent.about_id)
    for each in outing.select_related("setting"):
        note("outing.answered", each)
        see_to_answers(viewer, each)


@action
def see_to_answers(viewer: Actor, outing: Outing) -> None:
    """Owes that the families who have not answered are asked, or keeps it where all have: before the doors close.

    The duty says what it waits for, so the ledger of consents keeps it with the last answer, wherever that was given.
    """
    invited = list(invited_to(outing))
    waiting = Verdict.ASK in verdicts_of(outing, invited).values()
    open_now = owed(outing, ANSWERS)
    children = sorted(each.child_id for each in invited)
    if waiting and [duty.why.get("children") for duty in open_now] == [children]:
        return
    for duty in open_now:
        if waiting:
            lift(viewer, duty, "More children are invited. It is owed for all of them.")
        else:
            keep(viewer, duty, "Every family has answered.")
    if waiting:
        clause = _promised(outing.setting, clock.today())
        due = max(clock.today(), outing.day - dt.timedelta(days=1))
        why = {
            "opens": ["outing", outing.pk], "day": str(outing.day), "waits_for": str(kind_of(outing)), "children": children,
        }  # fmt: skip
        owe(viewer, outing, ANSWERS, due=due, clause_key=clause.key if clause else "", why=why)


@action
def see_to_outings(viewer: Actor) -> int:
    """Ends outings whose day went by without them, and owes that somebody looks where nobody was counted back.

    Also looks again whose answer is missing, since adults answer in more places than one. Safe to run again. Gives how many
    outings it looked at.
    """
    today = clock.today()
    rows = Outing.objects.unscoped("every outing is seen to").filter(closed__isnull=True)
    outings = list(rows.select_related("setting", "answerable").order_by("day", "pk"))
    for outing in outings:
        if outing.left_at is None and outing.day < today:
            _close(viewer, outing, "Its day went by.")
        elif outing.left_at is None:
            see_to_answers(viewer, outing)
        elif outing.day < today and stage_of(outing, counts_of(outing)) == Stage.OUT and not owed(outing, UNCOUNTED):
            owe(viewer, outing, UNCOUNTED, due=today, why={"opens": ["outing", outing.pk]})
    return len(outings)


def owed(outing: Outing, *tasks: Task) -> list[Duty]:
    """What an outing still owes of these."""
    rows = Duty.objects.unscoped("what an outing owes is owed once").open().filter(record=outing)
    return list(rows.filter(what__in=[task.what for task in tasks]).order_by("pk"))


def going_along(outing: Outing) -> list[Party]:
    """Who goes along, of those who work here."""
    rows = Party.objects.unscoped("a family is told who goes along").filter(
        record=outing, part=Party.Part.NAMED, hat=Hat.STAFF, ends__isnull=True
    )
    return list(rows.select_related("person").order_by("person__name", "pk"))


def still_ahead(outing: Outing) -> None:
    """Raises `Refused` for an outing that has left, or takes place no more."""
    if outing.left_at is not None:
        raise Refused(GONE)
    if outing.closed is not None:
        raise refused(refusals.OUTING_OFF)


def _ask(viewer: Actor, outing: Outing, child: Child) -> None:
    """Asks about this outing; a walk nearby asks for the standing yes where nobody was ever asked for it."""
    if outing.walk:
        consents.ask(viewer, child, kind_of(outing))
    else:
        # Place and day together: who may not know where the child is may not know which day either. Read in any language.
        hours = f"{outing.leaves_at:%H:%M} \u2013 {outing.back_at:%H:%M}"
        where = f"{outing.place}\n{outing.day:%d/%m/%Y}, {hours}"
        consents.ask(
            viewer, child, kind_of(outing), about=outing, where=where, answer_by=outing.day, opens="outing-family"
        )


def _close(viewer: Actor, outing: Outing, because: str) -> None:
    outing.off_because = because
    outing.save(update_fields=["off_because"])
    note("outing.off", outing)
    for duty in owed(outing, ANSWERS):
        lift(viewer, duty, "The outing is not taking place.")
    consents.stop_asking(viewer, outing)
    close_record(viewer, outing)


def _whole(planned: Planned, answerable: Person, going: Sequence[Person], children: Sequence[Child]) -> None:
    if planned.day < clock.today():
        raise Refused("The day of the outing must be today or later.")
    if planned.leaves_at >= planned.back_at:
        raise Refused("It must leave before it is back.")
    if planned.transport not in Transport.values or planned.for_each < 1:
        raise Refused("Say how you get there, and how many children go with one adult.")
    if not planned.place.strip() or not planned.risks.strip():
        raise Refused("Say where you go, and what could go wrong and what you do about it.")
    if not children:
        raise Refused("Choose the children who are invited.")
    for person in _once(answerable, going):
        _works_here(person, children[0].setting_id)


def _works_here(person: Person, setting: str) -> None:
    held = Post.objects.on(clock.today()).filter(person=person, setting=setting).exclude(role=Role.TABLET)
    if not any(post.hat == Hat.STAFF for post in held):
        raise Refused(f"{person.called} does not work here.")


def _none_of_their_own(person: Person, children: Sequence[Child]) -> None:
    """Whoever is answerable keeps the whole list, and their own family would be missing from it."""
    theirs = Bond.objects.unscoped("whoever keeps a list has none of their own family on it").filter(
        adult__person=person, child__in=[child.pk for child in children]
    )
    if theirs.exists():
        raise Refused(f"{person.called} cannot be answerable for this outing. Choose somebody else.")


def _once(answerable: Person, going: Sequence[Person]) -> list[Person]:
    return list({person.pk: person for person in (answerable, *going)}.values())


def _stripped(value: object) -> object:
    return value.strip() if isinstance(value, str) else value


def _promised(setting: Setting, today: dt.date) -> AdoptedClause | None:
    """The adopted clause in force that asks for consent to outings."""
    rows = AdoptedClause.objects.filter(adoption__in=in_force(setting, today)).order_by("adoption", "position")
    return next((clause for clause in rows if CLAUSE in clause.covers), None)
