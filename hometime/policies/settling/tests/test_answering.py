"""Open points: every code has choices and a change of the terms, and an answer changes what it is about and no more."""

from __future__ import annotations

import ast
import dataclasses
import functools
from importlib import resources
from pathlib import Path

import pytest

from hometime.policies.library import library_document, library_reading
from hometime.policies.reading import read_bytes
from hometime.policies.reading.forms import BASES, STARTS, UNITS, Limit, Reading
from hometime.policies.settling import (
    AGENCY,
    OFSTED,
    OpenPoint,
    Settled,
    Unsettled,
    open_points,
    proposals,
    settled,
    still_open,
    terms_of,
)
from hometime.policies.settling.answering import ROWS

POLICIES = Path(str(resources.files("hometime.policies")))


@functools.cache
def read(words: str) -> Reading:
    return read_bytes(words.encode(), "complaints.md")


@functools.cache
def bluebell() -> Reading:
    return read_bytes((POLICIES / "library/documents/bluebell.md").read_bytes(), "bluebell.md")


def point(reading: Reading, start: str) -> OpenPoint:
    return next(one for one in open_points(reading) if one.key.startswith(start))


def answered(reading: Reading, start: str, value: str) -> Settled:
    return settled(reading, {**proposals(reading), point(reading, start).key: value})


def limits(reading: Reading, audience: str = "parents") -> list[tuple[str, str, int, str, str, str]]:
    return [
        (step.handler, limit.action, limit.value, limit.unit, limit.runs_from, limit.basis)
        for ladder in reading.ladders
        if ladder.audience == audience
        for step in ladder.steps
        for limit in step.limits
    ]


def codes_asked() -> set[str]:
    """Every code that some module of the reading or the settling asks a question under."""
    found: set[str] = set()
    for file in [*(POLICIES / "reading").glob("*.py"), *(POLICIES / "settling").glob("*.py")]:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Question":
                first = node.args[0]
                found |= {first.value} if isinstance(first, ast.Constant) and isinstance(first.value, str) else set()
    return found


def test_every_code_that_is_asked_has_a_row_that_says_what_can_be_answered() -> None:
    asked = codes_asked()
    assert {"limit_start_unstated", "two_ladders", "regulator_choice", "adopter_unstated"} <= asked
    assert asked - set(ROWS) == set()


@pytest.mark.parametrize("reading", [bluebell(), library_reading("10.2")], ids=["our own policy", "the library's 10.2"])
def test_every_point_has_our_proposal_first_and_they_stand_in_the_order_of_the_document(reading: Reading) -> None:
    points = open_points(reading)
    assert points and all(one.choices and one.proposal for one in points)
    assert len({one.key for one in points}) == len(points)
    order = [c.key for part in reading.parts for section in part.sections for c in section.clauses]
    places = [order.index(one.clause) for one in points if one.clause]
    assert places == sorted(places)


def test_accepting_every_proposal_leaves_nothing_open_and_says_whose_every_limit_is() -> None:
    confirmed = settled(bluebell(), proposals(bluebell()))
    assert still_open(confirmed) == ()
    assert {one.whose for one in confirmed.answered} == {"proposal"}
    assert limits(confirmed.reading) == [
        ("setting_manager", "feedback", 28, "calendar_days", "receipt", "policy"),
        ("setting_manager", "acknowledge", 5, "working_days", "escalation", "proposed"),
        ("line_manager", "acknowledge", 5, "calendar_days", "escalation", "proposed"),
        ("line_manager", "respond", 14, "calendar_days", "escalation", "proposed"),
        ("owners_directors_trustees", "respond", 14, "calendar_days", "escalation", "policy"),
    ]
    assert [one[:3] for one in limits(confirmed.reading, "agencies") if one[5] == "policy"] == [
        ("setting_manager", "acknowledge", 10),
        ("setting_manager", "meet", 28),
        ("line_manager", "acknowledge", 5),
        ("line_manager", "report", 14),
    ]


