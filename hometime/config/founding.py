"""Migrates a database that is still empty in a quarter of the time, to the same shape.

Django draws the models anew after each step of a migration, and with each model every other one that hangs together
with it: here nearly all of them, some hundred times. Nothing in an empty database needs that. A model that is new is
drawn by itself; one that gains an index, a constraint or a plain column is drawn with what is built upon it. Before
code of our own runs in a migration, Django draws all of them afresh, as it always does when it has put drawing off.
A database that holds rows is migrated in Django's own way.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState

# Where Django says which models to draw anew. It offers no other place to say it.
TO_DRAW_ANEW = "_find_reload_model"
Key = tuple[str, str]  # the app and the name of a model, in small letters


def is_empty() -> bool:
    """Whether no migration has touched the database yet."""
    return not MigrationRecorder(connection).applied_migrations()


@contextlib.contextmanager
def sparingly() -> Iterator[None]:
    """While this is open, a migration draws no more models anew than it changes."""
    plain = getattr(ProjectState, TO_DRAW_ANEW)

    def fewest(state: Any, app: str, name: str, delay: bool = False) -> set[Key]:
        if name in state.apps.all_models[app] and not delay:
            found: set[Key] = plain(state, app, name, delay)
            return found
        state.is_delayed = True
        return _with_what_is_built_on(state, (app, name))

    setattr(ProjectState, TO_DRAW_ANEW, fewest)
    try:
        yield
    finally:
        setattr(ProjectState, TO_DRAW_ANEW, plain)


def _with_what_is_built_on(state: Any, first: Key) -> set[Key]:
    """A model and those that extend it, and those that extend them."""
    found = {first}
    while True:
        more = {key for key, model in state.models.items() if found & _bases(model)} - found
        if not more:
            return found
        found |= more


def _bases(model: Any) -> set[Key]:
    return {(app, name) for app, name in (base.lower().split(".") for base in model.bases if isinstance(base, str))}
