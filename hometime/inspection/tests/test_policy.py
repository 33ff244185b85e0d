"""The living policy: the same few statements for few duties and for many, and no clause of anybody else."""

from __future__ import annotations

import datetime as dt
from importlib import resources

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hometime.adoption.actions import adopt
from hometime.duties.actions import Task, keep, owe
from hometime.duties.models import Duty
from hometime.inspection.pages import CLAUSES, KEPT, part, places, story
from hometime.inspection.states import State
from hometime.kernel import clock
from hometime.people.roles import Role
from hometime.policies.models import AdoptedClause, Adoption
from hometime.records.actions import open_record
from hometime.records.audiences import Audience
from hometime.records.models import Record
from tests.budgets.test_pages import signed_in
from tests.cast import HOUSE, TODAY, Cast, as_proposed

AT_MOST = 10  # statements for the living policy
BOOK = (resources.files("hometime.policies.library") / "documents" / "bluebell.md").read_bytes()


@pytest.fixture
def adopted(cast: Cast) -> Cast:
    """The whole policy, adopted for one setting."""
    adopt(HOUSE, cast.provider, [cast.setting], as_proposed(BOOK, "bluebell.md"), BOOK, TODAY)
    return cast


@pytest.fixture
def manager(adopted: Cast) -> Client:
    """The manager of that setting, signed in."""
    return signed_in(adopted.people["Mo Manager"])


def clause(id_: str) -> AdoptedClause:
    found: AdoptedClause = next(each for each in AdoptedClause.objects.all() if id_ in each.covers)
    return found


def kept_often(cast: Cast, id_: str, times: int, audience: Audience = Audience.SETTING) -> Record:
    """Something under a clause, done so many times."""
    record = open_record(HOUSE, cast.setting, "note", "About it", audience)
    for _ in range(times):
        duty = owe(HOUSE, record, Task(id_, "Look at it", "Done", Role.MANAGER), due=TODAY)
        keep(cast.viewer("Mo Manager"), duty, "I looked.")
    return record


