"""The id column that every table uses, and the column in which names are searched."""

from __future__ import annotations

from typing import Any

from django.db import models

from hometime.kernel import ids
from hometime.kernel.folding import for_search


class TokenField(models.CharField):  # type: ignore[type-arg]
    """A random 128-bit id as the primary key: safe to show in an address, useless for guessing the next one."""

    def __init__(self, **options: Any) -> None:
        for name, value in {"max_length": 22, "primary_key": True, "default": ids.token, "editable": False}.items():
            options.setdefault(name, value)
        super().__init__(**options)

    def db_parameters(self, connection: Any) -> Any:
        """Bytes are compared as bytes on PostgreSQL, and no second index for LIKE is made."""
        given = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            given["collation"] = "C"
        return given

    def db_type(self, connection: Any) -> str | None:
        """The column's type; spelt in full on PostgreSQL so that Django adds no pattern index to it."""
        if connection.vendor == "postgresql":
            return f"character varying({self.max_length})"
        return super().db_type(connection)


class FoldedField(models.TextField):  # type: ignore[type-arg]
    """The names of a row as they are searched (hometime.kernel.folding): made anew from `of` at every save.

    A save that names its fields must name this one too where a name is among them.
    """

    def __init__(self, *, of: tuple[str, ...] = (), **options: Any) -> None:
        for name, value in {"editable": False, "default": "", "blank": True}.items():
            options.setdefault(name, value)
        super().__init__(**options)
        self.of = of

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        """Folds the names as they are saved, one row or many."""
        words = for_search(*(str(getattr(model_instance, name)) for name in self.of))
        setattr(model_instance, self.attname, words)
        return words
