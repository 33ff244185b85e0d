"""The board on paper: which sheets there are, and what each says. Words and data only; printing.py makes the PDF."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language_bidi, gettext_lazy
from django.utils.translation import gettext as _

from hometime.duties.standing import Every, next_due
from hometime.noticeboard.contacts import Contact
from hometime.noticeboard.pages import Board
from hometime.noticeboard.steps import APART, HOW, TOGETHER, Line, More, apart
from hometime.ui.days import day_in_words
from hometime.ui.press import printable
from hometime.ui.words import LANGUAGES

GOOD_FOR = Every(months=4)  # a term: then the details are checked again and the sheet is replaced
UNCHECKED_FOR = Every(months=1)

_SENTENCE_END = re.compile(r"(?<=[.?!؟۔])\s+")

_POSTCODE = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?) (\d[A-Z]{2})\b")  # is not torn apart

# Pictures of the Easy Read sheet, by who a step goes to; the files stand in sheets/pictures.
PICTURES: Mapping[str, str] = {"key_person": "talk", "any_staff": "talk", "room_leader": "talk", "regulator": "ring"}
BY_A_TABLE = "meeting"  # anybody else


@dataclasses.dataclass(frozen=True)
class Form:
    """One kind of sheet: its name for people, its paper, and the sizes of letters (points) to try, largest first.

    A form of one sheet takes the largest size that fits it; the others run on over as many sheets as they need.
    """

    name: Any
    about: Any
    paper: str
    sizes: Sequence[float]
    layout: str = "steps"
    one_sheet: bool = False


def _sizes(largest: float, smallest: float) -> tuple[float, ...]:
    return tuple(largest - step / 2 for step in range(int((largest - smallest) * 2) + 1))


FORMS: Mapping[str, Form] = {
    "a4": Form(
        gettext_lazy("A4 poster"), gettext_lazy("One sheet for the wall."), "a4", _sizes(22, 12), one_sheet=True
    ),
    "a3": Form(
        gettext_lazy("A3 poster"), gettext_lazy("One big sheet for the wall."), "a3", _sizes(32, 16), one_sheet=True
    ),
    "easy-read": Form(
        gettext_lazy("Easy Read"), gettext_lazy("Short words with pictures."), "a4", (18,), layout="pictures"
    ),
    "large-print": Form(gettext_lazy("Large print"), gettext_lazy("Big letters on more sheets."), "a4", (24,)),
    "strips": Form(
        gettext_lazy("Strips to tear off"),
        gettext_lazy("How to reach us, to take home."),
        "a4",
        (15,),
        layout="strips",
        one_sheet=True,
    ),
}


@dataclasses.dataclass(frozen=True)
class Poster:
    """One sheet, ready to be set: everything that stands on it, as plain data. Equal posters give equal PDFs."""

    form: str
    data: Mapping[str, Any]


def poster(form: str, board: Board, language: str, today: dt.date, site: str) -> Poster:
    """The sheet `form` (a key of FORMS) of a board that was read in `language`, printed on `today`.

    `site` is the public address for the code and the link; empty for a sheet with telephone and post only.
    """
    with translation.override(language):
        data = {**_about(form, language), **_said(board, today), **_link(board, site), **_foot(board, today)}
    return Poster(form, {key: printable(value) for key, value in data.items()})


def shown_in(language: str) -> str:
    """`language` where posters are offered in it, else English."""
    return language if language in dict(LANGUAGES) else LANGUAGES[0][0]


def _about(form: str, language: str) -> dict[str, Any]:
    chosen = FORMS[form]
    return {
        "paper": chosen.paper,
        "layout": chosen.layout,
        "sizes": list(chosen.sizes),
        "one_sheet": chosen.one_sheet,
        "language": language.split("-", maxsplit=1)[0],
        "region": "GB" if language == "en-gb" else None,
        "direction": "rtl" if get_language_bidi() else "ltr",
    }


def _said(board: Board, today: dt.date) -> dict[str, Any]:
    steps = board.for_parents[0] if board.for_parents else ()
    return {
        "setting": runs(apart(board.setting.name)),
        "name": board.setting.name,
        "title": _SENTENCE_END.split(_("Not happy about something? We want to know.")),
        "lead": _("Telling us will never change how we care for your child."),
        "steps": [_step(line) for line in steps],
        "gap": "" if steps else _("We have not put up how to complain yet. Ask the manager."),
        "any_time": [runs(line.said) for line in board.any_time],
        "own": _contact(board.contacts.own, _("How to reach us"), board),
        "regulators": [_contact(card, apart(card.heading), board) for card in board.contacts.regulators],
        "ask": _("Ask us for this in your language, in large print, or read out."),
    }


def _step(line: Line) -> dict[str, Any]:
    return {
        "said": runs(_named(line.said)),
        "external": line.external,
        "picture": PICTURES.get(line.handler, BY_A_TABLE),
        "more": [{"said": runs(more.said), "picture": _picture(more)} for more in line.for_paper],
    }


def _named(said: str) -> str:
    """A sentence without those of its names that cannot be printed at all."""
    said = re.sub(rf"{APART}[\s,]+|[\s,]+{TOGETHER}", lambda found: found[0].strip(" ,"), printable(said))
    return re.sub(rf" ?\({APART}{TOGETHER}\)", "", said)


def _picture(more: More) -> str:
    """What stands beside a sentence of a step on the Easy Read sheet."""
    if more.limit:
        return "days"
    return "write" if more.said in map(_, HOW.values()) else "go"


def _contact(card: Contact, heading: str, board: Board) -> dict[str, Any]:
    return {
        "heading": runs(heading),
        "name": card.name,
        "phone": card.phone,
        "checked": runs(_checked(card)) if card in board.contacts.on_paper else [],
        "address": [_POSTCODE.sub("\\1\u00a0\\2", line.strip()) for line in card.address.splitlines() if line.strip()],
    }


def _checked(card: Contact) -> str:
    if card.checked_on is None:
        return _("Nobody has checked these details yet.")
    return _("Details checked on %(day)s.") % {"day": _day(card.checked_on)}


def _link(board: Board, site: str) -> dict[str, Any]:
    if not site:
        return {"code": None}
    address = f"{site}{reverse('tell', args=[board.setting.slug])}"
    return {
        "code": code(address),
        "address": address.removeprefix("https://").rstrip("/"),
        "scan": _("Tell us here. You need no account."),
        "code_says": _("A code for your phone. It opens a page where you can tell us."),
    }


def _foot(board: Board, today: dt.date) -> dict[str, Any]:
    checked = board.contacts.checked_on
    until = next_due(today, GOOD_FOR, checked) if checked else next_due(today, UNCHECKED_FOR, today)
    facts = [_("Printed on %(day)s.") % {"day": _day(today)}, _("Do not use after %(day)s.") % {"day": _day(until)}]
    if board.ladder is not None:
        facts.append(
            _("Policy %(number)s of %(day)s, version %(version)d.")
            % {
                "number": apart(board.ladder.number),
                "day": _day(board.ladder.adopted_on),
                "version": board.ladder.sequence,
            }
        )
    return {
        "facts": [runs(fact) for fact in facts],
        "page": _("Page %(page)s of %(pages)s") % {"page": "#", "pages": "##"},
        "printed": today.isoformat(),
    }


def _day(day: dt.date) -> str:
    return apart(day_in_words(day, year=True))


def runs(said: str) -> list[list[str]]:
    """A sentence in pieces, each with the direction it is set in: "" for the sentence's own, else ltr or rtl."""
    pieces: list[list[str]] = []
    for outside in said.split(APART):
        name, mark, after = outside.partition(TOGETHER)
        if mark:
            pieces.append([name, "rtl" if any("\u0590" <= letter <= "\u08ff" for letter in name) else "ltr"])
        pieces += [[rest, ""] for rest in ([after] if mark else [outside]) if rest]
    return pieces


def code(address: str) -> str:
    """An address as a picture that telephones read: SVG, black on white, with the quiet edge that readers need."""
    import io

    import segno

    written = io.BytesIO()
    segno.make(address, error="m", micro=False).save(written, kind="svg", scale=1, border=4, xmldecl=False)
    return written.getvalue().decode()
