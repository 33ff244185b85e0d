"""Reads a feed of Open Referral UK: version 3 and the one before, whole or a page of it, as tolerantly as can be.

What is missing stays empty, what is too long is cut, what is no service is left out and told by a code. It runs in a process
of its own with hard limits (hometime.kernel.bounded), since anybody may have written the feed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from hometime.agencies.openreferral import texts
from hometime.agencies.openreferral.shape import STATUSES, Body, Cost, Listing, Place, Term, Times, drawn_id

MOST_BYTES = 20 * 1024 * 1024
MOST_SERVICES, LONGEST_LIST = 5_000, 40
MOST_EXTRA, DEEPEST = 4_000, 6  # signs of what a service says besides, and how deep it may lie
DEEPEST_FEED = 60
NAME, WORDS, LONG = 200, 1_000, 6_000
ID = 100

Plain = Mapping[str, Any]
# What stands in a service and is read into its parts, in either version; all else is kept as it stands.
KNOWN = frozenset(
    "id name description status url email fees minimum_age maximum_age assured_date phones languages organization "
    "organization_id service_at_locations attributes service_taxonomys cost_options schedules regular_schedules "
    "eligibilitys contacts taxonomy_terms".split()
)
LEFT_OUT = frozenset({"reviews", "last_modified", "assurer_email"})  # other people's words, and what changes by itself
OLDER = frozenset({"service_taxonomys", "eligibilitys", "regular_schedules"})


class Feed(NamedTuple):
    """What was found: `shape` is v3 or v1, `problems` are codes with the service (or its place in the feed)."""

    shape: str
    services: list[Listing]
    problems: list[tuple[str, str]]


class Refused(ValueError):
    """This is no feed; the message is a code."""


def read(content: bytes) -> dict[str, Any]:
    """A feed as plain data: `shape`, `services`, `problems`, and `pages` and `page` where it is a page of several.

    Instead there is `refused` with a code: big, deep, json, feed, many.
    """
    if len(content) > MOST_BYTES:
        return {"refused": "big"}
    try:
        data = parsed(content)
        feed = read_feed(data)
    except RecursionError:
        return {"refused": "deep"}
    except Refused as code:
        return {"refused": str(code)}
    return {
        "shape": feed.shape,
        "services": [each.plain() for each in feed.services],
        "problems": [list(each) for each in feed.problems],
        "pages": _whole(data, "total_pages", "totalPages"),
        "page": _whole(data, "page_number", "number"),
    }


def parsed(content: bytes) -> Any:
    """The JSON of a feed. Raises `Refused` where it is none, or lies too deep to be one."""
    try:
        data = json.loads(content.decode("utf-8-sig"), parse_constant=lambda _word: None)
    except RecursionError:
        raise Refused("deep") from None
    except ValueError:
        raise Refused("json") from None
    if _depth(data) > DEEPEST_FEED:
        raise Refused("deep")
    return data


def _depth(data: Any) -> int:
    """How deep lists and objects lie in one another, counted level by level."""
    level, deep = [data], 0
    while level:
        deep += 1
        inner: list[Any] = []
        for each in level:
            inner += each.values() if isinstance(each, dict) else each if isinstance(each, list) else ()
        level = [each for each in inner if isinstance(each, dict | list)]
        if deep > DEEPEST_FEED:
            break
    return deep


def _whole(data: Any, *names: str) -> int:
    found = next((data[name] for name in names if isinstance(data, dict) and isinstance(data.get(name), int)), 0)
    return int(found) if 0 <= found <= 1_000_000 else 0


def read_feed(data: Any) -> Feed:
    """The services of a feed that was parsed. Raises `Refused` where it holds no list of services."""
    rows, wrapped = _rows(data)
    if len(rows) > MOST_SERVICES:
        raise Refused("many")
    shape = "v1" if wrapped == "v1" or any(isinstance(row, dict) and OLDER & set(row) for row in rows) else "v3"
    found: dict[str, Listing] = {}
    problems: list[tuple[str, str]] = []
    for number, row in enumerate(rows, start=1):
        one = read_service(row)
        if isinstance(one, str):
            problems.append((str(number), one))
        elif one.id in found:
            problems.append((one.id, "twice"))
        else:
            found[one.id] = one
            problems += [(one.id, code) for code in _doubts(row, one)]
    return Feed(shape, list(found.values()), problems)


def _rows(data: Any) -> tuple[list[Any], str]:
    """The services of a page, and the version that its wrapping tells."""
    if isinstance(data, list):
        return data, ""
    if isinstance(data, dict):
        for name, shape in (("contents", "v3"), ("content", "v1"), ("services", "")):
            if isinstance(data.get(name), list):
                return data[name], shape
        if "id" in data and "name" in data:
            return [data], ""
    raise Refused("feed")


def _doubts(row: Plain, one: Listing) -> Iterator[str]:
    """What a feed said of a service that could not be taken as it stood."""
    if row.get("status") not in (*STATUSES, None, ""):
        yield "status"
    for name in ("url", "email"):
        if row.get(name) and not getattr(one, name):
            yield name


def read_service(row: Any) -> Listing | str:
    """One service, or the code of why it is none."""
    if not isinstance(row, dict):
        return "shape"
    token, name = texts.line(row.get("id"), ID), texts.line(row.get("name"), NAME)
    if not token:
        return "id"
    if not name:
        return "name"
    ages = next((each for each in _dicts(row.get("eligibilitys"))), {})
    status = texts.line(row.get("status"), 30).casefold()
    return Listing(
        id=token,
        name=name,
        description=texts.text(row.get("description"), LONG),
        status=status if status in STATUSES else "active",
        url=texts.url(row.get("url")),
        email=texts.email(row.get("email")),
        fees=texts.line(row.get("fees"), WORDS),
        minimum_age=_first_age(row, ages, "minimum_age"),
        maximum_age=_first_age(row, ages, "maximum_age"),
        checked_on=texts.day(row.get("assured_date")),
        phones=_once(_phones(row)),
        languages=_once(
            texts.language(each.get("code"), each.get("name") or each.get("language"))
            for each in _dicts(row.get("languages"))
        ),
        body=_body(row),
        places=_places(token, row),
        terms=_terms(row),
        costs=_once(map(_cost, _dicts(row.get("cost_options")))),
        times=_once(_times(row)),
        extra=_extra(row),
    )


def _first_age(row: Plain, ages: Plain, name: str) -> int | None:
    found = texts.age(row.get(name))
    return texts.age(ages.get(name)) if found is None else found


def _once(found: Iterable[Any]) -> tuple[Any, ...]:
    """Each once, in order, without what is empty."""
    empty = ("", Cost(), Times())
    return tuple(dict.fromkeys(each for each in found if each not in empty))[:LONGEST_LIST]


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)][:LONGEST_LIST] if isinstance(value, list) else []


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _phones(row: Plain) -> Iterator[str]:
    for each in _dicts(row.get("phones")):
        yield texts.phone(each.get("number"))
    for contact in _dicts(row.get("contacts")):
        for each in _dicts(contact.get("phones")):
            yield texts.phone(each.get("number"))


def _body(row: Plain) -> Body:
    found = _dict(row.get("organization"))
    token = texts.line(found.get("id"), ID) or texts.line(row.get("organization_id"), ID)
    name = texts.line(found.get("name"), NAME)
    if not name:
        return Body(id=token)
    return Body(
        id=token or drawn_id("body", name),
        name=name,
        description=texts.text(found.get("description"), LONG) or name,
        url=texts.url(found.get("url") or found.get("website")),
        email=texts.email(found.get("email")),
    )


def _places(service: str, row: Plain) -> tuple[Place, ...]:
    found: dict[str, Place] = {}
    for number, each in enumerate(_dicts(row.get("service_at_locations"))):
        place = _place(service, number, _dict(each.get("location")))
        if place is not None:
            found.setdefault(place.id, place)
    return tuple(found.values())


def _place(service: str, number: int, at: Plain) -> Place | None:
    """A place with its first address; None where nothing is said of it."""
    address = next(iter(_dicts(at.get("addresses")) or _dicts(at.get("physical_addresses"))), {})
    parts: dict[str, Any] = {
        "name": texts.line(at.get("name"), NAME),
        "street": texts.line(address.get("address_1"), NAME),
        "town": texts.line(address.get("city"), 100),
        "county": texts.line(address.get("state_province"), 100),
        "postcode": texts.line(texts.line(address.get("postal_code"), 12).upper(), 12),
        "country": texts.line(address.get("country"), 60),
        "latitude": texts.degrees(at.get("latitude"), 90),
        "longitude": texts.degrees(at.get("longitude"), 180),
    }
    if parts["latitude"] is None or parts["longitude"] is None:
        parts |= {"latitude": None, "longitude": None}
    kind = texts.line(at.get("location_type"), 20).casefold()
    kind = kind if kind in ("physical", "postal", "virtual") else "physical"
    if kind == "physical" and all(value in ("", None) for value in parts.values()):
        return None
    token = texts.line(at.get("id"), ID) or drawn_id("place", service, str(number))
    return Place(id=token, kind=kind, **parts)


def _terms(row: Plain) -> tuple[Term, ...]:
    given = [_dict(each.get("taxonomy_term")) for each in _dicts(row.get("attributes"))]
    given += [_dict(each.get("taxonomy")) for each in _dicts(row.get("service_taxonomys"))]
    given += _dicts(row.get("taxonomy_terms"))
    found: dict[str, Term] = {}
    for each in given[:LONGEST_LIST]:
        name = texts.line(each.get("name"), NAME)
        if name:
            listed = _dict(each.get("taxonomy_detail"))
            taxonomy = texts.line(listed.get("name") or each.get("vocabulary"), 120)
            taxonomy_id = texts.line(listed.get("id"), ID)
            token = texts.line(each.get("id"), ID) or drawn_id("term", name)
            found.setdefault(token, Term(token, name, taxonomy_id, taxonomy))
    return tuple(found.values())


def _cost(each: Plain) -> Cost:
    return Cost(
        option=texts.line(each.get("option"), WORDS),
        amount=texts.pounds(each.get("amount")),
        words=texts.line(each.get("amount_description"), WORDS),
    )


def _times(row: Plain) -> Iterator[Times]:
    given = _dicts(row.get("schedules")) + _dicts(row.get("regular_schedules"))
    for each in _dicts(row.get("service_at_locations")):
        given += _dicts(each.get("schedules")) + _dicts(each.get("regular_schedules"))
    for each in given:
        yield Times(
            days=texts.days(each.get("byday") or each.get("weekday")),
            opens=texts.clock(each.get("opens_at")),
            closes=texts.clock(each.get("closes_at")),
            words=texts.line(each.get("description"), WORDS),
        )


def _extra(row: Plain) -> dict[str, Any]:
    """What else was said, without what is empty, as far as there is room."""
    kept: dict[str, Any] = {}
    room = MOST_EXTRA
    for name in sorted(set(row) - KNOWN - LEFT_OUT):
        if texts.line(name, 60) != name:
            continue
        value = kept_plain(row[name], DEEPEST)
        size = len(name) + len(json.dumps(value))
        if value not in (None, "", [], {}) and size <= room:
            kept[name] = value
            room -= size
    return kept


def kept_plain(value: Any, deep: int) -> Any:
    """A value as it stands but for empty parts, hidden signs and what lies too deep."""
    keep: dict[type, Callable[[Any], Any]] = {
        str: lambda it: texts.text(it, WORDS),
        bool: lambda it: it,
        int: lambda it: it if abs(it) < 10**12 else None,
        float: texts.number,
        list: lambda it: _filled([kept_plain(each, deep - 1) for each in it[:LONGEST_LIST]]),
        dict: lambda it: {
            name: kept
            for name, each in list(it.items())[:LONGEST_LIST]
            if texts.line(name, 60) == name and (kept := kept_plain(each, deep - 1)) not in (None, "", [], {})
        },
    }
    return keep[type(value)](value) if type(value) in keep and deep > 0 else None


def _filled(found: list[Any]) -> list[Any]:
    return [each for each in found if each not in (None, "", [], {})]
