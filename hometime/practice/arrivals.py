"""How families join the practice world: what they are given to read, a child who settles into another room, and how many felt
welcome."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from hometime.families.models import Bond
from hometime.kernel import clock
from hometime.people.roles import Hat, Role
from hometime.practice.between import Family, family_of, viewer_of
from hometime.practice.town import Place
from hometime.welcome.actions import joining, pulse, settling
from hometime.welcome.actions.settling import Came, Drawn
from hometime.welcome.family import adults_of
from hometime.welcome.models.pulse import month_of

FIRST = Drawn(
    days="Three mornings of one hour in the new room, then a morning with lunch.",
    here="One of us sits beside the door, and shows where the coat hangs.",
    home="You stay on the first morning. You say goodbye each time, even if it is hard.",
    helps="The song about the train.",
)
ANEW = Drawn(
    days="We meet in the garden, when the others are inside. After ten minutes we go in together.",
    here="Nobody takes the child from your arms. We wait.",
    home="You bring the picture of the grandmother.",
    helps="The song about the train, and the blue cup.",
    because="The room was too loud in the morning. We begin outside now.",
)
GUIDE = {
    "setting": "We open at eight and close at six. Mornings are outside; the afternoon has a rest and a story.",
    "learning": "Children learn by playing. We watch, join in, and write down what is new.",
    "safeguarding": "Each of us is trained to keep children safe. If something worries us, we act the same day.",
    "prevent": "We teach children to be fair and to ask questions. Where somebody is drawn into terror, we say so.",
    "food": "Lunch is cooked here. Tell us what your child may not eat.",
    "reach": "Ring the office. After six a person answers for whatever cannot wait.",
}
ASKS = {
    "asks": "Ring before nine when your child is ill. Tell us who comes to fetch your child. Help with settling in.",
    "offers": "Ask us for a talk on any day, for an interpreter, for large letters, for more time.",
}
# The longest ago first: on the telephone, and in the jar (yes, not always, no).
SAID = (
    ("yes", "yes", "later", "yes", "sometimes", "yes", "yes", "no", "yes"),
    ("yes", "later", "sometimes", "yes"),
    ("yes", "sometimes", "no", "yes", "sometimes", "yes", "later"),
)
JARS = ((9, 2, 1), (7, 1, 0), (5, 3, 2))


def arrive(places: Sequence[Place], day: dt.date) -> int:
    """Publishes what families read, lets a mother join, and settles her child in. Gives how many settle in."""
    family = family_of(places[0], day)
    _join(places[0], family, day)
    _settle(family, day)
    return 1


def _join(place: Place, family: Family, day: dt.date) -> None:
    """Both papers, of which the mother has confirmed the guide; how to greet her, and what makes it easier."""
    manager = place.posts[Role.MANAGER][0].person
    with clock.fixed(day - dt.timedelta(days=40)):
        office = viewer_of(manager, Hat.STAFF)
        for kind, sections in (("guide", GUIDE), ("asks", ASKS)):
            joining.publish(office, joining.write(office, place.setting, kind, sections))
    with clock.fixed(day - dt.timedelta(days=15)):
        adult = next(each for each in adults_of(family.child, day) if each.person_id == family.person.pk)
        found = joining.begin(family.at_work, family.child, adult)
        guide = joining.latest(place.setting, "guide")
        assert guide is not None  # it was published a moment ago
        joining.give(family.at_work, found, guide, "interpreted", "ur", "The interpreter came on Tuesday.")
        joining.confirm(family.mother, found, guide, "interpreted", language="ur")
        joining.say_arrival(family.mother, found, "Please say Salaam. Speak slowly, I answer in Urdu.")
        joining.say_needs(family.mother, found, "Letters read to me, not posted.")


def _settle(family: Family, day: dt.date) -> None:
    """Badly at first, then by a new plan that the mother still has to answer."""
    with clock.fixed(day - dt.timedelta(days=16)):
        found = settling.begin(family.at_work, family.child, day - dt.timedelta(days=12))
        settling.draw_up(family.at_work, found, FIRST)
        settling.answer(family.mother, found, family.person, agrees=True)
    with clock.fixed(day - dt.timedelta(days=12)):
        came = Came("badly", "She held on to the door for an hour.", stayed=family.person, theirs="It was very loud.")
        settling.visit(family.at_work, found, came)
    with clock.fixed(day - dt.timedelta(days=3)):
        settling.draw_up(family.at_work, found, ANEW)
        settling.visit(family.at_work, found, Came("mixed", "She laughed in the garden, and cried at the door."))
        settling.say(family.mother, found, family.person, "گھر پر وہ باغ کی بات کرتی ہے۔")


def feel_welcome(place: Place, day: dt.date) -> None:
    """What families said in each of the last three months that are over: mostly yes, in one of them too few to say."""
    bonds = Bond.objects.unscoped("the practice world lives through its past").filter(child__setting=place.setting)
    people = sorted(set(bonds.values_list("adult__person", flat=True)))
    office = viewer_of(place.posts[Role.MANAGER][0].person, Hat.STAFF)
    months = [month_of(day)]
    for _each in SAID:
        months.insert(0, month_of(months[0] - dt.timedelta(days=1)))
    for month, said, (yes, sometimes, no) in zip(months, SAID, JARS, strict=False):
        with clock.fixed(month + dt.timedelta(days=9)):
            for person, felt in zip(people, said, strict=False):
                pulse.tell(pulse.PULSE, person, place.setting, felt)
            pulse.count_jar(office, place.setting, month, yes=yes, sometimes=sometimes, no=no)
