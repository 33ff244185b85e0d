"""Naming a key person, with the work that goes over; a child's last day, with what that ends and what it begins; and what
somebody says who opens the file of a child they do not work with."""

from __future__ import annotations

import dataclasses
import datetime as dt

from django.db.models import Q
from django.utils.translation import gettext_noop as _

from hometime.access.viewer import Viewer
from hometime.audit.actions import Actor, action, note
from hometime.childfile.models import Opening
from hometime.childfile.reasons import LASTS
from hometime.childfile.watching import MANY, MOST, is_stopped, opened_lately
from hometime.consents.actions import giving, owing
from hometime.duties.actions import Task, hand_to_post, keep, lift, owe
from hometime.duties.models import Duty
from hometime.families import actions as families
from hometime.families.models import Bond, Child, KeyPersonship
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.keypersons.actions import checking, meeting
from hometime.notifications.actions import queue
from hometime.notifications.sentences import Key
from hometime.people.models import Person, Setting, holders
from hometime.people.roles import HAT_OF, Hat, Role
from hometime.plans.actions import keeping_safe
from hometime.records import audiences as records
from hometime.records.actions import close_record, name_party, open_record
from hometime.records.audiences import Audience
from hometime.records.models import Party
from hometime.sharing.actions import books
from hometime.welcome.actions import joining, settling

TELL = Task("F8", _("Tell the family who their key person is"), _("I told them"), Role.KEY_PERSON)
COPY = Task("", _("Give the family their own copy of the child's file"), _("They have it"), Role.MANAGER)
LOOK = Task(
    "F20", _("Somebody opened thirty children's files in an hour: find out why"), _("I looked into it"), Role.DSL
)
SEE_WHY = Task(
    "F20", _("Somebody opened the file of a child they do not work with: see why"), _("Look at it"), Role.DSL
)
TOLD_WITHIN = dt.timedelta(days=7)
TOLD, LEAVES, OPENING = "key_person_told", "leaving", "opening"  # the kinds of their records
# What is owed only because the child is here, by the kind of its record: it ends with the place. All else goes on: a move
# to school with its receipts (S2), what was shared and is to arrive or be told (F22), worries, complaints.
ENDS = frozenset(
    {
        TOLD, meeting.ROUNDS, meeting.MEETING, checking.CHECK, joining.JOINING, settling.SETTLING, records.PLAN,
        "from_home", "idea", "about_child", owing.LEDGER, giving.MEDICINE, books.KIND,
    }
)  # fmt: skip


@action
def name_key_person(viewer: Actor, child: Child, person: Person, starts: dt.date, part: str) -> KeyPersonship:
    """Names a key person or back-up from `starts`: what the former one sees of the child goes with that day.

    What the former key person owed by name becomes owed by whoever is key person; the family is told (F8).
    """
    before = KeyPersonship.objects.unscoped("whose work goes over to a new key person").filter(child=child, part=part)
    former = [each.person_id for each in before]
    named = families.allocate(viewer, child, person, starts, part=part)
    if part == KeyPersonship.Part.KEY:
        keeping_safe.let_go(viewer, child, former)
        owed = Duty.objects.unscoped("a key person's work goes with the child").open()
        work = owed.filter(record__child=child, owed_role=Role.KEY_PERSON, person__in=former)
        # What one person was told in private stays with them: the next key person may not know that it is there (F7).
        for duty in work.exclude(record__audience=Audience.NAMED):
            hand_to_post(viewer, duty)
        _tell_family(viewer, child, max(starts, clock.today()))
    return named


def _tell_family(viewer: Actor, child: Child, day: dt.date) -> None:
    """Owes the telling to the new key person, and says on the house's own way that there is something to see."""
    already = Duty.objects.unscoped("a family is told once of one key person").open()
    if not already.filter(record__kind=TOLD, record__child=child).exists():
        record = open_record(viewer, child.setting, TOLD, "Who the key person is", Audience.STAFF, child=child)
        owe(viewer, record, TELL, due=day + TOLD_WITHIN, about=child.initials)
    today = clock.today()
    bonds = Bond.objects.unscoped("a family is told who their key person is").filter(child=child)
    for bond in bonds.select_related("adult__person"):
        adult = bond.adult
        hears = "hears of the child" in bond.rights(today)
        if hears and adult.safe_to_write and adult.person.email and adult.mode == adult.Mode.EMAIL:
            queue(viewer, Key.SOMETHING, adult.person, setting=child.setting, language=adult.person.language)


@action
def give_key_persons(viewer: Actor, chosen: list[tuple[Child, Person]]) -> int:
    """Names the key person of several children from today, all or none. Gives how many."""
    for child, person in chosen:
        name_key_person(viewer, child, person, clock.today(), KeyPersonship.Part.KEY)
    return len(chosen)


