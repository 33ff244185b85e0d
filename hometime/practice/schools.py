"""Schools near the practice world, what is done with them, and two children who move there: one plan just begun, one sent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from hometime.access.viewer import Viewer
from hometime.consents.actions.asking import answer
from hometime.consents.standing import State
from hometime.families.models import Child
from hometime.kernel import clock
from hometime.people.roles import Hat, Role
from hometime.practice.between import Family, family_of, viewer_of
from hometime.practice.town import WORKS, Place
from hometime.schools.actions import moves, packs, partners, registers, sealed
from hometime.schools.models import School, SchoolMove
from hometime.sharing.models import Told, Way

SCHOOLS = (
    ("Lantern Hill Primary School", "4 Lantern Hill", "01632 960501"),
    ("Weir Lane Infant School", "19 Weir Lane", "01632 960502"),
    ("Copperbeech Primary School", "Copperbeech Road", "01632 960503"),
)
LOG = (
    ("talk", "Rang the office: the new reception teacher starts in March.", 120),
    ("visit", "Two of us watched a morning in reception, and how children hang up their coats.", 75),
    ("agreed", "We both sing the same song before tidying up, from May on.", 60),
    ("together", "The school's older children read to ours in the garden.", 20),
)
SUMMARY = {
    "communication": "Tells what happened yesterday, in order. Asks when a word is new.",
    "social": "Looks for one friend first. Goes to the toilet alone, and asks for help with buttons.",
    "physical": "Climbs, runs and stops. Holds a pencil with three fingers.",
    "reading": "Knows many rhymes in both languages. Finds the first letter of the own name.",
    "numbers": "Counts out nine spoons. Says which tower is taller.",
    "world": "Watches snails for a long time, and tells of the market at home.",
    "arts": "Sings whole songs, and builds boats from boxes.",
    "languages": "Urdu at home with everybody; English here. Answers in the language that was asked.",
    "in_both": "Whole sentences in Urdu, short ones in English. New English words every week.",
    "needs": "A picture plan of the day helps in the morning.",
}


def move_on(places: Sequence[Place], day: dt.date) -> int:
    """Keeps a log with three schools, and plans the move of two children. Gives how many plans there are."""
    place = places[0]
    with clock.fixed(day - dt.timedelta(days=150)):
        known = [_school(place, *facts) for facts in SCHOOLS]
        met = [partners.begin(WORKS, place.setting, school) for school in known]
    for at, (what, words, ago) in enumerate(LOG):
        with clock.fixed(day - dt.timedelta(days=ago)):
            partners.write(WORKS, met[at % len(met)], what, words)
    family = family_of(place, day)
    _sent(place, family, known[0], day)
    _begun(place, family.child, known[1], day)
    return SchoolMove.objects.unscoped("the practice world lives through its past").count()


def _school(place: Place, name: str, street: str, phone: str) -> School:
    facts = {"name": name, "street": street, "town": "Otter Bridge", "postcode": "ZZ9 9ZZ", "phone": phone}
    return registers.write_school(WORKS, place.setting.provider, facts)


def _sent(place: Place, family: Family, school: School, day: dt.date) -> None:
    """A plan that is written and asked for; the mother said no to one part, and the rest has gone without a receipt yet."""
    manager = viewer_of(place.posts[Role.MANAGER][0].person, Hat.STAFF)
    with clock.fixed(day - dt.timedelta(days=24)):
        move = moves.begin(family.at_work, family.child, day + dt.timedelta(days=45), school)
        where = moves.Where(
            school,
            move.starts_on,
            "Tamsin Okoro",
            "reception@lantern-hill.example",
            "01632 960511",
            "Rang the school's office.",
        )
        moves.say_school(family.at_work, move, where)
        moves.plan_visit(
            family.at_work, move, clock.today(), "us", "She found the peg with the snail and would not leave it."
        )
        moves.plan_visit(family.at_work, move, day + dt.timedelta(days=12), "family")
        moves.hear_child(family.at_work, move, "“There is a snail for me.”", "In words, at the coat pegs")
        moves.wish(family.mother, move, family.person, "وہ دوپہر کے کھانے کے بعد تھک جاتی ہے۔")
    with clock.fixed(day - dt.timedelta(days=16)):
        moves.summarise(family.at_work, move, SUMMARY)
        for part in packs.offer(family.at_work, move):
            asked = packs.asked_of(part, family.person.pk)
            if asked is not None:
                answer(family.mother, asked, State.REFUSED if part.what == "needs" else State.GIVEN)
        moves.answer(family.mother, move, family.person, "agrees")
    with clock.fixed(day - dt.timedelta(days=2)):
        packs.send_parts(manager, move, Way.PAPER)
        _onward(viewer_of(place.posts[Role.DSL][0].person, Hat.STAFF), family, school)


def _onward(lead: Viewer, family: Family, school: School) -> None:
    """What goes from lead to lead, without a receipt yet."""
    going = sealed.Going(
        to_name="Lena Brook", checked_how="Rang the school's office and was put through.", told=Told.BEFORE,
        contents="The tasks that were agreed, with what was done of each. The worry of this month.",
    )  # fmt: skip
    sealed.hand_over(lead, sealed.open_file(lead, family.child, school), going)


def _begun(place: Place, other: Child, school: School, day: dt.date) -> None:
    """A plan for the oldest child here, whose summary is not written yet."""
    rows = Child.objects.unscoped("the practice world lives through its past").filter(
        setting=place.setting, left__isnull=True
    )
    oldest = rows.exclude(pk=other.pk).select_related("setting").order_by("born", "pk")[0]
    with clock.fixed(day - dt.timedelta(days=5)):
        moves.begin(WORKS, oldest, day + dt.timedelta(days=60), school)