def statements(client: Client, address: str) -> list[str]:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return [each["sql"] for each in asked if not each["sql"].startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE"))]


def test_each_page_asks_the_same_few_questions_for_few_duties_and_for_ten_times_as_many(
    manager: Client, adopted: Cast
) -> None:
    addresses = (
        "/policy/",
        "/policy/riverside/10.1/",
        f"/policy/clause/{clause('F3').pk}/",
        "/policy/riverside/contacts/",
    )
    kept_often(adopted, "F3", 2)
    kept_often(adopted, "S3", 1)
    few = {address: statements(manager, address) for address in addresses}
    kept_often(adopted, "F3", 20)
    kept_often(adopted, "S3", 10)
    many = {address: statements(manager, address) for address in addresses}
    assert {a: len(asked) for a, asked in few.items()} == {a: len(asked) for a, asked in many.items()}
    assert {a: asked for a, asked in many.items() if len(asked) > AT_MOST} == {}


def test_an_owner_of_several_settings_costs_no_more_than_of_one(adopted: Cast) -> None:
    owner = adopted.viewer("Ola Owner")
    with CaptureQueriesContext(connection) as one:
        places(owner, [adopted.setting])
    adopt(HOUSE, adopted.provider, [adopted.sibling], as_proposed(BOOK, "bluebell.md"), BOOK + b"\n", TODAY)
    with CaptureQueriesContext(connection) as both:
        told = places(owner, [adopted.setting, adopted.sibling])
    assert len(both) == len(one)
    assert [[a.number for a in each.parts] for each in told] == [["10", "10.1", "10.2"]] * 2


def test_what_was_done_under_a_clause_is_shown_with_who_and_how_often_and_only_as_far_as_its_record_is_seen(
    adopted: Cast,
) -> None:
    kept_often(adopted, "F9", 3)
    kept_often(adopted, "F9", 4, Audience.STAFF)
    seen = {name: story(adopted.viewer(name), clause("F9"), 1) for name in ("Mo Manager", "Kay Person", "Ola Owner")}
    counts = {name: (told.line.promises[0].proof.kept, told.kept.paginator.count) for name, told in seen.items()}
    assert counts == {"Mo Manager": (7, 7), "Kay Person": (3, 3), "Ola Owner": (3, 3)}
    assert seen["Kay Person"].line.promises[0].proof.by == "Mo Manager"
    assert seen["Kay Person"].line.promises[0].state == State.ON_TRACK


def test_a_long_history_is_paged_and_the_newest_stands_first(adopted: Cast) -> None:
    kept_often(adopted, "F3", KEPT)
    with clock.fixed(TODAY + dt.timedelta(days=1)):
        kept_often(adopted, "F3", 1)
        told = story(adopted.viewer("Mo Manager"), clause("F3"), 1)
    assert len(told.kept) == KEPT and told.kept.paginator.num_pages == 2
    assert next(iter(told.kept)).kept_on == TODAY + dt.timedelta(days=1)


def test_late_work_shows_on_the_clause_and_is_counted_on_the_page(adopted: Cast) -> None:
    late = TODAY + dt.timedelta(days=8)
    with clock.fixed(late):
        viewer = adopted.viewer("Mo Manager", day=late)
        adoption = Adoption.objects.get(number="10.1")
        told = part(viewer, adopted.setting, adoption, 1)
        found = {p.id: p.state for section in told.sections for line in section.lines for p in line.promises}
    assert found["F3"] == State.LATE
    assert next((str(each.words), each.count) for each in told.counts) == ("Late", 1)
    assert sum(each.count for each in told.counts) == len(found)


def test_checking_the_cards_proves_both_the_board_and_what_the_text_prints(adopted: Cast) -> None:
    duty = Duty.objects.unscoped("a test keeps what is owed").get(clause="P17")
    keep(adopted.viewer("Mo Manager"), duty, "Their own page.")
    for id_ in ("P17", "C22"):
        (promise,) = [p for p in story(adopted.viewer("Mo Manager"), clause(id_), 1).line.promises if p.id == id_]
        assert (promise.proof.kept, promise.proof.last) == (1, TODAY), id_


def test_a_clause_remembers_how_it_was_worded_before(adopted: Cast) -> None:
    later = TODAY + dt.timedelta(days=7)
    text = BOOK.replace(b"within 28 days, makes", b"within 21 days, makes")
    with clock.fixed(later):
        adopt(HOUSE, adopted.provider, [adopted.setting], as_proposed(text, "bluebell.md"), text, later)
    old, new = (
        next(c for c in AdoptedClause.objects.filter(adoption__sequence=n) if "C14" in c.covers) for n in (1, 2)
    )
    viewer = adopted.viewer("Mo Manager")
    assert [version.words for version in story(viewer, new, 1).versions] == ["", old.text]
    unchanged = next(c for c in AdoptedClause.objects.filter(adoption__sequence=2) if "C5" in c.covers)
    assert [version.words for version in story(viewer, unchanged, 1).versions] == ["", ""]


def test_a_very_long_policy_comes_in_pages_in_document_order(cast: Cast) -> None:
    lines = b"".join(
        b"- The complaints procedure is displayed on the notice board, number %d.\n" % n for n in range(140)
    )
    text = b"# 10.2 Complaints\n\n## Parents\n\n" + lines
    adopt(HOUSE, cast.provider, [cast.setting], as_proposed(text, "long.md"), text, TODAY)
    adoption = Adoption.objects.get()
    first = part(cast.viewer("Mo Manager"), cast.setting, adoption, 1)
    assert len(first.page) == CLAUSES and first.page.paginator.num_pages == 3
    positions = [line.clause.position for section in first.sections for line in section.lines]
    assert positions == list(range(1, CLAUSES + 1))


def test_nothing_adopted_says_what_will_appear_here(cast: Cast) -> None:
    client = signed_in(cast.people["Mo Manager"])
    page = client.get("/policy/").content.decode()
    assert "No policy yet" in page and "Once the owners adopt one" in page
    assert "/adopt/" in page, "and offers the one act there is"
    assert "No contact card yet" in client.get("/policy/riverside/contacts/").content.decode()
