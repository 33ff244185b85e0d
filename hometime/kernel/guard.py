"""The lock on guarded tables: rows are read through a viewer and written inside an action, or a loud error says so.

The lock sits where SQL is made, not where a method is called: a query that nobody scoped has no compiler. So every way
of running it fails alike: iteration, count, exists, aggregate, values, subqueries, unions, reverse relations, template
loops and form choices. `docs/house.md` tells why; `tests/promises/` plants each fault.
"""

from __future__ import annotations

import contextlib
import dataclasses
import functools
from collections.abc import Iterator
from contextvars import ContextVar
from typing import Any, ClassVar, Self, TypeVar

from django.db import models
from django.db.models import sql

from hometime.kernel.data import Holding
from hometime.kernel.fields import TokenField

Row = TypeVar("Row", bound=models.Model)
REMEMBERED = 128  # conditions of viewers that a process keeps, one a table and viewer


class Unscoped(RuntimeError):
    """A guarded table was about to be read without saying for whom."""


class Unrecorded(RuntimeError):
    """A guarded table was about to be written outside an action, or an action left no audit event."""


@dataclasses.dataclass
class Writing:
    """The action that is under way, as the guard sees it: how often it wrote."""

    verb: str
    writes: int = 0


_writing: ContextVar[Writing | None] = ContextVar("the action under way", default=None)


@contextlib.contextmanager
def writing(verb: str) -> Iterator[Writing]:
    """Opens the tables for writing while an action runs. Only `hometime.audit.actions` calls this."""
    under_way = Writing(verb)
    mark = _writing.set(under_way)
    try:
        yield under_way
    finally:
        _writing.reset(mark)


def count_write(table: str) -> None:
    """Counts a write into the action under way; raises `Unrecorded` where there is none."""
    under_way = _writing.get()
    if under_way is None:
        raise Unrecorded(f"{table} may change only inside an action (hometime.audit.actions)")
    under_way.writes += 1


class ScopedQuery(sql.Query):
    """A query that makes no SQL until somebody said whose eyes it is for. `scope` holds the viewer's hat or a reason.

    What a viewer may see of one table says nothing about the rows that point at it: a child's mother would reach the
    father's telephone number by `child.bonds.adult`. So a query for a viewer never joins backwards into a guarded
    table.
    """

    scope: str | None = None
    for_viewer: bool = False

    def get_compiler(self, using: Any = None, connection: Any = None, elide_empty: bool = True) -> Any:
        """Gives the SQL compiler, or raises `Unscoped`."""
        if self.scope is None:
            name = self.model.__name__ if self.model else "?"
            raise Unscoped(f"{name}: call .visible_to(viewer) or .unscoped('reason') before running it")
        if self.for_viewer:
            for alias, join in self.alias_map.items():
                if self.alias_refcount.get(alias):
                    _look_forward(join)
        return super().get_compiler(using, connection, elide_empty)

    def join(self, join: Any, reuse: Any = None) -> str:
        """Joins a table; an ordering joins as late as this. Raises `Unscoped` for a backward join for a viewer."""
        if self.for_viewer:
            _look_forward(join)
        return super().join(join, reuse)


def _look_forward(join: Any) -> None:
    back = getattr(join, "join_field", None)
    if isinstance(back, models.ForeignObjectRel) and issubclass(back.related_model, Guarded):
        raise Unscoped(
            f"{back.name}: rows of {back.related_model.__name__} have a scope of their own; ask "
            f"Exists({back.related_model.__name__}.objects.visible_to(viewer).filter(…)) instead"
        )


class RecordedRows(models.QuerySet[Row]):
    """A queryset whose bulk writes need an action too, since they do not pass through `Model.save`."""

    def update(self, **values: Any) -> int:
        """Changes the rows, inside an action."""
        count_write(self.model.__name__)
        return super().update(**values)

    update.alters_data = True  # type: ignore[attr-defined]

    def delete(self) -> Any:
        """Deletes the rows, inside an action."""
        count_write(self.model.__name__)
        return super().delete()

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]

    def _raw_delete(self, using: Any) -> Any:
        count_write(self.model.__name__)
        return super()._raw_delete(using)

    _raw_delete.alters_data = True  # type: ignore[attr-defined]

    def bulk_create(self, objs: Any, *args: Any, **options: Any) -> Any:
        """Adds many rows, inside an action."""
        count_write(self.model.__name__)
        return super().bulk_create(objs, *args, **options)

    def bulk_update(self, objs: Any, fields: Any, batch_size: int | None = None) -> int:
        """Changes many rows, inside an action."""
        count_write(self.model.__name__)
        return super().bulk_update(objs, fields, batch_size)


