"""A child's file shows each viewer their own version of it, and never one adult to another."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from hometime.audit.models import Reading
from hometime.childfile import panels
from hometime.childfile.panels import Panel, Part
from hometime.complaints.actions import Said, write_down
from hometime.families import actions as families
from hometime.families.models import Child
from hometime.families.tests.test_pages import bond_of, signed_in, words
from hometime.kernel import clock
from hometime.people.roles import Hat
from tests.cast import HOUSE, TODAY, Cast


def file_of(cast: Cast, child: str = "Ava", tab: str = "") -> str:
    return f"/c/{cast.children[child].pk}/{tab}"


def test_staff_see_at_the_top_whom_to_hand_the_child_to_and_parents_do_not(cast: Cast) -> None:
    families.decide(HOUSE, bond_of(cast, "Ex Barred"), "collect", "no")
    for name in ("Kay Person", "Mo Manager", "Sen Coe"):
        page = words(signed_in(cast, name).get(file_of(cast)))
        assert "Hand over to" in page and "Mum Full" in page
        assert "Do not hand over. Fetch the manager" in page and "Ex Barred" in page and "Ask first" in page
    mum = words(signed_in(cast, "Mum Full", Hat.PARENT).get(file_of(cast)))
    assert "Hand over" not in mum and "Ex Barred" not in mum and "Dad" not in mum
    assert "Kay Person" in mum and "Bo Backup" in mum


def test_key_facts_are_for_those_who_may_know_all_about_the_child(cast: Cast) -> None:
    families.write_key_facts(HOUSE, cast.children["Ava"], ["ur"], ["No eggs"])
    for name, hat in (("Mum Full", Hat.PARENT), ("Kay Person", Hat.STAFF)):
        page = words(signed_in(cast, name, hat).get(file_of(cast)))
        assert "No eggs" in page and "Urdu" in page
    assert "No eggs" not in words(signed_in(cast, "Dad Limited", Hat.PARENT).get(file_of(cast)))


def test_a_parent_finds_their_own_facts_and_nobody_elses(cast: Cast) -> None:
    # A language that the pages do not speak, or they would speak it where the words are compiled.
    families.describe_adult(HOUSE, cast.adults["Mum Full"], cast.setting, phone="07700 900555", reads=["fa"])
    page = words(signed_in(cast, "Mum Full", Hat.PARENT).get(file_of(cast, tab="people/")))
    assert "07700 900555" in page and "Farsi" in page and "Tell us of somebody else" in page
    page = words(signed_in(cast, "Dad Limited", Hat.PARENT).get(file_of(cast, tab="people/")))
    assert "07700 900555" not in page and "Mum" not in page and "Tell us of somebody else" not in page


def test_who_has_looked_names_staff_by_day_and_no_parent_and_no_lead(cast: Cast) -> None:
    for name, hat in (("Kay Person", Hat.STAFF), ("Sal Lead", Hat.STAFF), ("Dad Limited", Hat.PARENT)):
        assert signed_in(cast, name, hat).get(file_of(cast)).status_code == 200
    page = words(signed_in(cast, "Mum Full", Hat.PARENT).get(file_of(cast, tab="looked/")))
    assert "Kay Person" in page and "Sal Lead" not in page and "Dad Limited" not in page
    with clock.fixed(TODAY + dt.timedelta(days=100)):
        page = words(signed_in(cast, "Mum Full", Hat.PARENT).get(file_of(cast, tab="looked/")))
    assert "Kay Person" not in page


def test_staff_see_what_a_parent_would_see_and_the_looking_is_written_down(cast: Cast) -> None:
    families.write_key_facts(HOUSE, cast.children["Ava"], ["ur"], ["No eggs"])
    key = signed_in(cast, "Kay Person")
    mother, limited, barred = (bond_of(cast, name) for name in ("Mum Full", "Dad Limited", "Ex Barred"))
    assert "No eggs" in words(key.get(f"/as/{mother.pk}/"))
    page = words(key.get(f"/as/{limited.pk}/"))
    assert "No eggs" not in page and "Kay Person" in page and "Hand over" not in page
    assert "They would find nothing here." in words(key.get(f"/as/{barred.pk}/"))
    assert Reading.objects.filter(
        subject=mother.pk, door="child-as-parent", actor=cast.people["Kay Person"].pk
    ).exists()
    assert signed_in(cast, "Sen Coe").get(f"/as/{mother.pk}/").status_code == 403


def test_what_a_room_adds_stands_under_its_tab_and_only_open_parts_are_seen_as_a_parent(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def drawn(viewer: object, child: Child) -> Panel:
        return Panel("childfile/tests_panel.html", child.called)

    def nothing(viewer: object, child: Child) -> None:
        return None

    office, there = signed_in(cast, "Mo Manager"), file_of(cast, tab="tab/agreements/")
    monkeypatch.setattr(panels, "PARTS", ())
    assert office.get(there).status_code == 404
    monkeypatch.setattr(panels, "PARTS", (Part("agreements", drawn), Part("home", nothing)))
    viewer, ava = cast.viewer("Mo Manager"), cast.children["Ava"]
    assert list(panels.tabs_of(viewer, ava)) == ["agreements"]
    assert panels.seen_as_parent(viewer, ava) == []
    monkeypatch.setattr(panels, "PARTS", (Part("agreements", drawn, as_parent=True),))
    assert len(panels.seen_as_parent(viewer, ava)) == 1


def test_the_familys_own_copy_is_one_page_with_all_that_they_may_see(cast: Cast) -> None:
    families.write_key_facts(HOUSE, cast.children["Ava"], ["ur"], ["No eggs"])
    page = words(signed_in(cast, "Mum Full", Hat.PARENT).get(file_of(cast, tab="copy/")))
    for said in ("Ava Child", "No eggs", "Kay Person", "What we know about you", "Who has looked", "Printed by"):
        assert said in page
    assert "Dad" not in page


def test_a_parent_of_one_child_is_led_to_the_file_and_one_who_may_know_nothing_cannot_tell(cast: Cast) -> None:
    assert signed_in(cast, "Mum Full", Hat.PARENT).get("/c/")["Location"] == file_of(cast)
    barred, unknown = (signed_in(cast, name, Hat.PARENT).get("/c/") for name in ("Ex Barred", "Gran Unknown"))
    assert barred.status_code == unknown.status_code == 200 and "Nothing here yet." in words(barred)
    assert signed_in(cast, "Ex Barred", Hat.PARENT).get(file_of(cast)).status_code == 404


def test_what_is_still_missing_of_the_least_record_is_told_to_the_office(cast: Cast) -> None:
    page = words(signed_in(cast, "Mo Manager").get(file_of(cast)))
    assert "Still missing" in page and "at least two people to ring" in page and "with whom the child lives" in page
    assert "Still missing" not in words(signed_in(cast, "Kay Person").get(file_of(cast)))


def test_a_complaint_about_the_child_is_pointed_to_for_those_on_the_case_and_to_others_no_byte_differs(
    cast: Cast,
) -> None:
    others = ("Kay Person", "Bo Backup", "Sal Lead", "Sen Coe")
    parents = ("Mum Full", "Dad Limited")
    doors = ("", "people/", "looked/", "copy/")
    clients = [signed_in(cast, name) for name in others] + [signed_in(cast, name, Hat.PARENT) for name in parents]

    def drawn() -> list[bytes]:
        pages = [client.get(file_of(cast, tab=door)).content for client in clients for door in doors]
        return [re.sub(rb'(csrfmiddlewaretoken" value=")[^"]*', rb"\1", page) for page in pages]

    drawn()  # whoever looked stands in the file: that day's looks are all in it before anything is compared
    before = drawn()
    mo = cast.viewer("Mo Manager")
    said = Said(TODAY, "Kay was short with her.", about="key_person", child=cast.children["Ava"], channel="written")
    case = write_down(mo, cast.setting, said)
    assert drawn() == before
    for client in clients:
        assert client.get(file_of(cast, tab="tab/matters/")).status_code == 404
    manager = signed_in(cast, "Mo Manager")
    assert "Matters in hand" in words(manager.get(file_of(cast)))
    page = manager.get(file_of(cast, tab="tab/matters/"))
    assert case.reference in words(page) and f"/complaints/{case.pk}/" in page.content.decode()
    assert case.reference not in words(manager.get(file_of(cast, tab="copy/")))
