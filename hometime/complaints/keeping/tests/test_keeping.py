"""What is kept of a complaint: its record with its gaps named, its summary, who may count it, and how it goes."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from hometime.complaints.actions import Said, take_step, write_down
from hometime.complaints.actions.sorting import reclassify
from hometime.complaints.actions.strands import open_strand
from hometime.complaints.handling.actions.answering import draft_of, give, save_draft
from hometime.complaints.handling.actions.asking import SLIP, ask
from hometime.complaints.handling.actions.ending import reopen
from hometime.complaints.intake.actions import Came, take_in
from hometime.complaints.keeping.actions import Leaking, answer, approve, clear, flagged, show, sort, write_summary
from hometime.complaints.keeping.alike import SHOWN, alike, theme_of
from hometime.complaints.keeping.counted import complaints_alone
from hometime.complaints.keeping.disposing import dispose, due, hold, release
from hometime.complaints.keeping.drafting import Words, standing
from hometime.complaints.keeping.figures import figures, quieted
from hometime.complaints.keeping.record import sheet
from hometime.complaints.keeping.register import rows
from hometime.complaints.models import (
    Answer,
    Box,
    Complaint,
    Disclosure,
    Disposal,
    Entry,
    Locked,
    Step,
    StrandKind,
    Summary,
)
from hometime.duties.models import Duty
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.people import actions as people
from hometime.people.roles import Hat, Role
from hometime.records.models import Party, Record
from tests.cast import HOUSE, LONG_AGO, TODAY, Cast

OUTCOME: dict[str, Any] = {"words": "We looked.", "apology": "We are sorry.", "finding": "upheld"}


def case_of(cast: Cast, **said: Any) -> Complaint:
    """A written complaint from Ava's mother that the manager has in hand."""
    facts = {"channel": "written", "child": cast.children["Ava"], "complainant": "Mum Full", "classed": "complaint"}
    told = Said(
        said.pop("received_on", clock.today()),
        said.pop("what", "Ava was cold. Kay Person did not ring."),
        **{**facts, **said},
    )
    return write_down(cast.viewer("Mo Manager"), cast.setting, told)


def answered(cast: Cast, **said: Any) -> Complaint:
    """The same, upheld."""
    case = case_of(cast, **said)
    take_step(cast.viewer("Mo Manager"), case, "answered", **OUTCOME)
    return Complaint.objects.unscoped("a test looks").get(pk=case.pk)


def owed(kind: str) -> list[Duty]:
    return list(Duty.objects.unscoped("a test looks").open().filter(record__kind=kind))


def test_the_record_is_put_together_from_what_was_recorded_and_names_what_is_missing(cast: Cast) -> None:
    case, mo = answered(cast), cast.viewer("Mo Manager")
    assert {line.key for line in sheet(mo, case).missing} == {
        "nature", "dealt_with", "actions", "came_of_it", "copy",
    }  # fmt: skip
    answer(mo, case, Box.REQUIREMENT, "key_person parents")
    answer(mo, case, Box.INVOLVED, "The room's staff; the accident form.")
    answer(mo, case, Box.ACTIONS, "A bell was put on the door.")
    answer(mo, case, Box.OUTCOME, "inside agreed")
    answer(mo, case, Box.COPY, "Handed over.", on=TODAY)
    whole = sheet(mo, case)
    assert whole.missing == []
    lines = {line.key: " ".join(part.words for part in line.parts) for line in whole.lines}
    assert lines["nature"] == "Key person, Information for parents"
    assert "Ava was cold." in lines["details"] and "Upheld" in lines["outcome"] and "sorry" in lines["outcome"]
    assert lines["recorder"] == "Mo Manager, Manager" and lines["notified"] == "Within 28 days"


