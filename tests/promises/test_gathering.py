"""Rows that come along with another row are the rows that would be read by themselves, and their lock is asked."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db.models import Model, OuterRef, QuerySet

from hometime.audit.actions import House, action, chain_stands, note
from hometime.audit.models import Event, Head
from hometime.audit.proof import verify
from hometime.complaints.actions import Said, write_down
from hometime.complaints.models import Complaint, Step
from hometime.duties.models import Duty
from hometime.kernel.gathering import Gathered
from hometime.kernel.guard import Unscoped
from hometime.people.models import Closure, Person, Setting
from tests.cast import HOUSE, TODAY, Cast

pytestmark = pytest.mark.django_db
WHY = "a test compares rows"
WORDS = "The gate “stood” open.\n\tطفل 👩‍👧 \\ \" ' \u2028 %s {0}"


def told(row: Model) -> dict[str, Any]:
    """What stands in every column of a row."""
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def by_themselves(rows: QuerySet[Any]) -> list[dict[str, Any]]:
    return [told(row) for row in rows.order_by("pk")]


def gathered(rows: list[Any]) -> list[dict[str, Any]]:
    return [told(row) for row in sorted(rows, key=lambda row: row.pk)]


@action
def close(actor: House, setting: Setting) -> Closure:
    """Closes a setting for a week."""
    closure = Closure(setting=setting, first_day=TODAY, last_day=TODAY + dt.timedelta(days=6), what="Holiday")
    closure.save()
    note("test.closed", closure, chain=setting.pk)
    return closure


@pytest.fixture
def case(cast: Cast) -> Complaint:
    """A complaint with a step, duties, and words of every kind."""
    close(HOUSE, cast.setting)
    return write_down(cast.viewer("Mo Manager"), cast.setting, Said(TODAY, WORDS, channel="written", explanation=WORDS))


def test_rows_that_come_along_are_the_same_as_those_read_by_themselves(case: Complaint) -> None:
    steps, duties = Step.objects.unscoped(WHY), Duty.objects.unscoped(WHY)
    found = Complaint.objects.unscoped(WHY).annotate(
        steps_along=Gathered(steps.filter(complaint=OuterRef("pk"))),
        duties_along=Gathered(duties.filter(record=OuterRef("pk"))),
        closures=Gathered(Closure.objects.filter(setting=OuterRef("setting"))),
        people=Gathered(Person.objects.all()),
    )
    one: Any = found.get(pk=case.pk)
    assert gathered(one.steps_along) == by_themselves(steps.filter(complaint=case))
    assert gathered(one.duties_along) == by_themselves(duties.filter(record=case))
    assert gathered(one.closures) == by_themselves(Closure.objects.filter(setting=case.setting_id))
    assert gathered(one.people) == by_themselves(Person.objects.all())
    assert one.steps_along[0].words == WORDS.strip() and one.duties_along and not one.steps_along[0]._state.adding


def test_of_a_row_that_has_none_no_rows_come_along(cast: Cast) -> None:
    rows = Setting.objects.annotate(
        closed=Gathered(Closure.objects.filter(setting=OuterRef("pk"))),
        never=Gathered(Closure.objects.filter(pk__in=[])),
    )
    one: Any = rows.get(pk=cast.setting.pk)
    assert one.closed == one.never == []


def test_a_column_that_did_not_come_along_is_asked_for_when_it_is_wanted(case: Complaint) -> None:
    rows = Setting.objects.annotate(closed=Gathered(Closure.objects.filter(setting=OuterRef("pk")), "id", "what"))
    [closure] = rows.get(pk=case.setting_id).closed
    assert closure.what == "Holiday" and closure.get_deferred_fields() == {
        "setting_id",
        "first_day",
        "last_day",
        "kind",
    }
    assert closure.first_day == TODAY


def test_a_guarded_table_does_not_come_along_unless_somebody_said_for_whom(case: Complaint) -> None:
    rows = Complaint.objects.unscoped(WHY).annotate(steps_along=Gathered(Step.objects.filter(complaint=OuterRef("pk"))))
    with pytest.raises(Unscoped):
        list(rows)


@action
def note_from(actor: House, head: Head, times: int) -> None:
    """Notes events on a chain that was read as it stands in `head`."""
    chain_stands(head)
    for _ in range(times):
        note("test.done", head, chain=head.chain)


@pytest.mark.parametrize("gone_on", [0, 1, 3])
def test_a_chain_that_went_on_since_it_was_read_is_taken_where_it_stands(cast: Cast, gone_on: int) -> None:
    place = cast.setting.pk
    head = Head.objects.get(chain=place)
    for _ in range(gone_on):
        close(HOUSE, cast.setting)
    note_from(HOUSE, head, 2)
    assert verify().whole
    assert Head.objects.get(chain=place).seq == head.seq + gone_on + 2
    assert Event.objects.filter(chain=place, verb="test.done").count() == 2
