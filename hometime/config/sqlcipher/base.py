"""Django's SQLite backend over the `sqlcipher3` wheel: the key is set before anything else touches the connection."""

from __future__ import annotations

import datetime
import decimal
import functools
from collections.abc import Iterable, Mapping, Sequence
from itertools import tee
from typing import Any

from django.db.backends.sqlite3 import base
from django.db.backends.sqlite3._functions import register as register_functions  # type: ignore[import-untyped]
from django.utils.dateparse import parse_date, parse_datetime, parse_time
from sqlcipher3 import dbapi2 as sqlcipher

from hometime.kernel.answers import Refused

# docs/decisions/encrypted-embedded-database.md says why each is here. temp_store keeps sorting out of plain temporary files.
PRAGMAS = (
    "synchronous = FULL",
    "foreign_keys = ON",
    "secure_delete = ON",
    "trusted_schema = OFF",
    "recursive_triggers = ON",
    "temp_store = MEMORY",
    "legacy_alter_table = OFF",
)

for name, convert in (
    ("bool", b"1".__eq__),
    ("date", base.decoder(parse_date)),
    ("time", base.decoder(parse_time)),
    ("datetime", base.decoder(parse_datetime)),
    ("timestamp", base.decoder(parse_datetime)),
):
    sqlcipher.register_converter(name, convert)
sqlcipher.register_adapter(decimal.Decimal, str)
sqlcipher.register_adapter(datetime.date, base.adapt_date)
sqlcipher.register_adapter(datetime.datetime, base.adapt_datetime)


class WrongKey(Refused):
    """The key does not open this database file, or the file is not a Hometime database."""


class Cursor(sqlcipher.Cursor):  # type: ignore[misc]  # the wheel has no type hints
    """Turns Django's `%s` placeholders into SQLite's, as Django's own cursor does for the standard library."""

    def execute(self, query: str, params: Sequence[Any] | Mapping[str, Any] | None = None) -> Any:
        """Runs one statement."""
        if params is None:
            return super().execute(query)
        return super().execute(self._converted(query, params), params)

    def executemany(self, query: str, param_list: Iterable[Any]) -> Any:
        """Runs one statement once for each row of `param_list`."""
        first, rows = tee(iter(param_list))
        return super().executemany(self._converted(query, next(first, ())), rows)

    @staticmethod
    def _converted(query: str, params: Any) -> str:
        if isinstance(params, Mapping):
            return query % {name: f":{name}" for name in params}
        return _with_question_marks(query)


@functools.lru_cache(maxsize=512)  # most are asked again and again, and some are four thousand characters long
def _with_question_marks(query: str) -> str:
    converted: str = base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")
    return converted


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection to an encrypted file. OPTIONS takes `key` (64 hexadecimal digits) and `journal_mode` besides
    Django's."""

    Database = sqlcipher

    def get_connection_params(self) -> dict[str, Any]:
        """Django's parameters, less the two that are ours; raises WrongKey when no key is set."""
        params: dict[str, Any] = super().get_connection_params()
        self._key, self._journal_mode = params.pop("key"), params.pop("journal_mode")
        if not self._key:
            raise WrongKey("There is no data folder here yet. Make one with: hometime start")
        return params

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Opens the file, sets the key, proves it by reading, then hands the connection to Django's functions."""
        connection = sqlcipher.connect(**conn_params)
        try:
            connection.execute("PRAGMA cipher_log_level = NONE")  # our own sentence says it
            connection.execute(f"PRAGMA key = \"x'{self._key}'\"")
            connection.execute("SELECT count(*) FROM sqlite_master")
        except sqlcipher.DatabaseError as error:
            connection.close()
            if "not a database" in str(error):
                raise WrongKey(
                    "The key does not open the database. Nothing was changed. Run: hometime doctor"
                ) from error
            raise
        for pragma in (f"journal_mode = {self._journal_mode}", *PRAGMAS):
            connection.execute(f"PRAGMA {pragma}")
        register_functions(connection)
        return connection

    def create_cursor(self, name: str | None = None) -> Any:
        """A cursor that understands Django's placeholders."""
        return self.connection.cursor(factory=Cursor)
