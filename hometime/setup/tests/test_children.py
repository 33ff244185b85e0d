"""Children are written down by the office, line by line looked at first, and a list gives nobody a right."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from hometime.audit.models import Event
from hometime.families.importing import rows
from hometime.families.models import Adult, Bond, Child, KeyPersonship
from hometime.people import actions as people
from hometime.people.models import Person, Post
from hometime.people.roles import Hat, Role
from tests.cast import HOUSE, TODAY

from .conftest import Beginning

GOOD = """Child\tBorn\tStarts\tAdult\tE-mail\tRelation
Ada Made-Up\t4/5/2023\t1/9/2025\tBo Made-Up\tBo@town.example\tmother\tCy Other\t\tfather
Eli Made-Up\t2024-02-29\t\tBo Made-Up\tbo@town.example\tmother
"""


@pytest.fixture
def manager(named: Beginning) -> Person:
    made = people.add_person(HOUSE, "Mo Manager", email="mo@town.example")
    people.appoint(HOUSE, made, Role.MANAGER, named.setting, TODAY)
    return made


@pytest.fixture
def office(named: Beginning, manager: Person) -> Client:
    return named.client(manager, Hat.STAFF)


def all_children() -> list[str]:
    return list(Child.objects.unscoped("a test looks").order_by("name").values_list("name", flat=True))


def test_a_pasted_list_is_looked_at_before_anything_is_written(office: Client) -> None:
    words = office.post("/setup/children/", {"lines": GOOD}).content.decode()
    assert "This is what we read" in words and "Write down 2 children" in words
    assert all_children() == []
    answer = office.post("/setup/children/", {"lines": GOOD, "write": "yes"})
    assert answer["Location"] == "/setup/children/key-persons/"
    assert all_children() == ["Ada Made-Up", "Eli Made-Up"]
    assert Person.objects.filter(name="Bo Made-Up").count() == 1  # one address, one person, two children
    assert Event.objects.filter(verb="child.registered").count() == 2


def test_being_in_a_list_gives_no_right_and_no_way_in(office: Client) -> None:
    office.post("/setup/children/", {"lines": GOOD, "write": "yes"})
    bonds = list(Bond.objects.unscoped("a test looks"))
    assert len(bonds) == 3
    assert [bond.rights(TODAY) for bond in bonds] == [frozenset()] * 3
    assert {bond.identity_checked for bond in bonds} == {None}
    assert not Post.objects.filter(role=Role.PARENT).exists()
    assert not Person.objects.get(name="Bo Made-Up").has_usable_password()


def test_the_same_list_again_writes_nothing_twice(office: Client) -> None:
    office.post("/setup/children/", {"lines": GOOD, "write": "yes"})
    words = office.post("/setup/children/", {"lines": GOOD, "write": "yes"}).content.decode()
    assert "All of them are here already" in words
    more = GOOD + "Fay New\t1/1/2024\n"
    office.post("/setup/children/", {"lines": more, "write": "yes"})
    assert all_children() == ["Ada Made-Up", "Eli Made-Up", "Fay New"]
    assert Adult.objects.unscoped("a test looks").count() == 2


def test_one_wrong_line_holds_all_back_and_the_words_stay(office: Client) -> None:
    text = GOOD + "Gus Wrong\t31/2/2023\t\tHal\tno address\t\n"
    answer = office.post("/setup/children/", {"lines": text, "write": "yes"})
    words = answer.content.decode()
    assert answer.status_code == 422 and all_children() == []
    for said in ("31/2/2023", "no address", "Say what Hal is to the child", "Gus Wrong\t31/2/2023"):
        assert said in words


def test_an_owner_sees_no_child_and_is_shown_who_writes_them_down(
    named: Beginning, manager: Person, office: Client
) -> None:
    office.post("/setup/children/", {"lines": GOOD, "write": "yes"})
    client = named.client()
    words = client.get("/setup/children/").content.decode()
    assert "Mo Manager" in words and "Ada" not in words
    assert client.post("/setup/children/", {"lines": GOOD, "write": "yes"}).status_code == 404
    assert client.get("/setup/children/boxes/").status_code == 404
    people.appoint(HOUSE, named.owner, Role.MANAGER, named.setting, TODAY)
    assert f'value="staff:{named.setting.pk}"' in client.get("/setup/children/").content.decode()


@pytest.mark.parametrize("role", [Role.KEY_PERSON, Role.DSL, Role.SENCO, Role.BANK])
def test_others_at_work_do_not_set_up(named: Beginning, role: Role) -> None:
    somebody = people.add_person(HOUSE, "Some Body", email="some@town.example")
    people.appoint(HOUSE, somebody, role, named.setting, TODAY)
    assert named.client(somebody, Hat.STAFF).post("/setup/children/", {"lines": GOOD}).status_code == 403


def test_five_boxes_go_the_same_way_as_a_list(office: Client) -> None:
    boxes = {
        "child1-name": "Ada Made-Up", "child1-born_day": "4", "child1-born_month": "5", "child1-born_year": "2023",
        "child1-adult": "Bo Made-Up", "child1-relation": "mother", "child3-name": "No Date",
    }  # fmt: skip
    wrong = office.post("/setup/children/boxes/", boxes)
    assert wrong.status_code == 422 and "Give the date of birth" in wrong.content.decode()
    del boxes["child3-name"]
    words = office.post("/setup/children/boxes/", boxes).content.decode()
    assert "Write down 1 child" in words and "Ada Made-Up\t2023-05-04\t\tBo Made-Up\t\tmother" in words
    assert all_children() == []


def test_rooms_key_persons_and_whose_they_are(named: Beginning, office: Client) -> None:
    office.post("/setup/rooms/", {"about": "rooms", "rooms": "Acorns\nOaks\nAcorns", "at": "riverside"})
    office.post("/setup/rooms/", {"about": "person", "name": "Kay Person", "at": "riverside"})
    twice = office.post("/setup/rooms/", {"about": "person", "name": "Kay Person", "at": "riverside"})
    assert twice.status_code == 422 and "written down already" in twice.content.decode()
    assert "Acorns" in office.get("/setup/rooms/").content.decode()
    office.post("/setup/children/", {"lines": GOOD, "write": "yes"})
    assert "2 children have no key person yet" in office.get("/setup/children/").content.decode()
    ada = Child.objects.unscoped("a test looks").get(name="Ada Made-Up")
    kay = Person.objects.get(name="Kay Person")
    office.post("/setup/children/key-persons/", {ada.pk: kay.pk})
    assert list(KeyPersonship.objects.unscoped("a test looks").values_list("child", "person")) == [(ada.pk, kay.pk)]
    stranger = office.post("/setup/children/key-persons/", {ada.pk: kay.pk, "nobody": "x"})
    assert stranger.status_code == 302


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("27/3/2023", dt.date(2023, 3, 27)),
        ("27.03.2023", dt.date(2023, 3, 27)),
        ("27 March 2023", dt.date(2023, 3, 27)),
        ("3rd Sept 2023", dt.date(2023, 9, 3)),
        ("2023-03-27", dt.date(2023, 3, 27)),
        ("3/27/2023", None),
        ("27/3/23", None),
        ("soon", None),
    ],
)
def test_days_are_read_as_people_here_write_them_and_never_guessed(text: str, day: dt.date | None) -> None:
    assert rows.read_day(text) == day


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (",4/5/2023", "name is missing"),
        ("Ada", "date of birth is missing"),
        ("Ada,4/5/2030", "today or earlier"),
        ("Ada,4/5/1999", "too long ago"),
        ("Ada,4/5/2023,1/1/2023", "before the date of birth"),
        ("Ada,4/5/2023,,,bo@town.example,mother", "adult's name is missing"),
        ("Ada,4/5/2023,,Bo,b@t.example,mother,Cy,B@t.example,father", "same e-mail address"),
    ],
)
def test_each_mistake_has_its_sentence(line: str, fault: str) -> None:
    (row,) = rows.read(line, TODAY)
    assert any(fault in said for said in row.faults), row.faults


def test_more_lines_than_we_take_are_refused_whole() -> None:
    with pytest.raises(ValueError, match="at most 300"):
        rows.read("Ada,4/5/2023\n" * 301, TODAY)


@given(st.text(max_size=400))
def test_whatever_is_pasted_is_read_without_a_crash(text: str) -> None:
    for row in rows.read(text, TODAY):
        assert row.faults or (row.name and row.born)


NAME = st.text(st.characters(categories=["L"]), min_size=1, max_size=20)


@given(NAME, st.dates(dt.date(2022, 1, 1), TODAY), NAME, NAME)
def test_what_boxes_write_is_read_back_the_same(name: str, born: dt.date, adult: str, relation: str) -> None:
    (row,) = rows.read("Child\n" + rows.written(name, born, None, [rows.AdultRow(adult, "", relation)]), TODAY)
    assert (row.name, row.born, row.adults) == (name, born, (rows.AdultRow(adult, "", relation),))
