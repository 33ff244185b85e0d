"""The children of a room on its tablet: first names, what they need, and what may be written there."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from hometime.access import enrolling, pins
from hometime.access.models import Tablet
from hometime.access.tablets import viewer_on
from hometime.access.viewer import Viewer
from hometime.audit.models import Reading
from hometime.families import actions as families
from hometime.keypersons.models import Contribution
from hometime.records import actions as records
from hometime.records.audiences import Audience
from hometime.records.models import Record
from hometime.sharing.models import Worry
from hometime.today.room import children_here
from tests.cast import HOUSE, LONG_AGO, Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def tablet(cast: Cast) -> Client:
    """The tablet in the room Acorns, on which the key person switched in."""
    code = enrolling.prepare(cast.viewer("Mo Manager"), Tablet.Use.ROOM, cast.room)
    client = Client()
    client.post("/tablet/", {"code": code})
    kay = cast.people["Kay Person"]
    pins.choose(kay, Tablet.objects.get(), "2580")
    client.post(reverse("tablet-face", args=[kay.pk]), {"pin": "2580"})
    return client


def on_it(cast: Cast, name: str) -> Viewer:
    """Somebody as they are on the tablet."""
    viewer = viewer_on(Tablet.objects.get(), cast.people[name])
    assert viewer is not None
    return viewer


def test_what_a_child_needs_is_shown_and_the_reading_is_written_down(cast: Cast, tablet: Client) -> None:
    ava = cast.children["Ava"]
    families.write_key_facts(HOUSE, ava, [], ["No nuts"])
    kay = cast.people["Kay Person"]
    assert "No nuts" in tablet.get("/room/").content.decode()
    assert Reading.objects.filter(actor=kay.pk, door="room", subject=ava.pk).count() == 1


def test_a_worry_is_written_on_the_tablet_and_is_not_there_any_more(cast: Cast, tablet: Client) -> None:
    ava = cast.children["Ava"]
    answer = tablet.post(f"/key/{ava.pk}/worry/", {"words": "A bruise on the arm"})
    assert answer["Location"] == "/written/"
    assert tablet.get("/written/").status_code == 200
    assert "bruise" not in tablet.get("/room/").content.decode()


def test_what_a_parent_tells_at_the_door_is_written_for_a_key_child_and_leads_back_to_the_room(
    cast: Cast, tablet: Client
) -> None:
    ava = cast.children["Ava"]
    told = {"person": cast.people["Mum Full"].pk, "words": "She slept badly"}
    assert tablet.post(f"/key/{ava.pk}/told/", told)["Location"] == "/room/"
    assert Contribution.objects.unscoped("test").filter(child=ava).count() == 1
    assert "slept" not in tablet.get("/room/").content.decode()


def test_of_two_children_of_one_name_each_has_a_letter_more(cast: Cast, tablet: Client) -> None:
    families.register_child(
        HOUSE, cast.setting, "Ava Smith", cast.children["Ava"].born, room=cast.room, starts=LONG_AGO
    )
    assert [each.name for each in children_here(on_it(cast, "Kay Person"))] == ["Ava C.", "Ava S.", "Cy"]


def test_ones_own_child_is_not_found_on_a_tablet_either(cast: Cast, tablet: Client) -> None:
    assert [each.name for each in children_here(on_it(cast, "Staff Parent"))] == ["Ava"]


@pytest.mark.parametrize("name", ["Kay Person", "Sal Lead", "Mo Manager"])
def test_what_is_sealed_or_names_somebody_is_not_there_on_a_tablet(name: str, cast: Cast, tablet: Client) -> None:
    who = cast.people[name]
    for audience in (Audience.NAMED, Audience.SAFEGUARDING):
        record = records.open_record(HOUSE, cast.setting, "note", "Sealed", audience, child=cast.children["Ava"])
        records.name_party(HOUSE, record, who, "named")
    assert Record.objects.visible_to(cast.viewer(name)).filter(title="Sealed").exists()
    assert not Record.objects.visible_to(on_it(cast, name)).filter(title="Sealed").exists()
    assert not Worry.objects.visible_to(on_it(cast, name)).exists()
