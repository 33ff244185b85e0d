"""Staff see their key children and their room; another child opens for an hour to whoever says why (TRUST 10)."""

from __future__ import annotations

import dataclasses
import datetime as dt
import random

import pytest
from django.core.cache import cache
from django.test import Client

from hometime.audit.models import Reading
from hometime.childfile.models import Opening
from hometime.childfile.reasons import LASTS, TOLD_AFTER
from hometime.duties.models import Duty
from hometime.families import actions as families
from hometime.families.models import Child, KeyPersonship
from hometime.families.tests.test_pages import signed_in, words
from hometime.kernel import clock
from hometime.notifications.models import Message
from hometime.people import actions as people
from hometime.people.models import Person
from hometime.people.roles import Hat, Role
from hometime.records import actions as records
from hometime.records.audiences import Audience
from hometime.records.models import Record
from tests.cast import HOUSE, LONG_AGO, TODAY, Cast

NOON = dt.datetime.combine(TODAY, dt.time(12), tzinfo=dt.UTC)
AVA = {"name": "ava child", "why": "hurt", "words": "She fell from the frame"}


def openings() -> list[Opening]:
    return list(Opening.objects.unscoped("a test looks").order_by("began", "pk"))


def reads(child: Child, door: str = "child-file") -> int:
    return Reading.objects.filter(subject=child.pk, door=door).count()


def test_who_does_not_work_with_a_child_says_why_and_sees_for_an_hour_what_the_room_sees(cast: Cast) -> None:
    ava = cast.children["Ava"]
    families.write_key_facts(HOUSE, ava, ["ur"], ["No eggs"])
    for kind, audience in (
        ("a", Audience.ROOM),
        ("b", Audience.FAMILY),
        ("c", Audience.SAFEGUARDING),
        ("d", Audience.NAMED),
    ):
        records.open_record(HOUSE, cast.setting, kind, "Something", audience, child=ava)
    roo = signed_in(cast, "Roo Room")
    assert roo.get(f"/c/{ava.pk}/").status_code == 404
    with clock.fixed(NOON):
        assert roo.post("/why/", AVA)["Location"] == f"/c/{ava.pk}/"
        page = roo.get(f"/c/{ava.pk}/")
        assert page.status_code == 200 and "No eggs" in words(page)
        viewer = page.wsgi_request.viewer  # type: ignore[attr-defined]  # put there on the way in
        seen = Record.objects.visible_to(viewer).filter(title="Something").values_list("kind", flat=True)
        assert set(seen) == {"a"}, "what is the family's, sealed or named does not open this way"
        assert [child.name for child in Child.objects.visible_to(viewer).order_by("name")] == ["Ava Child", "Ben Child"]
    assert reads(ava) == 1
    (opening,) = openings()
    assert (opening.by.name, opening.why, opening.words) == ("Roo Room", "hurt", "She fell from the frame")
    for minutes, status in ((59, 200), (60, 404), (61, 404)):
        with clock.fixed(NOON + dt.timedelta(minutes=minutes)):
            assert roo.get(f"/c/{ava.pk}/").status_code == status
    assert dt.timedelta(hours=1) == LASTS


def test_the_lead_is_told_at_once_and_finds_it_in_the_list(cast: Cast) -> None:
    signed_in(cast, "Roo Room").post("/why/", AVA)
    lead = cast.viewer("Sal Lead")
    assert Message.objects.unscoped("a test looks").filter(person=cast.people["Sal Lead"]).count() == 1
    assert Duty.objects.visible_to(lead).owed_by(lead).open().filter(record__kind="opening").count() == 1
    for other in ("Mo Manager", "Roo Room", "Kay Person"):
        assert not Opening.objects.visible_to(cast.viewer(other)).exists()
    sal = signed_in(cast, "Sal Lead")
    assert "Roo Room" in words(sal.get("/openings/"))
    page = words(sal.get(f"/openings/{openings()[0].pk}/"))
    assert "She fell from the frame" in page
    assert sal.post(f"/openings/{openings()[0].pk}/", {"found": ""}).status_code == 422
    assert sal.post(f"/openings/{openings()[0].pk}/", {"found": "First aid was given."}).status_code == 302
    assert not Duty.objects.unscoped("a test looks").open().filter(record__kind="opening").exists()
    with clock.fixed(TODAY + dt.timedelta(days=29)):
        assert "Roo Room" not in words(signed_in(cast, "Sal Lead").get("/openings/"))


