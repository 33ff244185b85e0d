"""Random legal moves over live complaints, those beside the ladder included: never without somebody to act or a word about
it, never seen by whom it is about, never decided twice by one person."""

from __future__ import annotations

import dataclasses
import datetime as dt
import random
from collections.abc import Callable, Iterator
from functools import partial

import pytest

from hometime.access.viewer import Viewer
from hometime.complaints import actions, choosing, rules
from hometime.complaints.actions import BY_HAND, WORDS_OUTSIDE, Said, take_step, write_down
from hometime.complaints.engine.case import REGULATOR, Told
from hometime.complaints.living import outside_person, replay
from hometime.complaints.models import Complaint, Step
from hometime.kernel import clock
from hometime.people import actions as people
from hometime.people.models import Person
from hometime.people.roles import Hat, Role
from hometime.records.models import Party
from tests.cast import HOUSE, TODAY, Cast

MOVES = 9
EVERYBODY = (
    ("Kay Person", Hat.STAFF), ("Mo Manager", Hat.STAFF), ("Dee Deputy", Hat.STAFF), ("Bo Backup", Hat.STAFF),
    ("Sal Lead", Hat.STAFF), ("Roo Room", Hat.STAFF), ("Lin Manager", Hat.OWNER), ("Ola Owner", Hat.OWNER),
    ("Tru Parent", Hat.OWNER),
)  # fmt: skip
MEANT = {"owner": "Ola Owner", "other_staff": "Roo Room"}  # whom the subjects that are no single post mean here
ABOUT = ("care", "key_person", "other_staff", "setting_manager", "line_manager", "owner")
Move = Callable[[], object]


@dataclasses.dataclass
class Walk:
    """One complaint on its way: who is there, the draw of the dice, and the day it is."""

    cast: Cast
    draw: random.Random
    case: Complaint
    day: dt.date

    def viewers(self) -> list[Viewer]:
        found = []
        for name, hat in EVERYBODY:
            try:
                found.append(self.cast.viewer(name, hat, self.day))
            except StopIteration:  # whose post is handed over has no work hat meanwhile
                continue
        return found

    def steps(self) -> list[Step]:
        return list(Step.objects.unscoped("a test looks").filter(complaint=self.case).order_by("number"))

    def told(self) -> Told:
        return replay(self.case, self.steps(), self.day)

    def sees(self, viewer: Viewer) -> bool:
        return Complaint.objects.visible_to(viewer).filter(pk=self.case.pk).exists()

    def concerned(self) -> set[str]:
        rows = Party.objects.unscoped("a test looks").filter(record=self.case, part=Party.Part.CONCERNS)
        return set(rows.values_list("person_id", flat=True))

    def somebody(self, *names: str) -> list[Person]:
        return [self.cast.people[name] for name in names if name]


def moves(walk: Walk, told: Told) -> Iterator[Move]:
    """Everything that somebody may do now, as the rules say."""
    for viewer in (viewer for viewer in walk.viewers() if walk.sees(viewer)):
        if rules.take_step(viewer, walk.case) is None:
            yield from (ladder(walk, viewer, event) for event in told.can_next if event in BY_HAND)
        yield from of_the_allegation(walk, viewer, told)
        if rules.sort(viewer, walk.case) is None and "reclassified" in told.possible:
            fresh = [subject for subject in ABOUT if subject not in walk.case.subjects]
            yield from (sort(walk, viewer, subject) for subject in fresh)
        if rules.name_outside(viewer, walk.case) is None and nobody_decides(walk, told):
            yield partial(actions.name_outside, viewer, walk.case, "Ann Other", "01632 960777", "Free of it.")


def of_the_allegation(walk: Walk, viewer: Viewer, told: Told) -> Iterator[Move]:
    if rules.leave_ladder(viewer, walk.case) is None and "left" in told.possible and walk.draw.random() < 0.2:
        yield partial(actions.leave_ladder, viewer, walk.case, "A child could be at risk.")
    if rules.follow_allegation(viewer, walk.case) is None and "resumed" in told.possible:
        yield partial(actions.send_back, viewer, walk.case, "No child is at risk.")
    if rules.tell_outside(viewer, walk.case) is None:
        for event in (event for event in WORDS_OUTSIDE if event in told.possible):
            yield partial(actions.tell_outside, viewer, walk.case, event, "Rang them.")


