"""Rows of children as people paste them from a spreadsheet or type them: read, with a plain sentence for each mistake.

One child a line: name, date of birth, first day here, then for each adult name, e-mail address and relation. The parts
are told apart by tabs (as a spreadsheet copies them), semicolons, or commas. Nothing here knows the database.
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

MOST_ROWS = 300
MOST_ADULTS = 4
LONGEST_NAME, LONGEST_RELATION = 200, 40
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


@dataclasses.dataclass(frozen=True)
class ChildRow:
    """One line: what was read of it, and the mistakes that keep it from being written down."""

    number: int
    name: str
    born: dt.date | None
    starts: dt.date | None
    adults: tuple[AdultRow, ...]
    faults: tuple[str, ...]


def read(text: str, today: dt.date) -> list[ChildRow]:
    """Every line of `text` that holds something. Raises ValueError, in plain words, for more lines than we take."""
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip(" \t,;")]
    if len(lines) > MOST_ROWS:
        raise ValueError(
            _("These are %(n)d lines. Paste at most %(most)d at a time.") % {"n": len(lines), "most": MOST_ROWS}
        )
    rows = [_row(number, _parts(line), today) for number, line in lines if not _is_heading(number, line)]
    return list(_without_repeats(rows))


def _is_heading(number: int, line: str) -> bool:
    return number == 1 and _parts(line)[0].casefold() in HEADINGS


def _parts(line: str) -> list[str]:
    between = next((sign for sign in "\t;" if sign in line), ",")
    return [part.strip() for part in next(csv.reader([line], delimiter=between, skipinitialspace=True))]


def _row(number: int, parts: Sequence[str], today: dt.date) -> ChildRow:
    name, born_text, starts_text, *rest = [*parts, "", "", ""][: max(len(parts), 3)]
    faults: list[str] = []
    if not name:
        faults.append(_("The child's name is missing."))
    if len(name) > LONGEST_NAME:
        faults.append(_("The name is too long."))
    born = _day(born_text, _("date of birth"), faults, required=True)
    starts = _day(starts_text, _("first day"), faults)
    if born is not None and born > today:
        faults.append(_("The date of birth must be today or earlier."))
    elif born is not None and born.year < today.year - OLDEST_YEARS:
        faults.append(_("The date of birth is too long ago for a preschool. Look at the year again."))
    if born is not None and starts is not None and starts < born:
        faults.append(_("The first day is before the date of birth."))
    return ChildRow(number, name, born, starts, tuple(_adults(rest, faults)), tuple(faults))


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


def _adults(parts: Sequence[str], faults: list[str]) -> Iterator[AdultRow]:
    groups = [[*parts[at : at + ADULT], "", ""][:ADULT] for at in range(0, len(parts), ADULT)]
    groups = [group for group in groups if any(group)]
    if len(groups) > MOST_ADULTS:
        faults.append(_("There are more than %(most)d adults. Add the others later.") % {"most": MOST_ADULTS})
    seen = set()
    for name, email, relation in groups[:MOST_ADULTS]:
        if not name:
            faults.append(_("An adult's name is missing. The order is name, e-mail address, relation."))
        if email and not _is_address(email):
            faults.append(
                _("“%(text)s” is not an e-mail address. Leave it empty if you do not know it.") % {"text": email[:60]}
            )
        if name and not relation:
            faults.append(_("Say what %(name)s is to the child, such as mother or grandfather.") % {"name": name})
        if len(name) > LONGEST_NAME or len(relation) > LONGEST_RELATION:
            faults.append(_("An adult's name or relation is too long."))
        if email and email.casefold() in seen:
            faults.append(_("Two adults have the same e-mail address. Each needs their own."))
        seen.add(email.casefold())
        yield AdultRow(name, email.casefold(), relation)


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def _without_repeats(rows: Sequence[ChildRow]) -> Iterator[ChildRow]:
    """Marks a child that stands twice: the second line says so."""
    seen: dict[tuple[str, dt.date | None], int] = {}
    for row in rows:
        first = seen.setdefault((row.name.casefold(), row.born), row.number)
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