def test_the_family_sees_who_it_was_and_why_once_a_lead_looked_or_three_days_on(cast: Cast) -> None:
    ava = cast.children["Ava"]
    roo = signed_in(cast, "Roo Room")
    roo.post("/why/", AVA)
    roo.get(f"/c/{ava.pk}/")
    looked = f"/c/{ava.pk}/looked/"
    assert "Roo Room" not in words(signed_in(cast, "Mum Full", Hat.PARENT).get(looked))
    with clock.fixed(TODAY + TOLD_AFTER):
        page = words(signed_in(cast, "Mum Full", Hat.PARENT).get(looked))
        assert "Roo Room" in page and "The child was hurt or ill" in page and "frame" not in page
    signed_in(cast, "Sal Lead").post(f"/openings/{openings()[0].pk}/", {"found": "All well."})
    assert "Roo Room" in words(signed_in(cast, "Mum Full", Hat.PARENT).get(looked))


def test_what_a_lead_holds_back_with_a_reason_is_not_there_for_the_family(cast: Cast) -> None:
    ava = cast.children["Ava"]
    looked = f"/c/{ava.pk}/looked/"
    before = words(signed_in(cast, "Mum Full", Hat.PARENT).get(looked))
    roo = signed_in(cast, "Roo Room")
    roo.post("/why/", AVA)
    roo.get(f"/c/{ava.pk}/")
    said = {"found": "I had asked for it.", "hidden_because": "It would tell of a case"}
    signed_in(cast, "Sal Lead").post(f"/openings/{openings()[0].pk}/", said)
    with clock.fixed(TODAY + dt.timedelta(days=30)):
        for name, hat in (("Mum Full", Hat.PARENT), ("Mo Manager", Hat.STAFF)):
            assert "Roo Room" not in words(signed_in(cast, name, hat).get(looked))
    assert "Roo Room" not in before


@pytest.mark.parametrize(
    ("said", "words_there"),
    [
        ({**AVA, "why": ""}, "Say why"),
        ({**AVA, "why": "other", "words": " "}, "Say why"),
        ({**AVA, "name": "Ava"}, "No other child by this name"),
        ({**AVA, "name": "Nobody Child"}, "No other child by this name"),
        ({**AVA, "name": "Far Child"}, "No other child by this name"),
    ],
)
def test_nothing_opens_without_a_reason_or_by_half_a_name(cast: Cast, said: dict[str, str], words_there: str) -> None:
    answer = signed_in(cast, "Roo Room").post("/why/", said)
    assert answer.status_code == 422 and words_there in words(answer)
    assert openings() == []


def test_nobody_opens_their_own_family_and_those_who_see_all_need_not(cast: Cast) -> None:
    cy = {**AVA, "name": "Cy Child"}
    assert signed_in(cast, "Staff Parent").post("/why/", cy).status_code in (403, 422)
    worker = signed_in(cast, "Staff Parent")
    session = worker.session
    session["hat"] = f"staff:{cast.setting.pk}"
    session.save()
    assert worker.post("/why/", cy).status_code == 422
    for name in ("Mo Manager", "Dee Deputy", "Sal Lead", "Sen Coe", "Vi Volunteer"):
        assert signed_in(cast, name).post("/why/", AVA).status_code == 403
    assert openings() == []


def test_of_two_children_by_one_name_the_room_tells_which(cast: Cast) -> None:
    other = people.open_room(HOUSE, cast.setting, "Elms")
    families.register_child(HOUSE, cast.setting, "Ava Child", dt.date(2023, 1, 1), room=other, starts=LONG_AGO)
    roo = signed_in(cast, "Roo Room")
    answer = roo.post("/why/", AVA)
    assert answer.status_code == 422 and "Choose the room too" in words(answer)
    assert roo.post("/why/", {**AVA, "room": cast.room.pk})["Location"] == f"/c/{cast.children['Ava'].pk}/"