@action
def hand_out(viewer: Viewer, child: Child, to: str, code: str) -> None:
    """Writes down that a copy of the file was made on paper: for which adult of the family, and its check code (F20)."""
    note("file.copy_made", child, to=to, code=code)


@action
def give_last_day(viewer: Actor, child: Child, last_day: dt.date) -> Child:
    """A child leaves: their place, key persons and bonds get a last day, and what is owed by reason of the place (ENDS) ends.

    Complaints, what is sealed, and requests to see what is kept go on; the parents' sign-in is left for them. The
    erasing of photographs is owed by the room that keeps them (consents), from the day after.
    """
    families.end_place(viewer, child, last_day)
    because = "The child leaves."
    owed = Duty.objects.unscoped("what a child's place brought ends with it").open()
    for duty in owed.filter(Q(due__isnull=True) | Q(due__gt=last_day), record__child=child, record__kind__in=ENDS):
        lift(viewer, duty, because)
    for duty in owed.filter(record__child=child, record__kind=LEAVES):
        lift(viewer, duty, "There is another last day.")
    record = open_record(viewer, child.setting, LEAVES, "A child leaves", Audience.STAFF, child=child)
    owe(viewer, record, COPY, due=last_day, about=child.initials)
    return child


@action
def take_last_day_back(viewer: Actor, child: Child) -> Child:
    """The child stays after all. What was owed by reason of the place is not brought back: rhythms owe themselves anew."""
    families.keep_place(viewer, child)
    owed = Duty.objects.unscoped("what a child's place brought ends with it").open()
    for duty in owed.filter(record__child=child, record__kind=LEAVES):
        lift(viewer, duty, "The child stays.")
    return child


def watch(viewer: Viewer) -> None:
    """Raises the alarm once somebody at work has opened as many files within the hour as anybody may (TRUST 11)."""
    if viewer.hat == Hat.STAFF and len(opened_lately(viewer)) >= MOST and not is_stopped(viewer):
        raise_alarm(viewer)


@action
def raise_alarm(viewer: Viewer) -> None:
    """Tells the safeguarding leads at once, or the owners where it is a lead who opened them; they see who it was. No more
    files open to that person until somebody says what they found."""
    setting = Setting.objects.get(pk=viewer.setting_id)
    person, today = Person.objects.get(pk=viewer.person_id), clock.today()
    leads = [each for each in holders(setting, Role.DSL, today) if each.pk != person.pk]
    post, told = (Role.DSL, leads) if leads else (Role.OWNER, holders(setting, Role.OWNER, today))
    record = open_record(viewer, setting, MANY, "Many files in an hour", Audience.NAMED)
    name_party(viewer, record, person, Party.Part.CONCERNS, hat=Hat.STAFF)
    for each in told:
        name_party(viewer, record, each, Party.Part.HANDLER, hat=HAT_OF[post], role=post)
        queue(viewer, Key.SOMETHING, each, setting=setting, language=each.language)
    owe(viewer, record, dataclasses.replace(LOOK, owed_by=post), due=today, about=person.called)


@action
def say_why(viewer: Viewer, child: Child, why: str, words: str = "") -> Opening:
    """Writes down why, and tells the safeguarding leads at once. The child opens to the viewer's session until `until`."""
    if why == Opening.Why.OTHER and not words.strip():
        raise Refused("Say why.")
    now = clock.now()
    opening = Opening(
        setting=child.setting, child=child, kind=OPENING, title="Why a file was opened", audience=Audience.SAFEGUARDING,
        opened=clock.today(), by=Person.objects.get(pk=viewer.person_id), began=now, until=now + LASTS, why=why,
        words=words.strip(),
    )  # fmt: skip
    opening.save()
    note("file.opened_with_reason", opening, why=why, child=child.pk)
    owe(viewer, opening, SEE_WHY, due=clock.today(), about=child.initials, why={"opens": ["opening", opening.pk]})
    for post in (Role.DSL, Role.DEPUTY_DSL):
        for lead in holders(Setting.objects.get(pk=child.setting_id), post, clock.today()):
            queue(viewer, Key.SOMETHING, lead, setting=child.setting, language=lead.language)
    return opening


@action
def look_at(viewer: Viewer, opening: Opening, found: str, hidden_because: str = "") -> None:
    """A lead says what they found, and perhaps why the family is not to be told of it."""
    if opening.closed is not None:
        raise Refused("This is already done. Nothing was changed.")
    opening.hidden_because = hidden_because.strip()
    opening.save(update_fields=["hidden_because"])
    note("file.opening_looked_at", opening, hidden=bool(opening.hidden_because))
    for duty in Duty.objects.unscoped("a look at an opening settles what is owed of it").open().filter(record=opening):
        keep(viewer, duty, found)
    close_record(viewer, opening)
