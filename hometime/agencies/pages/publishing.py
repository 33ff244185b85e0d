"""A setting's own directory as a feed of Open Referral UK, version 3: only what families are shown, never to whom."""

from __future__ import annotations

import base64
import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.utils import translation

from hometime.agencies.models import Kind, Mark, Opening, Signpost, State, Where
from hometime.agencies.needs import NEEDS
from hometime.agencies.openreferral import written
from hometime.agencies.openreferral.shape import WEEK, Body, Cost, Listing, Place, Term, Times, drawn_id
from hometime.agencies.pages.nearby import listed
from hometime.people.models import Setting

A_PAGE, MOST = 50, 100
STATUS = {State.LISTED: "active", State.PAUSED: "temporarily closed"}
COUNTRY = "GB"
TAXONOMY = drawn_id("taxonomy", written.TAXONOMY[0])


class Mistyped(ValueError):
    """A question that cannot be answered; the message names its part."""


def as_uuid(token: str) -> str:
    """An id of the house as readers of feeds want it."""
    return str(uuid.UUID(bytes=base64.urlsafe_b64decode(f"{token}==")))


def as_token(found: str) -> str:
    """The id of the house behind one of a feed; nothing where it is none."""
    try:
        return base64.urlsafe_b64encode(uuid.UUID(found).bytes).rstrip(b"=").decode()
    except ValueError:
        return ""


def terms() -> dict[str, Term]:
    """Our list of needs as terms, in English, by their ids."""
    with translation.override("en"):
        found = {drawn_id("need", key): str(need.words) for key, need in NEEDS.items()}
    return {token: Term(token, words, TAXONOMY, written.TAXONOMY[1]) for token, words in found.items()}


KEYS = {drawn_id("need", key): key for key in NEEDS}  # which need is which term


def _whole(said: Mapping[str, str], name: str, least: int, usual: int | None) -> int | None:
    typed = said.get(name, "").strip()
    if not typed:
        return usual
    if not typed.isascii() or not typed.isdigit() or not least <= int(typed[:9]) <= 1_000_000:
        raise Mistyped(name)
    return int(typed[:9])


def _time(said: Mapping[str, str], name: str) -> dt.time | None:
    try:
        return dt.time.fromisoformat(said[name]) if said.get(name) else None
    except ValueError:
        raise Mistyped(name) from None


def asked(setting: Setting, said: Mapping[str, str]) -> Any:
    """The signposts that a question asks for. Raises `Mistyped`."""
    rows = listed(setting)
    if words := said.get("search", "").strip()[:100]:
        rows = rows.filter(Q(name__icontains=words) | Q(description__icontains=words))
    if term := said.get("taxonomy_term_id", ""):
        rows = rows.filter(pk__in=_with(Kind.NEED, KEYS.get(term, "")))
    if said.get("taxonomy_id", TAXONOMY) not in ("", TAXONOMY):
        rows = rows.none()
    least, most = _whole(said, "minimum_age", 0, None), _whole(said, "maximum_age", 0, None)
    if least is not None:
        rows = rows.filter(Q(maximum_age__isnull=True) | Q(maximum_age__gte=least))
    if most is not None:
        rows = rows.filter(Q(minimum_age__isnull=True) | Q(minimum_age__lte=most))
    return _open_then(rows, said)


def _with(kind: Kind, value: str) -> Any:
    return Mark.objects.unscoped("the directory is for everybody").filter(kind=kind, value=value).values("signpost")


def _open_then(rows: Any, said: Mapping[str, str]) -> Any:
    """Those open on a day of the week, from a time, until a time: all three at once."""
    day, begins, ends = said.get("day", "").strip().upper()[:2], _time(said, "start_time"), _time(said, "end_time")
    if day and day not in WEEK:
        raise Mistyped("day")
    if not (day or begins or ends):
        return rows
    there = Opening.objects.unscoped("the directory is for everybody")
    there = there.filter(day=day) if day else there
    there = there.filter(opens__lte=begins) if begins else there
    there = there.filter(closes__gte=ends) if ends else there
    return rows.filter(pk__in=there.values("signpost"))