def test_the_record_says_how_it_was_sorted_who_handled_it_who_helped_and_what_was_learned(cast: Cast) -> None:
    mo, child = cast.viewer("Mo Manager"), cast.children["Ava"]
    said = Said(TODAY, "Ava was cold.", channel="written", child=child, classed="concern")
    case = take_in(mo, cast.setting, said, Came(door="staff", companion="Adi Advocate"))
    reclassify(mo, case, "It is more than a worry.", classed="complaint", staff_view="concern")
    open_strand(mo, case, StrandKind.OFSTED, TODAY, number="C-77")
    answer(mo, case, Box.SUPPORT, "We read it out to them.")
    with pytest.raises(Refused, match="from the list"):
        answer(mo, case, Box.OUTCOME, "inside nonsense")
    parts = {
        "explanation": "We looked.",
        "apology": "Sorry.",
        "remedy": "A coat each day.",
        "changes": "We check coats.",
    }
    case = Complaint.objects.visible_to(mo).whole().get(pk=case.pk)
    save_draft(mo, case, draft_of(case).version, parts, "upheld")
    unsent = {line.key: line.parts for line in sheet(mo, Complaint.objects.visible_to(mo).get(pk=case.pk)).lines}
    assert not unsent["remedy"], "a letter that nobody gave says nothing yet"
    give(mo, case, "handed")
    answer(mo, case, Box.OUTCOME, "inside agreed")
    answer(mo, case, Box.REGISTER, "early")
    told = sheet(mo, Complaint.objects.visible_to(mo).get(pk=case.pk))
    lines = {line.key: " ".join(part.words for part in line.parts) for line in told.lines}
    assert "Their word: A complaint" in lines["classed"] and "Our word: A concern" in lines["classed"]
    assert "It is more than a worry." in lines["classed"] and "more than a worry" not in lines["dealt_with"]
    assert lines["where"] == "Inside the setting By Ofsted C-77"
    assert lines["support"] == "With them: Adi Advocate We read it out to them."
    assert lines["remedy"] == "A coat each day." and lines["learning"] == "We check coats."
    assert lines["came_of_it"] == "We act on it ourselves, Something was agreed with Ofsted"
    assert lines["register"] == "The early years register"


def test_an_open_case_is_not_asked_for_what_comes_at_its_end(cast: Cast) -> None:
    case = case_of(cast)
    missing = {line.key for line in sheet(cast.viewer("Mo Manager"), case).missing}
    assert missing == {"nature", "outcome", "notified"}


def test_an_answer_stays_and_another_stands_beside_it(cast: Cast) -> None:
    case, mo = case_of(cast), cast.viewer("Mo Manager")
    answer(mo, case, Box.ACTIONS, "First.")
    answer(mo, case, Box.ACTIONS, "Then.")
    parts = next(line for line in sheet(mo, case).lines if line.key == "actions").parts
    assert [part.words for part in parts] == ["First.", "Then."]
    with pytest.raises(Locked):
        Answer.objects.unscoped("a test tries").update(words="Else.")
    with pytest.raises(Refused, match="before the complaint"):
        answer(mo, case, Box.COPY, "x", on=TODAY - dt.timedelta(days=1))


def test_the_summary_drafts_itself_without_the_names_that_are_certain(cast: Cast) -> None:
    case = answered(cast)
    words = standing(case).words
    assert words.nature == "Child A was cold. Another member of staff did not ring."
    assert words.handled == "We looked into it and told them what we found."
    assert words.action == "We said sorry."


def test_reading_the_summary_is_owed_when_it_is_completed_and_kept_by_approving(cast: Cast) -> None:
    case, mo = answered(cast), cast.viewer("Mo Manager")
    assert [(duty.clause, duty.about, duty.owed_role) for duty in owed("complaint_summary")] == [
        ("O1", case.reference, "setting_manager")
    ]
    assert rows(mo, TODAY, TODAY)[0].words is None, "nobody reads words that nobody approved"
    approve(mo, case, standing(case).words)
    assert owed("complaint_summary") == []
    row = rows(mo, TODAY, TODAY)[0]
    assert row.words is not None and row.words.nature.startswith("Child A") and row.finding == "Upheld" and row.in_time


