"""The progress check at two: owed from the second birthday, the family's part first, finished, and copied only as agreed."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping

from django.db.models import Min, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from hometime.access.viewer import Viewer
from hometime.agencies.models import Professional
from hometime.audit.actions import Actor, House, action, note, person_of
from hometime.consents.actions import answer
from hometime.consents.actions import ask as ask_consent
from hometime.consents.models import Route
from hometime.consents.standing import Kind, State, Verdict
from hometime.consents.verdicts import verdicts
from hometime.duties.actions import Task, keep, lift, owe
from hometime.duties.models import Duty
from hometime.families.models import Adult, Child
from hometime.kernel import clock, refusals
from hometime.kernel.answers import Refused
from hometime.kernel.holding import hold
from hometime.kernel.refusals import refused
from hometime.keypersons.copies import TITLE, WHY
from hometime.keypersons.models import Asked, Part, ProgressCheck, Share, Support, Way
from hometime.keypersons.ringing import ring_sides
from hometime.keypersons.sides import promised
from hometime.keypersons.window import owed_to, window
from hometime.people.models import Person, holders
from hometime.people.roles import Hat, Role
from hometime.policies.models import Adoption
from hometime.records.actions import close_record, name_party
from hometime.records.audiences import Audience
from hometime.records.models import Party
from hometime.sharing.actions import decide, send
from hometime.sharing.bases import proposed
from hometime.sharing.models import Decision, Ground, Sending, Told
from hometime.sharing.models import Way as Sent
from hometime.sharing.rules import ASKED
from hometime.sharing.shapes import Answers, Offer, recipient_from

THE_LEDGER = House("keypersons")  # asks the ledger for nobody in particular
CHECK = "check_at_two"  # the kind of record
DO = Task("F15", _("Write the progress check at two, with the family's part in it"), _("Open it"), Role.KEY_PERSON)
LOOK = Task("F15", _("Look at a progress check: there may be special needs"), _("I looked"), Role.SENCO)
LOOK_WITHIN = dt.timedelta(days=14)  # our proposal
WAYS_BEFORE_WRITING = 2


@dataclasses.dataclass(frozen=True)
class Said:
    """What an adult says for the check."""

    likes: str = ""
    can_do: str = ""
    wonders: str = ""
    timing: str = "now"
    health_visitor: str = ""


@action
def see_to_checks(viewer: Actor) -> int:
    """Opens the check of each child here whose window has opened, owes it by its last day, and asks the family.

    One that was never begun is opened late rather than hidden. Safe to run again. Gives how many it changed.
    """
    today, changed = clock.today(), 0
    here = Q(left__isnull=True) | Q(left__gte=today)
    known = ProgressCheck.objects.unscoped("a child has one check at two").values("child")
    children = Child.objects.unscoped("every child here gets a check at two").select_related("setting")
    born = today.replace(year=today.year - 2, day=min(today.day, 28)) + dt.timedelta(days=3)
    since = dict(Adoption.objects.order_by().values_list("setting").annotate(since=Min("recorded_on")))
    for child in children.filter(here, starts__lte=today, born__lte=born).exclude(pk__in=known).order_by("pk"):
        if owed_to(child.born, child.starts, today, since.get(child.setting_id) or today):
            _open(viewer, child)
            changed += 1
    left = Duty.objects.unscoped("a child who left is owed no check here").open()
    for duty in left.filter(record__kind=CHECK, record__child__left__lt=today):
        lift(viewer, duty, "The child has left.")
        changed += 1
    return changed


def _open(viewer: Actor, child: Child) -> ProgressCheck:
    check = ProgressCheck(
        setting=child.setting, child=child, kind=CHECK, title="Progress check at two", audience=Audience.FAMILY,
        opened=clock.today(),
    )  # fmt: skip
    check.save()
    note("check.opened", check)
    about = window(child.born)
    clause = promised(child.setting, "F15", "regular", clock.today())
    why = {"opens": ["check", check.pk], "born": str(child.born)}
    owe(
        viewer, check, DO, due=about.closes, basis="statute", clause_key=clause[1] if clause else "", why=why,
    )  # fmt: skip
    _asked(viewer, check, Way.MESSAGE, "")
    ring_sides(viewer, child)
    return check


def _unfinished(check: ProgressCheck) -> None:
    if check.closed is not None:
        raise refused(refusals.CHECK_FINISHED)


@action
def take_part(viewer: Actor, check: ProgressCheck, person: Person, said: Said) -> Part:
    """An adult says their part, or somebody here writes it down for them. The latest counts; earlier ones stay."""
    part = Part(check_of=check, person=person, on=clock.today(), by_id=person_of(viewer), **dataclasses.asdict(said))
    part.save()
    note("check.part", check, person=person.pk)
    if said.health_visitor:
        _into_the_ledger(viewer, check, person, Share(said.health_visitor))
    return part


def _into_the_ledger(viewer: Actor, check: ProgressCheck, person: Person, said: Share) -> None:
    """What an adult says about the copy counts like every consent, and can be taken back like every consent."""
    assert check.child is not None  # a check is about a child
    adult = Adult.objects.unscoped("an adult's own answer").get(person=person)
    words = f"{gettext(TITLE)} → {gettext('the health visitor')}"
    for asked in ask_consent(viewer, check.child, Kind.SHARING, about=check, words=words, only=adult, quietly=True):
        by_hand = isinstance(viewer, Viewer) and viewer.person_id != person.pk
        state = State.GIVEN if said == Share.YES else State.REFUSED
        answer(viewer, asked, state, route=Route.SPOKEN if by_hand else Route.SCREEN)


@action
def ask(viewer: Actor, check: ProgressCheck, way: str, words: str) -> None:
    """Writes down that the family was asked for its part, and got no answer."""
    _unfinished(check)
    if way not in Way.values:
        raise Refused("Say how you asked.")
    _asked(viewer, check, way, words)


def _asked(viewer: Actor, check: ProgressCheck, way: str, words: str) -> None:
    Asked(check_of=check, on=clock.today(), by_id=person_of(viewer), way=way, words=words.strip()).save()
    note("check.asked", check, way=way)


@action
def draft(viewer: Actor, check: ProgressCheck, texts: Mapping[str, object]) -> None:
    """Keeps what was written so far. The family reads it once it is finished."""
    _unfinished(check)
    for name, value in texts.items():
        setattr(check, name, value)
    check.save(update_fields=list(texts))
    note("check.drafted", check)


@action
def finish(viewer: Actor, check: ProgressCheck, texts: Mapping[str, object]) -> None:
    """Finishes a check: every part written, and the family's own part there, or asked for in two ways without an answer."""
    draft(viewer, check, texts)
    if any(not str(getattr(check, area)).strip() for area in ProgressCheck.AREAS):
        raise Refused("Write something in each part. Where there is nothing to say, say that.")
    if not heard_or_asked(check):
        raise Refused("The family's part comes first. Ask for it in another way too, and write down that you did.")
    check.finished_on = clock.today()
    check.save(update_fields=["finished_on"])
    note("check.finished", check, level=check.level)
    for duty in _open_duties(check):
        keep(viewer, duty, "The summary is written and the family can read it.")
    close_record(viewer, check)
    assert check.child is not None  # a check is of a child
    ring_sides(viewer, check.child)
    if check.level == Support.SEND:
        _tell_senco(viewer, check)


