"""Rows that belong to another row, read in the statement that reads that one: each of them a row of its own model.

    Complaint.objects.visible_to(viewer).annotate(days=Gathered(Closure.objects.filter(setting=OuterRef("setting"))))

A guarded table is gathered through a viewer or with a reason, as it is read by itself: its lock is asked all the same.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

from django.db import models
from django.db.models import QuerySet, Subquery

WHOLE = {
    "sqlite": "json_group_array(json_array({columns}))",
    "postgresql": "COALESCE(json_agg(json_build_array({columns})), '[]'::json)",
}


def _instant(value: str) -> dt.datetime:
    at = dt.datetime.fromisoformat(value)
    return (
        at if at.tzinfo else at.replace(tzinfo=dt.UTC)
    )  # SQLite keeps the instants of Django in UTC, and says so nowhere


# How the JSON of either database becomes what the column holds; all else is itself. The first that fits counts.
READS: tuple[tuple[type[Any], Callable[[Any], Any]], ...] = (
    (models.DateTimeField, _instant),
    (models.DateField, dt.date.fromisoformat),
    (models.BooleanField, bool),
    (models.JSONField, lambda value: json.loads(value) if isinstance(value, str) else value),
)


def _as_it_is(value: Any) -> Any:
    return value


class _Rows(models.Field):  # type: ignore[type-arg]  # not generic when it runs
    """What `Gathered` gives: a list of rows."""

    def __init__(self, model: type[models.Model], columns: list[Any]) -> None:
        super().__init__()
        self._model, self._names = model, [column.attname for column in columns]
        stored = [column.target_field if column.is_relation else column for column in columns]
        self._reads = [next((read for kind, read in READS if isinstance(one, kind)), _as_it_is) for one in stored]

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> list[Any]:
        """The rows, in no order."""
        found = json.loads(value) if isinstance(value, str) else value or ()
        return [self._row(connection.alias, values) for values in found]

    def _row(self, alias: str, values: list[Any]) -> Any:
        read = [None if value is None else reads(value) for reads, value in zip(self._reads, values, strict=True)]
        return self._model.from_db(alias, self._names, read)


class Gathered(Subquery):
    """The rows of a query that speaks of the row outside (`OuterRef`), as a list in no order.

    `names` are the columns that are read, all where none is given; what is not read is asked for when it is wanted, as
    with `only`. For tables of dates, words, numbers and JSON objects.
    """

    def __init__(self, rows: QuerySet[Any], *names: str) -> None:
        columns = [column for column in rows.model._meta.concrete_fields if not names or column.name in names]
        self._names = [column.attname for column in columns]
        super().__init__(rows.order_by().values_list(*self._names), output_field=_Rows(rows.model, columns))

    def as_sql(self, compiler: Any, connection: Any, template: str | None = None, **extra: Any) -> Any:
        """Gives the SQL and its values."""
        words, values = self.query.get_compiler(connection=connection).as_sql(with_col_aliases=True)
        columns = ", ".join(f"gathered.{connection.ops.quote_name(name)}" for name in self._names)
        whole = WHOLE[connection.vendor].format(columns=columns)
        return f"(SELECT {whole} FROM ({words}) AS gathered)", values  # noqa: S608 - names of columns, and Django's own SQL
