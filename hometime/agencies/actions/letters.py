"""What a professional is sent and asked: the confirmation of a visit with its contact cards, and one question afterwards."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any

from django.utils.translation import gettext_noop as _

from hometime.agencies.actions.unnamed import keep_word, only_words
from hometime.agencies.course import course_of
from hometime.agencies.models import Asked, Letter, Origin, Route, Visit, VisitorNotes
from hometime.agencies.visiting import Stage, stage
from hometime.audit.actions import Actor, action, note, person_of
from hometime.duties.actions import Task, keep, owe
from hometime.duties.models import Duty
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.people.models import Setting
from hometime.people.roles import Role
from hometime.policies.models import ContactCard, cards_of

CONFIRM = Task("A4", _("Confirm a visit, with what helps a visitor to find their way"), _("Open it"), Role.MANAGER)
ASK = Task("A4", _("Give a professional the one question about their visit"), _("Open it"), Role.MANAGER)
ANSWERED_WITHIN = dt.timedelta(days=14)  # ours: the link is dead after it
ON_LETTERS = (ContactCard.Kind.REGULATOR, ContactCard.Kind.SETTING)
TO_AN_ADDRESS = (Route.POST, Route.EMAIL)


def letter_cards(setting: Setting) -> list[ContactCard]:
    """The contact cards that stand on every letter to another service (P24): the regulator's first, as soon as there is one;
    and the setting's own, made of what it says of itself where it has no card. That one is never saved."""
    cards = [card for card in cards_of(setting.pk) if card.kind in ON_LETTERS]
    if any(card.kind == ContactCard.Kind.SETTING for card in cards):
        return cards
    own = {name: getattr(setting, name) for name in ("name", "phone", "email", "address")}
    return [*cards, ContactCard(setting=setting, kind=ContactCard.Kind.SETTING, **own)]


@action
def say_to_visitors(
    viewer: Actor, setting: Setting, no_names: Collection[str] = (), **said: str
) -> VisitorNotes:  # fmt: skip
    """Writes what every visitor is told: parking, what to bring, the way in, the quiet room. It names nobody of a family;
    `no_names` are words that are no names there, as whoever writes it says."""
    words_only = only_words(setting, said.values(), no_names)
    notes = VisitorNotes.objects.filter(setting=setting).first() or VisitorNotes(setting=setting)
    for name, words in said.items():
        setattr(notes, name, words.strip())
    notes.save()
    note("visitors.told", notes, chain=setting.pk)
    keep_word(viewer, setting, notes, words_only)
    return notes


@action
def sent(viewer: Actor, visit: Visit, route: str) -> Letter:
    """The confirmation of a visit went out. To an address it goes only where somebody found the address right."""
    if stage(course_of(visit)) != Stage.EXPECTED:
        raise Refused("They are here already, or will not come. Nothing was changed.")
    cards, who = letter_cards(visit.setting), visit.professional
    if not any(card.kind == ContactCard.Kind.REGULATOR for card in cards):
        raise Refused("The regulator's contact details stand on every letter, and you have none. Add them first.")
    if route in TO_AN_ADDRESS and (who is None or not who.verified or not _address(visit, route)):
        raise Refused("Nobody has found this address right yet. Look it up first, or hand the letter over.")
    made = Letter(
        visit=visit, on=clock.today(), by_id=person_of(viewer), route=route,
        to=_address(visit, route) or visit.name, cards=_as_they_stand(cards),
    )  # fmt: skip
    made.save()
    note("visit.confirmed", visit, route=route)
    for duty in _owed(visit):
        if duty.what == CONFIRM.what:
            keep(viewer, duty, "Sent.")
    return made


def _address(visit: Visit, route: str) -> str:
    if visit.professional is None:
        return ""
    return visit.professional.email if route == Route.EMAIL else visit.professional.address


def _as_they_stand(cards: Sequence[ContactCard]) -> list[dict[str, Any]]:
    return [
        {"name": card.name, "phone": card.phone, "email": card.email, "address": card.address,
         "checked": str(card.checked_on or "")}
        for card in cards
    ]  # fmt: skip


@action
def begin_to_ask(viewer: Actor, visit: Visit) -> Asked | None:
    """Opens the one question after a visit of a professional, and owes that they are given it. None for any other visitor."""
    if visit.origin not in (Origin.AGENCY, Origin.INSPECTOR):
        return None
    today = clock.today()
    made = Asked(visit=visit, until=today + ANSWERED_WITHIN)
    made.save()
    note("visit.asked", visit, until=made.until)
    owe(viewer, visit, ASK, due=today + dt.timedelta(days=2), why={"opens": ["visit", visit.pk]})
    return made


@action
def given(viewer: Actor, visit: Visit) -> None:
    """Somebody gave the professional the question: as a link, or on paper."""
    for duty in _owed(visit):
        if duty.what == ASK.what:
            keep(viewer, duty, "Given.")
    note("visit.question_given", visit)


@action
def answer(viewer: Actor, asked: Asked, says: str, words: str, route: str) -> None:
    """What the professional says. Once; by the link, or written down from paper or from what they said."""
    today = clock.today()
    still = Asked.objects.unscoped("the question after a visit is answered once").open_on(today).filter(pk=asked.pk)
    asked.answered_on, asked.says, asked.words, asked.route = today, says, words.strip(), route
    asked.by_id = person_of(viewer)
    if not still.update(answered_on=today, says=says, words=asked.words, route=route, by_id=asked.by_id):
        raise Refused("This was answered already, or it is too late. Nothing was changed.")
    note("visit.answered", asked, chain=asked.visit.setting_id, says=says, route=route)
    for duty in _owed(asked.visit):
        if duty.what == ASK.what:
            keep(viewer, duty, "Answered.")


def _owed(visit: Visit) -> list[Duty]:
    rows = Duty.objects.unscoped("what a visit owes goes with it").open().filter(record=visit)
    return list(rows.order_by("clause", "pk"))
