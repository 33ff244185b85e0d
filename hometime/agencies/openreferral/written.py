"""Writes listings as the UK profile of version 3 has them: what is empty is left out, and there are no nulls."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from hometime.agencies.openreferral.shape import Body, Cost, Listing, Place, Term, Times, drawn_id
from hometime.agencies.openreferral.texts import TAG, known_as

VERSION = "HSDS-UK-3.0"
PROFILE = "https://docs.openreferraluk.org/en/latest/"
OPENAPI = "https://docs.openreferraluk.org/en/latest/openapi30.json"
TAXONOMY = ("needs", "What families ask for")  # the list from which our own terms come


def filled(given: dict[str, Any]) -> dict[str, Any]:
    """Without what is empty. A number of nought and a plain no are not empty."""
    return {name: value for name, value in given.items() if value not in (None, "", [], {}, ())}


def about() -> dict[str, str]:
    """What stands at the root of a feed."""
    return {"version": VERSION, "profile": PROFILE, "openapi_url": OPENAPI}


def page(contents: Sequence[dict[str, Any]], number: int, size: int, total: int) -> dict[str, Any]:
    """One page of a list: `size` rows a page at most, `total` rows in all, pages counted from 1."""
    pages = -(-total // size)
    return {
        "total_items": total,
        "total_pages": pages,
        "page_number": number,
        "size": len(contents),
        "first_page": number == 1,
        "last_page": number >= pages,
        "empty": not contents,
        "contents": list(contents),
    }


def service(one: Listing) -> dict[str, Any]:
    """A service with all that belongs to it."""
    return {
        **one.extra,
        **filled(
            {
                "id": one.id,
                "name": one.name,
                "status": one.status,
                "description": one.description,
                "url": one.url,
                "email": one.email,
                "fees": one.fees,
                "minimum_age": one.minimum_age,
                "maximum_age": one.maximum_age,
                "assured_date": one.checked_on,
                "organization_id": one.body.id,
                "organization": organization(one.body),
                "phones": _each(one, "phone", ({"number": number} for number in one.phones)),
                "languages": _each(one, "language", map(_language, one.languages)),
                "service_at_locations": [at_location(one, place, whole=False) for place in one.places],
                "attributes": _each(one, "attribute", map(_attribute, one.terms)),
                "cost_options": _each(one, "cost", map(_cost, one.costs)),
                "schedules": _each(one, "schedule", map(_schedule, one.times)),
            }
        ),
    }


def _each(one: Listing, what: str, parts: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Parts of a service, each with an id of its own that stays the same."""
    return [{"id": drawn_id(what, one.id, str(number)), **part} for number, part in enumerate(parts)]


def organization(body: Body) -> dict[str, Any]:
    """An organisation; nothing where no name is known."""
    if not body.name:
        return {}
    return filled(
        {
            "id": body.id,
            "name": body.name,
            "description": body.description or body.name,
            "website": body.url,
            "email": body.email,
        }
    )


def at_location(one: Listing, place: Place, *, whole: bool) -> dict[str, Any]:
    """A service at one of its places, with the place's id; `whole` puts the service in too."""
    found: dict[str, Any] = {"id": place.id, "location": location(place)}
    if whole:
        found["service"] = {name: value for name, value in service(one).items() if name != "service_at_locations"}
    return found


def location(place: Place) -> dict[str, Any]:
    """A place with its address, where one is known."""
    address = filled(
        {
            "address_1": place.street,
            "city": place.town,
            "state_province": place.county,
            "postal_code": place.postcode,
            "country": place.country,
        }
    )
    if address:
        address |= {"id": drawn_id("address", place.id), "address_type": "physical"}
    return filled(
        {
            "id": place.id,
            "location_type": place.kind,
            "name": place.name,
            "latitude": place.latitude,
            "longitude": place.longitude,
            "addresses": [address] if address else [],
        }
    )


def _language(tag: str) -> dict[str, Any]:
    return filled({"code": tag, "name": known_as(tag)}) if TAG.fullmatch(tag) else {"name": tag}


def term(one: Term) -> dict[str, Any]:
    """A term with the list that it is from."""
    return filled(
        {
            "id": one.id,
            "name": one.name,
            "taxonomy_detail": filled({"id": one.taxonomy_id, "name": one.taxonomy}),
        }
    )


def taxonomy() -> dict[str, Any]:
    """Our own list of terms."""
    return {"id": drawn_id("taxonomy", TAXONOMY[0]), "name": TAXONOMY[1], "description": TAXONOMY[1]}


def _attribute(one: Term) -> dict[str, Any]:
    return {"link_entity": "service", "taxonomy_term": term(one)}


def _cost(one: Cost) -> dict[str, Any]:
    amount = float(one.amount) if one.amount else None
    return filled({"option": one.option, "amount": amount, "amount_description": one.words})


def _schedule(one: Times) -> dict[str, Any]:
    return filled(
        {
            "freq": "WEEKLY" if one.days else "",
            "byday": ",".join(one.days),
            "opens_at": f"{one.opens}:00" if one.opens else "",
            "closes_at": f"{one.closes}:00" if one.closes else "",
            "description": one.words,
        }
    )
