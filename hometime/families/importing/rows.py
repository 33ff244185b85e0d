"""Rows of children as people paste or type them, or bring them in a spreadsheet: each mistake with a plain sentence.

Pasted, it is one child a line: name, date of birth, first day here, then for each adult name, e-mail address and
relation, told apart by tabs (as a spreadsheet copies them), semicolons, or commas. Nothing here knows the database.
"""

from __future__ import annotations

import csv
import dataclasses
import datetime as dt
import re
from collections.abc import Iterator, Sequence

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from hometime.kernel.folding import folded

MOST_ROWS = 300
MOST_ADULTS = 4
LONGEST_NAME, LONGEST_TO_USE, LONGEST_RELATION, LONGEST_PHONE = 200, 80, 40, 40
LONGEST_ADDRESS = 500
OLDEST_YEARS = 8
ADULT = 3  # parts for each adult
HEADINGS = frozenset({"name", "child", "child's name", "full name", "first name"})
NUMBERED = re.compile(r"(\d{1,2})[./ -](\d{1,2})[./ -](\d{4})")
WORDED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ -]([a-z]{3})[a-z]*[ -](\d{4})")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclasses.dataclass(frozen=True)
class AdultRow:
    """An adult of a child, as typed. The relation says who they are to the child, and gives no right."""

    name: str
    email: str
    relation: str
    phone: str = ""
    address: str = ""


@dataclasses.dataclass(frozen=True)
class More:
    """What a spreadsheet may say of a child besides: empty means that it says nothing about it."""

    name_to_use: str = ""
    room: str = ""
    languages: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True)
class ChildRow:
    """One line: what was read of it, and the mistakes that keep it from being written down."""

    number: int
    name: str
    born: dt.date | None
    starts: dt.date | None
    adults: tuple[AdultRow, ...]
    faults: tuple[str, ...]
    more: More = More()

    @property
    def mark(self) -> tuple[str, dt.date | None]:
        """By which the same child is known again: the folded name, and the date of birth."""
        return folded(self.name), self.born


def read(text: str, today: dt.date) -> list[ChildRow]:
    """Every line of `text` that holds something. Raises ValueError, in plain words, for more lines than we take."""
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip(" \t,;")]
    if len(lines) > MOST_ROWS:
        raise ValueError(
            _("These are %(n)d lines. Paste at most %(most)d at a time.") % {"n": len(lines), "most": MOST_ROWS}
        )
    rows = [_row(number, _parts(line), today) for number, line in lines if not _is_heading(number, line)]
    return list(without_repeats(rows))


def _is_heading(number: int, line: str) -> bool:
    return number == 1 and _parts(line)[0].casefold() in HEADINGS


def _parts(line: str) -> list[str]:
    between = next((sign for sign in "\t;" if sign in line), ",")
    return [part.strip() for part in next(csv.reader([line], delimiter=between, skipinitialspace=True))]


def _row(number: int, parts: Sequence[str], today: dt.date) -> ChildRow:
    name, born, starts, *rest = [*parts, "", "", ""][: max(len(parts), 3)]
    groups = [[*rest[at : at + ADULT], "", ""][:ADULT] for at in range(0, len(rest), ADULT)]
    adults = [AdultRow(name, email, relation) for name, email, relation in groups if any((name, email, relation))]
    return checked(number, name, born, starts, adults, today)


def checked(
    number: int,
    name: str,
    born_text: str,
    starts_text: str,
    adults: Sequence[AdultRow],
    today: dt.date,
    *,
    more: More = More(),
    faults: Sequence[str] = (),
) -> ChildRow:
    """One child from what was typed of them, with every mistake. `faults` are those that were found before."""
    found = list(faults)
    if not name:
        found.append(_("The child's name is missing."))
    if len(name) > LONGEST_NAME or len(more.name_to_use) > LONGEST_TO_USE:
        found.append(_("The name is too long."))
    born = _day(born_text, _("date of birth"), found, required=True)
    starts = _day(starts_text, _("first day"), found)
    if born is not None and born > today:
        found.append(_("The date of birth must be today or earlier."))
    elif born is not None and born.year < today.year - OLDEST_YEARS:
        found.append(_("The date of birth is too long ago for a preschool. Look at the year again."))
    if born is not None and starts is not None and starts < born:
        found.append(_("The first day is before the date of birth."))
    return ChildRow(number, name, born, starts, tuple(_adults(adults, found)), tuple(found), more)


