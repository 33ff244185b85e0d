"""A complaint climbs the adopted ladder: who has it, what is owed with its basis, who is kept out, what can happen."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hometime.complaints.engine.case import (
    CHANNELS,
    EVENTS,
    RECEIVERS,
    SUBJECTS,
    Complaint,
    Event,
    Impossible,
    Procedure,
    Told,
)
from hometime.complaints.engine.ladder import concerned, inside
from hometime.complaints.engine.rehearsing import rehearse
from hometime.complaints.engine.scenario import procedure_of
from hometime.complaints.engine.telling import as_json
from hometime.policies.library import library_reading
from hometime.policies.reading import read_bytes
from hometime.policies.settling import open_points, proposals, settled

CAME = dt.date(2026, 3, 9)
WRITTEN = Complaint(CAME, eyfs_requirement=True)
SPOKEN = Complaint(CAME, channel="spoken")


@functools.cache
def procedure(audience: str = "parents") -> Procedure:
    reading = library_reading("10.2")
    return procedure_of(settled(reading, proposals(reading)), audience)


def played(complaint: Complaint, *events: tuple[int, str], today: int = 60, audience: str = "parents") -> Told:
    """Plays events, each so many days after the complaint came in, and looks so many days after it."""
    happened = [Event(CAME + dt.timedelta(days=after), event) for after, event in events]
    return rehearse(procedure(audience), complaint, happened, CAME + dt.timedelta(days=today))


def owed(told: Told, today: int = 60, audience: str = "parents") -> list[tuple[Any, ...]]:
    rows = as_json(told, procedure(audience), CAME + dt.timedelta(days=today))["duties"]
    return [(r["action"], r["owed_by"], r["due"], r["basis"], r["standing"]) for r in rows]


def about(*subjects: str, **more: Any) -> Complaint:
    return dataclasses.replace(WRITTEN, about=subjects, **more)


def test_a_spoken_worry_begins_with_the_key_person_and_a_written_complaint_with_the_manager() -> None:
    assert played(SPOKEN).handler == "key_person"
    assert played(SPOKEN).duties == ()
    assert played(WRITTEN).handler == "setting_manager"
    assert played(dataclasses.replace(SPOKEN, received_by="setting_manager")).handler == "setting_manager"


def test_the_policys_clock_and_the_laws_run_side_by_side_from_the_first_receipt() -> None:
    assert owed(played(WRITTEN), 0) == [
        ("feedback", "setting_manager", "2026-04-06", "policy", "owed"),
        ("acknowledge", "setting_manager", "2026-03-16", "proposed", "due_soon"),
        ("respond", "setting_manager", "2026-04-06", "statute", "owed"),
    ]
    feedback = played(WRITTEN).duties[0]
    assert (feedback.clause, feedback.counted_from) == ("10.2/parents/3", CAME)
    assert "Easter Monday" in feedback.why and "our proposal" in feedback.why


@pytest.mark.parametrize(("today", "standing"), [(28, "due_soon"), (29, "overdue"), (20, "owed"), (21, "due_soon")])
def test_something_is_overdue_from_the_day_after_its_due_day(today: int, standing: str) -> None:
    assert owed(played(WRITTEN, today=today), today)[0][4] == standing


def test_an_answer_keeps_both_clocks_and_a_late_one_keeps_them_late() -> None:
    assert {row[4] for row in owed(played(WRITTEN, (3, "acknowledged"), (28, "answered")))} == {"kept"}
    late = owed(played(WRITTEN, (3, "acknowledged"), (29, "answered")))
    assert {row[0]: row[4] for row in late if row[0] != "acknowledge"} == {
        "feedback": "kept_late",
        "respond": "kept_late",
    }


def test_a_complaint_about_the_manager_starts_above_the_manager_and_never_comes_back_down() -> None:
    told = played(about("setting_manager"))
    assert (told.handler, told.barred) == ("line_manager", ("setting_manager",))
    assert "setting_manager" not in {duty.owed_by for duty in told.duties}
    both = played(about("setting_manager", "line_manager"))
    assert both.handler == "owners_directors_trustees"


def test_a_complaint_about_the_key_person_goes_to_the_manager_even_when_it_is_spoken() -> None:
    told = played(dataclasses.replace(SPOKEN, about=("key_person",)))
    assert (told.handler, told.barred) == ("setting_manager", ("key_person",))


def test_about_an_owner_that_owner_stands_aside_and_the_case_goes_on() -> None:
    told = played(about("owner"))
    assert told.handler == "setting_manager" and any("stands aside" in note for note in told.notes)


def test_where_nobody_on_the_ladder_is_free_an_outside_person_is_asked() -> None:
    reading = read_bytes(
        b"# Complaints\n\n- Write to the manager about your complaint, who answers within 20 days.\n", "c.md"
    )
    alone = procedure_of(settled(reading, proposals(reading)), "parents")
    told = rehearse(alone, about("setting_manager"), (), CAME)
    assert told.handler == "other" and any("from outside" in note for note in told.notes)
    assert [(duty.owed_by, duty.basis) for duty in told.duties] == [("other", "proposed"), ("other", "statute")]


def test_each_step_up_begins_the_clocks_of_that_step_and_keeps_the_former_handler_out() -> None:
    told = played(WRITTEN, (5, "acknowledged"), (11, "not_satisfied"))
    assert (told.handler, told.since, told.barred) == (
        "line_manager",
        CAME + dt.timedelta(days=11),
        ("setting_manager",),
    )
    assert told.can_next == ("acknowledged", "answered", "not_satisfied", "withdrawn")
    rows = owed(told)
    assert ("feedback", "setting_manager", "2026-04-06", "policy", "lifted") in rows
    assert ("respond", "line_manager", "2026-04-03", "proposed", "overdue") in rows
    assert ("respond", "line_manager", "2026-04-06", "statute", "overdue") in rows
    top = played(WRITTEN, (11, "not_satisfied"), (20, "answered"), (30, "not_satisfied"))
    assert top.handler == "owners_directors_trustees"
    assert ("respond", "owners_directors_trustees", "2026-04-22", "policy", "overdue") in owed(top)
    assert "not_satisfied" in top.can_next


def test_the_answer_at_the_top_closes_the_case_inside_while_the_regulator_stays_open() -> None:
    told = played(WRITTEN, (5, "not_satisfied"), (9, "not_satisfied"), (15, "answered"))
    assert (told.state, told.handler, told.can_next) == ("closed", None, ("not_satisfied", "upheld", "not_upheld"))
    assert as_json(told, procedure(), CAME)["regulator"] == {"name": "Ofsted", "phone": "0300 123 1231", "open": True}


def test_going_to_the_regulator_leaves_what_is_owed_inside_as_it_was() -> None:
    told = played(WRITTEN, (5, "not_satisfied"), (9, "not_satisfied"), (12, "not_satisfied"), today=13)
    assert (told.state, told.handler, told.since) == ("open", "regulator", CAME + dt.timedelta(days=12))
    assert [row for row in owed(told, 13) if row[4] in ("owed", "due_soon")] == [
        ("respond", "owners_directors_trustees", "2026-04-06", "statute", "owed"),
        ("respond", "owners_directors_trustees", "2026-04-01", "policy", "owed"),
    ]
    assert told.can_next == ("answered", "withdrawn")
    agencies = played(WRITTEN, (5, "not_satisfied"), (9, "not_satisfied"), audience="agencies")
    assert agencies.handler == "owners_directors_trustees" and "not_satisfied" not in agencies.can_next


def test_an_upheld_complaint_owes_the_owners_a_review_and_a_look_at_its_effect() -> None:
    told = played(WRITTEN, (10, "answered"), (10, "upheld"), (30, "reviewed"), today=35)
    assert told.state == "closed" and "reviewed" in told.can_next
    assert [row[:1] + row[2:] for row in owed(told, 35) if row[1] == "owners_directors_trustees"] == [
        ("review", "2026-04-18", "proposed", "kept"),
        ("check_effect", "2026-06-17", "proposed", "owed"),
    ]


def test_a_withdrawn_complaint_owes_nothing_more_and_nothing_can_follow() -> None:
    told = played(WRITTEN, (2, "withdrawn"))
    assert (told.state, told.can_next) == ("withdrawn", ())
    assert {row[4] for row in owed(told)} == {"lifted"}


def test_serious_harm_by_staff_leaves_the_ladder_while_the_laws_clock_stays_in_sight() -> None:
    told = played(about("other_staff", serious_harm_by_staff=True))
    assert (told.state, told.handler, told.can_next) == ("left_to_allegations", "designated_safeguarding_lead", ())
    assert [(duty.action, str(duty.due), duty.basis) for duty in told.duties] == [
        ("tell_designated_officer", "2026-03-10", "proposed"),
        ("tell_regulator", "2026-03-22", "statute"),
        ("respond", "2026-04-06", "statute"),
    ]


def test_another_service_is_acknowledged_met_and_may_disagree() -> None:
    told = played(WRITTEN, audience="agencies")
    assert [row[:3] for row in owed(told, audience="agencies")] == [
        ("acknowledge", "setting_manager", "2026-03-19"),
        ("meet", "setting_manager", "2026-04-06"),
    ]
    assert "statute" not in {duty.basis for duty in told.duties}
    met = played(WRITTEN, (8, "acknowledged"), (20, "met"), audience="agencies")
    assert {"agreed", "not_agreed"} <= set(met.can_next)
    assert played(WRITTEN, (8, "acknowledged"), (20, "met"), (21, "agreed"), audience="agencies").state == "closed"
    up = played(WRITTEN, (20, "met"), (25, "not_agreed"), audience="agencies")
    assert up.handler == "line_manager"
    assert [row[0] for row in owed(up, audience="agencies") if row[1] == "line_manager"] == ["acknowledge", "report"]


def test_a_limit_that_counts_from_the_acknowledgement_waits_for_it() -> None:
    reading = library_reading("10.2")
    answers = proposals(reading)
    key = next(one.key for one in open_points(reading) if "acknowledgement" in {choice.value for choice in one.choices})
    agencies = procedure_of(settled(reading, {**answers, key: "acknowledgement"}), "agencies")
    events = [Event(CAME + dt.timedelta(days=5), "not_satisfied")]
    before = rehearse(agencies, WRITTEN, events, CAME + dt.timedelta(days=40))
    assert [(d.due, d.waits) for d in before.duties if d.action == "report"] == [(None, True)]
    events.append(Event(CAME + dt.timedelta(days=8), "acknowledged"))
    after = rehearse(agencies, WRITTEN, events, CAME + dt.timedelta(days=40))
    assert [d.due for d in after.duties if d.action == "report"] == [CAME + dt.timedelta(days=22)]


@pytest.mark.parametrize(
    ("events", "words"),
    [
        ([(-1, "answered")], "before the complaint came in"),
        ([(1, "withdrawn"), (2, "answered")], "cannot happen there"),
        ([(1, "answered"), (2, "answered")], "cannot happen there"),
        ([(1, "reviewed")], "cannot happen there"),
        ([(1, "sung")], "no event that we know"),
        ([(n, "not_satisfied") for n in (1, 2, 3, 4)], "cannot happen there"),
    ],
)
def test_what_cannot_have_happened_is_refused_in_plain_words(events: list[tuple[int, str]], words: str) -> None:
    with pytest.raises(Impossible, match=words):
        played(WRITTEN, *events)


def test_what_happens_after_the_day_that_is_looked_at_has_not_happened_yet() -> None:
    assert played(WRITTEN, (30, "withdrawn"), today=29).state == "open"
    with pytest.raises(Impossible, match="after"):
        played(WRITTEN, today=-1)


COMPLAINTS = st.builds(
    Complaint,
    received_on=st.dates(dt.date(2024, 1, 1), dt.date(2035, 12, 31)),
    received_by=st.sampled_from(RECEIVERS),
    channel=st.sampled_from(CHANNELS),
    about=st.lists(st.sampled_from(SUBJECTS), min_size=1, max_size=3, unique=True).map(tuple),
    eyfs_requirement=st.booleans(),
    serious_harm_by_staff=st.integers(0, 9).map(lambda n: n == 0),
)


@settings(max_examples=200, deadline=None)
@given(COMPLAINTS, st.sampled_from(["parents", "agencies"]), st.data())
def test_however_a_case_goes_it_has_an_owner_and_a_next_step_and_nobody_barred_has_it(
    complaint: Complaint, audience: str, data: st.DataObject
) -> None:
    case, events, on = procedure(audience), list[Event](), complaint.received_on
    told = rehearse(case, complaint, events, on)
    handled: list[str] = []
    for _ in range(12):
        assert told == rehearse(case, complaint, events, on), "the same words give the same answer"
        held_to_the_rules(told, case, complaint)
        if not told.can_next:
            break
        on += dt.timedelta(days=data.draw(st.integers(0, 40)))
        name = data.draw(st.sampled_from(told.can_next))
        if name == "answered":
            assert told.handler is not None and told.handler not in handled, "nobody decides twice"
            handled.append(told.handler)
        events.append(Event(on, name))
        told = rehearse(case, complaint, events, on)


def held_to_the_rules(told: Told, case: Procedure, complaint: Complaint) -> None:
    kept_out = set(concerned(complaint))
    if told.state == "open":
        assert told.handler and told.can_next
        assert told.handler in {step.handler for step in inside(case.ladder)} | {"other", "regulator"}
        assert told.handler not in set(told.barred) | kept_out
    assert kept_out <= set(told.barred)
    for duty in told.duties:
        assert duty.owed_by not in kept_out
        assert duty.why.endswith(".") and duty.basis in ("policy", "statute", "proposed")
        assert duty.due is None or (duty.counted_from is not None and duty.due >= duty.counted_from)
        assert not (duty.kept_on and duty.lifted)
    by_law = [duty for duty in told.duties if duty.basis == "statute" and duty.action == "respond"]
    wanted = case.ladder.audience == "parents" and complaint.channel == "written" and complaint.eyfs_requirement
    assert [duty.due for duty in by_law] == [complaint.received_on + dt.timedelta(days=28)] * wanted


@settings(max_examples=200, deadline=None)
@given(COMPLAINTS, st.lists(st.tuples(st.integers(0, 30), st.sampled_from(EVENTS)), max_size=8))
def test_any_run_of_events_is_either_played_or_refused_in_words(
    complaint: Complaint, run: list[tuple[int, str]]
) -> None:
    events = [Event(complaint.received_on + dt.timedelta(days=after), name) for after, name in run]
    told, refusal = tried(complaint, events)
    assert (told is None) == refusal.endswith(".")
    if told is not None:
        held_to_the_rules(told, procedure(), complaint)


def tried(complaint: Complaint, events: list[Event]) -> tuple[Told | None, str]:
    """What was told, or the words in which the run was refused."""
    try:
        return rehearse(procedure(), complaint, events, complaint.received_on + dt.timedelta(days=60)), ""
    except Impossible as no:
        return None, str(no)