def test_every_choice_of_every_point_can_be_taken_and_leaves_words_of_the_vocabulary() -> None:
    for reading in (bluebell(), library_reading("10.2"), read(TWO), read(BLANK), read(NOBODY), read(BOTH)):
        for one in open_points(reading):
            for choice in one.choices:
                answers = {**proposals(reading), one.key: choice.value}
                if choice.value == "working_days" and reading in (bluebell(), library_reading("10.2"), read(TWO)):
                    with pytest.raises(Unsettled, match="28 calendar days"):
                        settled(reading, answers)
                    continue
                confirmed = settled(reading, answers)
                assert still_open(confirmed) == ()
                for limit in (
                    limit for ladder in confirmed.reading.ladders for s in ladder.steps for limit in s.limits
                ):
                    assert in_the_vocabulary(limit), (one.key, choice, limit)


def in_the_vocabulary(limit: Limit) -> bool:
    bases = {limit.basis, limit.unit_basis, limit.start_basis}
    settled_words = set(UNITS) - {"days"}, set(STARTS) - {"unstated"}
    return limit.unit in settled_words[0] and limit.runs_from in settled_words[1] and bases <= set(BASES)


TWO = """# Complaints procedure

Stage 1: Speak to the key person about your complaint.

Stage 2: Write to the manager, who answers within 10 days.

Stage 1: Speak to the room leader about your complaint.

Stage 2: Write to the owner, who answers within 28 days.
"""
BLANK = """# Complaints

- Write to the manager about your complaint. The manager acknowledges it within XX days and replies within XX days.
- If you are not satisfied, write to the chair, who replies within 14 days.
"""
NOBODY = """# Complaints

1. Speak to your child's key person about your concern.
2. Write to the complaints officer, who answers within 20 days of receiving the complaint.
"""
BOTH = """# Complaints

- Write to the manager, who replies within 9 days of receiving the complaint.
- The manager replies to every complaint within 20 days of receiving it.
"""


def test_a_point_without_an_answer_is_named() -> None:
    reading = bluebell()
    short = {key: value for key, value in proposals(reading).items() if not key.startswith("regulator_choice")}
    with pytest.raises(Unsettled, match="Who is your regulator") as refused:
        settled(reading, short)
    assert refused.value.point.question.code == "regulator_choice"


@pytest.mark.parametrize("value", ["perhaps", "0", "-3", "367", "4 fortnights", "28 days or so", "٣"])
def test_a_limit_that_cannot_be_read_is_refused_with_what_to_do(value: str) -> None:
    with pytest.raises(Unsettled, match="number of days from 1 to 366"):
        answered(bluebell(), "step_without_limit:10.2/parents/4", value)


@pytest.mark.parametrize(
    ("value", "promised"),
    [("21", (21, "calendar_days")), ("10 working days", (10, "working_days")), ("2 weeks", (14, "calendar_days"))],
)
def test_a_number_of_days_that_owners_type_becomes_their_limit(value: str, promised: tuple[int, str]) -> None:
    confirmed = answered(bluebell(), "step_without_limit:10.2/parents/4", value)
    assert [one for one in limits(confirmed.reading) if one[0] == "line_manager"] == [
        ("line_manager", "respond", *promised, "escalation", "owners")
    ]


def test_what_is_left_open_has_no_limit_and_the_answer_is_kept() -> None:
    confirmed = answered(bluebell(), "step_without_limit:10.2/parents/4", "none")
    assert not [one for one in limits(confirmed.reading) if one[0] == "line_manager"]
    (kept,) = [one for one in confirmed.answered if one.key.startswith("step_without_limit:10.2/parents/4")]
    assert (kept.value, kept.whose, kept.hole) == ("none", "owners", "H3")


def test_a_start_that_owners_choose_is_theirs_while_the_number_stays_the_policys() -> None:
    confirmed = answered(bluebell(), "limit_start_unstated:10.2/parents/5", "previous_answer")
    (appeal,) = [x for x in confirmed.reading.ladders[0].steps[3].limits if x.action == "respond"]
    assert (appeal.runs_from, appeal.start_basis, appeal.value, appeal.basis) == (
        "previous_answer",
        "owners",
        14,
        "policy",
    )


