"""The open points of a document as one form: each with our proposal, each kept as soon as it can be taken."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hometime.policies.reading.forms import Reading
from hometime.policies.settling import OpenPoint, Unsettled, open_points, proposals, settled
from hometime.ui.forms import DayField

OWN = "own"  # the choice that stands for what is typed below it
TYPED = {
    "days": (_("Another time"), _("Such as 21, or 10 working days.")),
    "text": (_("Your own words"), _("A line is enough.")),
    "date": (_("Another day"), _("Day, month and year.")),
}


@dataclasses.dataclass(frozen=True)
class Asked:
    """One open point on the page: what it is, the words it is about, its fields, and the answer that is kept."""

    point: OpenPoint
    text: str
    pick: forms.BoundField
    typed: forms.BoundField | None
    said: str


class NotYet(forms.ChoiceField):
    """A choice that is wanted before the end, and may be left for another day."""

    def clean(self, value: Any) -> str:
        """As any choice; nothing where none was made."""
        return str(super().clean(value)) if value else ""


class AnswersForm(forms.Form):
    """Every open point of a reading. Nothing must be answered at once; what is answered is kept."""

    use_required_attribute = False

    def __init__(self, reading: Reading, answers: Mapping[str, str], data: Any = None) -> None:
        super().__init__(data)
        self.reading, self.answers, self.points = reading, answers, open_points(reading, answers)
        self.proposed = proposals(reading)
        for point in self.points:
            self._ask(point, answers.get(point.key, ""))

    def _ask(self, point: OpenPoint, kept: str) -> None:
        name = name_of(point)
        proposal, *others = [(choice.value, choice.words) for choice in point.choices]
        choices = [(proposal[0], gettext("%(answer)s (our proposal)") % {"answer": proposal[1]}), *others]
        picked = kept if kept in dict(choices) or not kept else OWN
        if point.takes:
            choices.append((OWN, str(TYPED[point.takes][0])))
        self.fields[name] = NotYet(label=point.question.ask, choices=choices, initial=picked, widget=forms.RadioSelect)
        if point.takes:
            label, hint = TYPED[point.takes]
            field = DayField if point.takes == "date" else forms.CharField
            shown = _typed(point, kept) if picked == OWN else None
            self.fields[f"{name}-own"] = field(label=label, help_text=hint, required=False, initial=shown)

    def clean(self) -> dict[str, Any]:
        """Each answer must be one that can be taken; the words stand beside the field that is wrong."""
        given = super().clean() or self.cleaned_data
        for point in self.points:
            name, value = name_of(point), self._given(point, given)
            trouble = _trouble(self.reading, self.proposed, point, value) if value else ""
            if not value and given.get(name) == OWN and f"{name}-own" not in self.errors:
                trouble = gettext("Write your answer here, or choose another")
            if trouble:
                self.add_error(f"{name}-own" if given.get(name) in (OWN, "") else name, trouble)
        return given

    def _given(self, point: OpenPoint, given: Mapping[str, Any]) -> str:
        """The answer as it is kept: what was picked, or what was typed where nothing else was."""
        name = name_of(point)
        picked, typed = given.get(name) or "", given.get(f"{name}-own") or ""
        if picked not in (OWN, ""):
            return str(picked)
        return typed.isoformat() if isinstance(typed, dt.date) else str(typed).strip()

    @property
    def taken(self) -> dict[str, str]:
        """What can be kept, by key: every answer without a fault, and nothing for those that were taken away."""
        wrong = {name.removesuffix("-own") for name in self.errors}
        return {p.key: self._given(p, self.cleaned_data) for p in self.points if name_of(p) not in wrong}

    @property
    def asked(self) -> Iterator[Asked]:
        """The points in the order of the document."""
        texts = {c.key: c.text for part in self.reading.parts for s in part.sections for c in s.clauses}
        for point in self.points:
            name = name_of(point)
            typed = self[f"{name}-own"] if point.takes else None
            kept = self.answers.get(point.key, "")
            said = next((choice.words for choice in point.choices if choice.value == kept), kept.replace("_", " "))
            yield Asked(point, texts.get(point.clause or "", ""), self[name], typed, said)

    @property
    def all(self) -> int:
        """How many points there are."""
        return len(self.points)

    @property
    def answered(self) -> int:
        """How many have an answer."""
        return self.all - self.left

    @property
    def left(self) -> int:
        """How many have no answer yet."""
        return sum(not self.answers.get(point.key) for point in self.points)


def name_of(point: OpenPoint) -> str:
    """The name of a point's field."""
    return "q-" + slugify(point.key.translate(str.maketrans(":/.", "---")))


def _typed(point: OpenPoint, kept: str) -> Any:
    return dt.date.fromisoformat(kept) if point.takes == "date" else kept.replace("_", " ")


def _trouble(reading: Reading, proposed: Mapping[str, str], point: OpenPoint, value: str) -> str:
    """Why an answer cannot be taken, the others being as proposed; empty where it can."""
    try:
        settled(reading, {**proposed, point.key: value})
    except Unsettled as no:
        return no.words if no.point.key == point.key else ""
    return ""


def left_open(reading: Reading, answers: Mapping[str, str]) -> int:
    """How many open points of a reading have no answer yet."""
    return sum(not answers.get(point.key) for point in open_points(reading, answers))
