"""Ladders unlike our own, adopted and climbed to the top: who takes each step, by which day, and what the complainant reads
of it. Some are of documents in our own words; five lie in the shared folder beside the checkout, where it is present."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import pytest

from hometime.access.viewer import Viewer, hats_of, viewer_for
from hometime.complaints.actions import Said, name_outside, take_step
from hometime.complaints.engine.case import REGULATOR, Complaint, Event, Told
from hometime.complaints.engine.rehearsing import rehearse
from hometime.complaints.engine.scenario import procedure_of
from hometime.complaints.following.timeline import timeline
from hometime.complaints.handling.actions.answering import draft_of, preview
from hometime.complaints.intake.actions import Came, take_in
from hometime.complaints.living import replay
from hometime.complaints.models import Arrival, Door, Step
from hometime.complaints.models import Complaint as Case
from hometime.complaints.pages import case_page
from hometime.duties.models import Duty
from hometime.kernel import clock
from hometime.people.models import Person
from hometime.people.roles import Hat, Role
from hometime.policies.reading.tests.corpus import text_of
from hometime.policies.settling import Settled
from hometime.records.models import Party
from tests.cast import HOUSE, TODAY, Cast, as_proposed
from tests.stories.village import with_ladders_of

ROOT = Path(__file__).parents[3]
EXAMPLES = next((up / "shared" / "examples" for up in ROOT.parents[:2] if (up / "shared").is_dir()), None)
DAY = dt.timedelta(days=1)
FINDER = "somebody from outside, whom we are finding"
OUTSIDE = "outside"  # nobody inside takes the step: a person from outside is asked
KEY, MANAGER, LINE, OWNER = Role.KEY_PERSON, Role.MANAGER, Role.LINE_MANAGER, Role.OWNER
# Whom the letter of the step below names.
ONWARD = {
    MANAGER: ("Mo Manager",),
    LINE: ("Lin Manager",),
    OWNER: ("the owners", "the chair", "the director"),
    OUTSIDE: ("mediator",),
}
Rung = tuple[str, dict[str, str]]  # who takes a step, and the day and month by which each act is due ("" for none yet)
# A spoken complaint comes in on Monday 9 March 2026; each answer is given, and not accepted, on the day after the step
# began. Good Friday is 3 April, Easter Monday 6 April.
TWINS: dict[str, tuple[list[Rung], bool]] = {
    # a manager, the chair (28 days), the manager again, a mediator, the manager a third time; then the regulator
    "five-stage-preschool": (
        [
            (MANAGER, {}),
            (OWNER, {"acknowledge": "17 Mar", "feedback": "6 Apr"}),
            (LINE, {"acknowledge": "16 Mar", "respond": "25 Mar"}),
            (OUTSIDE, {"acknowledge": "17 Mar", "respond": "26 Mar"}),
            (OWNER, {"acknowledge": "18 Mar", "respond": "27 Mar"}),
        ],
        True,
    ),
    # the key person, the manager (ten working days), the owners (one month)
    "questions-and-answers": (
        [
            (KEY, {"acknowledge": "16 Mar", "respond": "23 Mar"}),
            (MANAGER, {"respond": "23 Mar"}),
            (OWNER, {"respond": "11 Apr"}),
        ],
        True,
    ),
    # the manager, head office (24 hours, ten working days), a director (ten working days); no regulator
    "camp-contact": (
        [(MANAGER, {}), (OWNER, {"acknowledge": "11 Mar", "respond": "24 Mar"}), (OWNER, {"respond": "25 Mar"})],
        False,
    ),
}
SHARED: dict[str, tuple[list[Rung], bool]] = {
    "01": ([(KEY, {}), (MANAGER, {"acknowledge": "17 Mar", "feedback": "6 Apr"})], True),
    "16": ([(MANAGER, {"acknowledge": "16 Mar", "feedback": "6 Apr"})], True),
    # three and five days in term time
    "35": (
        [(MANAGER, {}), (LINE, {"acknowledge": "17 Mar", "respond": "12 Mar"}), (OWNER, {"respond": "18 Mar"})],
        False,
    ),
    "38": (
        [
            (MANAGER, {"respond": "6 Apr"}),
            (OWNER, {"acknowledge": "17 Mar", "other": "24 Mar", "respond": "24 Mar"}),
        ],
        True,
    ),
    # one person alone has both steps: the second is for whoever stands above
    "43": (
        [
            (MANAGER, {"respond": "6 Apr"}),
            (LINE, {"acknowledge": "17 Mar", "other": "23 Mar", "respond": "6 Apr"}),
        ],
        True,
    ),
}


def steps_of(case: Case) -> list[Step]:
    return list(Step.objects.unscoped("a test looks").filter(complaint=case).order_by("number"))


def parties(case: Case, part: str) -> list[Party]:
    rows = Party.objects.unscoped("a test looks").filter(record=case, part=part, ends__isnull=True)
    return list(rows.select_related("person").order_by("pk"))


def as_viewer(person: Person, hat: str, day: dt.date) -> Viewer:
    key = next(choice.key for choice in hats_of(person, day) if choice.hat == Hat(hat))
    viewer = viewer_for(person, key, day)
    assert viewer is not None
    return viewer


def owed(case: Case) -> list[Duty]:
    """What the case owes now, what is due first at the head, but for what the owners owe after it."""
    rows = Duty.objects.unscoped("a test looks").open().filter(record=case, why__has_key="key")
    return sorted(rows, key=lambda duty: (duty.due or dt.date.max, duty.why["key"]))


def first_due(duties: Sequence[Duty]) -> dict[str, str]:
    days: dict[str, str] = {}
    for duty in duties:
        days.setdefault(duty.why["action"], f"{duty.due.day} {duty.due:%b}" if duty.due else "")
    return days


def climb(cast: Cast, confirmed: Settled, content: bytes, expected: list[Rung], *, regulator: bool) -> None:
    """Adopts, takes a complaint in, and takes it to the top: each step is answered on the next day, and not accepted."""
    with_ladders_of(cast, confirmed, content)
    said = Said(TODAY, "The gate stood open.", child=cast.children["Ava"])
    case = take_in(cast.viewer("Bo Backup"), cast.setting, said, Came(Door.STAFF, adult=cast.adults["Mum Full"]))
    assert case.under is not None, "it climbs what was adopted"
    decided: set[str] = set()
    day, promised = TODAY, ""
    for number, rung in enumerate(expected):
        promised = at_a_step(case, rung, day, decided, promised)
        rehearsed_alike(confirmed, case, day)
        day += DAY
        with clock.fixed(day):
            then = expected[number + 1][0] if number + 1 < len(expected) else ""
            told = decide(case, rung, day, decided, then)
            top = number == len(expected) - 1 and not regulator
            assert ("not_satisfied" in told.can_next) is not top
            if not top:
                take_step(HOUSE, Case.objects.unscoped("a test looks").get(pk=case.pk), "not_satisfied", words="No.")
    told = replay(case, steps_of(case), day)
    assert (told.handler == REGULATOR) is regulator


def at_a_step(case: Case, rung: Rung, day: dt.date, decided: set[str], promised: str) -> str:
    """Holds the case at one step against what is expected, and gives whom their page names as the next."""
    role, due = rung
    holders = parties(case, Party.Part.HANDLER)
    assert {str(party.role) for party in holders} == (set() if role == OUTSIDE else {str(role)})
    assert not {party.person_id for party in holders} & decided, "nobody decides twice"
    duties = owed(case)
    assert first_due(duties) == due
    assert {duty.owed_role for duty in duties} <= {str(OWNER if role == OUTSIDE else role)}
    with clock.fixed(day + DAY):
        arrival = Arrival.objects.unscoped("a test looks").select_related("complaint__setting").get(complaint=case)
        theirs = timeline(arrival)
    names = {party.person.called for party in holders}
    assert all(name in theirs.holder for name in names) and (theirs.holder == FINDER) is not bool(names)
    if promised:
        assert promised.startswith("Somebody from outside") if role == OUTSIDE else any(n in promised for n in names)
    shown = {line.on for line in theirs.rungs if line.state in ("next", "late") and line.on}
    assert shown <= {duty.due for duty in duties} and min(shown, default=None) == (duties[0].due if duties else None)
    return next(iter(theirs.next_up), "")


def rehearsed_alike(confirmed: Settled, case: Case, day: dt.date) -> None:
    """A rehearsal of the same document with the same events owes the same by the same days."""
    first, *later = steps_of(case)
    came = Complaint(first.on, received_by=case.received_by, channel=case.channel, about_a_child=True)
    events = [Event(step.on, step.event) for step in later if step.event != "outside_named"]
    told = rehearse(procedure_of(confirmed, "parents"), came, events, day)
    still = [one for one in told.duties if one.kept_on is None and not one.lifted]
    assert sorted((one.action, str(one.due)) for one in still) == sorted(
        (duty.why["action"], str(duty.due)) for duty in owed(case)
    )


def decide(case: Case, rung: Rung, day: dt.date, decided: set[str], then: str) -> Told:
    """Answers the step: by whoever has it, or by a person from outside whom somebody at work asks. Their letter sends on
    to `then`, who takes the next step."""
    if rung[0] == OUTSIDE:
        above = next(party for party in parties(case, Party.Part.NAMED) if party.role == Role.OWNER)
        by = as_viewer(above.person, above.hat, day)
        page = case_page(by, Case.objects.unscoped("a test looks").get(pk=case.pk))
        assert page.outside is not None and not page.outside.named and "mediator" in page.outside.title
        assert "Somebody from outside" in page.holder, "and no post of ours"
        name_outside(by, case, "Ann Other", "01632 960777", "Both sides accept her.")
        page = case_page(by, Case.objects.unscoped("a test looks").get(pk=case.pk))
        assert page.outside is not None and page.outside.reach == "01632 960777"
        assert page.holder == "Ann Other" in page.outside.title and page.why_not is None
    else:
        holder = parties(case, Party.Part.HANDLER)[0]
        by = as_viewer(holder.person, holder.hat, day)
        decided.add(holder.person_id)
    fresh = Case.objects.unscoped("a test looks").get(pk=case.pk)
    if then:
        sections = preview(by, fresh, draft_of(fresh), day).sections
        onward = next(one.lines[0] for one in sections if one.heading == "Not happy with this answer?")
        assert any(word in onward for word in ONWARD[then]), (onward, then)
    take_step(by, fresh, "answered", words="We looked.", apology="We are sorry.", finding="not_upheld")
    return replay(fresh, steps_of(fresh), day)


@pytest.mark.parametrize("name", TWINS)
def test_a_ladder_in_our_own_words_is_climbed_to_the_top(cast: Cast, name: str) -> None:
    content = text_of(name).encode()
    expected, regulator = TWINS[name]
    climb(cast, as_proposed(content, f"{name}.md"), content, expected, regulator=regulator)


@pytest.mark.skipif(EXAMPLES is None, reason="the shared folder is not beside this checkout")
@pytest.mark.parametrize("stem", SHARED)
def test_an_example_of_the_shared_folder_is_adopted_and_climbed_to_the_top(cast: Cast, stem: str) -> None:
    assert EXAMPLES is not None
    (path,) = EXAMPLES.glob(f"{stem}.*")
    content = path.read_bytes()
    expected, regulator = SHARED[stem]
    climb(cast, as_proposed(content, path.name), content, expected, regulator=regulator)
