"""Numbers of days as people type them: "21", "10 working days", "2 weeks"."""

from __future__ import annotations

import dataclasses
import re

_TYPED = re.compile(
    r"(?P<value>\d{1,3})\s*(?P<kind>calendar|working)?[\s_]*(?P<unit>days?|weeks?)?", re.IGNORECASE | re.ASCII
)
_MOST = 366
UNIT_WORDS = {"calendar_days": "calendar days", "working_days": "working days", "days": "days"}


@dataclasses.dataclass(frozen=True, slots=True)
class Amount:
    """So many calendar days or working days."""

    value: int
    unit: str = "calendar_days"

    @property
    def kept(self) -> str:
        """The form in which it is kept: `21 calendar_days`."""
        return f"{self.value} {self.unit}"

    @property
    def words(self) -> str:
        """The form in which it is read: "21 calendar days", "1 working day"."""
        unit = UNIT_WORDS[self.unit]
        return f"{self.value} {unit.removesuffix('s') if self.value == 1 else unit}"


def amount(typed: str) -> Amount | None:
    """The amount that somebody typed; None where it is none, or not between one day and a year. A bare number is of
    calendar days; a week has seven of those, or five working days."""
    found = _TYPED.fullmatch(typed.strip())
    if not found:
        return None
    working = (found["kind"] or "").lower() == "working"
    weeks = (found["unit"] or "").lower().startswith("week")
    value = int(found["value"]) * ((5 if working else 7) if weeks else 1)
    return Amount(value, "working_days" if working else "calendar_days") if 1 <= value <= _MOST else None
