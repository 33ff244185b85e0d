"""What went to a school as files: a tagged PDF to read, and the fields for the school's own system as CSV and JSON."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from hometime.agencies.actions.letters import letter_cards
from hometime.policies.models import ContactCard
from hometime.schools.actions.packs import parts_sent
from hometime.schools.contents import as_csv, as_json
from hometime.schools.models import PackPart, Parcel, What
from hometime.ui import press
from hometime.ui.days import day_in_words

SHEET = Path(__file__).parents[1] / "sheets" / "pack.typ"
MADE: Mapping[str, str] = {
    "page": "text/html",
    "pdf": "application/pdf",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json; charset=utf-8",
}


def made(parcel: Parcel, kind: str, today: dt.date) -> bytes:
    """A file of this kind. Raises `press.Busy` where other sheets keep the press for too long."""
    parts = parts_sent(parcel)
    fields: dict[str, str] = {}
    for part in parts:
        fields |= part.fields
    if kind == "csv":
        return as_csv(fields).encode("utf-8-sig")
    if kind == "json":
        return as_json(fields, [(title_of(part), part.lines) for part in parts]).encode()
    return press.pdf(SHEET, press.printable(_sheet(parcel, parts, today)), today)


def _in_lines(card: ContactCard) -> str:
    """A contact card on paper: whose it is, and how to reach them."""
    return "\n".join(filter(None, (f"{card.name} ({card.get_kind_display()})", card.phone, card.email, card.address)))


def title_of(part: PackPart) -> str:
    """What a part is called on paper, which is read by the school."""
    return str(What(part.what).label)


def _sheet(parcel: Parcel, parts: list[PackPart], today: dt.date) -> dict[str, Any]:
    """What the sheet takes. Title and author in the file say nothing of whom it is about."""
    on = _("Printed on %(day)s.") % {"day": day_in_words(today, year=True)}
    return {
        "title": "Papers",
        "author": "Hometime",
        "language": (get_language() or "en").split("-", maxsplit=1)[0],
        "direction": "rtl" if get_language_bidi() else "ltr",
        "heading": _("Moving on to school"),
        "from": _("From %(setting)s to %(school)s")
        % {"setting": parcel.move.setting.name, "school": parcel.school.name},
        "for": _("For %(name)s. Not to be passed on without asking.") % {"name": parcel.to_name},
        "parts": [
            {"title": title_of(part), "lines": [{"heading": h, "words": w} for h, w in part.lines]} for part in parts
        ],
        "contact": _("Not happy with us?"),
        "cards": [_in_lines(card) for card in letter_cards(parcel.move.setting)],
        "foot": on,
        "page": _("Page %(page)s of %(pages)s") % {"page": "#", "pages": "##"},
    }
