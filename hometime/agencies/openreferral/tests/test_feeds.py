"""Feeds of both versions are read, compared and written; hostile ones end in a code and never in a half."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hometime.agencies.openreferral import comparing, reading, texts, written
from hometime.agencies.openreferral.shape import Cost, Listing, Place, Term, Times, listing

FEEDS = Path(__file__).parent / "feeds"


def feed(name: str) -> reading.Feed:
    return reading.read_feed(reading.parsed((FEEDS / f"{name}.json").read_bytes()))


def test_version_three_is_read_with_all_that_belongs_to_a_service() -> None:
    found = feed("v3")
    assert found.shape == "v3" and len(found.services) == 3 and found.problems == []
    desk = found.services[0]
    assert desk.description == "Talk to somebody about bills & debts."
    assert (desk.languages, desk.body.name, desk.body.url) == (("ur",), "Harbour Advice", "https://harbour.example")
    assert desk.places == (
        Place(
            "loc-1", "physical", "Old Customs House", "1 Quay Lane", "Otterford", "Kent", "ZZ1 1AA", "GB", 51.38, 0.52
        ),
    )
    assert desk.terms == (Term("term-debt", "Debt advice", "tx", "Town list"),)
    assert desk.costs == (Cost("Everybody", "0.00"),)
    assert desk.times == (Times(("TU", "TH"), "09:30", "12:00", "Walk in"),)
    assert desk.extra == {"wheelchair_note": "A ramp at the side door"}
    assert found.services[2].status == "temporarily closed"


def test_the_version_before_is_read_into_the_same_parts() -> None:
    found = feed("v1")
    assert found.shape == "v1" and found.problems == [("2", "name")]
    (toys,) = found.services
    assert (toys.phones, toys.languages, toys.url) == (("01632 960 444",), ("pl",), "https://www.toy-library.example")
    assert (toys.minimum_age, toys.maximum_age, toys.body.description) == (0, 5, "Play Together")
    assert toys.terms == (Term("tx-play", "Play groups", "", "Town list"),)
    assert toys.costs == (Cost("A family", "2.50", "a month"),) and toys.times == (Times(("SA",), "10:00", "11:30"),)
    (hall,) = toys.places
    assert (hall.postcode, hall.latitude, hall.country) == ("ZZ1 2BB", 51.4, "England")
    assert set(toys.extra) == {"service_areas"}, "what other people said of it is left out"


TEXT = st.text(max_size=40) | st.sampled_from(
    [
        "<b>bold</b>",
        "&amp;lt;i&amp;gt;",
        "AT&T",
        "a < b",
        "<script>x</script>y",
        "\x00\ud800",
        "=1+1",
        "اردو",
        "&#60;p",
        "1\u200c2",
    ]
)
NUMBER = st.integers() | st.floats() | st.booleans()
JUNK: Any = st.recursive(
    st.none() | TEXT | NUMBER,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)


def some(**parts: Any) -> Any:
    return st.fixed_dictionaries({}, optional={name: part | JUNK for name, part in parts.items()})


def many(part: Any) -> Any:
    return st.lists(part | JUNK, max_size=3)


TERM = some(id=TEXT, name=TEXT, vocabulary=TEXT, taxonomy_detail=some(id=TEXT, name=TEXT))
TIMES = some(
    byday=st.sampled_from(["MO,TU", "SU", "1MO"]),
    opens_at=st.sampled_from(["9:00", "25:00", "10:00:00Z"]),
    description=TEXT,
)
ADDRESS = some(address_1=TEXT, city=TEXT, postal_code=st.sampled_from(["zz1 1aa", "ﬃﬃﬃﬃﬃ"]), country=TEXT)
AT = some(
    id=TEXT, name=TEXT, location_type=st.sampled_from(["virtual", "physical"]), latitude=st.floats() | TEXT, longitude=st.floats(),
    addresses=many(ADDRESS), physical_addresses=many(ADDRESS),
)  # fmt: skip
SERVICE = some(
    id=st.sampled_from(["a", "b", "c"]),
    name=TEXT,
    description=TEXT,
    status=st.sampled_from(["active", "defunct", "gone"]),
    url=st.sampled_from(["www.x.example", "http://x.example/a b", "javascript:alert(1)", "https://u:p@x.example"]),
    email=TEXT,
    minimum_age=NUMBER,
    fees=TEXT,
    assured_date=st.sampled_from(["2026-01-02T03:04:05Z", "yesterday"]),
    phones=many(some(number=st.sampled_from(["01632 960 1", "no"]))),
    languages=many(some(code=st.sampled_from(["eng", "ur", "EN"]), name=TEXT, language=TEXT)),
    organization=some(id=TEXT, name=TEXT, website=TEXT),
    organization_id=TEXT,
    service_at_locations=many(some(location=AT, regular_schedules=many(TIMES))),
    attributes=many(some(taxonomy_term=TERM)),
    service_taxonomys=many(some(taxonomy=TERM)),
    eligibilitys=many(some(minimum_age=NUMBER)),
    cost_options=many(some(option=TEXT, amount=NUMBER | TEXT)),
    schedules=many(TIMES),
    something_else=JUNK,
)
WRAPPED = st.builds(
    lambda name, rows: {name: rows}, st.sampled_from(["contents", "content", "services"]), many(SERVICE)
)


@given(WRAPPED)
def test_what_is_read_written_and_read_again_is_the_same(data: dict[str, Any]) -> None:
    first = reading.read_feed(data)
    sent = written.page([written.service(one) for one in first.services], 1, 50, len(first.services))
    again = reading.read_feed(reading.parsed(json.dumps(sent).encode()))
    assert again.services == first.services
    assert again.problems == []
    assert [listing(json.loads(json.dumps(one.plain()))) for one in first.services] == first.services
    assert all(one.url.startswith(("http://", "https://", "")) and "@" not in one.url for one in first.services)


@given(JUNK)
def test_anything_at_all_is_read_or_refused_with_a_code(data: Any) -> None:
    found = reading.read(json.dumps(data).encode())
    assert set(found) == {"refused"} or set(found) == {"shape", "services", "problems", "pages", "page"}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"[" * 100_000, "deep"),
        (b'{"contents":' + b"[" * 70 + b"]" * 70 + b"}", "deep"),
        (b"\xff\xfe", "json"),
        (b"<html>", "json"),
        (b"1" * 5_000, "json"),
        (b'"words"', "feed"),
        (b'{"contents": {"a": 1}}', "feed"),
        (json.dumps([{"id": str(n), "name": "x"} for n in range(reading.MOST_SERVICES + 1)]).encode(), "many"),
        (b" " * (reading.MOST_BYTES + 1), "big"),
    ],
)  # fmt: skip
def test_what_is_no_feed_is_refused_with_a_code(content: bytes, code: str) -> None:
    assert reading.read(content) == {"refused": code}


def test_a_service_without_id_or_name_is_told_and_a_second_of_one_id_left_out() -> None:
    rows = [{"name": "x"}, {"id": "a"}, {"id": "a", "name": "One", "email": "no"}, {"id": "a", "name": "Two"}, 7]
    found = reading.read_feed(rows)
    assert [one.name for one in found.services] == ["One"]
    assert found.problems == [("1", "id"), ("2", "name"), ("a", "email"), ("a", "twice"), ("5", "shape")]


@pytest.mark.parametrize(
    "hostile",
    [
        "<img src=x onerror=alert(1)>",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "<scr<script>ipt>alert(1)</script>",
        "<svg/onload=alert(1)>",
    ],
)
def test_script_in_a_text_is_gone_or_is_no_script_any_more(hostile: str) -> None:
    assert "<" not in texts.text(f"Good {hostile}", 500) and texts.text(f"Good {hostile}", 500).startswith("Good")


@given(TEXT, st.integers(1, 60))
def test_a_text_made_plain_stays_as_it_is(words: str, most: int) -> None:
    once = texts.text(words, most)
    assert texts.text(once, most) == once and len(once) <= most


def test_a_feed_is_compared_with_what_was_taken_in() -> None:
    before = {one.id: one for one in feed("v3").services}
    desk, hub, _line = before.values()
    now = [listing({**desk.plain(), "description": "New words"}), hub, Listing("44", "New here")]
    found = comparing.compare(before, now)
    assert [one.id for one in found.new] == ["44"] and [one.name for one in found.gone] == ["Quiet Line"]
    ((changed, differences),) = found.changed
    assert changed.id == desk.id and found.same == [hub]
    assert [(each.part, each.now) for each in differences] == [("description", "New words")]


def test_a_page_says_where_it_stands_and_holds_no_empty_part() -> None:
    rows = [written.service(one) for one in feed("v3").services]
    last = written.page(rows[:1], 3, 2, 5)
    assert (last["total_pages"], last["size"], last["first_page"], last["last_page"], last["empty"]) == (
        3,
        1,
        False,
        True,
        False,
    )
    assert written.page([], 1, 50, 0)["empty"] is True
    assert empties(rows) == []


def empties(value: Any, way: str = "") -> list[str]:
    """Where an empty part or a null stands."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    found = [f"{way}/{name}" for name, each in inner if each in (None, "", [], {})]
    return found + [place for name, each in inner for place in empties(each, f"{way}/{name}")]
