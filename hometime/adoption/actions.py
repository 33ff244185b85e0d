"""Adopting: freeze the parts for each setting, open their records, and begin what they promise. All of it or
nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext_noop as _

from hometime.adoption.beginning import begin
from hometime.adoption.owning import form_of
from hometime.audit.actions import Actor, action
from hometime.duties.actions import Task, keep, lift, owe
from hometime.duties.models import Duty
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.people.actions import add_person, appoint, found_provider, free_slug, open_house, open_setting, the_house
from hometime.people.models import Provider, Setting, holders
from hometime.people.roles import Role
from hometime.policies.actions import freeze, take_in
from hometime.policies.library import library_document, library_reading
from hometime.policies.models import Adoption
from hometime.policies.reading.forms import Reading
from hometime.policies.settling import LIBRARY, Settled, proposals, settled, still_open
from hometime.records.actions import close_record, open_record
from hometime.records.audiences import Audience
from hometime.records.models import Record

DRAFT = "draft"  # the kind of record on which the owners are asked to decide about a draft
DECIDE = Task("P1", _("Decide about the policy that was prepared for you"), _("Say what you decided"), Role.OWNER)
TIME_TO_DECIDE = dt.timedelta(days=14)  # ours: the policy names no day


@action
def open_for(viewer: Actor, reading: Reading, names: Sequence[str]) -> list[Setting]:
    """Finds the settings called `names`; opens, in an own house, those that are not there yet.

    A new setting belongs to the provider that the document names as adopter, else to one called like the setting. Until
    a person is named, the provider itself stands in its owner's post: somebody must be able to adopt.
    """
    found = {setting.name.casefold(): setting for setting in Setting.objects.filter(name__in=names)}
    missing = [name for name in names if name.casefold() not in found]
    house = the_house() or open_house(viewer)
    if missing and house.practice:
        raise Refused(
            f"There is no setting called {missing[0]} in the practice world. Start a house of your own for it."
        )
    if missing:
        provider = _provider(viewer, reading, reading.adopter or missing[0])
        for name in missing:
            found[name.casefold()] = open_setting(viewer, provider, name, free_slug(name))
    return [found[name.casefold()] for name in names]


def _provider(viewer: Actor, reading: Reading, name: str) -> Provider:
    known = Provider.objects.filter(name__iexact=name).first()
    if known is not None:
        return known
    provider = found_provider(viewer, name, form_of(reading))
    appoint(viewer, add_person(viewer, name), Role.OWNER, provider, clock.today())
    return provider


@action
def adopt(
    viewer: Actor,
    provider: Provider,
    settings: Sequence[Setting],
    confirmed: Settled,
    content: bytes,
    adopted_on: dt.date,
) -> list[Adoption]:
    """Adopts every part of a document for the chosen settings on a day, and begins what its clauses promise (P1).

    `confirmed` is the reading with every open point answered (`policies.settling.settled`). A missing procedure that
    was answered with "take the library's" is adopted with it, as our proposal. Raises `Refused`, and nothing is changed,
    where the document was not read whole, is in another language or on another subject, something is still open, two
    terms contradict each other, it holds no promise that we know, a setting belongs to somebody else or has no owner,
    or the day cannot be.
    """
    _weigh(confirmed)
    if not settings:
        raise Refused("Choose at least one setting.")
    for setting in settings:
        if setting.provider_id != provider.pk:
            raise Refused(f"{setting.name} does not belong to {provider.name}.")
        if not holders(setting, Role.OWNER, clock.today()):
            raise Refused(
                f"{setting.name} has no owner, director or trustee yet. Add one first: owners adopt policies."
            )
    made = []
    for each, text in ((confirmed, content), *from_the_library(confirmed)):
        document = take_in(viewer, provider, each.reading, text)
        parts = [part for part in each.reading.parts if part.sections]
        for setting in settings:
            frozen = [freeze(viewer, setting, document, part, each, adopted_on) for part in parts]
            made += frozen
            begin(viewer, setting, frozen, each)
    return made


def from_the_library(confirmed: Settled) -> list[tuple[Settled, bytes]]:
    """The procedures that the answers ask us to fill in from the library, each with what we propose for it."""
    wanted = [one.key.rpartition(":")[2] for one in confirmed.answered if one.value == LIBRARY]
    filled = []
    for number in wanted:
        names = confirmed.reading.adopter or "", confirmed.reading.settings
        ours = library_reading(number, *names)
        filled.append((settled(ours, proposals(ours)), library_document(number, *names)))
    return filled


def _weigh(confirmed: Settled) -> None:
    """Raises `Refused` for a document that is none we can adopt, or that is not settled."""
    reading = confirmed.reading
    if not reading.source.complete:
        raise Refused("This document could not be read to its end, so it cannot be adopted. Give us a copy that opens.")
    if reading.unfit:
        raise Refused(f"{reading.unfit} Nothing was adopted.")
    if not any(clause.covers for part in reading.parts for section in part.sections for clause in section.clauses):
        raise Refused("We found no promise here that a policy on partnership or complaints makes. Nothing was adopted.")
    left = still_open(confirmed)
    if left:
        raise Refused(f"{left[0].question.ask} This has no answer yet. Nothing was adopted.")


@action
def ask_owners(viewer: Actor, setting: Setting, draft_id: str, prepared_by: str) -> Record:
    """Opens the record on which the owners owe a decision about a draft, and gives it (P1)."""
    record = open_record(viewer, setting, DRAFT, "A policy was prepared", Audience.SETTING)
    due = clock.today() + TIME_TO_DECIDE
    owe(viewer, record, DECIDE, due=due, why={"draft": draft_id}, about=prepared_by[:80])
    return record


@action
def answer_owners(viewer: Actor, record: Record, *, adopted: bool) -> None:
    """Ends what the owners owed on a draft's record: kept where it was adopted, lifted where it was set aside."""
    for duty in Duty.objects.unscoped("a decision was made about a draft").open().filter(record=record):
        if adopted:
            keep(viewer, duty, "The policy was adopted.")
        else:
            lift(viewer, duty, "The draft was set aside.")
    close_record(viewer, record)
