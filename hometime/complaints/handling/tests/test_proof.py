"""What was written into a case cannot be changed, and where somebody reaches past the house it shows (TRUST 13, 32, 42)."""

from __future__ import annotations

import hashlib
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import DatabaseError, connection, transaction

from hometime.complaints.actions import Said, take_step, write_down
from hometime.complaints.handling.actions import answering, looking
from hometime.complaints.handling.actions.writing import correct
from hometime.complaints.models import Complaint, Entry, Locked
from hometime.complaints.proof import altered
from hometime.complaints.triggers import lower_triggers
from hometime.kernel.answers import Refused
from hometime.records.papers import attaching
from tests.cast import TODAY, Cast
from tests.stories.village import photograph

PARTS = {"explanation": "We asked.", "apology": "We are sorry."}


@pytest.fixture
def case(cast: Cast) -> Complaint:
    """A written complaint with points and a step, in the manager's hands."""
    mo = cast.viewer("Mo Manager")
    made = write_down(mo, cast.setting, Said(TODAY, "The gate stood open.", channel="written"))
    take_step(mo, made, "acknowledged", words="Rang.")
    looking.set_points(mo, made, ["The gate.", "Nobody rang."])
    return made


def run(sql: str, *values: Any) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


@pytest.mark.parametrize("table", ["complaints_step", "complaints_entry"])
@pytest.mark.parametrize("sql", ["UPDATE {t} SET words = 'other'", "DELETE FROM {t}"])
def test_raw_sql_that_changes_or_deletes_what_was_written_is_refused(case: Complaint, table: str, sql: str) -> None:
    with pytest.raises(DatabaseError, match="written down"):
        run(sql.format(t=table))


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite replaces rows")
def test_a_row_is_not_replaced_by_another_of_its_number(case: Complaint) -> None:
    with pytest.raises(DatabaseError, match="written down"):
        run("INSERT OR REPLACE INTO complaints_entry SELECT * FROM complaints_entry")


def test_what_was_changed_added_or_taken_away_behind_the_house_is_named(cast: Cast, case: Complaint) -> None:
    assert altered(case) == []
    pen = SimpleNamespace(connection=connection, execute=lambda sql, params=None: connection.cursor().execute(sql))
    lower_triggers(None, pen)
    first, second = Entry.objects.unscoped("a test looks").filter(complaint=case).order_by("number")
    run("UPDATE complaints_entry SET words = 'Another gate.' WHERE id = %s", first.pk)
    assert altered(case) == ["Entry 1 is not what was written."]
    run("UPDATE complaints_step SET words = 'Wrote.' WHERE complaint_id = %s AND number = 2", case.pk)
    assert altered(case) == ["Step 2 is not what was written.", "Entry 1 is not what was written."]
    run("DELETE FROM complaints_entry WHERE id = %s", first.pk)
    assert altered(case) == ["Step 2 is not what was written.", "The entry 1 is gone."]
    run("UPDATE complaints_entry SET id = 'made up' WHERE id = %s", second.pk)
    assert "Entry 2 was added without the house." in altered(case)


def test_neither_an_entry_nor_many_are_changed_or_deleted_by_the_house(case: Complaint) -> None:
    entry = Entry.objects.unscoped("a test tries").filter(complaint=case)[0]
    for tries in (entry.save, entry.delete, Entry.objects.unscoped("a test tries").delete):
        with pytest.raises(Locked):
            tries()
    with pytest.raises(Locked):
        Entry.objects.unscoped("a test tries").update(words="x")


def test_a_letter_that_was_given_is_not_corrected(cast: Cast, case: Complaint) -> None:
    mo = cast.viewer("Mo Manager")
    for point in Entry.objects.unscoped("a test looks").filter(complaint=case, kind="point"):
        looking.find(mo, point, "upheld", "It stood open.")
    answering.save_draft(mo, case, 0, PARTS)
    letter = answering.give(mo, case, "handed")
    with pytest.raises(Refused, match="not corrected"):
        correct(mo, letter, "Something else.")


def test_of_two_hundred_savings_from_an_old_version_none_is_lost_in_silence(cast: Cast, case: Complaint) -> None:
    mo = cast.viewer("Mo Manager")
    saved = overtaken = 0
    for n in range(200):
        seen = answering.draft_of(case).version - n % 2  # every other writer looked before the last saving
        try:
            answering.save_draft(mo, case, max(seen, 0), {**PARTS, "explanation": f"Text {n}"})
            saved += 1
        except answering.Overtaken as no:
            overtaken += bool(no.draft.explanation)  # whoever came second is shown what stands there
    assert saved == answering.draft_of(case).version and saved + overtaken == 200 and overtaken == 100


def test_evidence_stays_what_it_was_however_often_it_is_looked_at(
    cast: Cast, case: Complaint, settings: LazySettings
) -> None:
    mo, upload = cast.viewer("Mo Manager"), photograph()
    data = upload.read()
    entry = looking.attach(mo, case, data, upload.name, "The lock", once="one-key")
    assert looking.attach(mo, case, data, upload.name, "The lock", once="one-key") == entry
    paper = entry.paper
    assert paper is not None and paper.sha256 == hashlib.sha256(data).hexdigest()
    for _ in range(1_000):
        attaching.page(paper, 1)
    assert hashlib.sha256(attaching.original(paper)).hexdigest() == paper.sha256


def test_a_file_that_cannot_be_read_is_refused_and_leaves_nothing(cast: Cast, case: Complaint) -> None:
    with pytest.raises(looking.UnfitPaper):
        looking.attach(cast.viewer("Mo Manager"), case, b"not a picture", "x.jpg", "What?")
    assert not Entry.objects.unscoped("a test looks").filter(kind="evidence").exists()