def test_names_are_not_tried_one_after_the_other(cast: Cast) -> None:
    roo = signed_in(cast, "Roo Room")
    for number in range(10):
        assert "No other child" in words(roo.post("/why/", {**AVA, "name": f"Name {number}"}))
    answer = roo.post("/why/", AVA)
    assert answer.status_code == 422 and "many names" in words(answer) and openings() == []


def test_the_hour_belongs_to_one_session_and_one_person(cast: Cast) -> None:
    ava = cast.children["Ava"]
    roo = signed_in(cast, "Roo Room")
    roo.post("/why/", AVA)
    assert signed_in(cast, "Roo Room").get(f"/c/{ava.pk}/").status_code == 404, "another device asks anew"
    session = roo.session
    session["said_why"] = {**session["said_why"], "who": cast.people["Kay Person"].pk}
    session.save()
    assert roo.get(f"/c/{ava.pk}/").status_code == 404


def _crowd(cast: Cast, staff: int, children: int) -> tuple[list[Person], list[Child]]:
    """Staff of four rooms, each with a few key children, and children in those rooms."""
    rooms = [people.open_room(HOUSE, cast.setting, f"Room {number}") for number in range(4)]
    workers = []
    for number in range(staff):
        who = people.add_person(HOUSE, f"Worker {number}", email=f"worker{number}@town.example")
        role = (Role.KEY_PERSON, Role.ROOM, Role.BANK)[number % 3]
        people.appoint(HOUSE, who, role, cast.setting, LONG_AGO, room=rooms[number % 4])
        cast.people[who.name] = who
        workers.append(who)
    keys = workers[::3]
    found = []
    for number in range(children):
        child = families.register_child(
            HOUSE, cast.setting, f"Number{number} Child", dt.date(2023, 5, 4), room=rooms[number % 4], starts=LONG_AGO
        )
        families.allocate(HOUSE, child, keys[number % len(keys)], LONG_AGO)
        families.write_key_facts(HOUSE, child, [], ["No eggs"])
        found.append(child)
    return workers, found


@pytest.mark.parametrize("size", [(6, 12), pytest.param((40, 200), marks=pytest.mark.long)])
def test_no_file_opens_without_its_room_its_key_person_or_a_reason_and_none_without_a_trace(
    cast: Cast, size: tuple[int, int]
) -> None:
    """Every one of the staff tries every child; some have said why. What the scope gives is held against all children;
    at the door stand those who said why, and a few others of each hour."""
    workers, children = _crowd(cast, *size)
    draw, keyed = random.Random(10), KeyPersonship.objects.unscoped("a test looks")
    now, opened, expected = NOON, 0, 0
    for who in workers:
        mine = {held.child_id for held in keyed.filter(person=who, part="key_person")}
        room = who.posts.get().room_id
        for start in range(0, len(children), 25):
            now += dt.timedelta(hours=2)
            cache.clear()  # tries are counted by the real clock
            with clock.fixed(now):
                client = signed_in(cast, who.name)
                asked = draw.sample(children[start : start + 25], 2)
                for child in asked:
                    assert _says_why(client, child) == (f"/c/{child.pk}/")
                here = children[start : start + 25]
                may = {child.pk for child in here if child.pk in mine or child.room_id == room or child in asked}
                eyes = dataclasses.replace(cast.viewer(who.name), said_why=frozenset(child.pk for child in asked))
                seen = Child.objects.visible_to(eyes).filter(pk__in=[child.pk for child in here])
                assert set(seen.values_list("pk", flat=True)) == may
                others = [child for child in here if child not in asked]
                for child in [*asked, *draw.sample(others, min(len(others), 4))]:
                    assert client.get(f"/c/{child.pk}/").status_code == (200 if child.pk in may else 404)
                    expected += child.pk in may
        opened += 2 * len(range(0, len(children), 25))
    assert Reading.objects.filter(door="child-file", subject__in=[child.pk for child in children]).count() == expected
    rows = openings()
    assert len(rows) == opened and all(row.why and row.closed is None for row in rows)
    assert Duty.objects.unscoped("a test looks").open().filter(record__kind="opening").count() == opened


def _says_why(client: Client, child: Child) -> str:
    said = {"name": child.name, "why": "room", "words": ""}
    return client.post("/why/", said)["Location"]