def test_working_days_for_the_twenty_eight_of_a_first_answer_are_refused_as_weaker_than_the_law() -> None:
    with pytest.raises(Unsettled, match="written complaint about the EYFS must have"):
        answered(bluebell(), "day_unit_unstated", "working_days")


def test_thirty_working_days_in_a_text_must_be_settled_and_cannot_be_kept() -> None:
    reading = read(
        "# Complaints\n\n1. Speak to the key person about your complaint.\n"
        "2. Write to the manager, who answers within 30 working days of receiving the complaint.\n"
    )
    law = point(reading, "answer_slower_than_the_law")
    assert (law.proposal, law.takes) == ("28 calendar_days", "days")
    with pytest.raises(Unsettled, match="cannot be promised"):
        answered(reading, law.key, "30 working days")
    for value, whose in (("28", "proposed"), ("21", "owners")):
        confirmed = answered(reading, law.key, value)
        limit = next(x for step in confirmed.reading.ladders[0].steps for x in step.limits if x.action == "respond")
        assert (limit.value, limit.unit, limit.runs_from, limit.basis) == (
            int(value),
            "calendar_days",
            "receipt",
            whose,
        )


def test_a_promise_of_our_own_that_the_law_rules_out_is_refused_where_a_text_has_none() -> None:
    reading = read("# Complaints\n\n- Write to the manager about your complaint.\n- Then write to the chair.\n")
    with pytest.raises(Unsettled, match="cannot be promised"):
        answered(reading, "step_without_limit", "40 working days")


def test_of_two_answers_to_one_question_the_one_that_was_chosen_is_kept() -> None:
    assert [one[2] for one in limits(settled(read(BOTH), proposals(read(BOTH))).reading) if one[1] == "respond"] == [9]
    confirmed = answered(read(BOTH), "contradictory_limits", "20 days")
    assert [one[2] for one in limits(confirmed.reading) if one[1] == "respond"] == [20]


def test_of_two_ladders_the_chosen_one_is_followed() -> None:
    first = settled(read(TWO), proposals(read(TWO))).reading
    assert [[step.handler for step in ladder.steps] for ladder in first.ladders] == [["key_person", "setting_manager"]]
    second = answered(read(TWO), "two_ladders", "2").reading
    assert [ladder.steps[0].handler for ladder in second.ladders] == ["room_leader"]


def test_a_ladder_that_is_not_followed_is_asked_about_no_more() -> None:
    reading = read(TWO)
    which = point(reading, "two_ladders")
    of_ladder = {
        at: {p.key for p in open_points(reading) if p.question.at.startswith(f"ladders/{at}/")} for at in (0, 1)
    }
    assert of_ladder[0] and of_ladder[1]
    left = {p.key for p in open_points(reading, {which.key: "2"})}
    assert not left & of_ladder[0] and of_ladder[1] <= left and which.key in left
    others = {key: said for key, said in proposals(reading).items() if key not in of_ladder[0]}
    confirmed = settled(reading, {**others, which.key: "2"})
    assert [ladder.steps[0].handler for ladder in confirmed.reading.ladders] == ["room_leader"]
    assert not still_open(confirmed)


def test_numbers_that_were_left_blank_are_filled_in_for_what_they_are_about() -> None:
    reading = read(BLANK)
    asked = [one for one in open_points(reading) if one.question.code == "limit_left_blank"]
    assert [one.proposal for one in asked] == ["5 calendar_days", "28 calendar_days"]
    confirmed = settled(reading, {**proposals(reading), asked[1].key: "20"})
    assert [one[:4] for one in limits(confirmed.reading) if one[0] == "setting_manager"] == [
        ("setting_manager", "acknowledge", 5, "calendar_days"),
        ("setting_manager", "respond", 20, "calendar_days"),
    ]


