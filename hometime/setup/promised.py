"""The days that the adopted policy promises, each beside its own words: for looking at, not for typing."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hometime.people.models import Setting
from hometime.people.roles import Role
from hometime.policies.models import in_force


@dataclasses.dataclass(frozen=True)
class Clock:
    """One limit: which step, how long, and the policy's words for it."""

    part: str
    step: str
    length: str
    words: str


def clocks(setting: Setting, day: dt.date) -> list[Clock]:
    """Every limit of the adopted procedures of a setting, in the document's order."""
    return [
        clock
        for adoption in in_force(setting, day)
        for clock in _of(f"{adoption.number} {adoption.title}".strip(), adoption.terms)
    ]


def _of(part: str, terms: Mapping[str, Any]) -> Iterator[Clock]:
    for ladder in terms.get("ladders", ()):
        whose = _("Other services") + " · " if ladder.get("audience") == "agencies" else ""
        for number, step in enumerate(ladder.get("steps", ()), 1):
            for limit in step.get("limits", ()):
                yield Clock(part, f"{whose}{_step(number, step)}", _length(limit), _words(limit))


def _step(number: int, step: Mapping[str, Any]) -> str:
    handler = step.get("handler", "")
    who = (str(Role(handler).label) if handler in Role.values else "") or step.get("name")
    return _("Step %(n)d") % {"n": number} + (f": {who}" if who else "")


def _words(limit: Mapping[str, Any]) -> str:
    """The policy's own words; where it has none, that the days come from an answer given before it was adopted."""
    return limit.get("text", "") or _("The text names no time here. You gave this one as an answer before adopting.")


def _length(limit: Mapping[str, Any]) -> str:
    count, unit = limit.get("value"), limit.get("unit", "days")
    if not isinstance(count, int):
        return _("no number")
    said = {
        "hours": ngettext("%(n)d hour", "%(n)d hours", count),
        "months": ngettext("%(n)d month", "%(n)d months", count),
        "working_days": ngettext("%(n)d working day", "%(n)d working days", count),
        "term_days": ngettext("%(n)d day of term", "%(n)d days of term", count),
    }
    return said.get(unit, ngettext("%(n)d day", "%(n)d days", count)) % {"n": count}
