"""What the pages of interpreters and translations show."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from hometime.access.viewer import Viewer
from hometime.families.models import Adult, Bond, Child
from hometime.families.rules import see_adult
from hometime.families.tongues import named
from hometime.languages import rules
from hometime.languages.actions import language_of
from hometime.languages.forms import AskForm, BookForm, CameForm, CheckForm, DoneForm, OweForm, WhyForm
from hometime.languages.models import Booking, Status, Translation
from hometime.records.models import Record

ROWS = 25


@dataclasses.dataclass(frozen=True)
class Act:
    """Something that can be done now: its name in the address, its button, its form."""

    what: str
    verb: Any
    form: forms.Form


@dataclasses.dataclass(frozen=True)
class Open:
    """What lies ahead: interpreters and translations, soonest first."""

    bookings: Sequence[Booking]
    translations: Sequence[Translation]


@dataclasses.dataclass(frozen=True)
class OfRecord:
    """What was asked for on one record, what its adults need, and the forms to ask for more."""

    record: Record
    bookings: Sequence[Booking]
    translations: Sequence[Translation]
    wishes: Sequence[tuple[str, str]]
    ask: AskForm
    owe: OweForm


def still_open(viewer: Viewer) -> Open:
    """What this viewer sees that is still to be arranged, done or checked."""
    bookings = Booking.objects.visible_to(viewer).open().whole().order_by(F("on").asc(nulls_first=True), "pk")
    translations = Translation.objects.visible_to(viewer).open().whole().order_by("asked_at", "pk")
    return Open(list(bookings[:ROWS]), list(translations[:ROWS]))


def of_record(viewer: Viewer, record: Record, typed: forms.Form | None = None) -> OfRecord:
    """One record. `typed` is a form that has something to put right."""
    adults = adults_of(viewer, record)
    bookings, translations = Booking.objects.visible_to(viewer), Translation.objects.visible_to(viewer)
    return OfRecord(
        record=record,
        bookings=list(bookings.filter(record=record).select_related("adult__person").order_by("-asked_at")),
        translations=list(translations.filter(record=record).select_related("adult__person").order_by("-asked_at")),
        wishes=_wishes(viewer, adults),
        ask=typed if isinstance(typed, AskForm) else AskForm(adults),
        owe=typed if isinstance(typed, OweForm) else OweForm(adults),
    )


def wishes_of(viewer: Viewer, child: Child) -> list[tuple[str, str]]:
    """Each adult of a child by name, with what talks and meetings are arranged by: language, form, what makes it easier."""
    bonds = Bond.objects.visible_to(viewer).filter(child=child, adult=OuterRef("pk"))
    adults = (
        Adult.objects.visible_to(viewer).filter(Exists(bonds)).select_related("person").order_by("person__name", "pk")
    )
    return _wishes(viewer, adults)


def adults_of(viewer: Viewer, record: Record) -> QuerySet[Adult]:
    """The adults of the child that a record is about, as far as this viewer may know them."""
    if record.child_id is None:
        return Adult.objects.none()
    bonds = Bond.objects.visible_to(viewer).filter(child=record.child_id, adult=OuterRef("pk"))
    return Adult.objects.visible_to(viewer).filter(Exists(bonds)).select_related("person").order_by("person__name")


def _wishes(viewer: Viewer, adults: QuerySet[Adult]) -> list[tuple[str, str]]:
    """What adults said is read by those alone who may see how they are reached: the key person and the office."""
    found = [(adult, wish) for adult in adults if (wish := wish_of(adult))]
    return [(adult.person.called, wish) for adult, wish in found if see_adult(viewer, adult) is None]


def wish_of(adult: Adult) -> str:
    """In which language and form an adult wants to talk and read, in a line; empty where nothing is known."""
    tongue = language_of(adult)
    tongues = [named(tongue)] if tongue and tongue != "en" else []
    return ", ".join([*tongues, *map(str, adult.formats), *map(str, adult.access_needs)])


def acts_on_booking(viewer: Viewer, booking: Booking, typed: tuple[str, forms.Form] | None = None) -> list[Act]:
    """What can be done about a booking now; `typed` takes the place of the form of that name."""
    acts = []
    if rules.happened(viewer, booking) is None and booking.on and booking.on <= viewer.today:
        acts.append(Act("came", _("Say whether they came"), CameForm()))
    if rules.book(viewer, booking) is None:
        verb = _("Change the booking") if booking.status == Status.BOOKED else _("Write down who interprets")
        acts.append(Act("book", verb, BookForm(booking)))
        acts.append(Act("off", _("Call it off"), WhyForm()))
    return _with(acts, typed)


def acts_on_translation(
    viewer: Viewer, translation: Translation, typed: tuple[str, forms.Form] | None = None
) -> list[Act]:
    """What can be done about a translation now."""
    if rules.translate(viewer, translation) is not None:
        return _with([], typed)
    acts = [Act("done", _("Say who translated it"), DoneForm())]
    if translation.done_on:
        acts.insert(0, Act("checked", _("Say who checked it"), CheckForm()))
    return _with([*acts, Act("off", _("It is not needed any more"), WhyForm())], typed)


def _with(acts: list[Act], typed: tuple[str, forms.Form] | None) -> list[Act]:
    if typed is None:
        return acts
    what, form = typed
    rest = [act for act in acts if act.what != what]
    verb = next((act.verb for act in acts if act.what == what), _("Try again"))
    return [Act(what, verb, form), *rest]
