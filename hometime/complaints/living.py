"""Plays a live complaint through the terms it was received under: the same engine as a rehearsal, over the steps that
people wrote down."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from hometime.complaints.engine.case import EVENTS, Complaint, Event, Procedure, Regulator, Review, Told
from hometime.complaints.engine.rehearsing import rehearse
from hometime.complaints.engine.scenario import procedure_of
from hometime.complaints.models import Complaint as Case
from hometime.complaints.models import Source, Step
from hometime.people.models import Setting
from hometime.policies.library import library_reading
from hometime.policies.models import Adoption, in_force
from hometime.policies.reading.forms import Ladder
from hometime.policies.settling import ladders_of, proposals, settled

PARENTS, AGENCIES = "parents", "agencies"
OURS = "10.2"  # the procedure of the library that stands in where none was adopted
CLIMBS = ("not_satisfied", "not_agreed")


def under(setting: Setting, day: dt.date, source: str) -> Adoption | None:
    """The adoption whose ladder a complaint received on `day` climbs to its end; None where none was in force."""
    return next((one for one in in_force(setting, day) if _ladder(one, audience_of(source))), None)


def audience_of(source: str) -> str:
    """Whose ladder it is."""
    return AGENCIES if source == Source.AGENCY else PARENTS


def procedure(adoption: Adoption | None, audience: str) -> Procedure:
    """The ladder of an adoption; where there is none the library's, with every number marked as our proposal."""
    ladder = _ladder(adoption, audience) if adoption else None
    if adoption is None or ladder is None:
        return _proposed(audience)
    texts = dict(adoption.clauses.values_list("key", "text"))
    return Procedure(ladder, texts, _review(adoption.terms), _regulator(adoption.terms))


def replay(case: Case, steps: Iterable[Step], today: dt.date) -> Told:
    """Where a live complaint stands on `today`. Raises `Impossible` for steps that cannot have happened so."""
    came = Complaint(
        received_on=case.received_on,
        received_by=case.received_by,
        channel=case.channel,
        about=(case.about,),
        about_a_child=case.child_id is not None,
        eyfs_requirement=case.eyfs_requirement,
    )
    events = [Event(step.on, step.event) for step in steps if step.event in EVENTS]
    return rehearse(procedure(case.under, audience_of(case.source)), came, events, today)


def deciders(steps: Sequence[Step]) -> frozenset[str]:
    """The persons who decided a step that lies below the one the complaint is at: they decide no other."""
    last_climb = max((step.number for step in steps if step.event in CLIMBS), default=0)
    return frozenset(
        step.by_id for step in steps if step.event == "answered" and step.number < last_climb and step.by_id
    )


def rung(steps: Iterable[Step], handler: str) -> str:
    """A name for the step a complaint is at: it changes whenever the complaint goes on to another."""
    return f"{sum(step.event in CLIMBS for step in steps)} {handler}"


def _ladder(adoption: Adoption, audience: str) -> Ladder | None:
    held = ladders_of(adoption.terms)
    found = next((one for one in held if one.audience == audience), None)
    return found if found and any(not step.external for step in found.steps) else None


@functools.cache
def _proposed(audience: str) -> Procedure:
    reading = library_reading(OURS)
    found = procedure_of(settled(reading, proposals(reading)), audience)
    steps = tuple(
        dataclasses.replace(
            step, clauses=(), limits=tuple(dataclasses.replace(limit, basis="proposed") for limit in step.limits)
        )
        for step in found.ladder.steps
    )
    return dataclasses.replace(found, ladder=dataclasses.replace(found.ladder, steps=steps), clauses={})


def _review(terms: Mapping[str, Any]) -> Review:
    named = terms.get("parameters", {}).get("O5", {})
    if not named:
        return Review()
    within, effect = named["review_within"], named["effect_check_within"]
    bases = {"owners": "policy", "policy": "policy"}
    return Review(
        within["value"], effect["value"], bases.get(within["basis"], "proposed"), bases.get(effect["basis"], "proposed"),
        within["clause"],
    )  # fmt: skip


def _regulator(terms: Mapping[str, Any]) -> Regulator:
    bodies = terms.get("bodies", ())
    found = next((body for body in bodies if "ofsted" in body["name"].lower()), None)
    return Regulator(found["name"], found.get("phone")) if found else Regulator()
