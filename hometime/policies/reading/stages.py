"""Divides the passages about complaints into numbered stages and the text around them."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from itertools import groupby, takewhile

from .directions import destinations
from .moving import unmet
from .numbering import stage_number
from .numbers import number
from .outside import names_a_regulator
from .roles import mentions
from .scope import Passage
from .sentences import sentences

_ANNOUNCED = re.compile(
    r"\b(?P<count>two|three|four|five|six|[2-6])[ -](?:\w+[ -])?(?:steps?|stages?|levels?|parts?|tiers?)\b",
    re.IGNORECASE,
)
_PHASE = re.compile(
    r"^\W*(?:(?:the|your|our|a|we|written|full|formal|initial|complaint|final)\s+){0,3}(?:acknowledg\w*|receiv\w*|"
    r"receipt|record\w*|investigat\w*|inquir\w*|respon\w*|repl\w*|"
    r"outcome|decision|meeting|feedback|clos\w*|monitor\w*|follow|learn\w*|listen\w*|assess\w*|logg\w*|gather\w*|"
    r"conclusion|notif\w*|thank|check)\b",
    re.IGNORECASE,
)  # fmt: skip
_CONTACT = re.compile(r"@|\d[\d ]{8,}\d")
_WHO_TITLE = re.compile(r"\b(?:who|whom|person|contact|speak to|dealt with by|handled by|responsible)\b", re.IGNORECASE)
_ROW_NUMBER = re.compile(r"^\d(?:\s*\|\s*|[.):]?\s+(?=[A-Z]))")
_TIMING = re.compile(
    r"^\W*(?:response|reply|answer|outcome|decision|acknowledg\w+)?\W*(?:within )?[\w-]+ (?:\w+ )?(?:days?|weeks?|hours?)\W*$",
    re.IGNORECASE,
)
_YES = re.compile(r"\W*(?:yes|no)\b\W*", re.IGNORECASE)
_NAME_WORDS = 4
_SENDS = re.compile(
    r"^\W*(?:first,? |then,? )?(?:talk|speak|write|tell|contact|see|ask|ring|e-?mail|go to)\b", re.IGNORECASE
)
_IN_ORDER = re.compile(r"\b(?:order|in turn|one after|following (?:people|steps)|ladder|as follows)\b", re.IGNORECASE)
_REVIEW = re.compile(r"^\W*review\w*\b", re.IGNORECASE)
_TITLE_WORDS = 9


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """One sentence with the passage that it stands in; `opens` is true for the first of its passage."""

    text: str
    passage: Passage
    opens: bool


@dataclasses.dataclass(slots=True)
class Unit:
    """A numbered stage (`number` above 0) with its title, or a run of text outside stages.

    `only_named` is true for a stage that bears a name ("Formal complaints") and no number of its own.
    """

    number: int
    title: str = ""
    lines: list[Line] = dataclasses.field(default_factory=list)
    heading_level: int = -1
    only_named: bool = False

    def is_phase(self) -> bool:
        """True where the stage's title is a piece of handling (acknowledge, investigate, reply), not a place to go."""
        opening = self.title or (self.lines[0].text if self.lines else "")
        return bool(_PHASE.match(opening))

    def is_review(self) -> bool:
        """True where the stage's title speaks of a review, which is a phase only if nobody new does it."""
        return bool(_REVIEW.match(self.title))


def lines_of(passage: Passage, staged: bool = False) -> list[Line]:
    """The sentences of a passage, of a stage without its number; the cells of a table row are divided like clauses."""
    text = _ROW_NUMBER.sub("", passage.rest) if staged and passage.row else passage.rest if staged else passage.text
    text = text.replace(" | ", "; ").replace("\t", "; ") if passage.row else text
    said = [sentence for sentence in sentences(text) if not _YES.fullmatch(sentence)]
    return [Line(sentence, passage, place == 0) for place, sentence in enumerate(said)]


