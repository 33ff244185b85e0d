"""A feed is fetched only from hosts that were named, only at public addresses, only whole."""

from __future__ import annotations

import json

import pytest

from hometime.agencies import fetching
from hometime.agencies.fetching import Refused, Where, allowed, fetch, is_public

HOSTS = frozenset({"feeds.example"})
PUBLIC = "93.184.215.14"


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.9", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1"),
        *("::1", "::", "fe80::1", "fe80::1%eth0", "fc00::7", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::", "2001:0:1::2"),
        *("255.255.255.255", "192.0.2.7", "ff02::1", "not an address", ""),
    ],
)  # fmt: skip
def test_a_private_address_is_never_called(address: str) -> None:
    assert not is_public(address)
    with pytest.raises(Refused, match="private"):
        allowed("https://feeds.example/o", HOSTS, lambda _host: [PUBLIC, address])


def test_a_public_address_of_a_named_host_is_called_as_it_was_looked_up() -> None:
    assert is_public(PUBLIC) and is_public("2606:4700::1111")
    found = allowed("https://FEEDS.example/o/services?page=1", HOSTS, lambda _host: [PUBLIC])
    assert found == Where("feeds.example", PUBLIC, "/o/services?page=1")


@pytest.mark.parametrize(
    ("url", "hosts", "code"),
    [
        ("http://feeds.example/", HOSTS, "https"),
        ("https://feeds.example:8443/", HOSTS, "https"),
        ("https://feeds.example:99999/", HOSTS, "https"),
        ("https://me:word@feeds.example/", HOSTS, "https"),
        ("file:///etc/passwd", HOSTS, "https"),
        ("https://[::1/", HOSTS, "https"),
        ("https://feeds.example/", frozenset(), "off"),
        ("https://feeds.example.evil.example/", HOSTS, "host"),
        ("https://127.0.0.1/", HOSTS, "host"),
    ],
)  # fmt: skip
def test_what_may_not_be_called_is_refused_before_anything_is_looked_up(
    url: str, hosts: frozenset[str], code: str
) -> None:
    def never(_host: str) -> list[str]:
        raise AssertionError

    with pytest.raises(Refused, match=code):
        allowed(url, hosts, never)


def test_fetching_is_off_until_somebody_names_a_host() -> None:
    from django.conf import settings

    assert frozenset() == settings.FEED_HOSTS


def pages(*bodies: object) -> tuple[list[str], fetching.Call]:
    asked: list[str] = []

    def calls(where: Where, _until: float) -> bytes:
        asked.append(where.path)
        return json.dumps(bodies[len(asked) - 1]).encode()

    return asked, calls


def test_the_pages_of_a_feed_become_one_feed() -> None:
    asked, calls = pages({"contents": [1], "total_pages": 2}, {"contents": [2], "total_pages": 2})
    whole = fetch("https://feeds.example/o", HOSTS, resolve=lambda _host: [PUBLIC], calls=calls)
    assert json.loads(whole) == {"contents": [1, 2]}
    assert asked == ["/o/services?page=1&per_page=100", "/o/services?page=2&per_page=100"]


def test_the_older_version_says_its_pages_in_its_own_way() -> None:
    asked, calls = pages({"content": [1], "totalPages": 1})
    assert json.loads(fetch("https://feeds.example/o/services", HOSTS, resolve=lambda _h: [PUBLIC], calls=calls)) == {
        "content": [1]
    }
    assert asked == ["/o/services?page=1&per_page=100"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"contents": [], "total_pages": 10_000}, "big"),
        ({"contents": [0] * 6_000}, "big"),
        ({"contents": {}}, "json"),
        ([1], "json"),
    ],
)  # fmt: skip
def test_half_a_feed_is_no_feed(body: object, code: str) -> None:
    _asked, calls = pages(body)
    with pytest.raises(Refused, match=code):
        fetch("https://feeds.example/o", HOSTS, resolve=lambda _host: [PUBLIC], calls=calls)


def test_a_name_that_turns_private_between_two_pages_is_not_called_again() -> None:
    _asked, calls = pages({"contents": [1], "total_pages": 2})
    turns = iter([[PUBLIC], ["10.0.0.1"]])
    with pytest.raises(Refused, match="private"):
        fetch("https://feeds.example/o", HOSTS, resolve=lambda _host: next(turns), calls=calls)


class Answer:
    """An answer that never ends."""

    def read(self, size: int) -> bytes:
        return b"x" * size


def test_an_answer_without_end_is_cut_off() -> None:
    with pytest.raises(Refused, match="big"):
        list(fetching._pieces(Answer(), float("inf")))
    with pytest.raises(Refused, match="late"):
        list(fetching._pieces(Answer(), 0.0))
