"""Help from outside: listed, read by anybody without a trace, offered to a family, fed by what others publish."""

from __future__ import annotations

import datetime as dt
import json
import logging
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hometime.agencies import fetching
from hometime.agencies.models import FeedReading, Mark, Offer, Organisation, Signpost
from hometime.agencies.openreferral import reading as feeds
from hometime.audit.models import Event, Reading
from hometime.config.environment import ROOT
from hometime.duties.models import Duty
from hometime.kernel import clock
from hometime.today import chores
from tests.cast import FULL, TODAY, Cast, adult
from tests.stories.village import enter, words_of

pytestmark = pytest.mark.usefixtures("practice")
FEEDS = ROOT / "hometime/agencies/openreferral/tests/feeds"
DESK = {
    "name": "Quay Money Desk", "needs": ["money", "home"], "phone": "01632 960 555", "where": "place", "street": "2 Quay Lane",
    "town": "Otterford", "county": "Kent", "postcode": "zz1 1aa", "price": "free", "languages": "Urdu, Polish",
    "description": "They help with bills.", "for_families": "on", "checked": "on",
}  # fmt: skip


def lists(client: Client, **said: Any) -> Signpost:
    """Somebody puts something on the list."""
    answer = client.post("/signposts/new/", {**DESK, **said})
    assert answer.status_code == 302, answer.content.decode()
    return Signpost.objects.unscoped("a story looks").get(name=said.get("name", DESK["name"]))


def owed(clause: str) -> list[Duty]:
    """The looks through the directory that are owed."""
    rows = Duty.objects.unscoped("a story looks").open().filter(record__kind="signposts", clause=clause)
    return list(rows.order_by("due"))


def brings(client: Client, content: bytes, name: str = "The council") -> Any:
    """Somebody brings a feed as a file."""
    return client.post("/signposts/feeds/", {"name": name, "file": SimpleUploadedFile("feed.json", content)})


def the_reading() -> FeedReading:
    return FeedReading.objects.unscoped("a story looks").get(closed_on__isnull=True)


def feed(**changes: dict[str, Any]) -> bytes:
    """The feed of the fixtures, with some services changed, or (None) left out."""
    data = json.loads((FEEDS / "v3.json").read_text("utf-8"))
    kept = [row | changes.get(row["name"].split()[0], {}) for row in data["contents"]]
    return json.dumps({**data, "contents": [row for row in kept if not row.get("left out")]}).encode()