def _announced(passages: Sequence[Passage]) -> dict[int, int]:
    """Bullets that stand for stages because the line before counts them ("There are three steps:")."""
    numbers: dict[int, int] = {}
    for place, passage in enumerate(passages):
        found = _ANNOUNCED.search(passage.text)
        if not found or passage.stage:
            continue
        following = []
        for later in passages[place + 1 :]:
            if later.bullet != passages[place + 1].bullet or later.named or later.stage:
                break
            following.append(later)
        if len(following) == number(found["count"]) and following[0].bullet:
            numbers |= {later.index: order for order, later in enumerate(following, 1)}
    return numbers


def _names_someone(text: str) -> bool:
    return bool(mentions(text)) or names_a_regulator(text)


def _numbered_rows(passages: Sequence[Passage]) -> dict[int, int]:
    """Rows of a table whose first cell is a number ("2", "2 Formal"), counting up from one, and whose second names somebody."""
    cells = {p.index: [cell.strip() for cell in p.text.split("|")] for p in passages if p.row}
    rows = [
        (index, int(row[0][0]))
        for index, row in cells.items()
        if len(row) > 2 and re.fullmatch(r"\d(?:[.):]?\s+[A-Z][^\d|]*)?", row[0])
    ]
    counted = [order for _, order in rows] == list(range(1, len(rows) + 1))
    named = sum(_names_someone(cells[index][1]) for index, _ in rows)
    return dict(rows) if counted and named >= 2 else {}


def _table(passages: Sequence[Passage]) -> dict[int, int]:
    """Rows of a table without numbers, when at least two of them name who deals with a complaint.

    They name them in the first column, or in the second where its title asks who.
    """
    numbered = _numbered_rows(passages)
    if numbered:
        return numbered
    lines = [p for p in passages if p.row and "|" in p.text]
    told = 1 if lines and _WHO_TITLE.search(lines[0].text.split("|")[1]) else 0
    rows = [p for p in lines if not _CONTACT.search(p.text) and _names_someone((*p.text.split("|"), "")[told])]
    if len(rows) < 2 or any(p.stage for p in passages if p.row):
        return {}
    return {row.index: order for order, row in enumerate(rows, 1)}


def _listed(passages: Sequence[Passage]) -> dict[int, int]:
    """Short bullets that name one handler each, after a line that says in which order to go to them."""
    for place, passage in enumerate(passages):
        if not passage.text.endswith(":") or not _IN_ORDER.search(passage.text):
            continue
        following = list(
            takewhile(lambda later: later.bullet and len(later.text.split()) <= _TITLE_WORDS + 6, passages[place + 1 :])
        )
        named = [bool(mentions(later.text)) or names_a_regulator(later.text) for later in following]
        if len(named) >= 2 and all(named):
            return {later.index: order for order, later in enumerate(following, 1)}
    return {}


def _runs(passages: Sequence[Passage]) -> list[list[Passage]]:
    """Unbroken runs of bullets."""
    groups = groupby(passages, key=lambda passage: passage.bullet and not passage.named)
    return [list(run) for bullets, run in groups if bullets]


def _titled(passages: Sequence[Passage]) -> dict[int, int]:
    """Bullets that begin with the name of who is next ("Co-ordinator. …"), or that each send the parent to somebody else.

    The second kind must end with a matter unsettled or with the regulator; else they are alternatives, not an order.
    """
    for run in _runs(passages):
        if any(passage.stage for passage in run):
            continue
        openings = [sentences(passage.text)[0] for passage in run]
        names = [_names_someone(words) and len(words.split()) <= _NAME_WORDS for words in openings]
        sent = [{g[0].handler for g in destinations(words)[:1]} for words in openings if _SENDS.match(words)]
        apart = len(sent) > 1 and len(set().union(*sent)) == len(sent)
        ends = any(unmet(words) or names_a_regulator(words) for words in openings[len(sent) :])
        if sum(names) > 1 or (apart and ends and _SENDS.match(openings[0])):
            return {passage.index: order for order, passage in enumerate(run, 1)}
    return {}


