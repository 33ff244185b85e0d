"""Taking a complaint in by one of its doors, making sure who sent it, and giving how to complain."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.db import IntegrityError, connection
from django.utils.translation import gettext_noop as _

from hometime.access.viewer import Viewer
from hometime.audit.actions import Actor, House, action, note, person_of
from hometime.complaints.actions import Said, hand_anew, see_to_giving, survey_for, write_down
from hometime.complaints.choosing import concerned
from hometime.complaints.ground import Ground
from hometime.complaints.intake.codes import fits, kept_of
from hometime.complaints.models import Arrival, Complaint, Door, Given, Source, Telling, Word
from hometime.duties.actions import Task, keep, owe
from hometime.duties.models import Duty
from hometime.families.models import Adult, Bond, Child
from hometime.kernel import clock, refusals
from hometime.kernel.answers import Refused
from hometime.kernel.refusals import refused
from hometime.notifications.actions import ring_the_bell
from hometime.people.models import Person, Setting
from hometime.people.roles import Hat, Role
from hometime.records.actions import name_party
from hometime.records.models import Party, Record

UNSENT_FOR = dt.timedelta(hours=20)  # unsent words are kept for a night and a day's work, and then erased
SENT_FOR = dt.timedelta(hours=1)  # for so long the page with the code can be opened again by the browser that sent it
READ = Task("C3", _("Read what came in from the notice board"), _("I read it"), Role.MANAGER)
READING = "read"


@dataclasses.dataclass(frozen=True)
class Came:
    """How something came in, as its sender said it: what `Arrival` keeps besides the complaint. `code` is hashed before."""

    door: str
    once: str | None = None
    medium: str = "written"
    code: str = ""
    adult: Adult | None = None
    called: str = ""
    child_called: str = ""
    organisation: str = ""
    whom: str = ""
    way: str = ""
    reach: str = ""
    hours: str = ""
    shared: bool = False
    ofsted_number: str = ""
    companion: str = ""
    authority: str = ""
    language: str = ""


def hashed(came: Came) -> Came:
    """How something came in, with its code hashed: done before a transaction begins, since hashing takes its time."""
    return dataclasses.replace(came, code=kept_of(came.code)) if came.code else came


def with_code(came: Came, code: str) -> Came:
    """How something came in, with the hash of a code."""
    return hashed(dataclasses.replace(came, code=code))


def opens(case: Complaint, code: str) -> bool:
    """Whether a code is the one in force for a complaint that was just taken in: a form that was sent twice made another,
    which opens nothing."""
    return fits(code, case.arrival.code)


def sees_it(viewer: Viewer, case: Complaint) -> bool:
    """Whether whoever has just written a complaint down sees it. It follows from the parts that were given out then; where
    a family has to be looked at, or a form was sent twice, it is asked."""
    given: Sequence[Party] | None = getattr(case, "given_out", None)
    if given is None or case.child_id or viewer.tablet:
        return Complaint.objects.visible_to(viewer).filter(pk=case.pk).exists()
    mine = {(viewer.person_id, ""), *((whose, str(role)) for whose, role, _place in viewer.acts_in)}
    parts = [party for party in given if (party.person_id, party.role or "") in mine and party.hat == viewer.hat]
    concerned = {party.person_id for party in given if party.part == Party.Part.CONCERNS}
    return viewer.person_id not in concerned and any(party.part != Party.Part.CONCERNS for party in parts)


def sent_before(digest: str) -> bool:
    """Whether the form of a browser has been sent already."""
    rows = Telling.objects.unscoped("a form that is sent twice counts once")
    return rows.filter(digest=digest, complaint__isnull=False).exists()


def take_in(viewer: Actor, setting: Setting, said: Said, came: Came) -> Complaint:
    """Writes a complaint down together with how it came in. A form that was sent twice gives the first complaint again.

    What came without an account is read by a person the same day, and stays unlinked to any family until somebody has
    made sure who sent it (TRUST 23b).
    """
    return _or_again(lambda: _taken_in(viewer, setting, said, came))


def _or_again(does: Callable[[], Complaint]) -> Complaint:
    """Does it; where the same form came first at the same moment, what was begun is taken back, and the next try finds it
    (TRUST 41)."""
    try:
        return does()
    except IntegrityError:
        return does()


@action
def _taken_in(viewer: Actor, setting: Setting, said: Said, came: Came) -> Complaint:
    ground = survey_for(setting, said, came.once)
    return _known(came) if ground.sent else _take_in(viewer, setting, said, came, ground)


def _known(came: Came) -> Complaint:
    rows = Arrival.objects.unscoped("a form that is sent twice counts once").select_related("complaint")
    return rows.get(once=came.once).complaint


def _take_in(viewer: Actor, setting: Setting, said: Said, came: Came, ground: Ground) -> Complaint:
    case = write_down(viewer, setting, said, ground=ground)
    facts = {field.name: getattr(came, field.name) for field in dataclasses.fields(came)}
    code = facts.pop("code")
    arrival = Arrival(complaint=case, code=code, code_since=clock.now() if code else None, **facts)
    arrival.save()
    note("complaint.came_in", case, door=came.door)
    if came.door in (Door.POSTER, Door.SERVICE):
        _owe_reading(viewer, case)
        in_hand = _parties(case).filter(part=Party.Part.HANDLER, ends__isnull=True).select_related("person")
        ring_the_bell(viewer, [party.person for party in in_hand], setting)
    if came.door != Door.STAFF:  # the page that answers shows it at once; staff say themselves how they gave it
        give(viewer, setting, Given.How.SCREEN, came.language, adult=came.adult, case=case)
    return case


def _parties(case: Complaint) -> Any:
    return Party.objects.unscoped("whom the words of a sender name is kept out").filter(record=case)


def _owe_reading(viewer: Actor, case: Complaint) -> None:
    role = _parties(case).filter(part=Party.Part.HANDLER, ends__isnull=True).values_list("role", flat=True).first()
    task = dataclasses.replace(READ, owed_by=Role(role) if role else Role.OWNER)
    why = {"case": case.pk, "act": READING, "told": _("It came in without an account. A person reads it the same day.")}
    owe(viewer, case, task, due=clock.today(), basis="house", why=why, about=case.reference)


def reading_owed(case: Complaint) -> Duty | None:
    """The duty to read it the same day, while it is open."""
    rows = Duty.objects.unscoped("what came in without an account is read the same day").open().filter(record=case)
    return next((duty for duty in rows if duty.why.get("act") == READING), None)


def is_unread(duties: Iterable[Duty]) -> bool:
    """The same of the duties of a complaint, where they are known already."""
    waiting = (duty for duty in duties if duty.kept_on is None and not duty.lifted_because)
    return any(duty.why.get("act") == READING for duty in waiting)


@action
def read(viewer: Actor, case: Complaint) -> None:
    """Somebody has read what came in from the notice board."""
    duty = reading_owed(case)
    if duty is None:
        raise refused(refusals.DONE)
    keep(viewer, duty, "")


@action
def confirm(
    viewer: Actor, arrival: Arrival, how: str, words: str, adult: Adult | None = None, child: Child | None = None
) -> Arrival:
    """Writes down that somebody made sure who sent it, by a contact held before: only then may it be linked (23b).

    Raises `Refused` where that was done already, or for an adult and a child who do not belong together.
    """
    if not arrival.unconfirmed:
        raise refused(refusals.A_MOMENT_AGO)
    case = arrival.complaint
    bonds = Bond.objects.unscoped("an adult and a child are linked only where they belong together")
    if child is not None and (adult is None or not bonds.filter(adult=adult, child=child).exists()):
        raise Refused("This adult and this child do not belong together. Choose both again.")
    if child is not None and child.setting_id != case.setting_id:
        raise Refused("This child goes to another setting.")
    arrival.confirmed_on, arrival.confirmed_by_id = clock.today(), person_of(viewer)
    arrival.confirmed_how, arrival.confirmed_words, arrival.adult = how, words.strip(), adult
    arrival.save()
    note("complaint.sender_confirmed", case, how=how, linked=int(adult is not None))
    if adult is not None:
        _link(viewer, case, adult, child)
    return arrival


def _link(viewer: Actor, case: Complaint, adult: Adult, child: Child | None) -> None:
    """Says whose complaint it is. A child who is now known has a key person, who may be the one it is about."""
    case.child, case.complainant = child, adult.person.called
    if case.source == Source.ANONYMOUS:
        case.source = Source.PARENT
    case.save(update_fields=["child", "complainant", "source"])
    known = set(_parties(case).filter(part=Party.Part.CONCERNS).values_list("person_id", flat=True))
    for person in concerned(case.setting, child, case.subjects, (), clock.today()):
        if person.pk not in known:
            name_party(viewer, case, person, Party.Part.CONCERNS, hat=Hat.STAFF)
    hand_anew(viewer, case)  # whoever has it may turn out to be the one it is about, or of the child's family


@action
def give_code(viewer: Actor, arrival: Arrival, kept: str) -> None:
    """Gives whoever complained a new code, of which only the hash is kept; the one before opens nothing any more."""
    arrival.code, arrival.code_since = kept, clock.now()
    arrival.save(update_fields=["code", "code_since"])
    note("complaint.code_given", arrival.complaint)


@action
def write_word(
    viewer: Actor, record: Record, kind: str, words: str = "", *, how: str = "", interpreter: str = "",
    answer: str = "", once: str | None = None,
) -> Word:  # fmt: skip
    """Writes down what whoever complained said later. It stands beside what was written first, and changes nothing."""
    if once:
        known = Word.objects.unscoped("words that are sent twice count once").filter(once=once).first()
        if known is not None:
            return known
    if kind in (Word.Kind.CORRECTED, Word.Kind.ADDED) and not words.strip():
        raise Refused("Write down what they said.")
    return _say(viewer, record, kind, words, how=how, interpreter=interpreter, answer=answer, once=once)


def _say(
    viewer: Actor, record: Record, kind: str, words: str = "", *, how: str = "", interpreter: str = "",
    answer: str = "", once: str | None = None,
) -> Word:  # fmt: skip
    word = Word(
        record=record, kind=kind, how=how, answer=answer, interpreter=interpreter.strip(), words=words.strip(), on=clock.today(),
        by_id=person_of(viewer), written_at=clock.now(), once=once,
    )  # fmt: skip
    word.save()
    note("complaint.word", record, kind=kind, how=how, answer=answer)
    return word


@action
def give(
    viewer: Actor, setting: Setting, how: str, language: str, *, adult: Adult | None = None,
    case: Complaint | None = None,
) -> Given:  # fmt: skip
    """Writes down that an adult was given how to complain and how to reach the regulator (C2, C21)."""
    given = Given(
        setting=setting, adult=adult, complaint=case, language=language, how=how, on=clock.today(),
        by_id=person_of(viewer), written_at=clock.now(),
    )  # fmt: skip
    given.save()
    note("complaint.way_given", given, language=language, how=how)
    return given


@action
def give_all(viewer: Actor, setting: Setting, how: str, adults: Sequence[tuple[Adult, str]]) -> None:
    """Writes down that each of these adults was given it, each in a language of theirs. What was owed is kept with the
    last of them."""
    for adult, language in adults:
        give(viewer, setting, how, language, adult=adult)
    see_to_giving(viewer, setting)


def at_the_door(viewer: Actor, setting: Setting, said: Said, came: Came, *, read_back: bool) -> Complaint:
    """Writes down what somebody said at the door, handed in or rang about, and that it was read back to them (C6)."""
    return _or_again(lambda: _at_the_door(viewer, setting, said, came, read_back=read_back))


@action
def _at_the_door(viewer: Actor, setting: Setting, said: Said, came: Came, *, read_back: bool) -> Complaint:
    ground = survey_for(setting, said, came.once)
    case = _known(came) if ground.sent else _take_in(viewer, setting, said, came, ground)
    if read_back:
        says = write_word if ground.sent else _say  # nothing was said before of what is new
        says(viewer, case, Word.Kind.RIGHT, how=Word.How.ALOUD, once=f"read back {case.pk}")
    return case


@action
def keep_telling(
    viewer: Actor, setting: Setting, door: str, digest: str, answers: Mapping[str, Any], person: Person | None = None
) -> Telling:
    """Keeps what somebody has typed so far, for the browser that holds the secret."""
    row = _telling(digest)
    if row is not None and row.complaint_id:
        return row
    row = row or Telling(digest=digest, setting=setting, door=door, person=person, began=clock.now())
    row.answers = {**row.answers, **answers}
    row.save()
    note("complaint.telling", row, chain=setting.pk)
    return row


def _telling(digest: str) -> Telling | None:
    rows = Telling.objects.unscoped("unsent words belong to the browser that holds their secret")
    if connection.features.has_select_for_update:
        rows = rows.select_for_update()
    return rows.filter(digest=digest).first()


@action
def send(viewer: Actor, telling: Telling, said: Said, came: Came) -> bool:
    """Sends what was typed, and erases it from where it waited. False where it was sent before: it counts once."""
    row = _telling(telling.digest)
    if row is None:
        raise refused(refusals.WORDS_GONE)
    if row.complaint_id:
        return False
    row.complaint, row.answers = take_in(viewer, row.setting, said, came), {}
    row.save()
    return True


@action
def forget_telling(viewer: Actor, digest: str) -> None:
    """Erases what a browser had typed and not sent; its owner has left the page."""
    row = _telling(digest)
    if row is not None:
        note("complaint.telling_forgotten", row, chain=row.setting_id)
        row.delete()


@action
def forget_old_tellings(viewer: Actor) -> int:
    """Erases words that nobody sent within twenty hours, and what is left of those that were sent. Gives how many."""
    rows = Telling.objects.unscoped("unsent words are erased after a day")
    sent = rows.filter(complaint__isnull=False, began__lt=clock.now() - SENT_FOR)
    old = rows.filter(began__lt=clock.now() - UNSENT_FOR) | sent
    gone = list(old)
    for row in gone:
        note("complaint.telling_forgotten", row, chain=row.setting_id)
        row.delete()
    return len(gone)


def sweep() -> int:
    """The job that erases words that nobody sent; gives how many there were."""
    return forget_old_tellings(House("tellings"))