def test_a_name_that_is_certain_is_never_approved_and_a_doubt_is_cleared_by_somebody(cast: Cast) -> None:
    case, mo = answered(cast), cast.viewer("Mo Manager")
    words = Words("Ava was in Gillingham.", "We rang.", "")
    with pytest.raises(Leaking) as no:
        approve(mo, case, words)
    assert [spot.words for spot in no.value.found["nature"]] == ["Ava", "Gillingham"]
    with pytest.raises(Refused, match="name of somebody here"):
        clear(mo, case, "Ava")
    told = clear(mo, case, "Gillingham")
    assert told.by_id == mo.person_id
    better = Words("A child was in Gillingham.", "We rang.", "")
    assert flagged(case, better) == {}
    assert approve(mo, case, better).approved_by_id == mo.person_id
    assert Summary.objects.unscoped("a test looks").count() == 1


def test_a_summary_that_the_case_has_left_behind_says_so(cast: Cast) -> None:
    case, mo = answered(cast), cast.viewer("Mo Manager")
    approve(mo, case, standing(case).words)
    take_step(mo, case, "not_satisfied", words="They want more.")
    assert standing(case).behind and owed("complaint_summary") == []
    take_step(cast.viewer("Lin Manager"), case, "answered", **OUTCOME)
    assert len(owed("complaint_summary")) == 1, "it is read once more"


def test_a_summary_that_is_being_written_anew_takes_nothing_from_the_one_approved(cast: Cast) -> None:
    case, mo = answered(cast), cast.viewer("Mo Manager")
    approve(mo, case, standing(case).words)
    write_summary(mo, case, Words("Ava was cold.", "x", ""))
    row = rows(mo, TODAY, TODAY)[0]
    assert row.words is not None and row.words.nature.startswith("Child A")


def test_a_concern_stands_in_no_record_for_the_regulator(cast: Cast) -> None:
    case = case_of(cast, classed="concern", channel="spoken")
    take_step(cast.viewer("Mo Manager"), case, "answered", **OUTCOME)
    assert not complaints_alone(cast.viewer("Ola Owner")).exists()
    assert owed("complaint_summary") == []


def test_whoever_a_complaint_concerns_counts_it_nowhere_and_the_owners_show_it_all_the_same(cast: Cast) -> None:
    case_of(cast)
    about = write_down(
        cast.viewer("Kay Person"),
        cast.setting,
        Said(
            TODAY, "Rude.", about="setting_manager", classed="complaint", channel="written", child=cast.children["Ava"]
        ),
    )
    mo, lin, ola = (cast.viewer(name) for name in ("Mo Manager", "Lin Manager", "Ola Owner"))
    assert about.pk not in [row.case.pk for row in rows(mo, TODAY, TODAY)]
    for viewer in (lin, ola):
        assert {row.case.pk for row in rows(viewer, TODAY, TODAY)} >= {about.pk} and len(
            rows(viewer, TODAY, TODAY)
        ) == 2
    assert figures(mo, 2026, [cast.setting], quiet=False).lines[0].all == 1
    assert figures(ola, 2026, [cast.setting], quiet=False).lines[0].all == 2
    assert list(complaints_alone(cast.viewer("Dee Deputy"))) == []


def test_a_trustee_counts_nothing_of_their_own_family(cast: Cast) -> None:
    case_of(cast, child=cast.children["Ben"], complainant="Tru Parent")
    assert list(complaints_alone(cast.viewer("Tru Parent", Hat.OWNER))) == []
    assert complaints_alone(cast.viewer("Ola Owner")).count() == 1


def test_each_showing_is_written_down_with_whom_when_and_what(cast: Cast) -> None:
    case = case_of(cast)
    shown = show(cast.viewer("Ola Owner"), "An inspector of Ofsted", TODAY, TODAY)
    assert shown.shown == [case.reference]
    assert Disclosure.objects.visible_to(cast.viewer("Ola Owner")).count() == 1
    assert Disclosure.objects.visible_to(cast.viewer("Mo Manager")).count() == 0
    with pytest.raises(Refused, match="whom you show it to"):
        show(cast.viewer("Ola Owner"), " ", TODAY, TODAY)