@pytest.mark.clause("P3", "A12")
def test_anybody_finds_help_by_need_language_cost_and_nearness_and_leaves_no_trace(
    cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    kay, mum = enter(cast.people["Kay Person"]), enter(cast.people["Mum Full"])
    words_of(mum, "/today/")  # whose session remembers now which hat she wears
    desk = lists(kay)
    lists(kay, name="Far Away Choir", needs=["culture"], postcode="AB9 9ZZ", price="some", languages="")
    lists(
        kay, name="Night Line", needs=["low"], where="phone", street="", town="", county="", postcode="", languages=""
    )
    lists(kay, name="For The Team", needs=["extra"], for_families="", for_staff="on")
    caplog.set_level(logging.DEBUG)
    before = (Session.objects.count(), Event.objects.count(), Reading.objects.count())
    sessions = list(Session.objects.order_by("pk").values())
    place = f"/nearby/{cast.setting.slug}/"
    for reader in (Client(), mum):
        assert "Money worries" in words_of(reader, place)
        by_need = reader.get(place, {"n": "1", "l": "ur", "c": "0", "d": "ZZ1 9QQ"})
        told = by_need.content.decode()
        assert "Quay Money Desk" in told and "01632 960 555" in told and "In ZZ1" in told
        assert "Choir" not in told and "For The Team" not in told
        assert "We checked this" in told and "Kay" not in told, "who checked it is not for everybody"
        near = reader.get(place, {"d": "AB9"}).content.decode()
        assert near.index("Far Away Choir") < near.index("Night Line") < near.index("Quay Money Desk")
        assert "Farther away" in near and "From anywhere" in near
        slip = reader.get(f"{place}{desk.pk}/slip/")
        assert not by_need.cookies and not slip.cookies and "csrfmiddlewaretoken" not in told + slip.content.decode()
        assert by_need["Cache-Control"] == "no-store"
        assert 'dir="rtl"' in reader.get(place, {"in": "ur"}).content.decode()
        assert reader.get(place, {"in": "<x>", "n": "x", "d": "?", "page": "x"}).status_code == 200
    assert (Session.objects.count(), Event.objects.count(), Reading.objects.count()) == before
    assert list(Session.objects.order_by("pk").values()) == sessions
    logged = "\n".join(record.getMessage() for record in caplog.records if record.name.startswith("hometime"))
    assert desk.pk not in logged and "ZZ1" not in logged and "n=1" not in logged
    assert Client().get(f"{place}{desk.pk}x/").status_code == 404


@pytest.mark.clause("P3")
def test_a_family_is_offered_something_in_two_taps_and_why_only_if_they_agreed(cast: Cast) -> None:
    ava = cast.children["Ava"]
    other = adult(cast, "Dad Apart", ava, "father", **FULL)
    kay, bo, roo, mo, sal = (
        enter(cast.people[name]) for name in ("Kay Person", "Bo Backup", "Roo Room", "Mo Manager", "Sal Lead")
    )
    mum, dad = enter(cast.people["Mum Full"]), enter(cast.people["Dad Apart"])
    desk = lists(kay)
    assert f"/key/{ava.pk}/offer/?what={desk.pk}" in kay.get(f"/nearby/{cast.setting.slug}/{desk.pk}/").content.decode()
    door = f"/key/{ava.pk}/offer/"
    assert roo.get(door).status_code == mum.get(door).status_code == 404
    given = {"signpost": desk.pk, "language": "ur", "way": "paper", "adult": cast.adults["Mum Full"].pk}
    assert kay.post(door, {**given, "why": "Behind with the rent"}).status_code == 422
    assert Offer.objects.unscoped("a story looks").count() == 0
    assert kay.post(door, given).status_code == 302
    offer = Offer.objects.unscoped("a story looks").get()
    assert (offer.language, offer.way, offer.why, offer.on) == ("ur", "paper", "", TODAY)
    tab = f"/c/{ava.pk}/tab/outside/"
    for client in (kay, bo, mo, sal):
        assert "Quay Money Desk" in words_of(client, tab)
    assert mum.get(tab).status_code == dad.get(tab).status_code == 404, "it is not kept where somebody else may look"
    wanted = {**given, "kept_for_them": "on", "why": "Behind with the rent", "agreed": "on", "way": "aloud"}
    assert kay.post(door, wanted).status_code == 302
    assert "Quay Money Desk" in words_of(mum, tab) and "Behind" not in words_of(mum, tab)
    assert dad.get(tab).status_code == 404, f"{other.pk}: one adult never learns what another was offered"
    assert "Behind with the rent" in words_of(mo, tab)


@pytest.mark.clause("P3", "A11")
def test_each_entry_is_looked_at_again_after_the_months_that_the_setting_says(cast: Cast) -> None:
    kay, mo = enter(cast.people["Kay Person"]), enter(cast.people["Mo Manager"])
    desk = lists(kay)
    lists(kay, name="Speech Team", needs=["extra"], for_families="", for_staff="on")
    (families,), (staff,) = owed("P3"), owed("A11")
    assert families.due == staff.due == dt.date(2026, 9, 9), "six months, our suggestion"
    place = {"do": "place", "months": "3", "postcode": "ZZ1 2BB", "latitude": "", "longitude": ""}
    assert mo.post("/signposts/feeds/", place).status_code == 302
    assert [duty.due for duty in owed("P3")] == [dt.date(2026, 6, 9)]
    assert kay.post("/signposts/feeds/", place).status_code == 403
    with clock.fixed(dt.date(2026, 6, 10)):
        mo = enter(cast.people["Mo Manager"])
        assert "Quay Money Desk" in words_of(mo, "/signposts/?only=due")
        assert "Look through the directory" in words_of(mo, "/today/")
        assert mo.post(f"/signposts/{desk.pk}/checked/").status_code == 302
        assert "Quay Money Desk" not in words_of(mo, "/signposts/?only=due")
        kept = Duty.objects.unscoped("a story looks").get(pk=owed("P3")[0].pk)
        assert kept.due == dt.date(2026, 9, 10)
    assert chores.signposts() == 1 and len(owed("P3")) == 1, "asking again owes nothing twice"


@pytest.mark.clause("P20", "A12")
def test_a_feed_is_taken_in_row_by_row_and_what_is_local_stays(cast: Cast) -> None:
    mo, place = enter(cast.people["Mo Manager"]), f"/nearby/{cast.setting.slug}/"
    assert enter(cast.people["Kay Person"]).get("/signposts/feeds/").status_code == 403
    answer = brings(mo, feed())
    read = the_reading()
    assert answer.url == f"/signposts/read/{read.pk}/"
    shown = words_of(mo, answer.url)
    assert "Harbour Money Desk" in shown and "Nothing of this is taken in yet" in shown
    assert "Harbour Money Desk" not in words_of(Client(), place), "nothing is taken in by itself"
    assert mo.post(answer.url).status_code == 422
    assert mo.post(answer.url, {"row": ["1", "2", "x", "99999999"]}).status_code == 302
    desk = Signpost.objects.unscoped("a story looks").get(feed_key="11111111-1111-4111-8111-111111111111")
    assert (desk.name, desk.outward, desk.price, desk.checked_on) == ("Harbour Money Desk", "ZZ1", "free", None)
    assert "alert" not in words_of(Client(), f"{place}{desk.pk}/")
    marks = Mark.objects.unscoped("a story looks").filter(signpost=desk).order_by("kind", "value")
    assert [mark.value for mark in marks] == ["money", "ur"]
    assert [duty.due for duty in owed("P3")] == [TODAY + dt.timedelta(days=28)], "what came in is looked at soon"
    assert mo.post(f"/signposts/read/{read.pk}/away/").status_code == 302
    # Local: another number, more languages, a need, and that somebody looked.
    typed = {**DESK, "name": "Harbour Money Desk", "phone": "01632 960 777", "languages": "Urdu, Polish", "url": ""}
    assert mo.post(f"/signposts/{desk.pk}/", typed).status_code == 302
    kay, ava = enter(cast.people["Kay Person"]), cast.children["Ava"]
    hub = Signpost.objects.unscoped("a story looks").get(name="Otterford Family Hub")
    assert kay.post(f"/key/{ava.pk}/offer/", {"signpost": hub.pk, "language": "en", "way": "paper"}).status_code == 302
    # The feed again: one changed, one gone, and the one that was left is new once more.
    changed = {"description": "New words", "phones": [{"number": "01632 960 000"}]}
    answer = brings(mo, feed(Harbour=changed, Otterford={"left out": True}))
    shown = words_of(mo, answer.url)
    assert "New words" in shown and "The family of 1 child was pointed here" in shown and "Quiet Line" in shown
    rows = {row.name: row.number for row in the_reading().rows.unscoped("a story looks")}
    assert mo.post(answer.url, {"row": list(rows.values())}).status_code == 302
    desk.refresh_from_db(from_queryset=Signpost.objects.unscoped("a story looks"))
    assert (desk.description, desk.phone, desk.checked_on) == ("New words", "01632 960 777", TODAY)
    assert [mark.value for mark in marks.all()] == ["home", "money", "pl", "ur"]
    hub = Signpost.objects.unscoped("a story looks").get(pk=hub.pk)
    assert hub.state == "off" and "Otterford Family Hub" not in words_of(Client(), place)
    assert "We do not point families here any more" in words_of(Client(), f"{place}{hub.pk}/")
    assert "Otterford Family Hub" in words_of(kay, f"/c/{ava.pk}/tab/outside/"), (
        "it stays with those who were pointed to it"
    )
    # And a third time, as it is: nothing new; the hub is back and is the same one as before.
    answer = brings(mo, feed(Harbour=changed))
    rows = {row.name: row.number for row in the_reading().rows.unscoped("a story looks")}
    assert list(rows) == ["Otterford Family Hub"]
    assert mo.post(answer.url, {"row": ["1"]}).status_code == 302
    assert Signpost.objects.unscoped("a story looks").get(name="Otterford Family Hub").pk == hub.pk
    assert Signpost.objects.unscoped("a story looks").count() == 3


@pytest.mark.parametrize(("shape", "first"), [("v3", "Harbour Money Desk"), ("v1", "Toy Library")])
def test_a_feed_of_either_shape_is_fetched_from_a_host_that_was_named_and_its_differences_are_shown(
    shape: str, first: str, cast: Cast, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.FEED_HOSTS = frozenset({"feeds.example"})
    there = json.loads((FEEDS / f"{shape}.json").read_text("utf-8"))
    real = fetching.fetch

    def from_there(url: str, hosts: Any) -> bytes:
        return real(
            url, hosts, resolve=lambda _host: ["8.8.8.8"], calls=lambda _where, _until: json.dumps(there).encode()
        )

    monkeypatch.setattr(fetching, "fetch", from_there)
    mo = enter(cast.people["Mo Manager"])
    elsewhere = mo.post("/signposts/feeds/", {"name": "The council", "url": "https://other.example/o"})
    assert elsewhere.status_code == 422 and not FeedReading.objects.unscoped("a story looks").exists()
    said = {"name": "The council", "url": "https://feeds.example/o"}
    waits = mo.post("/signposts/feeds/", said)["Location"]
    assert first in words_of(mo, waits)
    assert mo.post(waits, {"row": ["1"]}).status_code == 302
    rows = next(value for value in there.values() if isinstance(value, list))
    rows[0]["description"] = "New words"
    shown = words_of(mo, mo.post("/signposts/feeds/", said)["Location"])
    assert "New words" in shown, "the differences are shown"
    kept = Signpost.objects.unscoped("a story looks").get(name__startswith=first[:3])
    assert kept.description != "New words", "and nothing is changed by itself"
    rows.pop(0)
    shown = words_of(mo, mo.post("/signposts/feeds/", said)["Location"])
    assert kept.name in shown and Signpost.objects.unscoped("a story looks").filter(pk=kept.pk).exists()


TOO_MANY = json.dumps([{"id": str(number), "name": "x"} for number in range(5_001)]).encode()


@pytest.mark.parametrize("content", [b"[" * 50_000, b"\x00\xff", b"<html>", b'{"contents": 7}', TOO_MANY])
def test_a_hostile_feed_is_refused_in_plain_words_and_nothing_is_kept(content: bytes, cast: Cast) -> None:
    answer = brings(enter(cast.people["Mo Manager"]), content)
    assert answer.status_code == 422
    assert "feed" in answer.content.decode() and "Traceback" not in answer.content.decode()
    assert not FeedReading.objects.unscoped("a story looks").exists()


def test_one_page_of_a_feed_makes_nothing_else_gone(cast: Cast) -> None:
    mo = enter(cast.people["Mo Manager"])
    answer = brings(mo, feed())
    assert mo.post(answer.url, {"row": ["1", "2", "3"]}).status_code == 302
    page = {**json.loads(feed(Otterford={"left out": True})), "total_pages": 2}
    shown = words_of(mo, brings(mo, json.dumps(page).encode()).url)
    assert "This is one page of the feed" in shown and "Otterford Family Hub" not in shown


@pytest.mark.clause("P20")
def test_the_own_list_is_published_on_nine_addresses_without_empty_parts(cast: Cast) -> None:
    kay, root = enter(cast.people["Kay Person"]), f"/open-referral/{cast.setting.slug}/"
    desk = lists(kay, recommended_for="Families with twins")
    lists(
        kay, name="Night Line", needs=["low"], where="phone", street="", town="", county="", postcode="", languages=""
    )
    lists(kay, name="For The Team", needs=["extra"], for_families="", for_staff="on")
    about = got(root)
    assert set(about) == {"version", "profile", "openapi_url"}
    whole = got(f"{root}services")
    paging = {
        "total_items": 2,
        "total_pages": 1,
        "page_number": 1,
        "size": 2,
        "first_page": True,
        "last_page": True,
        "empty": False,
    }
    assert {name: value for name, value in whole.items() if name != "contents"} == paging
    night, quay = whole["contents"]
    for one_of in ("taxonomies", "taxonomy_terms", "service_at_locations"):
        assert set(got(f"{root}{one_of}")) == {*paging, "contents"}, "every list is paged alike"
    assert {night["status"], quay["status"]} <= {"active", "inactive", "defunct", "temporarily closed"}
    for one in (night, quay):
        assert {"id", "name", "status", "organization_id", "organization"} <= set(one)
        assert {"id", "name", "description"} <= set(one["organization"])
        assert one["organization"]["id"] == one["organization_id"]
        assert got(f"{root}services/{one['id']}") == one
    (at,) = quay["service_at_locations"]
    assert {"id", "location_type"} <= set(at["location"]) and "service_at_locations" not in night
    (address,) = at["location"]["addresses"]
    assert {"address_1", "city", "state_province", "postal_code", "country", "address_type"} <= set(address)
    (there,) = got(f"{root}service_at_locations")["contents"]
    assert there["service"]["id"] == quay["id"] and got(f"{root}service_at_locations/{there['id']}") == there
    terms = got(f"{root}taxonomy_terms")["contents"]
    money = next(term for term in terms if term["name"] == "Money worries")
    assert got(f"{root}taxonomy_terms/{money['id']}") == money
    (taxonomy,) = got(f"{root}taxonomies")["contents"]
    assert got(f"{root}taxonomies/{taxonomy['id']}") == taxonomy and money["taxonomy_detail"]["id"] == taxonomy["id"]
    names = {
        "search": "money",
        "taxonomy_term_id": money["id"],
        "taxonomy_id": taxonomy["id"],
        "minimum_age": "3",
        "maximum_age": "5",
    }
    for name, value in names.items():
        found = [row["name"] for row in got(f"{root}services", **{name: value})["contents"]]
        assert DESK["name"] in found and (name not in ("search", "taxonomy_term_id") or len(found) == 1)
    assert got(f"{root}services", per_page="1", page="2")["contents"] == [quay]
    assert got(f"{root}services", per_page="1", page="9")["empty"] is True
    assert got(f"{root}services", day="MO", start_time="10:00")["empty"] is True
    assert got(f"{root}services", day="MO", end_time="12:00")["empty"] is True
    said = json.dumps(whole)
    assert "twins" not in said and "Kay" not in said and desk.pk not in said
    read = feeds.read(json.dumps(whole).encode())
    assert [one["name"] for one in read["services"]] == ["Night Line", DESK["name"]] and read["problems"] == []
    assert read["services"][1]["languages"] == ("pl", "ur") and read["services"][1]["phones"] == ("01632 960 555",)


def got(path: str, **said: str) -> Any:
    """The JSON of an address, to a page of any site; no part of it is empty or null."""
    answer = Client().get(path, said)
    assert answer.status_code == 200, path
    assert answer["Access-Control-Allow-Origin"] == "*" and not answer.cookies
    data = answer.json()
    assert list(empties({name: value for name, value in data.items() if name != "contents" or value})) == []
    return data


def empties(value: Any, way: str = "") -> Any:
    """Where an empty part or a null stands."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, each in inner:
        if each in (None, "", [], {}):
            yield f"{way}/{name}"
        yield from empties(each, f"{way}/{name}")


@pytest.mark.parametrize(
    "said", ["page=0", "page=x", "per_page=-1", "day=XX", "start_time=25:00", "minimum_age=many", "page=²"]
)
def test_a_mistyped_question_is_told_and_answers_nothing(said: str, cast: Cast) -> None:
    answer = Client().get(f"/open-referral/{cast.setting.slug}/services?{said}")
    assert answer.status_code == 400 and set(answer.json()) == {"error"}
    assert Client().post(f"/open-referral/{cast.setting.slug}/services").status_code == 405


def test_the_paths_of_the_fixtures_are_there() -> None:
    assert Path(FEEDS).is_dir()


@pytest.mark.clause("P20")
def test_a_childrens_centre_is_on_the_register_and_its_groups_are_found_by_families(cast: Cast) -> None:
    lead, kay = enter(cast.people["Sal Lead"]), enter(cast.people["Kay Person"])
    centre = {
        "name": "Quay Children's Centre", "sector": "hub", "purpose": "Groups for families with small children.",
        "reach": "Ring the front desk.", "phone": "01632 960 556", "email": "", "address": "", "out_of_hours": "",
    }  # fmt: skip
    assert lead.post("/agencies/new/", centre).status_code == 302
    assert "Quay Children" in words_of(kay, "/agencies/") and "01632 960 556" in words_of(
        kay, f"/agencies/{Organisation.objects.unscoped('a story looks').get().pk}/"
    )
    group = lists(kay, name="Stay and play at the Quay", needs=["hub"], description="Mondays, for under fives.")
    found = words_of(Client(), f"/nearby/{cast.setting.slug}/?n=10")  # family hubs, and things to do
    assert "Stay and play at the Quay" in found
    assert "Mondays, for under fives." in words_of(Client(), f"/nearby/{cast.setting.slug}/{group.pk}/")
    assert owed("P3"), "and the list is looked at again"
