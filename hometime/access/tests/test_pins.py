"""Switching in with a face and a PIN: five tries, one tablet, two minutes, and only what a room needs."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from hometime.access import enrolling, leaving, pins
from hometime.access.checks import doors
from hometime.access.models import Pin, Tablet
from hometime.access.tablets import OPENS, cookie_name, viewer_on
from hometime.access.tests.conftest import PASSWORD, code_now, give_password, with_authenticator
from hometime.access.tests.test_tablets import enrolled
from hometime.audit.models import Event
from hometime.kernel import clock
from hometime.people import actions as people
from hometime.people.models import Person
from hometime.people.roles import Role
from tests.cast import HOUSE, TODAY, Cast

pytestmark = pytest.mark.django_db
PIN = "2580"


@pytest.fixture
def tablet(members: Cast) -> Client:
    """A tablet in the room Acorns, on which Kay has a PIN."""
    client = enrolled(members, Tablet.Use.ROOM)
    pins.choose(members.people["Kay Person"], Tablet.objects.get(), PIN)
    return client


def give_pin(client: Client, person: Person, pin: str = PIN) -> int:
    """Types a PIN behind a face, and gives the status of the answer."""
    return client.post(reverse("tablet-face", args=[person.pk]), {"pin": pin}).status_code


def test_the_faces_are_those_who_work_here_today_the_rooms_own_first(members: Cast, tablet: Client) -> None:
    names = [person.name for person in pins.faces(Tablet.objects.get())]
    assert names[0] == "Kay Person" and {"Mo Manager", "Bo Backup"} <= set(names)
    assert not {"Vi Volunteer", "Ola Owner", "Mum Full", "Sib Manager", "Far Manager"} & set(names)
    page = tablet.get("/tablet/faces/").content.decode()
    assert "Kay" in page and "Ava" not in page
    people.let_go(HOUSE, members.people["Bo Backup"], TODAY - dt.timedelta(days=1), members.provider)
    assert "Bo Backup" not in [person.name for person in pins.faces(Tablet.objects.get())]


def test_a_pin_opens_the_room_and_nothing_of_the_rest_of_ones_own_rights(members: Cast, tablet: Client) -> None:
    kay = members.people["Kay Person"]
    assert give_pin(tablet, kay) == 302
    page = tablet.get("/room/").content.decode()
    assert "Ava" in page and "Cy" in page and "Ben" not in page
    assert "Not Kay Person?" in page
    for door in ("/today/", "/my-children/", "/children/", "/account/", "/hat/", f"/c/{members.children['Ava'].pk}/"):
        assert tablet.get(door).status_code == 404, door
    assert tablet.get("/")["Location"] == "/tablet/"
    assert tablet.get("/tablet/")["Location"] == "/room/"
    assert Event.objects.filter(verb="tablet.switched_in", subject=kay.pk).count() == 1


def test_a_manager_or_a_lead_on_a_tablet_is_staff_in_its_room(members: Cast, tablet: Client) -> None:
    found = Tablet.objects.get()
    for name in ("Mo Manager", "Sal Lead", "Sen Coe"):
        viewer = viewer_on(found, members.people[name])
        assert viewer is not None and viewer.posts == {Role.ROOM} and viewer.rooms == {members.room.pk}
        assert not viewer.acts_in and not viewer.key_person_ids
    key = viewer_on(found, members.people["Kay Person"])
    assert key is not None and key.posts == {Role.KEY_PERSON} and key.key_person_ids
    for name in ("Vi Volunteer", "Ola Owner", "Mum Full", "Sib Manager"):
        assert viewer_on(found, members.people[name]) is None


def test_five_wrong_pins_shut_the_face_until_the_password(members: Cast, tablet: Client) -> None:
    kay = members.people["Kay Person"]
    assert [give_pin(tablet, kay, "1111") for _ in range(5)] == [422] * 5
    assert give_pin(tablet, kay) == 422
    page = tablet.get(reverse("tablet-face", args=[kay.pk])).content.decode()
    assert "/sign-in/" in page and "five times" in page
    assert tablet.get("/room/").status_code == 302


def test_a_right_pin_forgets_the_wrong_ones(members: Cast, tablet: Client) -> None:
    kay = members.people["Kay Person"]
    for _ in range(2):
        assert [give_pin(tablet, kay, "1111") for _ in range(4)] == [422] * 4
        assert give_pin(tablet, kay) == 302


def test_a_pin_works_on_the_tablet_where_it_was_chosen_and_nowhere_else(members: Cast, tablet: Client) -> None:
    kay = members.people["Kay Person"]
    other = enrolled(members, Tablet.Use.OUTING)
    assert give_pin(other, kay) == 422
    assert give_pin(Client(), kay) == 404
    assert give_pin(enrolled(members, Tablet.Use.DOOR), kay) == 404


def test_a_session_of_a_tablet_dies_off_it_and_one_from_elsewhere_dies_on_it(members: Cast, tablet: Client) -> None:
    kay = members.people["Kay Person"]
    give_pin(tablet, kay)
    taken_away = Client()
    taken_away.cookies.update({n: m for n, m in tablet.cookies.items() if n != cookie_name()})
    assert taken_away.get("/today/")["Location"].startswith("/sign-in/")
    give_pin(tablet, kay)
    enrolling.end(members.viewer("Mo Manager"), Tablet.objects.get())
    assert tablet.get("/room/")["Location"].startswith("/sign-in/")  # it is a tablet no more
    brought = enrolled(members, Tablet.Use.ROOM)
    brought.force_login(kay)
    assert brought.get("/room/")["Location"] == "/tablet/"


def test_after_two_minutes_without_asking_for_anything_the_faces_are_back(members: Cast, tablet: Client) -> None:
    begun = clock.now()
    give_pin(tablet, members.people["Kay Person"])
    for seconds, status in ((120, 200), (240, 200), (361, 302), (362, 302)):
        with clock.fixed(begun + dt.timedelta(seconds=seconds)):
            answer = tablet.get("/room/")
        assert answer.status_code == status, seconds
    assert answer["Location"] == "/tablet/"


def test_typing_counts_as_being_there(members: Cast, tablet: Client) -> None:
    begun = clock.now()
    give_pin(tablet, members.people["Kay Person"])
    for seconds in (100, 200, 300):
        with clock.fixed(begun + dt.timedelta(seconds=seconds)):
            assert tablet.post("/tablet/here/").status_code == 204


def test_switching_ends_what_was_open_and_has_the_browser_forget_it(members: Cast, tablet: Client) -> None:
    give_pin(tablet, members.people["Kay Person"])
    answer = tablet.post("/tablet/switch/")
    assert answer["Location"] == "/tablet/faces/" and "cache" in answer["Clear-Site-Data"]
    assert tablet.get("/room/")["Location"] == "/tablet/"


def test_a_pin_is_chosen_just_after_a_full_sign_in_on_the_tablet(members: Cast, tablet: Client) -> None:
    secret = with_authenticator(members, "Dee Deputy")
    assert give_password(tablet, members, "Dee Deputy", PASSWORD)["Location"] == "/sign-in/second-step/"
    assert tablet.post("/sign-in/second-step/", {"code": code_now(secret)}).status_code == 302
    assert tablet.get("/tablet/")["Location"] == "/tablet/pin/"
    assert tablet.get("/posts/").status_code == 404  # the password opens no more on a tablet than a PIN does
    for pin in ("1111", "1234", "4321", "123", "1234567", "12a4"):
        assert tablet.post("/tablet/pin/", {"pin": pin, "again": pin}).status_code == 422, pin
    assert tablet.post("/tablet/pin/", {"pin": "2580", "again": "2581"}).status_code == 422
    assert tablet.post("/tablet/pin/", {"pin": "2580", "again": "2580"})["Location"] == "/room/"
    tablet.post("/tablet/switch/")
    assert give_pin(tablet, members.people["Dee Deputy"]) == 302
    assert tablet.get("/tablet/pin/").status_code == 403  # a PIN proves too little to choose another


def test_a_parents_hat_is_not_worn_on_a_tablet(members: Cast, tablet: Client) -> None:
    assert give_password(tablet, members, "Mum Full").status_code == 302
    assert tablet.get("/tablet/")["Location"] == "/tablet/faces/"


def test_a_pin_is_kept_as_a_digest_and_goes_with_its_person_and_its_tablet(members: Cast, tablet: Client) -> None:
    pin = Pin.objects.get()
    assert PIN not in pin.digest and pin.digest.count("$") >= 2
    assert leaving.end_credentials(HOUSE, members.people["Kay Person"])["pins"] == 1
    assert not Pin.objects.exists()
    pins.choose(members.people["Kay Person"], Tablet.objects.get(), PIN)
    enrolling.end(members.viewer("Mo Manager"), Tablet.objects.get())
    assert not Pin.objects.exists()


def test_a_leavers_pin_opens_nothing_from_the_day_after(members: Cast, tablet: Client) -> None:
    kay = members.people["Kay Person"]
    people.let_go(HOUSE, kay, TODAY, members.provider)
    assert give_pin(tablet, kay) == 302
    with clock.fixed(TODAY + dt.timedelta(days=1)):
        assert tablet.get("/room/").status_code == 302
        assert give_pin(tablet, kay) == 404


def test_every_address_on_the_list_is_one_of_the_house() -> None:
    assert frozenset().union(*OPENS.values()) <= {door.name for door in doors()}
