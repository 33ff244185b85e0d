"""A setting that holds 10.1 only: the complaints procedure that it points to is supplied, held elsewhere, or ours."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from hometime.adoption.actions import adopt
from hometime.duties.models import Duty
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.people.models import Setting
from hometime.policies.library import library_document, library_reading
from hometime.policies.models import AdoptedClause, Adoption, in_force
from hometime.policies.reading import read_bytes
from hometime.policies.settling import ladders_of, open_points, proposals, settled, value_of
from tests.cast import TODAY
from tests.stories import village as villages
from tests.stories.village import ADOPTED, ASH, Village, everything_owed, words_of

LATER = TODAY + dt.timedelta(days=21)
NUMBER = "10.2"


def setting_of(village: Village) -> Setting:
    return village.settings["ash-and-alder"]


def adopt_answering(village: Village, missing: str) -> list[Adoption]:
    """Adopts 10.1 with one answer to where its complaints procedure is, and our proposals for the rest."""
    content = villages.document(ASH)
    reading = read_bytes(content, ASH)
    (asked,) = [point for point in open_points(reading) if point.question.code == "dangling_reference"]
    confirmed = settled(reading, {**proposals(reading), asked.key: missing})
    return adopt(village.owner_of(village.ash), village.ash, [setting_of(village)], confirmed, content, ADOPTED)


def adopt_ours(village: Village, on: dt.date, **answers: str) -> list[Adoption]:
    """Adopts the library's procedure, with answers to some points by the start of their keys."""
    reading = library_reading(NUMBER)
    said = {
        point.key: next((value for code, value in answers.items() if point.key.startswith(code)), point.proposal)
        for point in open_points(reading)
    }
    content = library_document(NUMBER)
    owner = village.owner_of(village.ash)
    return adopt(owner, village.ash, [setting_of(village)], settled(reading, said), content, on)


def limits(adoption: Adoption) -> set[tuple[str, str, str, int, str]]:
    return {
        (ladder.audience, step.handler, limit.action, limit.value, limit.basis)
        for ladder in ladders_of(adoption.terms)
        for step in ladder.steps
        for limit in step.limits
    }


@pytest.mark.clause("F17")
def test_the_missing_procedure_is_taken_from_the_library_and_what_was_owed_for_it_is_kept(village: Village) -> None:
    adopt_answering(village, "supply")
    assert "F17" in everything_owed(setting_of(village))
    assert "No complaints procedure yet" in words_of(Client(), "/board/ash-and-alder/")
    (made,) = adopt_ours(village, ADOPTED)
    assert (made.number, made.from_library, made.document.name) == (NUMBER, True, "library:10.2")
    assert "F17" not in everything_owed(setting_of(village))
    kept = Duty.objects.unscoped("a story looks at what was owed").get(setting=setting_of(village), clause="F17")
    assert kept.kept_on == TODAY and kept.evidence.startswith("Adopted on 02 March 2026: 10.2")
    board = words_of(Client(), "/board/ash-and-alder/")
    assert "No complaints procedure yet" not in board and "within 28 days" in board
    assert "Bluebell" not in board
    assert [a.number for a in in_force(setting_of(village), TODAY)] == ["10.1", "10.2"]


def test_the_answer_take_the_librarys_adopts_both_in_one_go(village: Village) -> None:
    own, ours = adopt_answering(village, "library")
    assert [(a.number, a.from_library) for a in (own, ours)] == [("10.1", False), (NUMBER, True)]
    assert value_of(own.terms, "F17", "complaints_procedure_held") == "library"
    assert {row["whose"] for row in ours.terms["answers"]} == {"proposal"}
    assert ours.has_ladder and "F17" not in everything_owed(setting_of(village))


def test_a_procedure_that_is_held_elsewhere_is_said_to_be_and_not_asked_for(village: Village) -> None:
    (own,) = adopt_answering(village, "In the blue folder in the office")
    (kept,) = [row for row in own.terms["answers"] if row["key"].startswith("dangling_reference")]
    assert (kept["words"], kept["whose"]) == ("In the blue folder in the office", "owners")
    assert "F17" not in everything_owed(setting_of(village))


def test_one_answer_changed_later_changes_one_limit_and_no_clause(village: Village) -> None:
    adopt_answering(village, "supply")
    (first,) = adopt_ours(village, ADOPTED)
    with clock.fixed(LATER):
        with pytest.raises(Refused, match="cannot be older"):
            adopt_ours(village, ADOPTED - dt.timedelta(days=1))
        (second,) = adopt_ours(village, LATER, **{"step_without_limit:10.2/parents": "10 working days"})
        with pytest.raises(Refused, match="already"):
            adopt_ours(village, LATER, **{"step_without_limit:10.2/parents": "10 working days"})
    before, after = limits(first), limits(second)
    assert before - after == {
        ("parents", "line_manager", "acknowledge", 5, "proposed"),
        ("parents", "line_manager", "respond", 14, "proposed"),
    }
    assert after - before == {("parents", "line_manager", "respond", 10, "owners")}
    worded = [
        list(AdoptedClause.objects.filter(adoption=a).order_by("position").values_list("key", "text"))
        for a in (first, second)
    ]
    assert worded[0] == worded[1] and worded[0]
    first.refresh_from_db()
    assert limits(first) == before


def test_terms_that_were_frozen_before_answers_were_kept_can_still_be_read() -> None:
    limit = {"action": "feedback", "value": 28, "unit": "days", "runs_from": "unstated", "text": "within 28 days"}
    step = {"order": 1, "handler": "setting_manager", "external": False, "name": "", "channel": "either"}
    old = {
        "ladders": [
            {"audience": "parents", "steps": [{**step, "starts_here_if": [], "clauses": [], "limits": [limit]}]}
        ]
    }
    (ladder,) = ladders_of(old)
    assert [(x.value, x.basis, x.start_basis) for x in ladder.steps[0].limits] == [(28, "policy", "policy")]
    assert value_of(old, "F11", "cp_task_lead") is None
    assert not Adoption(terms=old).from_library
