"""Enrolled tablets: who enrols them, what a code opens, and that a tablet alone opens nothing else."""

from __future__ import annotations

import datetime as dt

import pytest
from django.http import Http404, HttpResponse
from django.test import Client, RequestFactory

from hometime.access import enrolling
from hometime.access.gate import gate
from hometime.access.models import Tablet
from hometime.access.tablets import cookie_name, tablet_of
from hometime.access.tests.conftest import fully_in
from hometime.audit.models import Event
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.people import actions as people
from tests.cast import HOUSE, TODAY, Cast

pytestmark = pytest.mark.django_db


def enrolled(cast: Cast, use: str, client: Client | None = None) -> Client:
    """A browser that was made a tablet of the cast's setting."""
    client = client or Client()
    room = cast.room if use == Tablet.Use.ROOM else None
    code = enrolling.prepare(cast.viewer("Mo Manager"), use, room)
    first = "/visitors/" if use == Tablet.Use.DOOR else "/tablet/faces/"
    assert client.post("/tablet/", {"code": code})["Location"] == first
    return client


def test_the_manager_enrols_a_tablet_with_a_code_that_is_typed_on_it(client: Client, members: Cast) -> None:
    fully_in(client, members, "Mo Manager")
    page = client.post("/tablets/", {"place": members.room.pk})
    code = page.context["code"]
    assert len(code) == 8 and code in page.content.decode()
    tablet = Client()
    assert tablet.get("/tablet/").status_code == 200
    assert tablet.post("/tablet/", {"code": f"{code[:4]} {code[4:]}"})["Location"] == "/tablet/faces/"
    assert "Acorns" in tablet.get("/tablet/faces/").content.decode()
    made = Tablet.objects.get()
    assert made.room == members.room and made.code == "" and made.digest
    assert tablet.cookies[cookie_name()].value not in made.digest
    verbs = set(Event.objects.filter(subject=made.pk).values_list("verb", flat=True))
    assert verbs == {"tablet.prepared", "tablet.enrolled"}
    assert "Acorns" in client.get("/tablets/").content.decode()


def test_a_code_works_once_and_for_a_quarter_of_an_hour(members: Cast) -> None:
    code = enrolling.prepare(members.viewer("Mo Manager"), Tablet.Use.DOOR)
    later = clock.now() + enrolling.CODE_LASTS
    with clock.fixed(later):
        assert Client().post("/tablet/", {"code": code}).status_code == 422
    assert Client().post("/tablet/", {"code": code}).status_code == 302
    again = Client().post("/tablet/", {"code": code})
    assert again.status_code == 422 and cookie_name() not in again.cookies
    assert "does not work" in again.content.decode()


def test_codes_are_not_guessed_for_long(members: Cast) -> None:
    answers = [Client().post("/tablet/", {"code": f"{n:08d}"}).status_code for n in range(21)]
    assert answers == [422] * 20 + [429]


def test_others_enrol_no_tablet(client: Client, members: Cast) -> None:
    fully_in(client, members, "Kay Person")
    assert client.get("/tablets/").status_code == 403
    assert client.post("/tablets/", {"place": "door"}).status_code == 403
    assert not Tablet.objects.exists()


def test_a_tablet_stands_in_a_room_of_the_setting_or_in_none(members: Cast) -> None:
    manager = members.viewer("Mo Manager")
    elsewhere = people.open_room(HOUSE, members.sibling, "Elms")
    for use, room in ((Tablet.Use.ROOM, elsewhere), (Tablet.Use.ROOM, None), (Tablet.Use.DOOR, members.room)):
        with pytest.raises(Refused):
            enrolling.prepare(manager, use, room)
    assert not Tablet.objects.exists()


def test_whoever_was_signed_in_on_the_browser_is_signed_out_of_it(client: Client, members: Cast) -> None:
    fully_in(client, members, "Mo Manager")
    enrolled(members, Tablet.Use.DOOR, client)
    assert client.get("/today/")["Location"] == "/tablet/"


def test_a_page_for_tablets_opens_on_one_of_its_use_and_is_not_there_elsewhere(members: Cast) -> None:
    @gate(tablets=(Tablet.Use.DOOR,))
    def page(request: object) -> HttpResponse:
        return HttpResponse("in")

    def ask(client: Client) -> HttpResponse:
        request = RequestFactory().get("/visitors/")
        request.COOKIES = {name: morsel.value for name, morsel in client.cookies.items()}
        return page(request)

    assert ask(enrolled(members, Tablet.Use.DOOR)).content == b"in"
    for client in (Client(), enrolled(members, Tablet.Use.OUTING), enrolled(members, Tablet.Use.ROOM)):
        with pytest.raises(Http404):
            ask(client)


def test_a_tablet_is_one_until_it_is_ended(client: Client, members: Cast) -> None:
    tablet = enrolled(members, Tablet.Use.DOOR)
    made = Tablet.objects.get()
    fully_in(client, members, "Mo Manager")
    assert client.get(f"/tablets/{made.pk}/")["Location"] == "/tablets/"
    assert tablet.get("/tablet/start/").status_code == 200
    client.post(f"/tablets/{made.pk}/", {"do": "end"})
    assert tablet.get("/tablet/start/").status_code == 404
    assert client.post(f"/tablets/{made.pk}/", {"do": "end"}).status_code == 404


def test_a_tablet_of_elsewhere_is_not_found(client: Client, members: Cast) -> None:
    code = enrolling.prepare(members.viewer("Sib Manager"), Tablet.Use.DOOR)
    assert Client().post("/tablet/", {"code": code}).status_code == 302
    made = Tablet.objects.get(setting=members.sibling)
    fully_in(client, members, "Mo Manager")
    assert client.post(f"/tablets/{made.pk}/", {"do": "end"}).status_code == 404
    assert Tablet.objects.get(pk=made.pk).ended_at is None


def test_when_its_enroller_leaves_the_manager_is_asked_and_the_tablet_goes_on(client: Client, members: Cast) -> None:
    tablet = enrolled(members, Tablet.Use.DOOR)
    people.let_go(HOUSE, members.people["Mo Manager"], TODAY - dt.timedelta(days=1), members.provider)
    fully_in(client, members, "Dee Deputy")
    assert "does not work here any more" in client.get("/tablets/").content.decode()
    assert tablet.get("/tablet/start/").status_code == 200
    client.post(f"/tablets/{Tablet.objects.get().pk}/", {"do": "keep"})
    assert "does not work here any more" not in client.get("/tablets/").content.decode()
    assert Tablet.objects.get().enrolled_by == members.people["Dee Deputy"]


def test_an_unknown_secret_is_no_tablet() -> None:
    request = RequestFactory().get("/")
    request.COOKIES = {cookie_name(): "made up"}
    assert tablet_of(request) is None