def test_the_third_alike_within_a_year_surfaces_and_only_over_what_one_sees(cast: Cast) -> None:
    mo = cast.viewer("Mo Manager")
    cases = [case_of(cast, what=f"Case {number}.") for number in range(3)]
    for case in cases[:2]:
        sort(mo, case, "safety", cast.room)
    assert owed("complaints_alike") == []
    sort(mo, cases[2], "safety", None)
    assert [each.mark for each in alike(mo, cases[2], theme_of(cases[2]))] == ["matter safety"]
    assert [(duty.person_id, duty.owed_role) for duty in owed("complaints_alike")] == [
        (mo.person_id, "setting_manager")
    ]
    sort(mo, cases[2], "safety", cast.room)
    assert {duty.why["alike"] for duty in owed("complaints_alike")} == {"matter safety", f"room {cast.room.pk}"}
    sort(mo, cases[2], "safety", cast.room)
    assert len(owed("complaints_alike")) == 2, "the same is pointed out once"


def test_what_is_alike_is_one_statement_with_a_few_names_however_many_there_are(cast: Cast) -> None:
    mo = cast.viewer("Mo Manager")
    cases = [case_of(cast, what=f"Case {number}.") for number in range(SHOWN + 2)]
    for number, case in enumerate(cases, start=1):
        sort(mo, case, "safety", None)
        if number not in (3, len(cases)):
            continue
        theme = theme_of(cases[0])
        with CaptureQueriesContext(connection) as asked:
            found = alike(mo, cases[0], theme)
        assert [each.count for each in found] == [number]
        assert len(found[0].cases) == min(number, SHOWN)
        assert sum("complaints_theme" in query["sql"] for query in asked) == 1
    assert found[0].told.endswith(" +2")
    sort(mo, cases[1], "privacy", None)
    assert alike(mo, cases[0], theme_of(cases[0]))[0].count == len(cases) - 1, "the last theme counts"


def test_the_third_about_the_manager_surfaces_to_the_line_manager_and_to_nobody_else(cast: Cast) -> None:
    for number in range(3):
        said = Said(TODAY, f"Rude, {number}.", about="setting_manager", child=cast.children["Ava"], settled=False)
        write_down(cast.viewer("Kay Person"), cast.setting, said)
    assert [duty.person_id for duty in owed("complaints_alike")] == [cast.people["Lin Manager"].pk]
    assert not Duty.objects.visible_to(cast.viewer("Mo Manager")).exists()


@pytest.mark.parametrize("table", ["answer", "summary", "theme"])
@pytest.mark.parametrize("sql", ["UPDATE complaints_{} SET number = 7", "DELETE FROM complaints_{}"])
def test_the_database_itself_refuses_to_change_what_is_kept(cast: Cast, table: str, sql: str) -> None:
    case, mo = answered(cast), cast.viewer("Mo Manager")
    answer(mo, case, Box.ACTIONS, "A bell.")
    approve(mo, case, standing(case).words)
    sort(mo, case, "safety", None)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql.format(table))


OLD = dt.date(2020, 2, 3)  # long enough ago for the database's own clock too


@pytest.fixture
def old(cast: Cast) -> Cast:
    """The cast, of whom some have been here for many years."""
    people.appoint(HOUSE, cast.people["Mo Manager"], Role.MANAGER, cast.setting, OLD, ends=LONG_AGO)
    people.appoint(HOUSE, cast.people["Ola Owner"], Role.OWNER, cast.provider, OLD, ends=LONG_AGO)
    return cast


