"""A key person is named with the work that goes over; a child's last day ends what the place brought and nothing else."""

from __future__ import annotations

import datetime as dt

import pytest

from hometime.childfile import actions
from hometime.duties.actions import Task, owe
from hometime.duties.models import Duty
from hometime.families.models import Bond, Child, KeyPersonship
from hometime.families.naming import children_to_name
from hometime.families.tests.test_pages import day, signed_in, words
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.keypersons.actions.wording import tell
from hometime.keypersons.telling import Hearer
from hometime.notifications.models import Message
from hometime.people import actions as people
from hometime.people.roles import Hat, Role
from hometime.records.actions import open_record
from hometime.records.audiences import Audience
from tests.cast import HOUSE, LONG_AGO, TODAY, Cast
from tests.cast import person as somebody

MEET = Task("F9", "Meet the parents", "We met", Role.KEY_PERSON)


@pytest.fixture
def newcomer(cast: Cast) -> str:
    somebody(cast, "New Key", (Role.KEY_PERSON, cast.setting))
    return "New Key"


def owed_to(cast: Cast, name: str) -> set[str]:
    viewer = cast.viewer(name)
    rows = Duty.objects.visible_to(viewer).owed_by(viewer).open()
    return set(rows.values_list("what", flat=True))


def test_access_and_work_go_over_at_once_and_the_family_is_told(cast: Cast, newcomer: str) -> None:
    ava, kay, new = cast.children["Ava"], cast.people["Kay Person"], cast.people[newcomer]
    record = open_record(HOUSE, cast.setting, "meeting", "Meeting", Audience.FAMILY, child=ava)
    owe(HOUSE, record, MEET, person=kay, due=TODAY)
    assert "Meet the parents" in owed_to(cast, "Kay Person")
    office = signed_in(cast, "Mo Manager")
    assert office.post(f"/c/{ava.pk}/key-person/", {"part": "key_person", "person": new.pk}).status_code == 302
    assert owed_to(cast, newcomer) == {"Meet the parents", "Tell the family who their key person is"}
    assert "Meet the parents" not in owed_to(cast, "Kay Person")
    seen = Child.objects.visible_to(cast.viewer(newcomer)).filter(pk=ava.pk)
    assert seen.exists()
    assert "New" in words(signed_in(cast, "Mum Full", Hat.PARENT).get("/today/"))
    assert new.called in words(signed_in(cast, "Mum Full", Hat.PARENT).get(f"/c/{ava.pk}/"))
    told = set(
        Message.objects.unscoped("a test looks").filter(sentence="something").values_list("person__name", flat=True)
    )
    assert told == {"Mum Full", "Dad Limited"}


def test_what_a_parent_told_one_person_stays_with_that_person(cast: Cast, newcomer: str) -> None:
    ava, kay, mum = cast.children["Ava"], cast.people["Kay Person"], cast.viewer("Mum Full", Hat.PARENT)
    tell(mum, ava, Hearer(kay, Role.KEY_PERSON), "We are moving out.")
    duty = Duty.objects.unscoped("a test looks").open().get(clause="F7")
    actions.name_key_person(cast.viewer("Mo Manager"), ava, cast.people[newcomer], TODAY, KeyPersonship.Part.KEY)
    duty.refresh_from_db()
    assert duty.person_id == kay.pk and duty.what in owed_to(cast, "Kay Person")
    assert duty.what not in owed_to(cast, newcomer)


def test_a_key_person_from_a_later_day_takes_over_on_that_day(cast: Cast, newcomer: str) -> None:
    ava, later = cast.children["Ava"], TODAY + dt.timedelta(days=10)
    actions.name_key_person(cast.viewer("Mo Manager"), ava, cast.people[newcomer], later, KeyPersonship.Part.KEY)
    assert not Child.objects.visible_to(cast.viewer(newcomer)).filter(pk=ava.pk).exists()
    with clock.fixed(later):
        assert Child.objects.visible_to(cast.viewer(newcomer)).filter(pk=ava.pk).exists()


