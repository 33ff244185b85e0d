"""A family joins, a key person leaves, an order comes, a trustee is a parent too: what each sees on the next request."""

from __future__ import annotations

import datetime as dt

import pytest

from hometime.duties.models import Duty
from hometime.families.models import Bond, Child
from hometime.families.tests.test_pages import FAMILY
from hometime.kernel import clock
from hometime.people import actions as people
from hometime.people.models import Person
from hometime.people.roles import Hat, Role
from hometime.today.actions import see_to_gaps
from tests.cast import HOUSE, TODAY, Cast
from tests.cast import person as somebody
from tests.stories.village import enter, words_of


@pytest.fixture
def house(practice: None, cast: Cast) -> Cast:
    return cast


def joined(house: Cast) -> tuple[Child, dict[str, Bond]]:
    """The family of an Urdu-reading mother, written down by the manager."""
    office = enter(house.people["Mo Manager"])
    said = FAMILY | {"room": house.room.pk, "key_person": house.people["Kay Person"].pk}
    assert office.post("/children/new/", said | {"back_up": house.people["Bo Backup"].pk}).status_code == 302
    child = Child.objects.unscoped("a story looks").get(name_to_use="Safi")
    bonds = Bond.objects.unscoped("a story looks").filter(child=child).select_related("adult__person")
    return child, {bond.relation: bond for bond in bonds}


@pytest.mark.clause("F4", "F8", "F18", "F20")
def test_an_urdu_reading_mother_a_separated_father_and_a_grandmother_who_collects(house: Cast) -> None:
    child, bonds = joined(house)
    office = enter(house.people["Mo Manager"])
    father = bonds["father"]
    assert office.post(f"/bond/{father.pk}/sign-in/", {"email": "bilal@families.example"}).status_code == 302
    with clock.fixed(dt.date(2026, 3, 16)):  # Safi's first day
        key = enter(house.people["Kay Person"])
        front = words_of(key, f"/c/{child.pk}/")
        assert "Amina Khan" in front and "Nadia Khan" in front and "No eggs" in front
        home = enter(bonds["mother"].adult.person)
        page = words_of(home, "/c/") if home.get("/c/").status_code == 200 else words_of(home, f"/c/{child.pk}/")
        assert 'lang="ur"' in page and 'dir="rtl"' in page and "Kay Person" in page
        assert "Bilal" not in page and "Nadia" not in page
        fathers = words_of(enter(Person.objects.get(email="bilal@families.example")), f"/c/{child.pk}/")
        assert "No eggs" in fathers and "Amina" not in fathers and "Kay Person" in fathers
        for client in (home,):
            mine = words_of(client, f"/c/{child.pk}/people/")
            assert "Bilal" not in mine and "1 Made-up Lane" in mine  # her own address, sealed from everybody else
        assert "Made-up Lane" not in words_of(key, f"/adult/{bonds['mother'].adult_id}/")
    assert not Person.objects.get(pk=bonds["grandmother"].adult.person_id).email


@pytest.mark.clause("F8")
def test_a_key_person_leaves_and_no_child_is_without_one_for_a_day(house: Cast) -> None:
    somebody(house, "New Key", (Role.KEY_PERSON, house.setting))
    last = TODAY + dt.timedelta(days=14)
    people.let_go(HOUSE, house.people["Kay Person"], last, house.provider)
    see_to_gaps(HOUSE)
    office = enter(house.people["Mo Manager"])
    front = words_of(office, "/today/")
    ava = house.children["Ava"]
    assert "Name a new key person for this child" in front and f"/c/{ava.pk}/key-person/" in front
    first = last + dt.timedelta(days=1)
    said = {"part": "key_person", "person": house.people["New Key"].pk}
    said |= {"starts_day": first.day, "starts_month": first.month, "starts_year": first.year}
    for name in ("Ava", "Cy"):
        assert office.post(f"/c/{house.children[name].pk}/key-person/", said).status_code == 302
    see_to_gaps(HOUSE)
    still = Duty.objects.unscoped("a story looks").open().filter(record__kind="key_person", setting=house.setting)
    assert not still.exists()
    with clock.fixed(last):
        assert enter(house.people["Kay Person"]).get(f"/c/{ava.pk}/").status_code == 200
    with clock.fixed(first):
        new = enter(house.people["New Key"])
        assert new.get(f"/c/{ava.pk}/").status_code == 200
        assert "Tell the family who their key person is" in words_of(new, "/today/")


@pytest.mark.clause("F20")
def test_a_court_order_comes_while_the_father_is_signed_in(house: Cast) -> None:
    child, bonds = joined(house)
    office, lead = enter(house.people["Mo Manager"]), enter(house.people["Sal Lead"])
    father = bonds["father"]
    office.post(f"/bond/{father.pk}/sign-in/", {"email": "bilal@families.example"})
    fathers = enter(Person.objects.get(email="bilal@families.example"))
    pages = [f"/c/{child.pk}/{tab}" for tab in ("", "people/", "looked/", "copy/")]
    assert [fathers.get(page).status_code for page in pages] == [200] * 4
    order = {"kind": "prohibited steps", "issued_day": 9, "issued_month": 3, "issued_year": 2026, "seen": "on"}
    assert lead.post(f"/bond/{father.pk}/order/", order).status_code == 302
    decision = {"value": "none", "basis": "order_seen", "evidence": "Order of 9 March, sealed copy"}
    assert lead.post(f"/bond/{father.pk}/decide/info/", decision).status_code == 302
    assert lead.post(f"/bond/{father.pk}/decide/collect/", decision | {"value": "no"}).status_code == 302
    assert [fathers.get(page).status_code for page in pages] == [404] * 4
    assert "Safi" not in words_of(fathers, "/c/") + words_of(fathers, "/today/")
    with clock.fixed(dt.date(2026, 3, 16)):
        door = words_of(enter(house.people["Kay Person"]), f"/c/{child.pk}/")
        assert "Do not hand over. Fetch the manager" in door and "prohibited" not in door


@pytest.mark.clause("F20")
def test_a_trustee_who_is_also_a_parent_sees_their_child_in_one_hat_only(house: Cast) -> None:
    ben = house.children["Ben"]
    parent = enter(house.people["Tru Parent"], Hat.PARENT)
    assert parent.get(f"/c/{ben.pk}/").status_code == 200
    assert parent.get(f"/c/{house.children['Ava'].pk}/").status_code == 404
    trustee = enter(house.people["Tru Parent"], Hat.OWNER)
    for page in (f"/c/{ben.pk}/", "/c/", "/children/", f"/c/{house.children['Ava'].pk}/"):
        assert trustee.get(page).status_code == 404
