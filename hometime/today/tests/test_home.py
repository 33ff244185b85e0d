"""A parent's front page: who the key person is, never more than may be known, and the same few statements for ten."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hometime.access.tests.conftest import PASSWORD, give_password
from hometime.duties.actions import Task, owe
from hometime.duties.models import Duty
from hometime.families import actions as families
from hometime.families.models import Child
from hometime.people import actions as people
from hometime.people.roles import Role
from hometime.records.actions import open_record
from hometime.records.audiences import Audience
from hometime.today.pages import home
from tests.cast import FULL, HOUSE, LONG_AGO, Cast, adult

STATEMENTS = 7  # the budget of the page


@pytest.fixture
def parent(client: Client, cast: Cast) -> Client:
    """Ava's mother, signed in on a telephone that is known."""
    people.set_password(HOUSE, cast.people["Mum Full"], PASSWORD)
    give_password(client, cast, "Mum Full")
    return client


def more_children(cast: Cast, count: int) -> list[Child]:
    """Gives Ava's mother more children, each with a key person."""
    made = []
    for number in range(count):
        child = families.register_child(
            HOUSE, cast.setting, f"Kit{number} Child", dt.date(2023, 5, 4), room=cast.room, starts=LONG_AGO
        )
        adult(cast, "Mum Full", child, "mother", **FULL)
        families.allocate(HOUSE, child, cast.people["Kay Person"], LONG_AGO)
        made.append(child)
    return made


def ask(cast: Cast, child: Child, what: str, of: str = "Mum Full") -> None:
    """Owes an answer by Ava's mother, on a record of the child's family."""
    record = open_record(HOUSE, cast.setting, "meeting", what, Audience.FAMILY, child=child)
    task = Task("F8", what, "Answer", Role.PARENT)
    owe(HOUSE, record, task, due=dt.date(2026, 3, 12), person=cast.people[of])


def statements(client: Client) -> list[str]:
    """What the front page asks the database; transaction marks are not questions."""
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/today/").status_code == 200
    return [each["sql"] for each in asked if not each["sql"].startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE"))]


def test_a_parent_reads_who_the_key_person_of_each_child_is(parent: Client, cast: Cast) -> None:
    page = parent.get("/today/").content.decode()
    assert "The key person for <bdi>Ava</bdi> is <bdi>Kay</bdi>." in page
    assert "<bdi>Bo</bdi>" not in page, "a back-up is not the key person"
    assert "/board/riverside/" in page


@pytest.mark.parametrize("children", [1, 10])
def test_the_front_page_asks_the_same_few_questions_for_one_child_and_for_ten(
    parent: Client, cast: Cast, children: int
) -> None:
    for number, child in enumerate(more_children(cast, children - 1)[:3]):
        ask(cast, child, f"Answer number {number}")
    ask(cast, cast.children["Ava"], "Come and meet us")
    parent.get("/today/")  # the first visit puts on the only hat there is
    asked = statements(parent)
    assert len(asked) == STATEMENTS, "\n".join(asked)


def test_a_child_without_a_key_person_is_not_forgotten(parent: Client, cast: Cast) -> None:
    child = families.register_child(HOUSE, cast.setting, "Lo Child", dt.date(2023, 5, 4), starts=LONG_AGO)
    adult(cast, "Mum Full", child, "mother", **FULL)
    assert "We will soon tell you who the key person for <bdi>Lo</bdi> is." in parent.get("/today/").content.decode()


@pytest.mark.parametrize("name", ["Ex Barred", "Gran Unknown"])
def test_who_may_not_know_the_child_reads_no_name_at_all(cast: Cast, name: str) -> None:
    assert home(cast.viewer(name)).children == []


def test_absent_and_not_yours_are_the_same_bytes_and_carry_the_number_to_ring(parent: Client, cast: Cast) -> None:
    people.open_setting(HOUSE, cast.provider, "Elsewhere", "elsewhere", phone="01632 960 777")
    ask(cast, cast.children["Ben"], "Come and meet us", of="Tru Parent")
    theirs = Duty.objects.unscoped("a test looks for what is not theirs").get()
    absent = parent.get("/duty/nowhere/")
    not_theirs = parent.get(f"/duty/{theirs.pk}/")
    wrong_hat = parent.get("/posts/")
    assert absent.status_code == not_theirs.status_code == wrong_hat.status_code == 404
    assert absent.content == not_theirs.content == wrong_hat.content
    assert "Riverside" in absent.content.decode() and "01632 960 777" not in absent.content.decode()
