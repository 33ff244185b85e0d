"""What passes between homes and key persons in the practice world: talks, checks at two, private words, things from home,
and plans."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence
from typing import Any

from hometime.access.viewer import Viewer, hats_of, viewer_for
from hometime.childfile.actions import say_why
from hometime.childfile.models import Opening
from hometime.families.models import Bond, Child
from hometime.families.sides import key_person_of, sides
from hometime.kernel import clock
from hometime.keypersons.actions import checking, meeting, sending, wording
from hometime.keypersons.actions.meeting import Held, Time
from hometime.keypersons.models import Meeting, ProgressCheck, Slot, Way
from hometime.keypersons.telling import Hearer
from hometime.people.models import Person
from hometime.people.roles import Hat, Role
from hometime.plans.actions import keeping_safe, supporting
from hometime.plans.actions.supporting import Does, Written
from hometime.plans.models import Place as Where
from hometime.practice.town import WORKS, Place
from hometime.sharing.actions import worrying

MONTH = dt.timedelta(days=30)
SUMMARY = {
    "communication": "Joins words together and asks for what is wanted.",
    "social": "Plays beside others, and looks for one of them.",
    "physical": "Climbs the steps, and holds a thick brush.",
    "strengths": "Stays with a thing until it works.",
    "support": "No more than everybody gets.",
    "actions": "We read the same two books here and at home until the next talk.",
    "level": "none",
}
SAID = Held(
    ours="Builds long roads with the blocks, and tells what drives on them.",
    theirs="At home the bath is a harbour. Bedtime is hard this month.",
    steps="We send the boat book home; they try the earlier bath.",
)


def live(places: Sequence[Place], day: dt.date, since: dt.date) -> int:
    """Lives through the checks since `since` and the talks of the last two months, up to `day`. Gives how many there were."""
    there = _checks(day, since)
    with clock.fixed(day - 2 * MONTH):
        meeting.see_to_rounds(WORKS)
    for place in places:
        there += _talks(place, day)
    _one_family(places[0], day)
    return there


def _checks(day: dt.date, since: dt.date) -> int:
    """Opens each check in the month of its second birthday, and finishes it four months after that."""
    now = since
    while now < day:
        with clock.fixed(now):
            checking.see_to_checks(WORKS)
            late = ProgressCheck.objects.unscoped("the practice world lives through its past").filter(
                closed__isnull=True, opened__lte=now - 4 * MONTH
            )
            for check in late.select_related("child", "setting").order_by("pk"):
                _finish(check, now)
        now += MONTH
    with clock.fixed(day):
        checking.see_to_checks(WORKS)
    return ProgressCheck.objects.unscoped("the practice world lives through its past").count()


def _finish(check: ProgressCheck, day: dt.date) -> None:
    assert check.child is not None  # a check is about a child
    adults = [adult for side in sides(check.child, day) for adult in side]
    if adults:
        said = checking.Said(likes="Water, in any pot.", can_do="Puts on both shoes.", health_visitor="yes")
        checking.take_part(WORKS, check, adults[0].person, said)
        checking.finish(WORKS, check, SUMMARY)
    else:
        checking.leave_to_others(WORKS, check, "The setting where this child spends most of the week")


def _talks(place: Place, day: dt.date) -> int:
    """Holds every third of the talks that fell due a week ago or earlier; the last ones stay late."""
    held = 0
    children = (
        Child.objects.unscoped("the practice world lives through its past")
        .filter(setting=place.setting, left__isnull=True)
        .order_by("born", "pk")
    )
    for child in list(children)[1::3]:
        if not sides(child, day):
            continue
        with clock.fixed(day - dt.timedelta(days=21)):
            talks = _offered(child)
        for talk in talks:
            with clock.fixed(day - dt.timedelta(days=14)):
                meeting.hold(WORKS, talk, SAID)
                held += 1
    return held


def _offered(child: Child, words: str = "") -> list[Meeting]:
    today = clock.today()
    times = [
        Time(today + dt.timedelta(days=7), dt.time(15, 30), Way.HERE),
        Time(today + dt.timedelta(days=8), dt.time(18, 30), Way.PHONE),
    ]
    return meeting.offer(WORKS, child, times, words)


@dataclasses.dataclass(frozen=True)
class Family:
    """The family of the mother who reads Urdu and the father who lives apart: she and the key person as viewers."""

    child: Child
    person: Person
    mother: Viewer
    at_work: Viewer
    key: Person


def family_of(place: Place, day: dt.date) -> Family:
    """That family at a place, on a day."""
    bonds = Bond.objects.unscoped("the practice world lives through its past").filter(
        child__setting=place.setting, adult__interpreter="ur", relation="mother"
    )
    bond = bonds.select_related("child", "adult__person").order_by("pk")[0]
    child = (
        Child.objects.unscoped("the practice world lives through its past")
        .select_related("setting")
        .get(pk=bond.child_id)
    )
    mother, key = viewer_of(bond.adult.person, Hat.PARENT), key_person_of(child, day)
    assert key is not None  # every child of the practice world has a key person
    at_work = viewer_of(key, Hat.STAFF)
    return Family(child, bond.adult.person, mother, at_work, key)


def _one_family(place: Place, day: dt.date) -> None:
    """Everything there is, for one family."""
    family = family_of(place, day)
    child, mother, at_work, key = family.child, family.mother, family.at_work, family.key
    _their_talks(child, family.person, mother, at_work, day)
    _from_their_home(child, family.person, mother, at_work, day)
    _their_plan(child, family.person, mother, at_work, day)
    _agreed_tasks(place, child, family.person, day)
    manager = place.posts[Role.MANAGER][0].person
    with clock.fixed(day - dt.timedelta(days=6)):
        said = "Her grandfather died on Sunday. She may ask where he is."
        told = wording.tell(mother, child, Hearer(manager, Role.MANAGER), said)
        wording.read(viewer_of(manager, Hat.STAFF), told, "Thank you for telling me. I am here until five every day.")
    with clock.fixed(day - dt.timedelta(days=1)):
        wording.tell(
            mother, child, Hearer(key, Role.KEY_PERSON), "I start work on Monday and worry how she will take it."
        )
        worrying.worry(
            viewer_of(place.posts[Role.ROOM][0].person, Hat.STAFF), child, "She held her arm and would not say why."
        )
        helped = viewer_of(place.posts[Role.BANK][0].person, Hat.STAFF)
        say_why(helped, child, Opening.Why.ROOM, "Two were ill, so I went over for the afternoon.")


def _their_talks(child: Child, person: Person, mother: Viewer, at_work: Viewer, day: dt.date) -> None:
    """A talk that was held and agreed to, the father's that nobody answered, and times on offer now."""
    open_now = Meeting.objects.unscoped("the practice world lives through its past").filter(
        child=child, closed__isnull=True
    )
    with clock.fixed(day - dt.timedelta(days=40)):
        talks = _offered(child, "How she settled after the summer")
        (hers,) = [
            talk
            for talk in talks
            if talk.parties.unscoped("the practice world lives through its past").filter(person=person).exists()
        ]
        slot = Slot.objects.unscoped("the practice world lives through its past").filter(meeting=hers).order_by("on")[0]
        meeting.choose(mother, hers, slot)
    with clock.fixed(day - dt.timedelta(days=33)):
        meeting.hold(at_work, hers, SAID)
        meeting.agree(mother, hers, agrees=True)
        for talk in open_now.select_related("child", "setting", "owed"):
            meeting.ask_again(at_work, talk, Way.PHONE, "It rang out twice.")
            meeting.end(at_work, talk, "No answer by message or by phone. Asked again next time.")
    with clock.fixed(day - dt.timedelta(days=2)):
        _offered(child, "Before the winter")


