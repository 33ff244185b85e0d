"""The directory asks the database as often for many entries as for few, and refuses what makes no sense."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hometime.agencies.actions import feeding, signposting
from hometime.agencies.actions.signposting import Facts, Given
from hometime.agencies.models import FeedReading, FeedRow, Signpost
from hometime.agencies.openreferral.shape import Listing, Place, Times
from hometime.agencies.pages import nearby, signposts
from hometime.audit.actions import House, action, note
from hometime.kernel.answers import Refused
from tests.cast import HOUSE, Cast

pytestmark = pytest.mark.django_db


def fill(cast: Cast, first: int, count: int) -> None:
    """Takes so many services in from a feed of their own, each at a place, with times and a language; each offered once."""
    rows = [
        Listing(
            f"s{number}", f"Group {number:04}", phones=("01632 960 1",), languages=("ur",), times=(Times(("MO",), "09:00"),),
            places=(Place(f"p{number}", street="A street", town="A town", county="Kent", postcode="ZZ1 1AA"),),
        ).plain()
        for number in range(first, first + count)
    ]  # fmt: skip
    found = {"shape": "v3", "services": rows, "problems": []}
    read = feeding.read_feed(HOUSE, cast.setting, f"Feed {first}", found)
    feeding.take_in(HOUSE, read, range(1, count + 1))
    ava, given = cast.children["Ava"], Given("paper", "ur", cast.adults["Mum Full"])
    for signpost in Signpost.objects.unscoped("test").filter(feed=read.feed).order_by("pk"):
        signposting.offer(HOUSE, ava, signpost, given)
    changed = [{**row, "description": "New words"} for row in rows]
    feeding.read_feed(HOUSE, cast.setting, f"Feed {first}", {**found, "services": changed})


def asked(does: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as caught:
        does()
    return len(caught)


def pages(cast: Cast) -> dict[str, Callable[[], object]]:
    """What is drawn of the directory."""
    mo, slug = cast.viewer("Mo Manager"), cast.setting.slug
    waiting = signposts.keeping(mo, "", 1).waiting[0]

    def read(path: str) -> Callable[[], object]:
        return lambda: Client().get(path)

    return {
        "to anybody": lambda: nearby.find(cast.setting, {"n": "14", "l": "ur", "d": "ZZ1"}),
        "at work": lambda: signposts.keeping(mo, "due", 1),
        "a reading": lambda: signposts.reading_page(mo, waiting, "", 1),
        "in a child's file": lambda: signposts.in_file(mo, cast.children["Ava"]),
        "services": read(f"/open-referral/{slug}/services?per_page=100&day=MO"),
        "places": read(f"/open-referral/{slug}/service_at_locations?search=Group"),
    }


def test_every_page_of_the_directory_asks_as_often_for_many_entries_as_for_few(cast: Cast) -> None:
    fill(cast, 0, 8)
    few = {name: asked(page) for name, page in pages(cast).items()}
    fill(cast, 1000, 80)
    many = {name: asked(page) for name, page in pages(cast).items()}
    assert few == many
    assert max(many.values()) <= 8


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": " "}, "name"), ({"needs": []}, "helps"), ({"needs": ["gold"]}, "helps"), ({"phone": ""}, "reaches"),
        ({"for_families": False}, "whom"),
    ],
)  # fmt: skip
def test_an_entry_needs_a_name_a_need_a_way_to_reach_it_and_somebody_it_is_for(
    change: dict[str, object], words: str, cast: Cast
) -> None:
    usual = {"name": "A desk", "needs": ["money"], "phone": "01632 960 1"}
    with pytest.raises(Refused, match=words):
        signposting.list_signpost(HOUSE, cast.setting, Facts(**{**usual, **change}))  # type: ignore[arg-type]
    assert not Signpost.objects.unscoped("test").exists()


def test_an_entry_of_another_setting_and_one_off_the_list_are_offered_to_nobody(cast: Cast) -> None:
    facts = Facts("A desk", ["money"], phone="01632 960 1")
    far = signposting.list_signpost(HOUSE, cast.stranger, facts)
    here = signposting.list_signpost(HOUSE, cast.setting, facts)
    signposting.take_off(HOUSE, here, "It has closed")
    for each in (far, here):
        with pytest.raises(Refused, match="not on the list"):
            signposting.offer(HOUSE, cast.children["Ava"], each, Given("paper", "en"))
    with pytest.raises(Refused, match="off the list"):
        signposting.check(HOUSE, here)
    signposting.put_back(HOUSE, here)
    assert signposting.offer(HOUSE, cast.children["Ava"], here, Given("paper", "en")).why == ""


def test_half_of_a_reading_is_never_taken_in(cast: Cast) -> None:
    """A row that cannot be taken in takes the others down with it."""
    found = {"shape": "v3", "services": [Listing("a", "A").plain(), Listing("b", "B").plain()], "problems": []}
    read = feeding.read_feed(HOUSE, cast.setting, "A feed", found)
    row = read.rows.unscoped("test").order_by("number")[1]
    with pytest.raises(KeyError):
        feeding.take_in(HOUSE, spoilt(read, row), [1, 2])
    assert not Signpost.objects.unscoped("test").exists()
    assert read.rows.unscoped("test").filter(taken_on__isnull=True).count() == 2


def spoilt(reading: FeedReading, row: FeedRow) -> FeedReading:
    """The reading, after one of its rows lost what was found."""

    @action
    def spoil(actor: House) -> None:
        row.found = {"id": "b"}
        row.save()
        note("test.spoilt", row, chain="test")

    spoil(HOUSE)
    return reading