def test_a_leavers_children_are_named_in_one_go(cast: Cast, newcomer: str) -> None:
    people.let_go(HOUSE, cast.people["Kay Person"], TODAY + dt.timedelta(days=14), cast.provider)
    ava, cy = cast.children["Ava"], cast.children["Cy"]
    assert set(children_to_name(cast.setting, TODAY)) == {ava.pk, cy.pk}
    office = signed_in(cast, "Mo Manager")
    page = words(office.get("/key-persons/"))
    assert "Ava Child" in page and "Cy Child" in page and "Ben Child" not in page
    new = cast.people[newcomer].pk
    assert office.post("/key-persons/", {ava.pk: new, cy.pk: new}).status_code == 302
    assert children_to_name(cast.setting, TODAY) == []
    assert "Every child has a key person." in words(office.get("/key-persons/"))


def test_a_child_leaves_and_what_is_sealed_or_complained_of_goes_on(cast: Cast) -> None:
    ava, last = cast.children["Ava"], TODAY + dt.timedelta(days=7)
    family, named = (
        open_record(HOUSE, cast.setting, kind, kind, audience, child=ava)
        for kind, audience in (("key_meeting", Audience.FAMILY), ("complaint", Audience.NAMED))
    )
    to_school = open_record(HOUSE, cast.setting, "school_move", "Moving on to school", Audience.FAMILY, child=ava)
    receipt = owe(
        HOUSE, to_school, Task("S2", "Ask for the receipt", "Done", Role.MANAGER), due=last + dt.timedelta(days=3)
    )
    after = owe(HOUSE, family, MEET, due=last + dt.timedelta(days=1))
    before = owe(HOUSE, family, MEET, due=last)
    goes_on = owe(HOUSE, named, Task("C5", "Look into it", "Done", Role.MANAGER), due=last + dt.timedelta(days=20))
    office = signed_in(cast, "Mo Manager")
    assert "What goes on" in words(office.get(f"/c/{ava.pk}/leaving/"))
    assert office.post(f"/c/{ava.pk}/leaving/", day("last_day", last)).status_code == 302
    for duty in (after, before, goes_on, receipt, ava):
        duty.refresh_from_db()
    assert after.lifted_because and not before.lifted_because and not goes_on.lifted_because
    assert not receipt.lifted_because, "the school still owes its receipt"
    assert ava.left == last
    ends = set(Bond.objects.unscoped("a test looks").filter(child=ava).values_list("ends", flat=True))
    assert ends == {last + dt.timedelta(days=30)}
    keys = set(KeyPersonship.objects.unscoped("a test looks").filter(child=ava).values_list("ends", flat=True))
    assert keys == {last}
    owed = {duty.what: duty.due for duty in Duty.objects.unscoped("a test looks").filter(record__kind="leaving").open()}
    assert owed["Give the family their own copy of the child's file"] == last
    mum = signed_in(cast, "Mum Full", Hat.PARENT)
    with clock.fixed(last + dt.timedelta(days=20)):
        assert signed_in(cast, "Mum Full", Hat.PARENT).get(f"/c/{ava.pk}/copy/").status_code == 200
        assert signed_in(cast, "Kay Person").get(f"/c/{ava.pk}/").status_code == 404
        assert "Ava Child" in words(signed_in(cast, "Mo Manager").get("/children/?left=yes"))
    with clock.fixed(last + dt.timedelta(days=31)):
        later = signed_in(cast, "Mum Full", Hat.PARENT)
        assert later.get(f"/c/{ava.pk}/").status_code == 404 and later.get("/today/").status_code == 200
    assert mum.get("/today/").status_code == 200


def test_a_last_day_is_moved_or_taken_back(cast: Cast) -> None:
    ava, office = cast.children["Ava"], signed_in(cast, "Mo Manager")
    for days in (7, 14):
        office.post(f"/c/{ava.pk}/leaving/", day("last_day", TODAY + dt.timedelta(days=days)))
    open_duties = Duty.objects.unscoped("a test looks").filter(record__kind="leaving").open()
    assert [duty.due for duty in open_duties] == [TODAY + dt.timedelta(days=14)]
    assert "They are staying after all" in words(office.get(f"/c/{ava.pk}/leaving/"))
    assert office.post(f"/c/{ava.pk}/stays/").status_code == 302
    assert not Bond.objects.unscoped("a test looks").filter(child=ava, ends__isnull=False).exists()
    assert not KeyPersonship.objects.unscoped("a test looks").filter(child=ava, ends__isnull=False).exists()
    assert not open_duties.all().exists()


def test_a_last_day_before_the_first_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused, match="on or after the first day"):
        actions.give_last_day(cast.viewer("Mo Manager"), cast.children["Ava"], LONG_AGO - dt.timedelta(days=1))
