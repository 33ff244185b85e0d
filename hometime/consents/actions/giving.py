"""Medicines: written down with what each adult is asked, given by one and seen by another, told the same day, stopped (F23)."""

from __future__ import annotations

import dataclasses
import datetime as dt

from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext_noop as _

from hometime.audit.actions import Actor, House, action, note, person_of
from hometime.consents.actions.asking import ask, stop_asking
from hometime.consents.models import Giving, Medicine, Route, Told
from hometime.consents.standing import Form, Kind, Verdict
from hometime.consents.terms import key_of
from hometime.consents.verdicts import verdicts
from hometime.duties.actions import Task, keep, owe
from hometime.duties.models import Duty
from hometime.families.models import Adult, Child
from hometime.families.sides import key_person_of, sides
from hometime.kernel import clock, refusals
from hometime.kernel.answers import Refused
from hometime.kernel.once import mark_of, written_once
from hometime.kernel.refusals import refused
from hometime.notifications.actions import queue
from hometime.notifications.sentences import Key
from hometime.people.models import Person, Post
from hometime.people.roles import UNNAMED, Hat, Role
from hometime.records.actions import close_record, name_party
from hometime.records.audiences import Audience
from hometime.records.models import Party

MEDICINE = "medicine"  # the kind of record
PAGE = "medicine"  # the address of its page
TELL = Task("F23", _("Tell the family today that a medicine was given"), _("Open it"), Role.KEY_PERSON)
SEEN = Task("F23", _("Say that you saw a medicine given"), _("Open it"), Role.ROOM)
LOOK = Task("F23", _("A medicine was given without a yes, to save life: look into it"), _("Open it"), Role.MANAGER)
CHECK = House("consents")
SOON = dt.timedelta(minutes=30)  # within these, a second dose is more likely the first one, written down twice


@dataclasses.dataclass(frozen=True)
class Prescribed:
    """A medicine as it is written down."""

    name: str
    dose: str
    times: str
    reason: str
    starts: dt.date
    ends: dt.date
    expires: dt.date
    form: str = Form.NO_WINS


def bring(viewer: Actor, child: Child, said: Prescribed, once: str = "") -> Medicine:
    """Writes down a medicine and asks each adult who may say it; it may be given once their answers are a yes together.

    `once` is the key of the form: sent again, it gives the medicine that it gave the first time, and nobody is asked twice.
    Raises `Refused` in words.
    """
    mark = mark_of(once, child.pk, person_of(viewer), *(str(value) for value in dataclasses.astuple(said)))
    rows = Medicine.objects.unscoped("what is sent twice counts once")
    return written_once(
        lambda: rows.filter(once=mark).first() if mark else None, lambda: _bring(viewer, child, said, mark)
    )


@action
def _bring(viewer: Actor, child: Child, said: Prescribed, mark: str | None) -> Medicine:
    today = clock.today()
    if said.ends < max(said.starts, today):
        raise Refused("The last day must be today or later, and not before the first.")
    if said.expires < today:
        raise Refused("This pack is out of date. Ask the family for another.")
    medicine = Medicine(
        setting=child.setting, child=child, kind=MEDICINE, title="A medicine", audience=Audience.ROOM, opened=today,
        **dataclasses.asdict(said), once=mark,
    )  # fmt: skip
    medicine.save()
    note("medicine.brought", medicine)
    words = f"{said.name}, {said.dose}, {said.times}"
    ask(viewer, child, Kind.MEDICINE, about=medicine, words=words, answer_by=said.ends, opens=PAGE)
    return medicine


def why_not(medicine: Medicine) -> str:
    """Why a medicine may not be given now, in words for whoever is about to; nothing where it may."""
    today = clock.today()
    assert medicine.child is not None  # a medicine is a child's
    if medicine.closed is not None:
        return "This medicine is not given any more."
    if not medicine.starts <= today <= medicine.ends:
        return "Today is not one of the days for which it was asked."
    if medicine.expires < today:
        return "The pack is out of date."
    standing = verdicts(CHECK, [medicine.child], Kind.MEDICINE, about=medicine)[str(medicine.child_id)]
    return "" if standing == Verdict.YES else WORDS[standing]