def _from_their_home(child: Child, person: Person, mother: Viewer, at_work: Viewer, day: dt.date) -> None:
    """A story that was thanked for and used in the check, an idea with its reply, and lines about the child."""
    with clock.fixed(day - dt.timedelta(days=12)):
        story = sending.send(mother, child, person, sending.Sent("اس نے نانی کے ساتھ روٹی بنائی اور نو تک گنا۔"))
        sending.thank(at_work, story)
        idea = sending.send_idea(at_work, child, "Let her count the spoons while you lay the table.", "Counting")
        for section, words in (("needs", "Her blue cup at lunch."), ("likes", "Songs about trains.")):
            line = sending.add_line(mother, child, section, words, family=True)
        sending.use_line(at_work, line)
        check: Any = (
            ProgressCheck.objects.unscoped("the practice world lives through its past").filter(child=child).first()
        )
        if check is not None:
            sending.cite(at_work, story, check, "Counts in two languages.")
    with clock.fixed(day - dt.timedelta(days=1)):
        sending.send(mother, child, person, sending.Sent("She counted the spoons, and then the stairs.", answers=idea))


def _their_plan(child: Child, person: Person, mother: Viewer, at_work: Viewer, day: dt.date) -> None:
    """A support plan in its second round, which the mother has still to answer."""
    steps = [
        Does(Where.HERE, "We name each thing twice and wait for an answer.", who="The key person, at lunch"),
        Does(Where.HOME, "One book a day, in any language.", person=person),
    ]
    first = day - 5 * MONTH
    with clock.fixed(first):
        written = Written(
            "Points and pulls; few words in either language.", "Asks in two words.", steps, first + 4 * MONTH
        )
        plan = supporting.begin(at_work, child, "Words come late in both languages.", written)
        supporting.reply(mother, plan, person, "agrees", "")
    with clock.fixed(first + 4 * MONTH):
        again = Written("Asks for water and for bread.", "Tells what happened.", steps, day + 3 * MONTH)
        supporting.review(at_work, plan, "Two words, many times a day.", "She sings along now.", again=again)


def _agreed_tasks(place: Place, child: Child, person: Person, day: dt.date) -> None:
    """Tasks under a plan outside: one with the mother, which she is shown, and one that she is not."""
    lead = viewer_of(place.posts[Role.DSL][0].person, Hat.STAFF)
    with clock.fixed(day - dt.timedelta(days=10)):
        plan = keeping_safe.begin(lead, child, "The family's social worker, 01632 960444", day + MONTH)
        keeping_safe.add_task(
            lead, plan, "Fill in the sleep diary together each Monday.", day + dt.timedelta(days=4), person, shown=True
        )
        keeping_safe.add_task(
            lead, plan, "Ask who is at home in the evening.", day + dt.timedelta(days=9), person, shown=False,
            why_not="Somebody else may read her telephone.",
        )  # fmt: skip


def viewer_of(person: Person, hat: Hat) -> Viewer:
    """Somebody in a hat."""
    viewer = viewer_for(person, next(choice.key for choice in hats_of(person) if choice.hat == hat))
    assert viewer is not None
    return viewer
