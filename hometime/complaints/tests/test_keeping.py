"""What was written down of a complaint stays: steps are never changed, and nothing is deleted before its time."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError
from django.db.models import ProtectedError

from hometime.audit.actions import House, action, note
from hometime.complaints.actions import Said, case_of, review_of, reviewed, take_step, write_down
from hometime.complaints.models import Complaint, Locked, Step
from hometime.duties.models import Duty
from hometime.kernel import clock, ids
from hometime.kernel.answers import Refused
from hometime.records.models import Record
from tests.cast import HOUSE, TODAY, Cast


@action
def delete(actor: House, thing: object) -> None:
    note("test.deleted", Complaint.objects.unscoped("a test looks")[0])
    thing.delete()  # type: ignore[attr-defined]


@pytest.fixture
def case(cast: Cast) -> Complaint:
    """A written complaint that the manager has in hand."""
    said = Said(TODAY, "The gate stood open.", channel="written")
    return write_down(cast.viewer("Mo Manager"), cast.setting, said)


def test_a_complaint_is_not_deleted_while_it_is_open_nor_for_three_years_after(cast: Cast, case: Complaint) -> None:
    with pytest.raises(Locked):
        delete(HOUSE, case)
    take_step(cast.viewer("Mo Manager"), case, "withdrawn", words="They wrote again.")
    case.refresh_from_db()
    assert case.keep_until == dt.date(2029, 3, 9)
    with clock.fixed(dt.date(2029, 3, 8)), pytest.raises(Locked):
        delete(HOUSE, case)
    with pytest.raises(Locked):
        delete(HOUSE, Complaint.objects.unscoped("a test tries"))
    with pytest.raises(ProtectedError):
        delete(HOUSE, Record.objects.unscoped("a test tries").get(pk=case.pk))


def test_a_reference_that_another_case_has_is_drawn_again(
    cast: Cast, case: Complaint, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = iter([case.reference, case.reference, "K7M-4QF"])
    monkeypatch.setattr(ids, "reference", lambda: next(drawn))
    other = write_down(cast.viewer("Mo Manager"), cast.setting, Said(TODAY, "It stood open again.", channel="written"))
    other.refresh_from_db()
    assert other.reference == "K7M-4QF" and other.what_happened == "It stood open again."
    assert Complaint.objects.unscoped("a test looks").count() == 2 == Record.objects.unscoped("a test looks").count()


def test_what_else_the_database_refuses_of_a_new_case_is_not_tried_again(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(case: Complaint) -> None:
        raise IntegrityError("something else")

    monkeypatch.setattr(Complaint, "save", refuse)
    with pytest.raises(IntegrityError, match="something else"):
        write_down(cast.viewer("Mo Manager"), cast.setting, Said(TODAY, "The gate.", channel="written"))


def test_a_step_is_never_changed_or_deleted(case: Complaint) -> None:
    step = Step.objects.unscoped("a test tries").get(complaint=case)
    step.words = "Something else."
    with pytest.raises(Locked):
        step.save()
    with pytest.raises(Locked):
        delete(HOUSE, step)
    with pytest.raises(Locked):
        delete(HOUSE, Step.objects.unscoped("a test tries"))
    with pytest.raises(Locked):
        Step.objects.unscoped("a test tries").update(words="Something else.")


@pytest.mark.parametrize(
    ("event", "on", "words"),
    [
        ("agreed", None, "cannot happen at this step"),
        ("answered", TODAY + dt.timedelta(days=1), "today or earlier"),
        ("answered", TODAY - dt.timedelta(days=1), "before what happened last"),
        ("answered", None, "Choose what was found"),
    ],
)
def test_a_step_that_cannot_be_is_refused_in_plain_words(
    cast: Cast, case: Complaint, event: str, on: dt.date | None, words: str
) -> None:
    with pytest.raises(Refused, match=words):
        take_step(cast.viewer("Mo Manager"), case, event, on=on, words="x")
    assert Step.objects.unscoped("a test looks").filter(complaint=case).count() == 1


def test_a_complaint_that_is_taken_further_after_its_end_is_open_again(cast: Cast, case: Complaint) -> None:
    mo = cast.viewer("Mo Manager")
    take_step(mo, case, "answered", words="We looked.", apology="None is due.", finding="not_upheld")
    take_step(mo, case, "not_satisfied", words="They want it looked at again.")
    case.refresh_from_db()
    assert case.closed is None and case.keep_until is None


def test_the_owners_review_is_owed_until_it_is_written_down_and_then_its_effect(cast: Cast, case: Complaint) -> None:
    mo, ola = cast.viewer("Mo Manager"), cast.viewer("Ola Owner")
    with pytest.raises(Refused, match="Nothing is left to look at"):
        reviewed(ola, case)
    take_step(mo, case, "answered", words="We looked.", apology="We are sorry.", finding="upheld")
    record = review_of(case)
    assert record is not None and case_of(record) == case
    open_duties = Duty.objects.unscoped("a test looks").open().filter(record=record)
    assert {duty.why["action"] for duty in open_duties} == {"review", "check_effect"}
    with pytest.raises(Refused, match="before what happened last"):
        reviewed(ola, case, on=TODAY - dt.timedelta(days=1))
    reviewed(ola, case)
    assert {duty.why["action"] for duty in open_duties.all()} == {"check_effect"}
    reviewed(ola, case)
    assert not open_duties.all().exists()
    with pytest.raises(Refused, match="Nothing is left to look at"):
        reviewed(ola, case)
