"""How an adult joins: the guide is published, given and confirmed in their own language and format, and what they need is known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db.models import Min
from django.utils.translation import gettext_noop as _

from hometime.audit.actions import Actor, action, note, person_of
from hometime.duties.actions import Task, keep, lift, owe
from hometime.duties.models import Duty
from hometime.duties.standing import open_days_after
from hometime.families.actions import add_need
from hometime.families.models import Adult, Child
from hometime.kernel import clock, refusals
from hometime.kernel.answers import Refused
from hometime.kernel.refusals import refused
from hometime.languages.actions import ask_for_interpreter, language_of
from hometime.notifications.actions import queue
from hometime.notifications.sentences import Key
from hometime.people.models import Setting
from hometime.people.roles import Hat, Role
from hometime.policies.models import Adoption
from hometime.records.actions import name_party, open_record
from hometime.records.audiences import Audience
from hometime.records.models import Party, Record
from hometime.welcome import stages
from hometime.welcome.contents import CLAUSE, SECTIONS, lacking
from hometime.welcome.family import adults_of, promised
from hometime.welcome.models import ArrivalNote, How, Joining, JoiningStep, Pack, Step, WelcomePack

JOINING, PACKS = "joining", "welcome_packs"  # kinds of record
PUBLISH = {
    Pack.GUIDE: Task("F1", _("Write and publish the guide for families"), _("Write it"), Role.MANAGER),
    Pack.ASKS: Task(
        "F5", _("Write and publish what you ask of families, and they of you"), _("Write it"), Role.MANAGER
    ),
}
CONFIRM = {
    Pack.GUIDE: Task(
        "F1", _("Give this adult the guide, and hear that they have read it"), _("Open it"), Role.KEY_PERSON
    ),
    Pack.ASKS: Task(
        "F5", _("Tell this adult what is asked of each side, and hear their yes"), _("Open it"), Role.KEY_PERSON
    ),
}
TALK = Task("F5", _("A parent wants to talk about what they were given to read"), _("Open it"), Role.KEY_PERSON)
NEEDS = Task("F4", _("See to what makes it easier for a parent"), _("It is seen to"), Role.KEY_PERSON)
PUBLISH_WITHIN, CONFIRM_WITHIN = dt.timedelta(days=28), dt.timedelta(days=14)  # ours


def latest(setting: Setting, kind: str) -> WelcomePack | None:
    """The version in use."""
    rows = WelcomePack.objects.unscoped("every family is given the version in use").filter(setting=setting, kind=kind)
    return rows.filter(published_on__isnull=False).order_by("-number").first()


def steps_of(joining: Joining) -> list[JoiningStep]:
    """All that happened to a joining, in order."""
    rows = JoiningStep.objects.unscoped("what is owed to an adult follows from what they had").filter(joining=joining)
    return list(rows.order_by("number"))


def outstanding(joining: Joining) -> list[WelcomePack]:
    """What is published and the adult has not confirmed yet."""
    had = {step.pack_id for step in steps_of(joining) if step.what == Step.CONFIRMED}
    found = [latest(joining.setting, kind) for kind in Pack]
    return [pack for pack in found if pack is not None and pack.pk not in had]


@action
def see_to_joining(viewer: Actor) -> int:
    """Opens the joining of each adult of a child who begins soon, where the policy in force asks for it, and owes what is to
    be published. Families who were here before are left in peace. Safe to run again. Gives how many it changed."""
    today, changed = clock.today(), 0
    since = dict(Adoption.objects.order_by().values_list("setting").annotate(since=Min("recorded_on")))
    for setting in Setting.objects.filter(pk__in=since).order_by("pk"):
        kinds = [kind for kind in Pack if promised(setting, CLAUSE[kind], today)]
        changed += sum(_owe_publishing(viewer, setting, kind) for kind in kinds)
        children = Child.objects.unscoped("every adult of a child who begins is welcomed").here(today)
        for child in children.filter(
            setting=setting, starts__lte=today + stages.AHEAD, starts__gte=since[setting.pk]
        ).order_by("pk"):
            for adult in adults_of(child, today) if kinds else ():
                changed += _begin_once(viewer, child, adult)
    left = Duty.objects.unscoped("the family of a child who left is owed no guide").open()
    for duty in left.filter(record__kind=JOINING, record__child__left__lt=today):
        lift(viewer, duty, "The child has left.")
        changed += 1
    return changed


def _begin_once(viewer: Actor, child: Child, adult: Adult) -> int:
    if Joining.objects.unscoped("an adult joins once with a child").filter(child=child, adult=adult).exists():
        return 0
    begin(viewer, child, adult)
    return 1


def _owe_publishing(viewer: Actor, setting: Setting, kind: Pack) -> int:
    """Owes a pack that is asked for and was never published."""
    task, today = PUBLISH[kind], clock.today()
    owed = Duty.objects.unscoped("a guide is asked for once").open()
    if latest(setting, kind) or owed.filter(record__kind=PACKS, setting=setting, what=task.what).exists():
        return 0
    rows = Record.objects.unscoped("a setting's guides are owed on one record").filter(kind=PACKS, setting=setting)
    record = rows.first() or open_record(viewer, setting, PACKS, "What families are given to read", Audience.SETTING)
    clause = promised(setting, CLAUSE[kind], today)
    key = clause.key if clause else ""
    owe(viewer, record, task, due=today + PUBLISH_WITHIN, clause_key=key, why={"page": "welcome-packs"})
    return 1


@action
def begin(viewer: Actor, child: Child, adult: Adult) -> Joining:
    """Opens how an adult joins with a child, and owes what they are to be given."""
    joining = Joining(
        setting=child.setting, child=child, kind=JOINING, title="A family joins", audience=Audience.STAFF,
        opened=clock.today(), adult=adult,
    )  # fmt: skip
    joining.save()
    note("joining.begun", joining)
    name_party(viewer, joining, adult.person, Party.Part.NAMED, hat=Hat.PARENT)
    due = stages.plan_by(child.starts or clock.today(), clock.today())
    for pack in outstanding(joining):
        _owe_confirming(viewer, joining, pack, due)
    return joining


def _owe_confirming(viewer: Actor, joining: Joining, pack: WelcomePack, due: dt.date) -> None:
    task = CONFIRM[Pack(pack.kind)]
    if _owed(joining, task):
        return
    clause = promised(joining.setting, task.clause, clock.today())
    why = {"opens": ["joining", joining.pk]}
    owe(viewer, joining, task, due=due, clause_key=clause.key if clause else "", why=why)
    person = joining.adult.person
    if joining.adult.safe_to_write:
        queue(viewer, Key.SOMETHING, person, setting=joining.setting, language=person.language)


def _owed(joining: Joining, task: Task) -> list[Duty]:
    rows = Duty.objects.unscoped("what an adult is owed is owed once").open()
    return list(rows.filter(record=joining, what=task.what).order_by("pk"))


@action
def write(viewer: Actor, setting: Setting, kind: str, sections: Mapping[str, str]) -> WelcomePack:
    """Keeps the draft of the next version."""
    if kind not in Pack.values or set(sections) - set(SECTIONS[kind]):
        raise Refused("There is no such paper.")
    rows = WelcomePack.objects.unscoped("one draft at a time").filter(setting=setting, kind=kind).order_by("-number")
    last = rows.first()
    if last is None or last.published_on is not None:
        last = WelcomePack(setting=setting, kind=kind, number=last.number + 1 if last else 1)
    last.sections = {name: words.strip() for name, words in sections.items() if words.strip()}
    last.drawn_on = clock.today()
    last.save()
    note("pack.written", last, chain=setting.pk, kind=kind, number=last.number)
    return last


@action
def publish(viewer: Actor, pack: WelcomePack) -> None:
    """Publishes a version; refused while a section is missing that the policy asks for. Who joins is asked to confirm it."""
    if pack.published_on is not None:
        raise refused(refusals.DONE)
    today = clock.today()
    gaps = lacking(pack.setting, pack.kind, pack.sections, today)
    if gaps:
        raise Refused(" ".join(f"{each.title}: {each.because}" for each in gaps))
    pack.published_on, pack.published_by_id = today, person_of(viewer)
    pack.save(update_fields=["published_on", "published_by"])
    note("pack.published", pack, chain=pack.setting_id, kind=pack.kind, number=pack.number)
    owed = Duty.objects.unscoped("a guide is published").open()
    for duty in owed.filter(record__kind=PACKS, setting=pack.setting, what=PUBLISH[Pack(pack.kind)].what):
        keep(viewer, duty, f"Published on {today:%d %B %Y}, version {pack.number}.")
    joinings = Joining.objects.unscoped("who joins is told of a new version").filter(
        setting=pack.setting, child__left__isnull=True
    )
    for joining in joinings.select_related("setting", "adult__person", "child").order_by("pk"):
        _owe_confirming(viewer, joining, pack, today + CONFIRM_WITHIN)


@action
def give(viewer: Actor, joining: Joining, pack: WelcomePack, how: str, language: str = "", words: str = "") -> None:
    """Writes down that an adult was given it, on paper or read aloud."""
    _fit(joining, pack, how)
    _write(viewer, joining, Step.GIVEN, pack=pack, how=how, language=language, words=words.strip())


@action
def confirm(
    viewer: Actor,
    joining: Joining,
    pack: WelcomePack,
    how: str,
    *,
    language: str = "",
    words: str = "",
    family: bool = True,
) -> None:
    """An adult confirms what they read or had read to them: by themselves, or written down for them."""
    _fit(joining, pack, how)
    if pack.pk not in {each.pk for each in outstanding(joining)}:
        raise refused(refusals.DONE)
    _write(viewer, joining, Step.CONFIRMED, pack=pack, how=how, language=language, words=words.strip(), family=family)
    for duty in _owed(joining, CONFIRM[Pack(pack.kind)]):
        keep(viewer, duty, f"Confirmed: {How(how).label}, version {pack.number}.")
    if not outstanding(joining):
        for duty in _owed(joining, TALK):
            keep(viewer, duty, "They confirmed it.")


@action
def ask_to_talk(viewer: Actor, joining: Joining, words: str = "") -> None:
    """An adult wants to talk first, or to have it read to them: somebody rings, with an interpreter where they need one."""
    _write(viewer, joining, Step.TALK, words=words.strip(), family=True)
    if _owed(joining, TALK):
        return
    due = open_days_after(clock.today(), stages.TALK_WITHIN)
    owe(viewer, joining, TALK, due=due, why={"opens": ["joining", joining.pk]})
    if joining.adult.interpreter:
        ask_for_interpreter(viewer, joining, joining.adult, language_of(joining.adult), what_for="The guide")


@action
def say_needs(viewer: Actor, joining: Joining, words: str, *, family: bool = True) -> None:
    """What makes it easier for an adult: the key person sees to it, and whoever arranges a talk with them reads it (F4)."""
    if not words.strip():
        raise refused(refusals.WHAT_HELPS)
    _write(viewer, joining, Step.NEEDS, words=words.strip(), family=family)
    add_need(viewer, joining.adult, joining.setting, words.strip())
    if not _owed(joining, NEEDS):
        owe(viewer, joining, NEEDS, due=open_days_after(clock.today(), stages.PLAN_WITHIN))


@action
def say_arrival(viewer: Actor, joining: Joining, words: str) -> ArrivalNote:
    """How an adult wants to be greeted: those who open the door read it (F2)."""
    if not words.strip():
        raise refused(refusals.HOW_TO_GREET)
    rows = ArrivalNote.objects.unscoped("the latest note counts").filter(joining=joining)
    made = ArrivalNote(
        joining=joining, number=rows.count() + 1, words=words.strip(), on=clock.today(), by_id=person_of(viewer)
    )
    made.save()
    note("joining.arrival", joining)
    return made


def _fit(joining: Joining, pack: WelcomePack, how: str) -> None:
    if pack.setting_id != joining.setting_id or pack.published_on is None:
        raise Refused("This is not what families are given to read here.")
    if how not in How.values:
        raise Refused("Say how they had it.")


def _write(viewer: Actor, joining: Joining, what: Step, **facts: Any) -> JoiningStep:
    number = len(steps_of(joining)) + 1
    step = JoiningStep(joining=joining, number=number, what=what, on=clock.today(), by_id=person_of(viewer), **facts)
    step.save()
    note(f"joining.{what}", joining)
    return step