def _open(passage: Passage, order: int) -> Unit:
    unit = Unit(order, heading_level=passage.level if passage.named else -1)
    lines = lines_of(passage, staged=True)
    if passage.named:
        unit.title = passage.rest.strip()
        unit.only_named = bool(passage.stage) and not stage_number(passage.text)[0]
        return unit
    if passage.row:
        unit.title = _ROW_NUMBER.sub("", passage.rest).split("|")[0].strip()
    elif lines:
        dash = re.split(r"\s[–—-]\s|:\s", lines[0].text, maxsplit=1)
        short = len(lines[0].text.split()) <= _TITLE_WORDS and not re.search(
            r"\b(?:will|should|must|may|can|please|is|are)\b", lines[0].text
        )
        if short or lines[0].text.endswith(":"):
            unit.title = lines[0].text
        elif len(dash) == 2 and len(dash[0].split()) <= _TITLE_WORDS:
            unit.title = dash[0]
    unit.lines.extend(lines)
    return unit


def _ends(unit: Unit, passage: Passage, last: bool) -> bool:
    """Whether a passage lies beyond a stage."""
    if unit.number == 0 or (not last and not passage.named):
        return False
    if passage.named and passage.text.endswith(":"):
        return False
    if passage.named and (unit.heading_level > 0 or not last):
        return 0 < passage.level <= unit.heading_level
    if passage.named:
        return True
    return unit.heading_level < 0 and not passage.bullet and not passage.row


def _only_timed(passages: Sequence[Passage], orders: Sequence[int]) -> dict[int, int]:
    """Places of lines such as "Level 2 response: 20 working days", when the stage itself is told elsewhere."""
    timed = {
        place: orders[place] for place, passage in enumerate(passages) if orders[place] and _TIMING.match(passage.rest)
    }
    told = {order for place, order in enumerate(orders) if place not in timed}
    return {place: order for place, order in timed.items() if order in told}


def _timed_for(order: int, timed: dict[int, int]) -> list[int]:
    return [place for place, number_ in timed.items() if number_ == order]


def units(passages: Sequence[Passage]) -> list[Unit]:
    """The stages in the order of the document, with the text before, between and after them as units of number 0."""
    announced = _announced(passages) | _table(passages) | _listed(passages) | _titled(passages)
    orders = [announced.get(passage.index, passage.stage) for passage in passages]
    timed = _only_timed(passages, orders)
    orders = [0 if place in timed else order for place, order in enumerate(orders)]
    if len({order for order in orders if order}) < 2:
        orders = [0] * len(orders)
    final = max((place for place, order in enumerate(orders) if order), default=-1)
    found = [Unit(0)]
    for place, (passage, order) in enumerate(zip(passages, orders, strict=True)):
        if place in timed:
            continue
        if order:
            found.append(_open(passage, order))
            found[-1].lines.extend(
                line for spot in _timed_for(order, timed) for line in lines_of(passages[spot], staged=True)
            )
        elif _ends(found[-1], passage, place > final):
            found.append(Unit(0))
            found[-1].lines.extend([] if passage.named and not destinations(passage.text) else lines_of(passage))
        elif not passage.named or destinations(passage.text):
            found[-1].lines.extend(lines_of(passage))
    return [unit for unit in found if unit.lines or unit.number]


def ladders_of(found: Sequence[Unit]) -> list[list[Unit]]:
    """Units divided where the numbering begins again: a document that counts to three twice holds two ladders."""
    groups: list[list[Unit]] = [[]]
    highest, filled = 0, False
    for unit in found:
        if unit.number and unit.number <= highest and unit.number == 1 and filled:
            groups.append([])
            highest, filled = 0, False
        if unit.number:
            highest = max(highest, unit.number)
            filled = filled or (unit.number > 1 and bool(unit.lines))
        groups[-1].append(unit)
    return groups