class Scoped(RecordedRows[Row]):
    """The queryset of every guarded table. A subclass says in `seen_by` which rows a viewer may see."""

    def __init__(self, model: Any = None, query: Any = None, using: Any = None, hints: Any = None) -> None:
        self._fresh = query is None  # nothing was asked of it yet
        super().__init__(model, query or ScopedQuery(model), using, hints)

    def seen_by(self, viewer: Any) -> models.Q:
        """The rows that `viewer` may see, by what the viewer is alone. Each guarded table writes its own."""
        raise NotImplementedError(f"{self.model.__name__} does not say who may see it")

    def visible_to(self, viewer: Any) -> Self:
        """Narrows to what `viewer` may see, in the hat worn now, and lets the query run.

        The condition is built once for a viewer, who is the same only with the same posts, cover, places and day.
        """
        if not self._fresh:
            return self._seen_by(viewer)
        chained = self._chain()  # type: ignore[attr-defined]
        chained.query = _as_seen_by(type(self), self.model, viewer).chain()
        return chained  # type: ignore[no-any-return]

    def _seen_by(self, viewer: Any) -> Self:
        return self.filter(self.seen_by(viewer))._with_scope(f"visible to {viewer.hat}", for_viewer=True)

    def whole(self) -> Self:
        """The rows with what a page about one of them reads besides, in one statement. A table may add to it."""
        return self

    def unscoped(self, reason: str) -> Self:
        """Lets the query run for no viewer at all. Every `reason` is listed in docs/generated/unscoped.md."""
        if not reason.strip():
            raise Unscoped("an unscoped query needs a reason")
        return self._with_scope(reason)

    def none(self) -> Self:
        """No rows, for anybody."""
        return super().none()._with_scope("nothing")

    def _with_scope(self, scope: str, *, for_viewer: bool = False) -> Self:
        chained = self._chain()  # type: ignore[attr-defined]
        chained.query.scope, chained.query.for_viewer = scope, for_viewer
        return chained  # type: ignore[no-any-return]

    def _must_be_scoped(self) -> None:
        if getattr(self.query, "scope", None) is None:
            raise Unscoped(f"{self.model.__name__}: call .visible_to(viewer) or .unscoped('reason') first")

    # Joining a scoped with an unscoped query would let the unscoped rows in, so both sides must have a scope.
    def _both(self, other: Any) -> None:
        self._must_be_scoped()
        if isinstance(other, Scoped):
            other._must_be_scoped()

    def __or__(self, other: Any) -> Any:
        self._both(other)
        return super().__or__(other)

    def __and__(self, other: Any) -> Any:
        self._both(other)
        return super().__and__(other)

    def __xor__(self, other: Any) -> Any:
        self._both(other)
        return super().__xor__(other)

    def raw(self, *_: Any, **__: Any) -> Any:
        """Always refused: raw SQL cannot be scoped."""
        raise Unscoped(f"{self.model.__name__}: raw SQL cannot be scoped")

    def extra(self, *_: Any, **__: Any) -> Any:
        """Always refused: a condition in raw SQL can undo a scope."""
        raise Unscoped(f"{self.model.__name__}: raw SQL cannot be scoped")

    def update(self, **values: Any) -> int:
        """Changes the rows in scope, inside an action."""
        self._must_be_scoped()
        return super().update(**values)

    update.alters_data = True  # type: ignore[attr-defined]

    def delete(self) -> Any:
        """Deletes the rows in scope, inside an action."""
        self._must_be_scoped()
        return super().delete()

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]

    def _raw_delete(self, using: Any) -> Any:
        self._must_be_scoped()
        return super()._raw_delete(using)

    _raw_delete.alters_data = True  # type: ignore[attr-defined]


@functools.lru_cache(maxsize=REMEMBERED)
def _as_seen_by(rows: type[Scoped[Any]], model: Any, viewer: Any) -> sql.Query:
    return rows(model)._seen_by(viewer).query


class Recorded(models.Model):
    """A table whose rows change only inside an action. Reading it is free: it holds nothing about a family."""

    data: ClassVar[Holding]
    id = TokenField()

    class Meta:
        abstract = True

    # Not `save`: a row read from a file of rows (`loaddata`) is written without it.
    def _save_table(self, *args: Any, **options: Any) -> Any:
        count_write(type(self).__name__)
        return super()._save_table(*args, **options)  # type: ignore[misc]

    def delete(self, *args: Any, **options: Any) -> Any:
        """Deletes the row, inside an action."""
        count_write(type(self).__name__)
        return super().delete(*args, **options)


class Guarded(Recorded):
    """A table that is both read through a viewer and changed only inside an action. Declare `objects` on each."""

    class Meta:
        abstract = True
