"""Schools as they are listed, a partner with its log, and a register before it is taken in."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext_lazy as _

from hometime.access.viewer import Viewer
from hometime.agencies.actions.unnamed import kept_words
from hometime.agencies.models import OnlyWords
from hometime.kernel.answers import No
from hometime.people.roles import Hat
from hometime.schools import rules
from hometime.schools.actions.registers import BATCH, KINDS, LEFT_OUT
from hometime.schools.forms import schools as forms
from hometime.schools.models import LogEntry, Partnership, Register, RegisterPart, School

ROWS = 25
FAULTS: Mapping[str, object] = {
    "urn": _("The number of the school is missing or wrong."),
    "name": _("The name is missing."),
    "formula": _("A cell begins like a formula. It is not taken in."),
    "long": _("A cell is too long."),
    "letters": _("Some letters cannot be read."),
    "number": _("A number is not a number."),
    "columns": _("The line has more or fewer cells than there are headings."),
    "twice": _("This school stands in the file twice."),
}
FIELDS: Mapping[str, object] = {
    "name": _("Name"), "la": _("Local authority"), "la_name": _("Local authority"), "number": _("Number"), "phase": _("Phase"),
    "low_age": _("Youngest age"), "street": _("Street"), "town": _("Town"), "postcode": _("Postcode"), "phone": _("Telephone"),
    "stand": _("Open or closed"),
}  # fmt: skip


@dataclasses.dataclass(frozen=True)
class SchoolsPage:
    """The partners of a setting, and the schools of its provider, searched."""

    partners: Sequence[Partnership]
    schools: Sequence[School]
    page: Page[Any]
    asked: str
    writes: bool
    form: forms.SchoolForm | None

    @property
    def ours(self) -> frozenset[str]:
        """The schools that are partners already."""
        return frozenset(partner.school_id for partner in self.partners)


def schools_page(viewer: Viewer, asked: str, number: Any, typed: forms.SchoolForm | None = None) -> SchoolsPage:
    """The schools whose names hold what was `asked`. `typed` is a form that has something to put right."""
    partners = Partnership.objects.visible_to(viewer).filter(closed__isnull=True).select_related("school", "setting")
    found = School.objects.visible_to(viewer).called_like(asked).order_by("name", "pk")
    page = Paginator(found, ROWS).get_page(number)
    writes = rules.keep_schools(viewer, None) is None
    form = typed or (forms.SchoolForm() if writes else None)
    return SchoolsPage(list(partners.order_by("school__name", "pk")), list(page), page, asked, writes, form)


@dataclasses.dataclass(frozen=True)
class LogLine:
    """One line of the log, with what its writer said to be no name in it."""

    entry: LogEntry
    no_names: Sequence[OnlyWords]


@dataclasses.dataclass(frozen=True)
class PartnerPage:
    """A partner school: what was done with it, the latest first, and what can be written down now."""

    partner: Partnership
    lines: Sequence[LogLine]
    page: Page[Any]
    why_not: No | None
    forms: dict[str, Any]


def partner_page(viewer: Viewer, partner: Partnership, number: Any, typed: dict[str, Any] | None = None) -> PartnerPage:
    """A partner. `typed` is a form that has something to put right, by its name."""
    rows = (
        LogEntry.objects.visible_to(viewer).filter(partnership=partner).select_related("by").order_by("-on", "-number")
    )
    page = Paginator(rows, ROWS).get_page(number)
    why_not = rules.write_log(viewer, partner)
    drawn: dict[str, Any] = {} if why_not else {"log": forms.LogForm(), "end": forms.BecauseForm(auto_id="id_end_%s")}
    said = kept_words(viewer, [entry.pk for entry in page])
    lines = [LogLine(entry, said.get(entry.pk, ())) for entry in page]
    return PartnerPage(partner, lines, page, why_not, {**drawn, **(typed or {})})


@dataclasses.dataclass(frozen=True)
class Change:
    """One line of a register that waits: the school, and what changes about it (heading, before, after)."""

    name: str
    place: str
    changes: Sequence[tuple[object, str, str]]


@dataclasses.dataclass(frozen=True)
class RegisterPage:
    """A register that waits: how many lines of which kind, what was left out, the faults, and the lines of one kind."""

    register: Register
    counts: Mapping[str, int]
    left_out: int
    kind: str
    lines: Sequence[Change]
    page: Page[Any]
    faults: Sequence[tuple[int, object]]

    @property
    def to_write(self) -> int:
        """How many schools would be written down or changed."""
        return sum(self.counts[kind] for kind in KINDS)


def register_page(viewer: Viewer, register: Register, kind: str, number: Any) -> RegisterPage:
    """A register that waits, with the lines of `kind`: of the first kind that there is, where none is asked for."""
    counts = {name: int(register.counts.get(name, 0)) for name in (*KINDS, "same", "wrong", *LEFT_OUT)}
    shown = kind if kind in KINDS else next((name for name in ("gone", "closing", "changed") if counts[name]), "new")
    page = Paginator(range(counts[shown]), ROWS).get_page(number)
    return RegisterPage(
        register=register,
        counts=counts,
        left_out=sum(counts[name] for name in LEFT_OUT),
        kind=shown,
        lines=_lines(viewer, register, shown, list(page)),
        page=page,
        faults=[(line, FAULTS[code]) for line, code in register.faults[:ROWS]],
    )


def _lines(viewer: Viewer, register: Register, kind: str, places: Sequence[int]) -> list[Change]:
    """The lines at these places of a kind: of the one or two parts in which they stand, and of no other."""
    rows = RegisterPart.objects.visible_to(viewer).filter(
        register=register, kind=kind, number__in={place // BATCH for place in places}
    )
    parts = {part.number: part.rows() for part in rows}
    return [_change(parts[place // BATCH][place % BATCH]) for place in places if place // BATCH in parts]


def _change(row: Mapping[str, Any]) -> Change:
    changes = [(FIELDS[name], was, row[name]) for name, was in row["was"].items() if name in FIELDS]
    return Change(row["name"], ", ".join(filter(None, (row["town"], row["postcode"]))), changes)


def agreed_with(viewer: Viewer, school: School | None) -> list[LogEntry]:
    """What is done alike with a school from now on: what families read too."""
    if school is None:
        return []
    rows = LogEntry.objects.visible_to(viewer).filter(partnership__school=school, what="agreed")
    return list(rows.order_by("-on", "-number")[:5]) if viewer.hat in (Hat.PARENT, Hat.STAFF) else []
