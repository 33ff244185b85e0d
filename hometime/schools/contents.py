"""What each part of what goes to a school holds, put together from the plan: headings with words, and the same by field names.

The field names are those that schools' own systems use. The file that those systems send each other is for schools and local
authorities alone: none is made here.
"""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from hometime.families.models import Adult, Bond, KeyFacts
from hometime.families.sides import sides
from hometime.families.tongues import all_named
from hometime.kernel import clock
from hometime.people.models import Person
from hometime.schools.models import MoveSummary, MoveWord, Said, SchoolMove, Support, What
from hometime.ui.days import day_in_words

Lines = list[tuple[str, str]]
FIELDS = (
    "Surname", "Forename", "PreferredName", "DOB", "Sex", "AddressLines", "PostCode", "FirstLanguage", "SENStatus", "UPN",
)  # fmt: skip
POSTCODE = re.compile(r"\b([A-Z]{1,2}[0-9][0-9A-Z]? ?[0-9][A-Z]{2})\b", re.IGNORECASE)
BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


# The seven areas of learning, in plain words.
AREAS: Mapping[str, object] = {
    "communication": later("Talking, listening, understanding"),
    "social": later("Feelings, friends, self-care"),
    "physical": later("Moving, and using hands"),
    "reading": later("Books, rhymes, first marks and letters"),
    "numbers": later("Counting, shapes, comparing"),
    "world": later("People, places and nature around the child"),
    "arts": later("Making, music, pretending"),
}


@dataclasses.dataclass(frozen=True)
class Content:
    """One part as it would go: which, whose own it is (nobody's for what is the child's), its words and its fields."""

    what: What
    lines: Lines
    fields: Mapping[str, str] = dataclasses.field(default_factory=dict)
    person: Person | None = None


def contents(move: SchoolMove, summary: MoveSummary) -> list[Content]:
    """All parts that there is something in."""
    made = [draw(move, summary) for draw in PARTS]
    own = [content for adult in _adults(move) for content in _own(move, adult)]
    return [content for content in (*made, *own) if content.lines]


def _names(move: SchoolMove, summary: MoveSummary) -> Content:
    child = move.child
    assert child is not None  # a child moves
    lines = [
        (_("First names"), move.forename), (_("Last name"), move.surname), (_("Called"), child.called),
        (_("Date of birth"), day_in_words(child.born, year=True)),
        (_("Girl or boy"), move.get_sex_display()), (_("Pupil's number"), move.upn),
    ]  # fmt: skip
    fields = {
        "Surname": move.surname, "Forename": move.forename, "PreferredName": child.called, "DOB": child.born.isoformat(),
        "Sex": move.sex, "UPN": move.upn,
    }  # fmt: skip
    return Content(What.NAMES, _filled(lines), fields)


def _learning(move: SchoolMove, summary: MoveSummary) -> Content:
    return Content(What.LEARNING, _filled((str(AREAS[area]), getattr(summary, area)) for area in MoveSummary.AREAS))


def _languages(move: SchoolMove, summary: MoveSummary) -> Content:
    rows = KeyFacts.objects.unscoped("what goes to a school is put together whole, and then asked for")
    known = rows.filter(child=move.child).first()
    first = all_named(known.languages[:1]) if known and known.languages else ""
    lines = [(_("Languages"), summary.languages), (_("How both are coming on"), summary.in_both)]
    return Content(What.LANGUAGES, _filled(lines), {"FirstLanguage": first})


def _needs(move: SchoolMove, summary: MoveSummary) -> Content:
    lines = [
        (_("Needs"), summary.needs),
        (_("Support"), str(Support(move.support).label) if move.support else ""),
        (_("Who leads a plan from outside"), move.lead),
    ]
    return Content(What.NEEDS, _filled(lines), {"SENStatus": move.support})


def _voice(move: SchoolMove, summary: MoveSummary) -> Content:
    return Content(What.VOICE, [(said.how or _("In their own words"), said.words) for said in _said(move, Said.CHILD)])


def _own(move: SchoolMove, adult: Adult) -> Iterable[Content]:
    """What is one adult's own: their words, and their address where the child lives there and it is hidden from nobody."""
    words = [
        (_("Written on %(day)s") % {"day": day_in_words(said.on)}, said.words) for said in _said(move, Said.WISH, adult)
    ]
    yield Content(What.FAMILY, words, person=adult.person)
    rows = Bond.objects.unscoped("what goes to a school is put together whole, and then asked for")
    lives = rows.filter(adult=adult, child=move.child, lives_with=True).exists()
    if lives and adult.address and not adult.address_hidden:
        found = POSTCODE.findall(adult.address)
        fields = {
            "AddressLines": ", ".join(filter(None, map(str.strip, adult.address.splitlines()))),
            "PostCode": found[-1].upper() if found else "",
        }
        yield Content(What.ADDRESS, [(_("Address"), adult.address)], fields, person=adult.person)


PARTS: Sequence[Callable[[SchoolMove, MoveSummary], Content]] = (_names, _learning, _languages, _needs, _voice)


def _adults(move: SchoolMove) -> list[Adult]:
    assert move.child is not None  # a child moves
    return [adult for side in sides(move.child, clock.today()) for adult in side]


def _said(move: SchoolMove, what: Said, adult: Adult | None = None) -> list[MoveWord]:
    rows = MoveWord.objects.unscoped("what goes to a school is put together whole, and then asked for")
    return list(rows.filter(move=move, what=what, person=adult.person if adult else None).order_by("number"))


def _filled(lines: Iterable[tuple[str, str]]) -> Lines:
    return [(heading, words.strip()) for heading, words in lines if words.strip()]


def as_json(fields: Mapping[str, str], parts: Sequence[tuple[str, Sequence[Sequence[str]]]]) -> str:
    """What went, for a school's own system: the fields by name, and the words of each part (title, lines) under headings."""
    told = [
        {"title": title, "lines": [{"heading": heading, "words": words} for heading, words in lines]}
        for title, lines in parts
    ]
    return json.dumps({**{name: fields.get(name, "") for name in FIELDS}, "Parts": told}, ensure_ascii=False, indent=1)


def as_csv(fields: Mapping[str, str]) -> str:
    """The fields as one line under their names. A cell that a spreadsheet would read as a formula begins with a quote."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([FIELDS, [_tame(fields.get(name, "")) for name in FIELDS]])
    return out.getvalue()


def _tame(said: str) -> str:
    return f"'{said}" if said.startswith(BEGINS_A_FORMULA) else said
