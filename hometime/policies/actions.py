"""Freezing what was adopted, and keeping contact cards. What follows from an adoption is the roof's to start."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction

from hometime.audit.actions import Actor, action, note, person_of
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.people.actions import reach_at
from hometime.people.models import Provider, Setting
from hometime.policies.models import FROM_THE_DOCUMENT, AdoptedClause, Adoption, ContactCard, Document
from hometime.policies.reading.forms import Part, Reading
from hometime.policies.settling import Settled, terms_of


@action
def take_in(viewer: Actor, provider: Provider, reading: Reading, content: bytes) -> Document:
    """Keeps a document exactly as it was handed in, with its hash, and gives it."""
    source = reading.source
    document = Document(
        provider=provider, name=source.file, media_type=source.media_type, sha256=source.sha256, content=content,
        taken_on=clock.today(),
    )  # fmt: skip
    document.save()
    note("document.taken_in", document, chain=provider.pk, sha256=source.sha256)
    return document


@action
def freeze(
    viewer: Actor, setting: Setting, document: Document, part: Part, confirmed: Settled, adopted_on: dt.date
) -> Adoption:
    """Freezes one part of a document, with what was answered to it, as adopted for one setting. It is never rewritten:
    amending is adopting again.

    Raises `Refused` where the day is in the future, or before the version that is in force, or this very document with
    these very answers is in force already, or somebody else adopted the same part at the same moment.
    """
    terms = terms_of(part, confirmed)
    if adopted_on > clock.today():
        raise Refused("The day of adoption must be today or earlier.")
    before = Adoption.objects.filter(setting=setting, number=part.number).order_by("-sequence").first()
    if before is not None and adopted_on < before.adopted_on:
        raise Refused(
            f"{setting.name} adopted {part.number} on {before.adopted_on:%d %B %Y}. A new version cannot be older than that."
        )
    same = before is not None and document.sha256 == before.document.sha256 and _same(before.terms, terms)
    if before is not None and same and adopted_on == before.adopted_on:
        raise Refused(f"{setting.name} adopted this very document on that day already. Nothing was changed.")
    adoption = Adoption(
        setting=setting,
        document=document,
        number=part.number,
        kind=part.kind,
        title=part.title,
        adopted_on=adopted_on,
        adopter=confirmed.reading.adopter or "",
        adopted_by_id=person_of(viewer),
        recorded_on=clock.today(),
        sequence=before.sequence + 1 if before else 1,
        terms=terms,
    )
    try:
        with transaction.atomic():
            adoption.save()
    except IntegrityError as clash:
        raise Refused("Somebody else adopted this a moment ago. Look at their version first.") from clash
    AdoptedClause.objects.bulk_create(_clauses(adoption, part))
    note("policy.adopted", adoption, number=part.number, adopted_on=adopted_on, sequence=adoption.sequence)
    return adoption


def _same(older: dict[str, Any], newer: dict[str, Any]) -> bool:
    """Whether two versions were answered alike. One frozen before answers were kept has none, and differs."""
    return bool(older.get("answers") == newer["answers"])


def _clauses(adoption: Adoption, part: Part) -> Iterable[AdoptedClause]:
    position = 0
    for section in part.sections:
        for clause in section.clauses:
            position += 1
            yield AdoptedClause(
                adoption=adoption,
                key=clause.key,
                position=position,
                heading=section.heading,
                text=clause.text,
                covers=list(clause.covers),
                actors=list(clause.actors),
                refers_to=list(clause.refers_to),
            )


@action
def write_card(viewer: Actor, setting: Setting, kind: str, name: str, **facts: Any) -> ContactCard:
    """Writes a contact card, or changes the one there is. Facts: phone, email, address, source. A change needs a new check."""
    card = ContactCard.objects.filter(setting=setting, kind=kind, name=name).first() or ContactCard(
        setting=setting, kind=kind, name=name
    )
    return change_card(viewer, card, **facts)


@action
def change_card(viewer: Actor, card: ContactCard, **facts: Any) -> ContactCard:
    """Changes a contact card: name, phone, email, address, source. What is changed was not compared yet.

    The card of the setting itself says how the setting is reached on every page, so both change together. Raises
    `Refused` where another card of the kind has the name.
    """
    for field, value in facts.items():
        setattr(card, field, value)
    same = ContactCard.objects.filter(setting=card.setting_id, kind=card.kind, name=card.name)
    if same.exclude(pk=card.pk).exists():
        raise Refused(f"There is a card called {card.name} already. Change that one.")
    card.checked_on = card.checked_by = None
    card.save()
    if card.kind == ContactCard.Kind.SETTING:
        reach_at(viewer, card.setting, phone=card.phone, email=card.email, address=card.address)
    note("card.written", card, kind=card.kind)
    return card


@action
def file_card(viewer: Actor, card: ContactCard, kind: str) -> ContactCard:
    """Sets a card among those of another kind. What stands on it, and who compared it, stay as they are."""
    card.kind = kind
    card.save(update_fields=["kind"])
    note("card.filed", card, kind=kind)
    return card


@action
def check_card(viewer: Actor, card: ContactCard, source: str) -> ContactCard:
    """Says that somebody compared a card with its source today, and names the source. Raises `Refused` without one."""
    if not source.strip():
        raise Refused("Say where you looked.")
    card.source = source.strip()
    card.checked_on, card.checked_by_id = clock.today(), person_of(viewer)
    card.save(update_fields=["source", "checked_on", "checked_by"])
    note("card.checked", card, kind=card.kind)
    return card


@action
def check_cards(viewer: Actor, setting: Setting, source: str, *, on: dt.date | None = None) -> int:
    """Says that somebody compared every card of a setting with its source on a day (today). Gives the number of cards.

    `source` is where they looked: it stands on each card that had no source but the policy itself.
    """
    cards = list(ContactCard.objects.filter(setting=setting))
    for card in cards:
        if card.source in ("", FROM_THE_DOCUMENT):
            card.source = source.strip()[:200]
        card.checked_on = on or clock.today()
        card.checked_by_id = person_of(viewer)
        card.save(update_fields=["source", "checked_on", "checked_by"])
    note("cards.checked", setting, chain=setting.pk, count=len(cards))
    return len(cards)
