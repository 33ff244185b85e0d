"""Reads a scenario (CONTRACTS: `complaint rehearse`) and the procedure it is to be played through. Pure but for what it
is handed."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from hometime.complaints.engine.case import (
    BESIDE,
    CHANNELS,
    EVENTS,
    RECEIVERS,
    REGULATOR,
    SUBJECTS,
    Complaint,
    Event,
    Procedure,
    Regulator,
    Review,
)
from hometime.complaints.engine.counting import EARLIEST, LATEST
from hometime.policies.reading.forms import Ladder
from hometime.policies.settling import Settled
from hometime.policies.settling.parameters import parameters

AUDIENCES = ("parents", "agencies")
_FLAGS = ("about_a_child", "eyfs_requirement", "serious_harm_by_staff")


class Unreadable(ValueError):
    """A scenario that does not hold what one must, in plain words."""


class NoLadder(ValueError):
    """A document without the ladder that a complaint of this kind would climb."""


def complaint_of(plain: Any) -> Complaint:
    """The complaint of a scenario. Raises `Unreadable` and names the field."""
    table = _table(plain, "complaint")
    about = _subjects(table, "complaint")
    for flag in _FLAGS:
        _flag(table, flag, "complaint")
    return Complaint(
        day_of(table.get("received_on"), "received_on"),
        received_by=_word(table, "received_by", RECEIVERS, "any_staff"),
        channel=_word(table, "channel", CHANNELS, "written"),
        about=about,
        about_a_child=table.get("about_a_child", False),
        eyfs_requirement=table.get("eyfs_requirement", False),
        serious_harm_by_staff=table.get("serious_harm_by_staff", False),
    )


def events_of(plain: Any) -> tuple[Event, ...]:
    """The events of a scenario. Raises `Unreadable` for one without a day or with an unknown name."""
    if not isinstance(plain, list):
        raise Unreadable("“events” is a list; it may be empty.")
    return tuple(_event(_table(one, "event")) for one in plain)


def _event(table: Mapping[str, Any]) -> Event:
    """One event. What `reclassified` says besides: `about`, `eyfs_requirement`, `in_writing`; each may be left out."""
    on, name = day_of(table.get("on"), "on"), _word(table, "event", (*EVENTS, *BESIDE), "")
    about = _subjects(table, "event") if "about" in table else ()
    for flag in ("eyfs_requirement", "in_writing"):
        _flag(table, flag, "event")
    return Event(on, name, about, table.get("eyfs_requirement"), table.get("in_writing", False))


def audience_of(plain: Mapping[str, Any]) -> str:
    """Whose ladder it is: parents, unless the scenario says agencies."""
    return _word(plain, "ladder", AUDIENCES, "parents")


def day_of(plain: Any, field: str) -> dt.date:
    """A day written as 2026-03-09, from 2000 to 2100. Raises `Unreadable`."""
    try:
        day = dt.date.fromisoformat(plain)
    except (TypeError, ValueError) as error:
        raise Unreadable(f"“{field}” is no day. Write it as 2026-03-09.") from error
    if not EARLIEST <= day <= LATEST:
        raise Unreadable(f"“{field}” lies outside the years {EARLIEST.year} to {LATEST.year}.")
    return day


def procedure_of(confirmed: Settled, audience: str) -> Procedure:
    """The procedure that settled terms lay down for parents or for agencies. Raises `NoLadder`."""
    reading = confirmed.reading
    ladder = next((one for one in reading.ladders if one.audience == audience), None) or _shared(confirmed, audience)
    if ladder is None or all(step.external for step in ladder.steps):
        raise NoLadder(
            f"{reading.source.file} lays down no steps for a complaint from {audience}, so none can be rehearsed. Try ours: "
            "library:10.2."
        )
    clauses = {c.key: c.text for part in reading.parts for section in part.sections for c in section.clauses}
    phones = {body.name: body.phone for body in reading.bodies}
    return Procedure(
        ladder, clauses, review_of(parameters(reading, confirmed.answered).get("O5", {})),
        regulator_of(reading.ladders, confirmed.value("regulator_choice"), phones),
    )  # fmt: skip


def _shared(confirmed: Settled, audience: str) -> Ladder | None:
    """The parents' steps for an agency, where the text says that agencies use the same procedure and has no other (C4)."""
    clauses = (c for part in confirmed.reading.parts for section in part.sections for c in section.clauses)
    if audience != "agencies" or not any("C4" in clause.covers for clause in clauses):
        return None
    parents = next((one for one in confirmed.reading.ladders if one.audience == "parents"), None)
    return dataclasses.replace(parents, audience="agencies") if parents else None


def review_of(named: Mapping[str, Mapping[str, Any]]) -> Review:
    """What terms say of the time after a complaint was upheld, as the parameters of O5; ours where they do not speak."""
    if not named:
        return Review()
    within, effect = named["review_within"], named["effect_check_within"]
    bases = {"owners": "policy", "policy": "policy"}
    return Review(
        within["value"], effect["value"], bases.get(within["basis"], "proposed"), bases.get(effect["basis"], "proposed"),
        within["clause"],
    )  # fmt: skip


def regulator_of(ladders: Iterable[Ladder], choice: Any, phones: Mapping[str, str | None]) -> Regulator:
    """The regulator that terms name, with the telephone number that the text itself gives (`phones`, by name)."""
    steps = [step for ladder in ladders for step in ladder.steps if step.handler == REGULATOR]
    name = "Childminder agency" if choice == "childminder_agency" else "Ofsted"
    if steps and "ofsted" not in steps[0].name.lower() and name == "Ofsted" and steps[0].name.strip():
        name = steps[0].name
    known = name.lower()
    return Regulator(
        name, next((phone for body, phone in phones.items() if body.lower() in known or known in body.lower()), None)
    )


def _table(plain: Any, what: str) -> Mapping[str, Any]:
    if not isinstance(plain, Mapping):
        raise Unreadable(f"The scenario holds no {what}, or one that is not an object with named fields.")
    return plain


def _subjects(table: Mapping[str, Any], of: str) -> tuple[str, ...]:
    about = table.get("about", ["care"])
    if not isinstance(about, list) or not about or any(subject not in SUBJECTS for subject in about):
        raise Unreadable(f"“about” of the {of} is a list of: {', '.join(SUBJECTS)}.")
    return tuple(about)


def _flag(table: Mapping[str, Any], flag: str, of: str) -> None:
    if not isinstance(table.get(flag, False), bool):
        raise Unreadable(f"“{flag}” of the {of} is true or false.")


def _word(table: Mapping[str, Any], field: str, known: Sequence[str], usual: str) -> str:
    word = table.get(field, usual)
    if word not in known:
        raise Unreadable(f"“{field}” is one of: {', '.join(known)}.")
    return str(word)
