"""What is written into a case and never changed: the base of its steps and its entries (TRUST 13).

Each says when it happened, when it was written down, and by whom. What is written later than 48 hours after it happened
is marked so for ever; what was wrong is put right by another one beside it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import Any

from django.db import models

from hometime.kernel import clock
from hometime.kernel.guard import Guarded, Row, Scoped
from hometime.people.models import Person

SOON_ENOUGH = 2  # days: what is written down later than 48 hours after it happened is marked so for ever
NEVER_CHANGED = "What was written down is never changed. Write another entry beside it."
NEVER_DELETED = "What was written down is never deleted."


class Locked(RuntimeError):
    """Something of a complaint was about to be changed or deleted before its time."""


class WrittenRows(Scoped[Row]):
    """Rows that are added, and never changed or deleted in bulk."""

    def update(self, **values: Any) -> int:
        """Always refused."""
        raise Locked(NEVER_CHANGED)

    update.alters_data = True  # type: ignore[attr-defined]

    def delete(self) -> Any:
        """Always refused."""
        raise Locked(NEVER_DELETED)

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]


class Written(Guarded):
    """Something that happened `on` a day, and was written down `by` somebody at an instant. Saved once."""

    on = models.DateField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        """Adds the row; saving it again is refused."""
        if not self._state.adding:
            raise Locked(NEVER_CHANGED)
        super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> Any:
        """Always refused."""
        raise Locked(NEVER_DELETED)

    def digest(self) -> str:
        """The digest that the audit keeps of the row, salted by its random id: 64 hexadecimal signs (TRUST 13)."""
        whole = {field.attname: getattr(self, field.attname) for field in self._meta.concrete_fields}
        whole["written_at"] = self.written_at.isoformat()
        return hashlib.sha256(json.dumps(whole, sort_keys=True, default=str).encode()).hexdigest()

    @property
    def written_on(self) -> dt.date:
        """The day it was written down."""
        return clock.local_date(self.written_at)

    @property
    def written_late(self) -> bool:
        """Whether it was written down more than 48 hours after the day it happened."""
        return (self.written_on - self.on).days > SOON_ENOUGH