def test_a_step_that_nobody_known_deals_with_can_be_given_to_somebody() -> None:
    reading = read(NOBODY)
    who = point(reading, "handler_unstated")
    assert who.proposal == "other" and "officer" in who.choices[0].words
    step = answered(reading, "handler_unstated", "setting_manager").reading.ladders[0].steps[1]
    assert (step.handler, step.handler_basis) == ("setting_manager", "owners")


def test_two_steps_that_end_with_one_person_can_be_joined() -> None:
    confirmed = answered(bluebell(), "two_steps_one_person", "one")
    steps = next(ladder for ladder in confirmed.reading.ladders if ladder.audience == "parents").steps
    assert [(step.order, step.handler) for step in steps] == [
        (1, "key_person"),
        (2, "setting_manager"),
        (3, "owners_directors_trustees"),
        (4, "regulator"),
    ]
    assert "about_setting_manager" in steps[2].starts_here_if
    assert {"10.2/parents/4", "10.2/parents/5"} <= set(steps[2].clauses)


def test_who_adopts_when_and_for_which_settings_may_be_typed() -> None:
    reading = library_reading("10.2")
    ours = proposals(reading)
    answers = {
        **ours,
        point(reading, "adopter_unstated").key: "Ash and Alder Preschool",
        point(reading, "adoption_date_unstated").key: "2026-03-02",
        point(reading, "settings_unstated").key: "Ash and Alder; Ash Wood",
    }
    said = settled(reading, answers).reading
    assert (said.adopter, said.adopted_on, said.settings) == (
        "Ash and Alder Preschool",
        "2026-03-02",
        ("Ash and Alder", "Ash Wood"),
    )
    with pytest.raises(Unsettled, match="Give a day such as"):
        settled(reading, {**answers, point(reading, "adoption_date_unstated").key: "30 February"})


def test_terms_keep_the_answers_of_their_part_and_say_where_they_come_from() -> None:
    confirmed = settled(library_reading("10.2"), proposals(library_reading("10.2")))
    (part,) = confirmed.reading.parts
    terms = terms_of(part, confirmed)
    assert terms["source"] == "library:10.2"
    assert {row["whose"] for row in terms["answers"]} == {"proposal"} and len(terms["answers"]) == len(
        confirmed.answered
    )
    changed = read_bytes(library_document("10.2").replace(b"within 28 days", b"within 21 days"), "policy.md")
    pretender = dataclasses.replace(changed, source=dataclasses.replace(changed.source, file="library:10.2"))
    for own in (bluebell(), pretender):
        confirmed = settled(own, proposals(own))
        assert {terms_of(part, confirmed)["source"] for part in confirmed.reading.parts} == {"document"}


def test_each_part_of_the_librarys_whole_policy_is_the_librarys_whatever_names_stand_in_it() -> None:
    for settings in (("Ash House", "Ash (Lower) Wood"), ("Ash House",)):
        reading = library_reading("all", "Ash & Alder Ltd.", settings)
        assert (reading.adopter, reading.settings) == ("Ash & Alder Ltd.", settings)
        confirmed = settled(reading, proposals(reading))
        sources = [terms_of(part, confirmed)["source"] for part in confirmed.reading.parts]
        assert sources == ["library:10", "library:10.1", "library:10.2"]
        asked = {point.question.code for point in open_points(reading)}
        assert not asked & {"adopter_unstated", "settings_unstated"}
        assert b"Bluebell" not in library_document("all", "Ash & Alder Ltd.", settings)


def test_a_childminder_agency_has_no_number_until_somebody_fills_it_in() -> None:
    reading = library_reading("10.2")
    asked = point(reading, "regulator_choice")
    kept = settled(reading, proposals(reading)).reading
    assert [body.name for body in kept.bodies] == [OFSTED] and kept.bodies[0].phone
    chosen = settled(reading, {**proposals(reading), asked.key: "childminder_agency"}).reading
    assert [(body.name, body.phone, body.address) for body in chosen.bodies] == [(AGENCY, None, None)]
    assert {step.name for ladder in chosen.ladders for step in ladder.steps if step.handler == "regulator"} == {AGENCY}
