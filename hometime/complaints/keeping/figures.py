"""What a year of complaints tells: how many came in, were upheld, were answered in time, about what, and what changed.

Counted over what the viewer may count. On paper, a number so small that it could point at one family is not said, nor one
from which it could be worked out.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence

from hometime.access.viewer import Viewer
from hometime.complaints.actions.afterwards import REVIEWS, mark
from hometime.complaints.keeping.counted import WITHIN, complaints_alone
from hometime.complaints.keeping.register import told_on
from hometime.complaints.models import Change, Complaint, Finding, Matter, Step, Theme
from hometime.people.models import Setting
from hometime.records.models import Record

SMALL = 3  # below this a number is not said


@dataclasses.dataclass(frozen=True)
class Line:
    """One thing counted: what, the number at each setting in their order, and altogether. None: too small to be said."""

    key: str
    words: str
    each: Sequence[int | None]
    all: int | None
    names: Sequence[str] = ()

    @property
    def places(self) -> list[tuple[str, int | None]]:
        """Each setting by name with its number, where there are several."""
        return list(zip(self.names, self.each, strict=True)) if len(self.names) > 1 else []


@dataclasses.dataclass(frozen=True)
class Year:
    """The figures of one year. `lines` are the counts, `themes` what they were about."""

    year: int
    settings: Sequence[Setting]
    lines: Sequence[Line]
    themes: Sequence[Line]


@dataclasses.dataclass(frozen=True)
class _Case:
    """What is counted of one complaint."""

    setting: str
    upheld: bool
    answered: bool
    in_time: bool
    theme: str
    changes: int


COUNTS = ("received", "upheld", "answered", "in_time", "changes")


def figures(viewer: Viewer, year: int, settings: Sequence[Setting], *, quiet: bool = True) -> Year:
    """The figures of complaints received in `year` at `settings`. `quiet` leaves out what is too small to be said."""
    days = (dt.date(year, 1, 1), dt.date(year, 12, 31))
    cases = list(complaints_alone(viewer).filter(received_on__range=days, setting__in=[each.pk for each in settings]))
    told = _told(cases)
    places = [setting.pk for setting in settings]
    names = [setting.name for setting in settings]
    counts = {key: [_count(told, place, key) for place in places] for key in COUNTS}
    lines = [dataclasses.replace(_line(key, "", each, quiet=quiet), names=names) for key, each in counts.items()]
    matters = [(str(matter), str(Matter(matter).label)) for matter in Matter]
    themes = [
        _line(matter, words, [sum(case.theme == matter for case in told if case.setting == place) for place in places])
        for matter, words in matters
    ]
    heard = [line for line in themes if line.all]
    return Year(year, settings, lines, _themes_quiet(heard) if quiet else heard)


def _count(told: Sequence[_Case], place: str, key: str) -> int:
    here = [case for case in told if case.setting == place]
    return {
        "received": len(here),
        "upheld": sum(case.upheld for case in here),
        "answered": sum(case.answered for case in here),
        "in_time": sum(case.in_time for case in here),
        "changes": sum(case.changes for case in here),
    }[key]


def _line(key: str, words: str, each: Sequence[int], *, quiet: bool = False) -> Line:
    whole = sum(each)
    return (
        Line(key, words, quieted(each, whole), None if 0 < whole < SMALL else whole)
        if quiet
        else Line(key, words, list(each), whole)
    )


def quieted(each: Sequence[int], whole: int) -> list[int | None]:
    """The parts of a sum that may be said beside it: small ones are left out, and one more where it could be worked out.

    With exactly one part left out the rest gives it away: then the smallest of the others goes too. Nought may be said.
    """
    hidden = {at for at, count in enumerate(each) if 0 < count < SMALL}
    if len(hidden) == 1 and whole >= SMALL:
        others = [at for at, count in enumerate(each) if count and at not in hidden]
        hidden |= {min(others, key=lambda at: each[at])} if others else set()
    return [None if at in hidden else count for at, count in enumerate(each)]


def _themes_quiet(lines: Sequence[Line]) -> list[Line]:
    """Themes are parts of all that came in, so a small one is hidden among the others; by setting they are not said."""
    totals = [line.all or 0 for line in lines]
    said = quieted(totals, sum(totals))
    return [dataclasses.replace(line, each=[None] * len(line.each), all=said[at]) for at, line in enumerate(lines)]


def _told(cases: Sequence[Complaint]) -> list[_Case]:
    steps: dict[str, list[Step]] = {case.pk: [] for case in cases}
    rows = Step.objects.unscoped("figures tell dates and findings, and nobody's name").filter(complaint__in=cases)
    for step in rows.order_by("number"):
        steps[step.complaint_id].append(step)
    sorted_as = Theme.objects.unscoped("figures tell themes, and nobody's name").filter(complaint__in=cases)
    themes: Mapping[str, str] = {theme.complaint_id: theme.matter for theme in sorted_as.order_by("number")}
    changed = _changes(cases)
    return [_case(case, steps[case.pk], themes.get(case.pk, ""), changed[case.pk]) for case in cases]


def _case(case: Complaint, steps: Sequence[Step], theme: str, changes: int) -> _Case:
    found = [step.finding for step in steps if step.finding]
    on = told_on(steps)
    upheld = bool(found) and found[-1] in (Finding.UPHELD, Finding.PARTLY)
    return _Case(
        case.setting_id, upheld, on is not None, on is not None and on <= case.received_on + WITHIN, theme, changes
    )


def _changes(cases: Sequence[Complaint]) -> Counter[str]:
    """How many changes the owners decided after each case."""
    marks = {mark(case): case.pk for case in cases}
    records = Record.objects.unscoped("figures tell how many changes there were").filter(kind=REVIEWS, title__in=marks)
    reviews = {pk: marks[title] for pk, title in records.values_list("pk", "title")}
    rows = Change.objects.unscoped("figures tell how many changes there were").filter(record__in=reviews)
    rows = rows.filter(clause__isnull=True)  # that families are asked is no change yet
    return Counter(reviews[pk] for pk in rows.values_list("record_id", flat=True))
