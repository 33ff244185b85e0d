"""Conditions that are put into SQL once and used again: who may see what is asked in every query, in the same words.

Nothing about rows is kept, only the words of the question and the values that stand in it; the database is asked anew
each time.
"""

from __future__ import annotations

import copy
import functools
import threading
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Exists, QuerySet, sql
from django.db.models.lookups import Exact

Asked = ParamSpec("Asked")
Rows = TypeVar("Rows", bound="QuerySet[Any]")
KEPT = 64  # questions of one kind that a process keeps: those of a viewer who opens Today weigh about 150 KiB together
_turn = threading.Lock()


class Said(Exact):
    """A condition in its place in a query, which keeps its own SQL for the queries that are copied from that one.

    A copy of the condition itself, which may come to stand elsewhere or under another name, forgets.
    """

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """Gives the SQL and its values, from memory where this very condition was spelled before."""
        said: dict[str, tuple[str, tuple[Any, ...]]] = self.__dict__.setdefault("_said", {})
        if connection.vendor not in said:
            words, values = super().as_sql(compiler, connection)
            said[connection.vendor] = words, tuple(values)
        words, values = said[connection.vendor]
        return words, list(values)

    def __getstate__(self) -> dict[str, Any]:
        """What a copy is made of: all but the SQL."""
        state: dict[str, Any] = dict(super().__getstate__())  # type: ignore[call-overload]
        return {name: value for name, value in state.items() if name != "_said"}


class Whether(Exists):
    """`Exists`, which is put into SQL once for each place in which it stands."""

    def get_lookup(self, lookup: str) -> Any:
        """Where a query takes a condition in, it says that it is exactly true."""
        return Said if lookup == "exact" else super().get_lookup(lookup)


class _Kept:
    """What a query becomes that is asked again as it stands: its SQL is spelled at the first time. Copies are plain."""

    def get_compiler(self: Any, using: Any = None, connection: Any = None, elide_empty: bool = True) -> Any:
        """Gives a compiler that knows its SQL already. The lock of a guarded table was asked when it was spelled."""
        connection = connection or connections[using]
        kept = self.__dict__.setdefault("_kept", {})
        if connection.vendor not in kept:
            compiler = super().get_compiler(using, connection, elide_empty)  # type: ignore[misc]
            try:
                with _turn:  # spelling counts uses up and down in the query itself
                    words = compiler.as_sql()
            except EmptyResultSet:
                return compiler
            compiler.connection = None
            kept[connection.vendor] = compiler, words
        spelled, (words, values) = kept[connection.vendor]
        again = copy.copy(spelled)
        again.using, again.connection = using, connection
        again.as_sql = lambda *_, **__: (words, tuple(values))
        return again

    def clone(self: Any) -> Any:
        """A copy, which may be narrowed or ordered anew, and so is spelled anew."""
        plain = super().clone()  # type: ignore[misc]
        plain.__class__ = plain.__class__.__mro__[2]
        plain.__dict__.pop("_kept", None)
        return plain


@functools.cache
def _kept(query: type[sql.Query]) -> type[sql.Query]:
    return type(f"Kept{query.__name__}", (_Kept, query), {})


def asked_again(asks: Callable[Asked, Rows]) -> Callable[Asked, Rows]:
    """Builds and spells a query once for each set of arguments, and asks it anew each time, for rows, dicts or tuples.

    What it asks may hang on the arguments alone (a viewer, a person, a day), which must be hashable.
    """

    @functools.lru_cache(maxsize=KEPT)
    def kept(*args: Any, **kwargs: Any) -> Any:
        rows = asks(*args, **kwargs)
        rows.query.__class__ = _kept(rows.query.__class__)  # type: ignore[arg-type]  # a class has a hash
        return rows

    @functools.wraps(asks)
    def again(*args: Asked.args, **kwargs: Asked.kwargs) -> Rows:
        base = kept(*args, **kwargs)  # type: ignore[arg-type]  # viewers, persons and days have hashes
        rows: Rows = base.all()  # rows of its own, so that none are ever kept
        rows.query = base.query
        rows._iterable_class = base._iterable_class  # noqa: SLF001  # else tuples become dicts
        return rows

    return again