def test_a_complaint_goes_only_in_its_time_by_a_signature_and_leaves_a_stub(old: Cast) -> None:
    with clock.fixed(OLD):
        case = answered(old, received_on=OLD, child=None, about="other_staff", who=old.people["Kay Person"])
        answer(old.viewer("Mo Manager"), case, Box.ACTIONS, "A bell.")
    ola = old.viewer("Ola Owner")
    with clock.fixed(dt.date(2023, 2, 2)), pytest.raises(Refused, match="three years"):
        dispose(old.viewer("Ola Owner"), case, "Its time.")
    with pytest.raises(Refused, match="why it may go"):
        dispose(ola, case, "")
    hold(ola, case, "The regulator still asks")
    with pytest.raises(Refused, match="held"):
        dispose(ola, case, "Its time.")
    release(ola, case)
    assert [each.pk for each in due(ola)] == [case.pk]
    before = Complaint.objects.unscoped("a test looks").count()
    stub = dispose(ola, case, "Its time has come.")
    assert Complaint.objects.unscoped("a test looks").count() == before - 1
    for gone in (Step, Answer):
        assert not gone.objects.unscoped("a test looks").filter(complaint=case.pk).exists()
    assert (
        not Record.objects.unscoped("a test looks").filter(kind__in=("complaint_summary", "complaint_review")).exists()
    )
    assert stub.reference == case.reference and stub.by_id == ola.person_id and stub.rows > 5
    left = Record.objects.unscoped("a test looks").get(pk=case.pk)
    assert left.title == "Disposed of" and left.child_id is None
    assert [party.part for party in Party.objects.unscoped("a test looks").filter(record=left)] == ["concerns"]
    assert Disposal.objects.visible_to(ola).count() == 1 and list(due(ola)) == []


def test_slips_close_with_their_case_open_with_it_and_go_with_its_disposal(old: Cast) -> None:
    def slips() -> list[tuple[dt.date | None, dt.date | None]]:
        rows = Record.objects.unscoped("a test looks").filter(kind=SLIP)
        return list(rows.values_list("closed", "keep_until"))

    ola = old.viewer("Ola Owner")
    with clock.fixed(OLD):
        mo = old.viewer("Mo Manager")
        case = case_of(old, child=None)
        asked = ask(mo, case, old.people["Ola Owner"], "What did you see?")
        duty = Duty.objects.unscoped("a test looks").get(record=asked.slip_id)
        assert slips() == [(None, None)] and not duty.lifted_because
        take_step(mo, case, "answered", **OUTCOME)
        case.refresh_from_db()
        duty.refresh_from_db()
        assert slips() == [(case.closed, case.keep_until)] and case.closed == OLD
        assert duty.lifted_because and not duty.kept_on
        reopen(mo, case, "Something else came to light.")
        assert slips() == [(None, None)]
        ask(mo, case, old.people["Ola Owner"], "What did you see after that?")
        take_step(mo, case, "answered", **OUTCOME)
    dispose(ola, case, "Its time has come.")
    assert slips() == []
    assert not Entry.objects.unscoped("a test looks").filter(complaint=case.pk).exists()
    assert not Duty.objects.unscoped("a test looks").filter(pk=duty.pk).exists()


def test_nothing_is_disposed_of_by_itself(old: Cast) -> None:
    with clock.fixed(OLD):
        case = answered(old, received_on=OLD, child=None)
    assert list(due(old.viewer("Ola Owner"))) == [case]
    assert Complaint.objects.unscoped("a test looks").filter(pk=case.pk).exists()


@pytest.mark.parametrize(
    ("each", "said"),
    [
        ([5, 2, 4], [5, None, None]),
        ([1, 2, 4], [None, None, 4]),
        ([3, 0, 4], [3, 0, 4]),
        ([2, 0, 0], [None, 0, 0]),
        ([2, 5, 0], [None, None, 0]),
    ],
)
def test_a_small_number_is_not_said_nor_one_that_gives_it_away(each: list[int], said: list[int | None]) -> None:
    assert quieted(each, sum(each)) == said