def nobody_decides(walk: Walk, told: Told) -> bool:
    asked = outside_person(walk.steps()) is not None
    return told.handler not in (None, REGULATOR) and walk.case.left_on is None and not (asked or in_hand(walk))


def ladder(walk: Walk, viewer: Viewer, event: str) -> Move:
    finding = walk.draw.choice(["upheld", "not_upheld"])
    return lambda: take_step(viewer, walk.case, event, words="Done.", apology="None.", finding=finding)


def sort(walk: Walk, viewer: Viewer, subject: str) -> Move:
    about = [*walk.case.subjects, subject]
    who = walk.somebody(MEANT.get(subject, ""))
    return lambda: actions.reclassify(viewer, walk.case, "It turned out so.", about=about, who=who)


def in_hand(walk: Walk) -> bool:
    rows = Party.objects.unscoped("a test looks").filter(record=walk.case, part=Party.Part.HANDLER, ends__isnull=True)
    return rows.exists()


def holds(walk: Walk, told: Told, possible: list[Move]) -> None:
    """What is true of every case at every moment."""
    concerned = walk.concerned()
    family = choosing.family(walk.case.child) if walk.case.child else frozenset()
    for viewer in walk.viewers():
        assert not (walk.sees(viewer) and viewer.person_id in concerned | family), "nobody barred ever sees it"
    answered = [step.by_id for step in walk.steps() if step.event == "answered" and "outside" not in step.says]
    assert len(answered) == len(set(answered)), "nobody decides twice"
    if told.state not in ("open", "left_to_allegations"):
        return
    assert told.handler and told.possible, "a next step"
    if possible or told.handler == REGULATOR:
        return
    # Nobody can act: then there is nobody left whom it does not concern, and the page says to ask from outside.
    assert not in_hand(walk)
    assert not choosing.arrangers(walk.case.setting, walk.case.child, concerned, walk.day)[1], "an answerable reason"


@pytest.mark.parametrize("seed", [*range(6), *(pytest.param(n, marks=pytest.mark.long) for n in range(6, 80))])
def test_wherever_a_complaint_goes_somebody_free_has_it_and_nobody_decides_twice(cast: Cast, seed: int) -> None:
    draw = random.Random(f"walk {seed}")
    if draw.random() < 0.3:
        post = cast.people["Mo Manager"].posts.get()
        people.hand_over(HOUSE, post, cast.people["Dee Deputy"], TODAY, TODAY + dt.timedelta(days=60))
    if draw.random() < 0.5:
        people.appoint(HOUSE, cast.people["Dee Deputy"], Role.DEPUTY_DSL, cast.setting, TODAY)
    about = draw.choice(ABOUT)
    said = Said(
        TODAY, "It happened.", about=about, child=cast.children[draw.choice(["Ava", "Ben"])],
        who=next(iter([cast.people[MEANT[about]]] if about in MEANT else []), None),
        channel=draw.choice(["spoken", "written"]), eyfs_requirement=draw.random() < 0.5,
        settled=draw.choice([None, False]), at_risk=draw.choice(["no", "no", "no", "yes", "not_sure"]),
        source=draw.choice(["parent", "parent", "agency"]), personal_data=draw.random() < 0.3,
    )  # fmt: skip
    case = write_down(cast.viewer(draw.choice(["Bo Backup", "Kay Person"])), cast.setting, said)
    walk = Walk(cast, draw, case, TODAY)
    for _ in range(MOVES):
        case.refresh_from_db()
        told = walk.told()
        possible = list(moves(walk, told))
        holds(walk, told, possible)
        if not possible:
            break
        walk.day += dt.timedelta(days=draw.randrange(4))
        with clock.fixed(walk.day):
            draw.choice(possible)()