GIVEN_LATELY = "It was given at {when} already. If it was given once more, write why."
WORDS = {
    Verdict.NO: "There is no permission to give it.",
    Verdict.ASK: "Permission has not been given yet. Ask the family first.",
}


def witnesses(medicine: Medicine, viewer: Actor) -> list[Person]:
    """Who else works here today, and so can have seen it given."""
    posts = Post.objects.on(clock.today()).filter(setting=medicine.setting_id).exclude(role__in=UNNAMED)
    at_work = [post.person for post in posts.select_related("person").order_by("person__name") if _at_work(post)]
    return [person for person in dict.fromkeys(at_work) if person.pk != viewer.person_id]


def _at_work(post: Post) -> bool:
    return post.role not in (Role.PARENT, Role.AGENCY)


@action
def give(
    viewer: Actor, medicine: Medicine, dose: str, witness: Person, *,
    reason: str = "", again: str = "", sees: Actor | None = None,
) -> Giving:  # fmt: skip
    """Writes down that a medicine was given just now, and who saw it; both families and a second person hear of it today.

    Without a yes it is refused, unless `reason` says why a life was at stake: then the manager looks into it. Half an hour
    after the last time it is refused, unless `again` says why once more. `sees` is the second person, where they say so at once.
    """
    no = why_not(medicine)
    if no and not reason.strip():
        raise Refused(no)
    if not dose.strip():
        raise Refused("Write how much was given.")
    if witness.pk not in {person.pk for person in witnesses(medicine, viewer)}:
        raise Refused("Say who saw it: somebody else who works here today.")
    assert medicine.child is not None  # a medicine is a child's
    Medicine.objects.unscoped("two do not write one dose down at once").select_for_update(of=("self",)).get(
        pk=medicine.pk
    )
    last = lately(medicine)
    if last is not None and not again.strip():
        raise Refused(GIVEN_LATELY.format(when=f"{last.at.astimezone(get_current_timezone()):%H:%M}"))
    rows = Giving.objects.unscoped("a medicine is given so many times").filter(medicine=medicine)
    standing = verdicts(CHECK, [medicine.child], Kind.MEDICINE, about=medicine)[str(medicine.child_id)]
    giving = Giving(
        medicine=medicine, number=rows.count() + 1, at=clock.now(), dose=dose.strip(), by_id=person_of(viewer),
        witness=witness, permission=standing, reason=reason.strip() if no else "",
        again=again.strip() if last else "",
    )  # fmt: skip
    giving.save()
    note("medicine.given", giving, chain=medicine.setting_id, permission=standing)
    _owe_what_follows(viewer, giving, medicine.child)
    if sees is not None:
        see(sees, giving)
    return giving


def lately(medicine: Medicine) -> Giving | None:
    """When it was given a short while ago, the last time."""
    rows = Giving.objects.unscoped("a dose is not written down twice").filter(
        medicine=medicine, at__gt=clock.now() - SOON
    )
    return rows.select_related("by").order_by("-number").first()


def _owe_what_follows(viewer: Actor, giving: Giving, child: Child) -> None:
    medicine, today = giving.medicine, clock.today()
    why = {"opens": [PAGE, medicine.pk], "giving": giving.pk}
    key = key_of(medicine.setting, "F23", today)
    _name_witness(viewer, giving)
    seen = dataclasses.replace(SEEN, owed_by=_post_of(giving))
    owe(viewer, medicine, seen, due=today, person=giving.witness, clause_key=key, why=why)
    family = sides(child, today)
    if family:
        by = Role.KEY_PERSON if key_person_of(child, today) else Role.MANAGER
        owe(viewer, medicine, dataclasses.replace(TELL, owed_by=by), due=today, clause_key=key, why=why)
    if giving.reason:
        owe(viewer, medicine, LOOK, due=today, clause_key=key, why=why)
    for side in family:
        for adult in side:
            if adult.safe_to_write:
                queue(viewer, Key.SOMETHING, adult.person, setting=medicine.setting, language=adult.person.language)