def _open_duties(check: ProgressCheck) -> list[Duty]:
    return list(Duty.objects.unscoped("a check is finished once").open().filter(record=check, what=DO.what))


def heard_or_asked(check: ProgressCheck) -> bool:
    """Whether an adult said their part, or the family was asked in two ways at least."""
    if Part.objects.unscoped("the family's part comes first").filter(check_of=check).exists():
        return True
    ways = Asked.objects.unscoped("how was the family asked").filter(check_of=check).values_list("way", flat=True)
    return len(set(ways)) >= WAYS_BEFORE_WRITING


def _tell_senco(viewer: Actor, check: ProgressCheck) -> None:
    for person in holders(check.setting, Role.SENCO, clock.today()):
        name_party(viewer, check, person, Party.Part.NAMED, hat=Hat.STAFF, role=Role.SENCO)
    owe(viewer, check, LOOK, due=clock.today() + LOOK_WITHIN)


def may_copy(check: ProgressCheck) -> bool:
    """Whether the health visitor may have a copy: somebody who may say so said yes, and nobody who may say so said no."""
    assert check.child is not None  # a check is about a child
    return verdicts(THE_LEDGER, [check.child], Kind.SHARING, about=check).get(check.child.pk) == Verdict.YES


@action
def copy(viewer: Viewer, check: ProgressCheck, to: Professional, way: str, words: str) -> Decision:
    """Sends the health visitor a copy through the gate: exactly `words`, which the family has agreed to, once it is finished."""
    assert check.child is not None  # a check is about a child
    if hold(check).finished_on is None:
        raise Refused("Finish the check first.")
    if copied(check) is not None:
        raise refused(refusals.DONE)
    if not may_copy(check):
        raise Refused("The family has not agreed to this. Nothing may go to the health visitor.")
    answers = Answers(
        purpose=WHY, what=TITLE,
        need="They look at the child's health and growth at the same age.", shares=True,
        reasons="The family agreed to it when the check was written.", ground=Ground.PERMISSION,
        basis=proposed(Ground.PERMISSION, clock.today()), told=Told.BEFORE,
    )  # fmt: skip
    item = Offer(ASKED, check.pk, TITLE, words)
    decision = decide(viewer, check.child, recipient_from(to), answers, [item])
    send(viewer, decision, Sent(way))
    check.copy_decided = decision
    check.save(update_fields=["copy_decided"])
    note("check.copied", check, to="health_visitor")
    return decision


def copied(check: ProgressCheck) -> Sending | None:
    """How a copy went, or is about to; None where nobody has one. What was taken back went to nobody."""
    rows = Sending.objects.unscoped("a family is told whether anybody has a copy").filter(
        decision=check.copy_decided_id, stopped_at__isnull=True
    )
    return rows.select_related("decision").order_by("-at", "pk").first() if check.copy_decided_id else None


@action
def leave_to_others(viewer: Actor, check: ProgressCheck, where: str) -> None:
    """The setting that the child attends most does the check, or did it: what is owed here is lifted, and says why."""
    _unfinished(check)
    if not where.strip():
        raise Refused("Say who does the check.")
    check.done_elsewhere = where.strip()
    check.save(update_fields=["done_elsewhere"])
    note("check.elsewhere", check)
    for duty in _open_duties(check):
        lift(viewer, duty, f"Done elsewhere: {check.done_elsewhere}"[:200])
    close_record(viewer, check)
