"""A visit from the letter to the last word: expected, at the door, taken in, handed over by name, gone, and finished (A7, A8)."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence

from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from hometime.agencies.actions.letters import CONFIRM, begin_to_ask
from hometime.agencies.actions.unnamed import keep_word, only_words
from hometime.agencies.course import course_of, instant, told_of
from hometime.agencies.models import Organisation, Origin, Professional, Sector, Stay, Visit
from hometime.agencies.visiting import CLAUSE_OF, Stage, What, kept, lacking, stage
from hometime.audit.actions import Actor, action, note, person_of
from hometime.duties.actions import Task, keep, lift, miss, owe
from hometime.duties.models import Duty, Kind
from hometime.families.models import Child
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.kernel.folding import folded
from hometime.kernel.once import mark_of, written_once
from hometime.people.models import Person, Post, PostRows, Setting, holders
from hometime.people.roles import AT_WORK, LEADS, Role
from hometime.records.actions import close_record, name_party
from hometime.records.audiences import Audience
from hometime.records.models import Party

VISIT = "visit"  # the kind of their records
HOST = Task("A4", _("Somebody is here to see you: say whom they see and who stays"), _("Open it"), Role.ROOM)
STAYED = Task(
    "A7", _("Say whether somebody stayed with a visitor and the child all the time"), _("Open it"), Role.ROOM,
    Kind.ATTESTATION,
)  # fmt: skip
APART = Task("A8", _("Say whether a visitor met no other child"), _("Open it"), Role.ROOM, Kind.ATTESTATION)
LEFT = Task("A7", _("Say when a visitor left who never signed out"), _("Open it"), Role.ROOM)
A_MOMENT = dt.timedelta(minutes=2)
NOT_KEPT = _("Not kept: an incident tells of it.")


@dataclasses.dataclass(frozen=True)
class Comes:
    """A visit as it is planned. `professional` is somebody of the register; else `name` and `agency` say who comes.

    `no_names` are words of `space`, which stands on a letter, that are nobody's name there; `once` is the key of the form.
    """

    on: dt.date
    host: Person
    purpose: str
    at: dt.time | None = None
    space: str = ""
    professional: Professional | None = None
    name: str = ""
    agency: str = ""
    no_names: Sequence[str] = ()
    once: str = ""


def at_work(setting: Setting, day: dt.date) -> list[Person]:
    """Those who work with children or in the office of a setting on `day`: with any of them a visitor may stay."""
    rows = _posts(setting, day).select_related("person").order_by("person__name", "person_id")
    return list(dict.fromkeys(post.person for post in rows))


def _posts(setting: Setting, day: dt.date) -> PostRows:
    return Post.objects.on(day).filter(setting=setting, role__in=AT_WORK, person__is_active=True)


def post_of(person: Person, setting: Setting) -> Role:
    """The post in which somebody owes what hangs on a visit. Raises `Refused` where they do not work there."""
    post = _posts(setting, clock.today()).filter(person=person).order_by("starts", "pk").first()
    if post is None:
        raise Refused("They do not work here now. Choose somebody else.")
    return Role(post.role)


def expect(viewer: Actor, setting: Setting, comes: Comes) -> Visit:
    """Plans a visit of a professional, and owes its confirmation. The same form sent again gives the visit that it gave the
    first time. Raises `Refused` in words.
    """
    who = comes.professional
    said = (
        comes.on.isoformat(),
        str(comes.at),
        comes.purpose.strip(),
        comes.space.strip(),
        comes.name.strip(),
        comes.agency,
    )
    mark = mark_of(comes.once, setting.pk, person_of(viewer), comes.host.pk, who.pk if who else "", *said)
    rows = Visit.objects.unscoped("what is sent twice counts once")
    return written_once(
        lambda: rows.filter(once=mark).first() if mark else None, lambda: _expect(viewer, setting, comes, mark)
    )


@action
def _expect(viewer: Actor, setting: Setting, comes: Comes, mark: str | None) -> Visit:
    if comes.on < clock.today():
        raise Refused("The day must be today or later.")
    who = comes.professional
    name, agency = (who.name, who.organisation.name) if who else (comes.name.strip(), comes.agency.strip())
    if not name:
        raise Refused("Say who comes.")
    words_only = only_words(setting, [comes.space], comes.no_names)
    visit = _open(
        viewer, setting, comes.host, origin=Origin.AGENCY, name=name, agency=agency, professional=who,
        purpose=comes.purpose.strip(), space=comes.space.strip(), expected_on=comes.on, expected_at=comes.at,
        once=mark,
    )  # fmt: skip
    keep_word(viewer, setting, visit, words_only)
    owe(viewer, visit, CONFIRM, due=max(clock.today(), comes.on - dt.timedelta(days=2)), why=_opens(visit))
    return visit


def _open(viewer: Actor, setting: Setting, host: Person, **facts: object) -> Visit:
    post_of(host, setting)
    visit = Visit(
        setting=setting, kind=VISIT, title="A visit", audience=Audience.STAFF, opened=clock.today(), host=host, **facts
    )
    visit.save()
    note("visit.opened", visit, origin=visit.origin, host=host.pk)
    name_party(viewer, visit, host, Party.Part.NAMED)
    _name_leads(viewer, visit)
    return visit


def _name_leads(viewer: Actor, visit: Visit) -> None:
    for role in LEADS:
        for lead in holders(visit.setting, role, clock.today()):
            name_party(viewer, visit, lead, Party.Part.NAMED, role=role)


def _opens(visit: Visit) -> dict[str, list[str]]:
    return {"opens": ["visit", visit.pk]}


@action
def call_off(viewer: Actor, visit: Visit, because: str) -> None:
    """Calls an expected visit off."""
    _must(visit, Stage.EXPECTED)
    if not because.strip():
        raise Refused("Say why the visit is called off.")
    visit.called_off = because.strip()
    visit.save(update_fields=["called_off"])
    for duty in _duties(visit):
        lift(viewer, duty, "The visit was called off.")
    note("visit.called_off", visit)
    close_record(viewer, visit)


@action
def sign_in(viewer: Actor, setting: Setting, name: str, origin: str, host: Person) -> Visit:
    """A visitor signs in at the door. Whoever was expected under that name today is that visit; anybody else is a new one.

    A form that is sent twice signs in once.
    """
    again = [visit for visit in found_by(setting, name) if visit.host_id == host.pk and _a_moment_ago(visit)]
    if again:
        return again[0]
    visit = _expected(setting, name, origin)
    if visit is None:
        visit = _open(viewer, setting, host, origin=origin, name=name.strip())
    elif visit.host_id != host.pk:
        name_party(viewer, visit, host, Party.Part.NAMED)
        visit.host = host
    arrive(viewer, visit)
    return visit


@action
def arrive(viewer: Actor, visit: Visit) -> None:
    """A visitor is at the door: the host owes, today, to take them in."""
    _must(visit, Stage.EXPECTED)
    for duty in _duties(visit, CONFIRM.clause):
        lift(viewer, duty, "The visitor is here.")
    visit.arrived_at = clock.now()
    visit.save(update_fields=["arrived_at", "host"])
    note("visit.arrived", visit)
    to_host = dataclasses.replace(HOST, owed_by=post_of(visit.host, visit.setting))
    owe(viewer, visit, to_host, due=clock.today(), person=visit.host, why=_opens(visit))


def _a_moment_ago(visit: Visit) -> bool:
    return visit.arrived_at is not None and clock.now() - visit.arrived_at < A_MOMENT


def found_by(setting: Setting, letters: str) -> list[Visit]:
    """The visitors who are here and one of whose names begins with `letters`, whatever their capitals and accents."""
    rows = Visit.objects.unscoped("a visitor signs out by the letters of their own name").here(setting.pk)
    begins = folded(letters)
    there = rows.select_related("setting", "host").order_by("arrived_at", "pk")
    return [visit for visit in there if begins and any(word.startswith(begins) for word in _ways(visit.name))]


def _ways(name: str) -> list[str]:
    """A name from each of its words on: by the first one, and by the last."""
    words = folded(name).split()
    return [" ".join(words[at:]) for at in range(len(words))]


@action
def sign_out(viewer: Actor, setting: Setting, letters: str) -> Visit:
    """A visitor signs out by the first letters of their name. No name but the own one is ever needed, or shown."""
    there = found_by(setting, letters)
    if not there:
        raise Refused(gettext("We do not find you. Ask whoever is with you to sign you out."))
    if len(there) > 1:
        raise Refused(gettext("That is not enough. Type your whole name."))
    leave(viewer, there[0])
    return there[0]


def _expected(setting: Setting, name: str, origin: str) -> Visit | None:
    rows = Visit.objects.unscoped("whoever is expected is found by their own name").filter(
        setting=setting, origin=origin, expected_on=clock.today(), arrived_at__isnull=True, closed__isnull=True
    )
    found = [visit for visit in rows.select_related("host", "setting") if folded(visit.name) == folded(name)]
    return found[0] if len(found) == 1 else None


@action
def take_in(
    viewer: Actor, visit: Visit, child: Child | None, stays: Person, *, audience: str = Audience.STAFF,
    at: dt.time | None = None,
) -> Stay:  # fmt: skip
    """The host says whom a visitor came to see and who stays with them. `child` is None where they came for the house."""
    _must(visit, Stage.WAITING)
    began = instant(visit, at)
    assert visit.arrived_at is not None  # they are waiting
    visit.began_at, visit.child, visit.audience = max(began, visit.arrived_at), child, audience
    visit.save(update_fields=["began_at", "child", "audience"])
    note("visit.taken_in", visit, child=child.pk if child else "", audience=audience)
    for duty in _duties(visit, HOST.clause):
        keep(viewer, duty, "Taken in.")
    if visit.origin == Origin.AGENCY:
        post = post_of(visit.host, visit.setting)
        for task in (STAYED, APART) if child else (APART,):
            to_host = dataclasses.replace(task, owed_by=post)
            owe(viewer, visit, to_host, due=clock.today(), person=visit.host, why=_opens(visit))
    return _stay(viewer, visit, stays, visit.began_at)


def _stay(viewer: Actor, visit: Visit, person: Person, starts: dt.datetime) -> Stay:
    post_of(person, visit.setting)
    rows = Stay.objects.unscoped("who stayed with a visitor is weighed as a whole").filter(visit=visit)
    made = Stay(visit=visit, number=rows.count() + 1, person=person, starts=starts, by_id=person_of(viewer))
    made.save()
    note("visit.stays", visit, person=person.pk, at=starts.isoformat())
    named = Party.objects.unscoped("whoever stays with a visitor is named on the visit")
    if not named.filter(Q(ends__isnull=True), record=visit, person=person, role="").exists():
        name_party(viewer, visit, person, Party.Part.NAMED)
    return made


@action
def hand_over(viewer: Actor, visit: Visit, to: Person, at: dt.time | None = None) -> Stay:
    """Whoever stays hands over to somebody else, by name: the one begins as the other ends."""
    _must(visit, Stage.TOGETHER)
    now = _staying(visit)
    if now.person_id == to.pk:
        raise Refused("They are the one who stays. Choose whoever takes over.")
    moment = _end(viewer, visit, now, at)
    return _stay(viewer, visit, to, moment)


@action
def go_away(viewer: Actor, visit: Visit, at: dt.time | None = None) -> None:
    """Whoever stayed went away, and nobody took over: from that moment on the visitor is alone."""
    _must(visit, Stage.TOGETHER)
    _end(viewer, visit, _staying(visit), at)


@action
def come_back(viewer: Actor, visit: Visit, person: Person, at: dt.time | None = None) -> Stay:
    """Somebody stays again. The time between stands until an incident tells of it."""
    _must(visit, Stage.ALONE)
    moment, last = instant(visit, at), course_of(visit).stays[-1]
    if last.ends is not None and moment < last.ends:
        raise Refused("This is before the last one went away. Give the time at which it was.")
    return _stay(viewer, visit, person, moment)


def _staying(visit: Visit) -> Stay:
    rows = Stay.objects.unscoped("who stayed with a visitor is weighed as a whole")
    return rows.get(visit=visit, ends__isnull=True)


def _end(viewer: Actor, visit: Visit, stay: Stay, at: dt.time | None) -> dt.datetime:
    moment = instant(visit, at)
    if moment < stay.starts:
        raise Refused("This is before they came to stay. Give the time at which it was.")
    stay.ends = moment
    stay.save(update_fields=["ends"])
    note("visit.stayed", visit, person=stay.person_id, at=moment.isoformat())
    return moment


@action
def leave(viewer: Actor, visit: Visit, at: dt.time | None = None) -> None:
    """A visitor leaves. Somebody of those who were with them has yet to say how it went."""
    where = stage(course_of(visit))
    if where not in (Stage.WAITING, Stage.TOGETHER, Stage.ALONE):
        raise Refused("They are not here. Nothing was changed.")
    moment = _end(viewer, visit, _staying(visit), at) if where == Stage.TOGETHER else instant(visit, at)
    assert visit.arrived_at is not None  # they are here
    visit.left_at = max(moment, visit.began_at or visit.arrived_at)
    visit.save(update_fields=["left_at"])
    note("visit.left", visit)
    for duty in _duties(visit, LEFT.clause):
        if duty.what == LEFT.what:
            keep(viewer, duty, "It is written down when they left.")


@action
def finish(viewer: Actor, visit: Visit, said: Mapping[What, bool], words: str) -> None:
    """Whoever was there says how it went. A time in which nobody stayed, or another child, needs an incident first.

    Raises `Refused` while one is lacking. What an incident tells of was not kept, whatever is said here.
    """
    _must(visit, Stage.OVER)
    told = told_of(visit)
    if lacking(course_of(visit), told, clock.now(), said):
        raise Refused("Something went wrong on this visit. Write it down as an incident first: when it was, and why.")
    for duty in _duties(visit, HOST.clause):
        lift(viewer, duty, "They left before anybody took them in.")
    held = {CLAUSE_OF[what]: good for what, good in kept(told).items()}
    for duty in [*_duties(visit, "A7"), *_duties(visit, "A8")]:
        if held[duty.clause]:
            keep(viewer, duty, words)
        else:
            miss(viewer, duty, NOT_KEPT)
    _seen(viewer, visit)
    begin_to_ask(viewer, visit)
    note("visit.finished", visit)
    close_record(viewer, visit)


def _seen(viewer: Actor, visit: Visit) -> None:
    """Whoever came from a service of the register was in touch today."""
    if visit.professional is None or visit.arrived_at is None:
        return
    service: Organisation = visit.professional.organisation
    on = clock.local_date(visit.arrived_at)
    if service.last_contact is None or service.last_contact < on:
        service.last_contact = on
        service.save(update_fields=["last_contact"])
        note("service.in_touch", service, on=on)


def usual_audience(visit: Visit) -> str:
    """For whom a visit is unless the host says otherwise: one of children's social care is sealed, any other the family's."""
    who = visit.professional
    sealed = who is not None and who.organisation.sector == Sector.SOCIAL_CARE
    return Audience.SAFEGUARDING if sealed else Audience.FAMILY


def _must(visit: Visit, needed: Stage) -> None:
    if stage(course_of(visit)) != needed:
        raise Refused("Somebody changed this a moment ago. Look at the visit again.")


def _duties(visit: Visit, clause: str = "") -> list[Duty]:
    rows = Duty.objects.unscoped("what a visit owes goes with it").open().filter(record=visit)
    return list((rows.filter(clause=clause) if clause else rows).order_by("clause", "pk"))