def page_of(rows: Any, said: Mapping[str, str], write: Any) -> dict[str, Any]:
    """One page of signposts, as `write` writes each listing. Raises `Mistyped`."""
    number, size = _whole(said, "page", 1, 1), _whole(said, "per_page", 1, A_PAGE)
    assert number is not None and size is not None  # both have a usual value
    size = min(size, MOST)
    found = list(rows.order_by("name", "pk")[(number - 1) * size : number * size])
    return written.page([write(each) for each in listings(found)], number, size, rows.count())


def listings(rows: Sequence[Signpost]) -> list[Listing]:
    """Signposts as listings, with their marks and times in one question each."""
    names, known = {row.pk for row in rows}, terms()
    marks: dict[tuple[str, str], list[str]] = {}
    for signpost, kind, value in (
        Mark.objects.unscoped("the directory is for everybody")
        .filter(signpost__in=names)
        .order_by("value")
        .values_list("signpost_id", "kind", "value")
    ):
        marks.setdefault((signpost, kind), []).append(value)
    times: dict[str, dict[tuple[str, str], list[str]]] = {}
    for each in (
        Opening.objects.unscoped("the directory is for everybody").filter(signpost__in=names).order_by("opens", "pk")
    ):
        opens, closes = (f"{at:%H:%M}" if at else "" for at in (each.opens, each.closes))
        times.setdefault(each.signpost_id, {}).setdefault((opens, closes), []).append(each.day)
    return [_listing(row, marks, times.get(row.pk, {}), known) for row in rows]


def _listing(
    row: Signpost, marks: Mapping[tuple[str, str], list[str]], times: Mapping[tuple[str, str], list[str]], known: dict[str, Term]
) -> Listing:  # fmt: skip
    run_by = row.run_by or row.name
    open_at = tuple(Times(tuple(day for day in WEEK if day in days), *hours) for hours, days in times.items())
    return Listing(
        id=as_uuid(row.pk), name=row.name, description=row.description, status=STATUS[State(row.state)], url=row.url,
        email=row.email, minimum_age=row.minimum_age, maximum_age=row.maximum_age,
        checked_on=row.checked_on.isoformat() if row.checked_on else "",
        phones=(row.phone,) if row.phone else (), languages=tuple(marks.get((row.pk, Kind.TONGUE), ())),
        body=Body(drawn_id("body", run_by), run_by, run_by), places=_places(row),
        terms=tuple(term for token, term in known.items() if KEYS[token] in marks.get((row.pk, Kind.NEED), ())),
        costs=_costs(row), times=open_at or ((Times(words=row.open_words),) if row.open_words else ()),
    )  # fmt: skip


def _costs(row: Signpost) -> tuple[Cost, ...]:
    if row.price == "free":
        return (Cost(amount="0.00", words=row.cost_words),)
    return (Cost(words=row.cost_words),) if row.cost_words else ()


def has_place(rows: Any) -> Any:
    """Of some signposts, those at a place of which something is known."""
    somewhere = ~Q(street="") | ~Q(town="") | ~Q(postcode="") | Q(latitude__isnull=False)
    return rows.filter(somewhere, where=Where.PLACE)


def _places(row: Signpost) -> tuple[Place, ...]:
    """The place; its address only where all of it is known, since half an address is none for those who read feeds."""
    if row.where != Where.PLACE or not any((row.street, row.town, row.postcode, row.latitude)):
        return ()
    lines = {"street": row.street, "town": row.town, "county": row.county, "postcode": row.postcode}
    address = {**lines, "country": COUNTRY} if all(lines.values()) else {}
    name = row.name if address else ", ".join(filter(None, (row.name, row.address)))
    return (Place(as_uuid(row.pk), name=name[:200], latitude=row.latitude, longitude=row.longitude, **address),)
