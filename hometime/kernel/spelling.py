"""Conditions that are put into SQL once and used again: who may see what is asked in every query, in the same words.

Nothing about rows is kept, only the words of the question and the values that stand in it; the database is asked anew
each time.
"""

from __future__ import annotations

import copy
import functools
import threading
import weakref
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Concatenate, ParamSpec, TypeVar

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
        again.get_converters = functools.partial(_converters, spelled, connection)
        return again

    def clone(self: Any) -> Any:
        """A copy, which may be narrowed or ordered anew, and so is spelled anew."""
        plain = super().clone()  # type: ignore[misc]
        plain.__class__ = plain.__class__.__mro__[2]
        plain.__dict__.pop("_kept", None)
        return plain


def _converters(spelled: Any, connection: Any, columns: Any) -> Any:
    """How the values of a question's columns are read. A connection keeps them, since they hold on to it."""
    known = connection.__dict__.setdefault("_read_by", weakref.WeakKeyDictionary())
    if spelled not in known:
        again = copy.copy(spelled)
        again.connection = connection
        known[spelled] = again.get_converters(columns)
    return known[spelled]


class _Blank(str):
    """What stands in a question for a value that is known only when it is asked."""

    __slots__ = ()


BLANK = _Blank("to be filled")
# Each another one, for a column that is among them.
BLANKS = tuple(_Blank(f"to be filled {number}") for number in range(256))
SIZES = (1, 8, 64, len(BLANKS))  # so many blanks stand in a question for several values


class _Filled:
    """A query that is kept, with its blanks filled."""

    def __init__(self, query: sql.Query, values: Mapping[str, str]) -> None:
        self._query, self._values = query, values

    def get_compiler(self, using: Any = None, connection: Any = None, elide_empty: bool = True) -> Any:
        """Gives a compiler that knows its SQL already, with the value in its place."""
        compiler = self._query.get_compiler(using, connection, elide_empty)
        try:
            words, values = compiler.as_sql()
        except EmptyResultSet:
            return compiler
        filled = tuple(self._values[value] if type(value) is _Blank else value for value in values)
        if not any(type(value) is _Blank for value in values):
            raise LookupError("This question has a value to be asked for, and does not ask for it.")
        compiler.as_sql = lambda *_, **__: (words, filled)
        return compiler

    def __getattr__(self, name: str) -> Any:
        """Always refused: what is narrowed or counted would be asked for the blank itself."""
        raise TypeError("Rows that were asked for one value are taken as they are.")


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
        base: Rows = kept(*args, **kwargs)  # type: ignore[arg-type]  # viewers, persons and days have hashes
        return _rows_of_their_own(base, base.query)

    return again


def asked_for(asks: Callable[Concatenate[str, Asked], Rows]) -> Callable[Concatenate[str, Asked], Rows]:
    """Builds and spells a query once, as `asked_again` does, and asks it for any value of its first argument.

    That value is text to be compared with a column of text; it is kept nowhere. The rows can be taken and no more:
    narrowing or counting them raises TypeError. Raises LookupError where the value is not asked for after all.
    """
    kept = asked_again(functools.partial(asks, BLANK))

    @functools.wraps(asks)
    def asked(value: str, /, *args: Asked.args, **kwargs: Asked.kwargs) -> Rows:
        base: Rows = kept(*args, **kwargs)
        return _rows_of_their_own(base, _Filled(base.query, {BLANK: str(value)}))

    return asked


def asked_among(
    asks: Callable[Concatenate[Sequence[str], Asked], Rows],
) -> Callable[Concatenate[Sequence[str], Asked], Rows]:
    """As `asked_for`, for any few values of the first argument, among which a column of text is to be (`pk__in`).

    There is a question of its own for so many values, for more, and for most, its spare blanks filled with the last
    value; no value at all is asked for as text that is no id. Raises ValueError for more than there are blanks.
    """
    kept = asked_again(asks)

    @functools.wraps(asks)
    def asked(values: Sequence[str], /, *args: Asked.args, **kwargs: Asked.kwargs) -> Rows:
        if len(values) > len(BLANKS):
            raise ValueError(f"These are {len(values)} values; a question has room for {len(BLANKS)}.")
        size = next(size for size in SIZES if len(values) <= size)
        base: Rows = kept(BLANKS[:size], *args, **kwargs)
        filled = [*map(str, values), *[str(values[-1]) if values else ""] * (size - len(values))]
        return _rows_of_their_own(base, _Filled(base.query, dict(zip(BLANKS, filled, strict=False))))

    return asked


def _rows_of_their_own(base: Rows, query: Any) -> Rows:
    """Rows that are like those of `base`, which never took any, so that none are ever kept."""
    rows: Rows = object.__new__(type(base))
    rows.__dict__.update(base.__dict__, _query=query)
    return rows