def _day(text: str, what: str, faults: list[str], *, required: bool = False) -> dt.date | None:
    if not text:
        if required:
            faults.append(_("The %(what)s is missing.") % {"what": what})
        return None
    day = read_day(text)
    if day is None:
        faults.append(
            _("We cannot read the %(what)s “%(text)s”. Write it like 27/3/2023.") % {"what": what, "text": text[:30]}
        )
    return day


def read_day(text: str) -> dt.date | None:
    """A day as people here write it (27/3/2023, 27.03.2023, 27 March 2023, 2023-03-27); None for anything else.

    The day comes before the month, as it does here; two figures for a year are not guessed at.
    """
    plain = text.strip().casefold()
    try:
        if found := NUMBERED.fullmatch(plain):
            day, month, year = map(int, found.groups())
            return dt.date(year, month, day)
        if (found := WORDED.fullmatch(plain)) and found[2] in MONTHS:
            return dt.date(int(found[3]), MONTHS.index(found[2]) + 1, int(found[1]))
        return dt.date.fromisoformat(plain)
    except ValueError:
        return None


def _adults(adults: Sequence[AdultRow], faults: list[str]) -> Iterator[AdultRow]:
    if len(adults) > MOST_ADULTS:
        faults.append(_("There are more than %(most)d adults. Add the others later.") % {"most": MOST_ADULTS})
    seen: set[str] = set()
    for adult in adults[:MOST_ADULTS]:
        faults += _faults_of(adult)
        email = adult.email.casefold()
        if email and email in seen:
            faults.append(_("Two adults have the same e-mail address. Each needs their own."))
        seen.add(email)
        yield dataclasses.replace(adult, email=email)


def _faults_of(adult: AdultRow) -> Iterator[str]:
    if not adult.name:
        yield _("An adult's name is missing. The order is name, e-mail address, relation.")
    if adult.email and not _is_address(adult.email):
        yield _("“%(text)s” is not an e-mail address. Leave it empty if you do not know it.") % {
            "text": adult.email[:60]
        }
    if adult.name and not adult.relation:
        yield _("Say what %(name)s is to the child, such as mother or grandfather.") % {"name": adult.name}
    if len(adult.name) > LONGEST_NAME or len(adult.relation) > LONGEST_RELATION:
        yield _("An adult's name or relation is too long.")
    if len(adult.phone) > LONGEST_PHONE or len(adult.address) > LONGEST_ADDRESS:
        yield _("An adult's telephone number or address is too long.")


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def without_repeats(rows: Sequence[ChildRow]) -> Iterator[ChildRow]:
    """Marks a child that stands twice: the second line says so."""
    seen: dict[tuple[str, dt.date | None], int] = {}
    for row in rows:
        first = seen.setdefault(row.mark, row.number)
        if first != row.number and row.name:
            fault = _("The same child stands in line %(n)d. Take one of the two out.") % {"n": first}
            yield dataclasses.replace(row, faults=(*row.faults, fault))
        else:
            yield row


def written(name: str, born: dt.date, starts: dt.date | None, adults: Sequence[AdultRow]) -> str:
    """One child as a line with tabs, as `read` takes it: what was typed in boxes goes the same way as what was pasted."""
    parts = [name, str(born), str(starts or "")]
    for adult in adults:
        parts += [adult.name, adult.email, adult.relation]
    return "\t".join(" ".join(part.split()) for part in parts)