def _name_witness(viewer: Actor, giving: Giving) -> None:
    """Whoever saw it given sees the medicine, in whatever room they work."""
    rows = Party.objects.unscoped("a witness is named once").filter(
        record=giving.medicine, person=giving.witness, part=Party.Part.NAMED, ends__isnull=True
    )
    if not rows.exists():
        name_party(viewer, giving.medicine, giving.witness, Party.Part.NAMED, hat=Hat.STAFF)


def _post_of(giving: Giving) -> Role:
    """A post of the witness, for the duty to stand in."""
    posts = Post.objects.on(clock.today()).filter(person=giving.witness, setting=giving.medicine.setting_id)
    roles = [Role(post.role) for post in posts.exclude(role__in=UNNAMED).order_by("role") if _at_work(post)]
    return roles[0]


def _owed(giving: Giving, task: Task) -> list[Duty]:
    rows = Duty.objects.unscoped("what a giving owes goes with it").open()
    found = rows.filter(record=giving.medicine_id, what=task.what, why__giving=giving.pk)
    return list(found.order_by("pk"))


@action
def see(viewer: Actor, giving: Giving) -> None:
    """The second person writes down that they saw it given, with a sign-in of their own."""
    if giving.witness_id != viewer.person_id:
        raise Refused("Only the person who saw it can say so.")
    if giving.witnessed_at is not None:
        raise refused(refusals.DONE)
    giving.witnessed_at = clock.now()
    giving.save(update_fields=["witnessed_at"])
    note("medicine.seen", giving, chain=giving.medicine.setting_id)
    for duty in _owed(giving, SEEN):
        keep(viewer, duty, "Seen, and written down by a second person.")


@action
def tell(viewer: Actor, giving: Giving, adult: Adult, route: str) -> None:
    """Writes down that an adult was told of a giving, or has read of it. Once each side of the family knows, it is done."""
    if route not in Route.values:
        raise Refused("Say how they were told.")
    rows = Told.objects.unscoped("an adult is told once").filter(giving=giving)
    if rows.filter(adult=adult).exists():
        return
    Told(giving=giving, adult=adult, at=clock.now(), by_id=person_of(viewer), route=route).save()
    note("medicine.told", giving, chain=giving.medicine.setting_id, route=route)
    assert giving.medicine.child is not None  # a medicine is a child's
    knows = set(rows.values_list("adult", flat=True))
    family = sides(giving.medicine.child, clock.today())
    if all(any(each.pk in knows for each in side) for side in family):
        for duty in _owed(giving, TELL):
            keep(viewer, duty, "Each side of the family has been told.")


@action
def read(viewer: Actor, medicine: Medicine) -> int:
    """An adult has read what was given of a medicine. Gives how many of them were new."""
    adult = Adult.objects.unscoped("an adult reads for themselves").filter(person=viewer.person_id).first()
    if adult is None:
        raise Refused("This is for the family. Write down here whom you told.")
    rows = Giving.objects.unscoped("what an adult has read of a medicine they see").filter(medicine=medicine)
    had = Told.objects.unscoped("an adult is told once").filter(adult=adult, giving__medicine=medicine).values("giving")
    new = list(rows.exclude(pk__in=had).select_related("medicine__child", "medicine__setting").order_by("number"))
    for giving in new:
        tell(viewer, giving, adult, Route.SCREEN)
    return len(new)


@action
def looked_into(viewer: Actor, medicine: Medicine, words: str) -> None:
    """The manager has looked into what was given without a yes, and says what was found."""
    if not words.strip():
        raise Refused("Write what you found.")
    owed = Duty.objects.unscoped("what a giving owes goes with it").open().filter(record=medicine, what=LOOK.what)
    note("medicine.looked_into", medicine)
    for duty in owed.order_by("pk"):
        keep(viewer, duty, words.strip())


@action
def stop(viewer: Actor, medicine: Medicine) -> None:
    """A medicine is not given any more. What is still to be told or seen stays owed."""
    if medicine.closed is not None:
        raise refused(refusals.DONE)
    stop_asking(viewer, medicine)
    note("medicine.stopped", medicine)
    close_record(viewer, medicine, kept="health")


__all__ = ["Prescribed", "bring", "give", "looked_into", "read", "see", "stop", "tell", "why_not", "witnesses"]
