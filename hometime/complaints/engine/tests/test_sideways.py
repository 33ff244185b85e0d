"""Beside the ladder: out to the allegations procedure and back, and sorted anew when more is known."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hometime.complaints.engine.case import BESIDE, EVENTS, SUBJECTS, Complaint, Event, Impossible, Told
from hometime.complaints.engine.ladder import concerned
from hometime.complaints.engine.rehearsing import rehearse
from hometime.complaints.engine.scenario import Unreadable, events_of
from hometime.complaints.engine.tests.test_rehearsing import CAME, COMPLAINTS, SPOKEN, WRITTEN, procedure

LEAD = "designated_safeguarding_lead"


def on(after: int) -> dt.date:
    return CAME + dt.timedelta(days=after)


def played(complaint: Complaint, *events: Event, today: int = 60) -> Told:
    return rehearse(procedure(), complaint, events, on(today))


def standing(told: Told) -> dict[tuple[str, str], list[Any]]:
    """What is open, by act and whose it is."""
    found: dict[tuple[str, str], list[Any]] = {}
    for duty in told.duties:
        if not duty.kept_on and not duty.lifted:
            found.setdefault((duty.action, duty.owed_by), []).append(duty.due)
    return found


def test_a_case_leaves_the_ladder_and_comes_back_to_the_same_step_with_the_same_days() -> None:
    left = played(WRITTEN, Event(on(2), "acknowledged"), Event(on(5), "left"))
    assert (left.state, left.handler, left.since, left.can_next) == ("left_to_allegations", LEAD, on(5), ())
    assert standing(left) == {
        ("tell_designated_officer", LEAD): [on(7)],
        ("tell_regulator", LEAD): [on(5 + 13)],
        ("respond", LEAD): [on(28)],
    }
    assert {"resumed", "officer_told", "regulator_not_needed"} <= set(left.possible)
    back = played(WRITTEN, Event(on(2), "acknowledged"), Event(on(5), "left"), Event(on(9), "resumed"))
    assert (back.state, back.handler, back.since) == ("open", "setting_manager", CAME)
    assert standing(back)["feedback", "setting_manager"] == [on(28)]
    assert ("acknowledge", "setting_manager") not in standing(back), "what was done before it left is not owed again"


def test_what_began_as_an_allegation_comes_to_its_first_step_when_it_is_sent_back() -> None:
    told = played(dataclasses.replace(SPOKEN, serious_harm_by_staff=True), Event(on(3), "resumed"))
    assert (told.state, told.handler, told.since) == ("open", "key_person", on(3))


def test_the_words_outside_are_kept_or_not_needed_whatever_becomes_of_the_case() -> None:
    told = played(
        WRITTEN, Event(on(0), "left"), Event(on(1), "officer_told"), Event(on(4), "resumed"), Event(on(5), "withdrawn")
    )
    assert standing(told) == {("tell_regulator", LEAD): [on(13)]}, "taking it back does not unsay an allegation"
    done = played(WRITTEN, Event(on(0), "left"), Event(on(1), "officer_told"), Event(on(1), "regulator_not_needed"))
    assert ("tell_regulator", LEAD) not in standing(done)
    with pytest.raises(Impossible):
        played(WRITTEN, Event(on(1), "officer_told"))


def test_whoever_it_turns_out_to_be_about_is_passed_over_at_once() -> None:
    told = played(WRITTEN, Event(on(3), "reclassified", about=("care", "setting_manager")))
    assert (told.handler, told.since, told.barred) == ("line_manager", on(3), ("setting_manager",))
    assert not {who for _act, who in standing(told)} & {"setting_manager"}
    both = played(WRITTEN, Event(on(3), "reclassified", about=("setting_manager", "line_manager")))
    assert both.handler == "owners_directors_trustees"
    never_down = played(
        dataclasses.replace(WRITTEN, about=("setting_manager",)), Event(on(3), "reclassified", about=("care",))
    )
    assert (never_down.handler, never_down.barred) == ("line_manager", ())


def test_the_laws_clock_begins_with_the_requirement_or_with_the_letter() -> None:
    plain = dataclasses.replace(WRITTEN, eyfs_requirement=False)
    assert ("respond", "setting_manager") not in standing(played(plain))
    touched = standing(played(plain, Event(on(6), "reclassified", eyfs=True)))
    assert touched["respond", "setting_manager"] == [on(28)], "from its receipt, however late that was seen"
    not_touched = played(WRITTEN, Event(on(6), "reclassified", eyfs=False))
    assert [duty.lifted for duty in not_touched.duties if duty.basis == "statute"] == [True]
    spoken = dataclasses.replace(SPOKEN, eyfs_requirement=True)
    letter = played(spoken, Event(on(4), "reclassified", in_writing=True))
    assert letter.handler == "setting_manager", "a letter skips the step of talk"
    assert standing(letter)["respond", "setting_manager"] == [on(32)]
    answered = played(plain, Event(on(5), "answered"), Event(on(6), "reclassified", eyfs=True))
    assert [duty.kept_on for duty in answered.duties if duty.basis == "statute"] == [on(5)]


def test_what_was_found_while_it_was_away_counts_when_it_comes_back() -> None:
    told = played(
        WRITTEN,
        Event(on(1), "left"),
        Event(on(2), "reclassified", about=("setting_manager",)),
        Event(on(3), "resumed"),
    )
    assert told.handler == "line_manager"


def test_a_scenario_may_hold_what_happens_beside_the_ladder() -> None:
    read = events_of([{"on": "2026-03-12", "event": "reclassified", "about": ["owner"], "eyfs_requirement": True}])
    assert read == (Event(dt.date(2026, 3, 12), "reclassified", ("owner",), True),)
    with pytest.raises(Unreadable, match="of the event is a list"):
        events_of([{"on": "2026-03-12", "event": "reclassified", "about": ["nobody"]}])


@settings(max_examples=200, deadline=None)
@given(COMPLAINTS, st.sampled_from(["parents", "agencies"]), st.data())
def test_wherever_a_case_is_sent_it_has_an_owner_and_something_can_follow(
    complaint: Complaint, audience: str, data: st.DataObject
) -> None:
    """Random walks over every event that is possible, those beside the ladder and a change of subjects included."""
    case, events, day = procedure(audience), list[Event](), complaint.received_on
    about = complaint.about
    told = rehearse(case, complaint, events, day)
    for _ in range(14):
        kept_out = set(concerned(dataclasses.replace(complaint, about=about)))
        assert kept_out <= set(told.barred)
        if told.state in ("open", "left_to_allegations"):
            assert told.handler and told.possible
            assert told.handler not in kept_out
        for duty in told.duties:
            assert not (duty.kept_on and duty.lifted)
            assert duty.kept_on or duty.lifted or duty.owed_by not in kept_out
        assert set(told.can_next) <= set(told.possible) and not set(told.can_next) & set(BESIDE)
        if not told.possible:
            assert told.state in ("withdrawn", "closed")
            break
        day += dt.timedelta(days=data.draw(st.integers(0, 30)))
        name = data.draw(st.sampled_from(told.possible))
        more: dict[str, Any] = {}
        if name == "reclassified":
            chosen = data.draw(st.lists(st.sampled_from(SUBJECTS), max_size=3, unique=True))
            about = tuple(chosen) or about
            more = {"about": tuple(chosen), "eyfs": data.draw(st.sampled_from([None, True, False]))}
        events.append(Event(day, name, **more))
        told = rehearse(case, complaint, events, day)
    assert {event.event for event in events} <= {*EVENTS, *BESIDE}


def test_a_case_closed_with_a_reason_still_owes_what_the_law_asks_for_and_can_be_opened_again() -> None:
    complaint = Complaint(on(0), eyfs_requirement=True)
    closed = rehearse(procedure("parents"), complaint, [Event(on(1), "closed")], on(2))
    assert closed.state == "closed"
    assert {duty.basis for duty in closed.duties if not duty.lifted and not duty.kept_on} == {"statute"}
    events = [Event(on(1), "closed"), Event(on(3), "reopened")]
    again = rehearse(procedure("parents"), complaint, events, on(3))
    assert again.state == "open" and again.handler == "setting_manager" and "answered" in again.can_next
    fresh = next(duty for duty in again.duties if duty.counted_from == on(3))
    assert fresh.due == on(17) and fresh.basis == "proposed" and "when it was opened again" in fresh.why


def test_what_was_answered_may_be_opened_again_and_answered_by_the_same_step() -> None:
    events = [Event(on(1), "answered"), Event(on(1), "not_upheld"), Event(on(5), "reopened"), Event(on(6), "answered")]
    told = rehearse(procedure("parents"), Complaint(on(0)), events, on(6))
    assert told.handler is None or told.handler == "setting_manager"
    assert not [duty for duty in told.duties if duty.action == "respond" and not (duty.kept_on or duty.lifted)]


def test_what_is_open_cannot_be_opened_again() -> None:
    with pytest.raises(Impossible, match="cannot happen"):
        rehearse(procedure("parents"), Complaint(on(0)), [Event(on(1), "reopened")], on(2))
