"""A manager tries the procedure with a made-up complaint: who takes it, by when and why, as `complaint rehearse` counts it,
under the policy in force or one on its way. Nothing is stored."""

from __future__ import annotations

import pytest

from hometime.adoption import drafting
from hometime.audit.models import Event as Written
from hometime.complaints.models import Complaint
from hometime.kernel import clock
from hometime.policies.library import library_document
from hometime.policies.reading import read_bytes
from tests.cast import TODAY, Cast
from tests.stories.conftest import fresh_counts, practice
from tests.stories.village import enter, with_both_ladders, words_of

__all__ = ["fresh_counts", "practice"]
pytestmark = pytest.mark.usefixtures("practice")
AT = "/adopt/rehearse/"


def made_up(about: str = "care", /, **more: str) -> dict[str, str]:
    day = TODAY
    said = {
        "document": "in_force",
        "audience": "parents",
        "about": about,
        "channel": "written",
        "received_by": "any_staff",
    }
    said |= {"received_on_day": str(day.day), "received_on_month": str(day.month), "received_on_year": str(day.year)}
    return {**said, **more}


@pytest.fixture
def town(cast: Cast) -> Cast:
    with_both_ladders(cast)
    return cast


def test_the_manager_sees_who_takes_it_by_when_and_why_and_nothing_is_stored(town: Cast) -> None:
    mo = enter(town.people["Mo Manager"])
    before = Written.objects.count()
    assert "See what would happen" in words_of(mo, AT)
    page = mo.get(AT, made_up(eyfs="on")).content.decode()
    assert "Mo Manager" in page and "28 calendar days counted from Monday 9 March" in page and "6 April 2026" in page
    assert "By the word of the law" in page and "By the word of the policy" in page
    about = mo.get(AT, made_up("setting_manager")).content.decode()
    assert "<strong>the manager&#x27;s own manager</strong>: <bdi>Lin Manager</bdi>" in about
    assert "Kept out of it:" in about and "Mo Manager" in about
    assert not Complaint.objects.unscoped("a test looks").exists()
    assert Written.objects.count() == before


def test_it_goes_on_event_by_event_and_the_last_can_be_taken_back(town: Cast) -> None:
    mo = enter(town.people["Mo Manager"])
    then = {"then": "answered", "then_on_day": "20", "then_on_month": "3", "then_on_year": "2026"}
    page = mo.get(AT, made_up(**then)).content.decode()
    assert 'name="e" value="answered:2026-03-20"' in page and "Take the last one back" in page
    up = mo.get(AT, {**made_up(), "e": ["answered:2026-03-20", "not_satisfied:2026-03-21"]}).content.decode()
    assert "Lin Manager" in up and "counted from Saturday 21 March" in up
    early = mo.get(AT, made_up(**{**then, "then_on_day": "1"}))
    assert early.status_code == 422 and "before the complaint came in" in early.content.decode()
    assert mo.get(AT, {**made_up(), "e": "flown:2026-03-20"}).status_code == 422


def test_days_closed_are_counted_and_a_wrong_day_is_told_beside_its_field(town: Cast) -> None:
    mo = enter(town.people["Mo Manager"])
    shut = {f"closed_{end}_{part}": str(value) for end, day in (("from", 23), ("to", 31)) for part, value in
            (("day", day), ("month", 3), ("year", 2026))}  # fmt: skip
    page = mo.get(AT, made_up(**shut)).content.decode()
    assert "The setting is closed from Monday 23 March to Tuesday 31 March" in page
    wrong = mo.get(AT, made_up(**{**shut, "closed_to_day": "1"}))
    assert wrong.status_code == 422 and "The last day must not be before the first" in wrong.content.decode()
    assert mo.get(AT, {**made_up(), "received_on_month": "2", "received_on_day": "29"}).status_code == 422


def test_a_policy_on_its_way_is_tried_before_it_is_adopted(town: Cast) -> None:
    """With five days where the one in force has ten."""
    mo = enter(town.people["Mo Manager"])
    book = library_document("10.2").decode()
    assert "28 days" in book
    content = book.replace("28 days", "21 days").encode()
    draft = drafting.begin(town.viewer("Mo Manager"), town.provider, read_bytes(content, "new.md"), content)
    words = "21 calendar days counted from Monday 9 March"
    assert words not in mo.get(AT, made_up()).content.decode()
    assert words in mo.get(AT, made_up(document=draft.pk)).content.decode()
    other = mo.get(AT, made_up(audience="agencies", document=draft.pk))
    assert other.status_code in (200, 422) and clock.today() == TODAY


def test_only_managers_and_owners_open_it(town: Cast) -> None:
    assert enter(town.people["Kay Person"]).get(AT).status_code == 403
