"""The table of background work names what exists, and its own chores do what they say."""

from __future__ import annotations

import importlib

from hometime.config.work import WORK


def test_every_line_of_the_table_names_a_function_that_exists() -> None:
    assert len({work.name for work in WORK}) == len(WORK)
    for work in WORK:
        module, _, function = work.calls.partition(":")
        assert callable(getattr(importlib.import_module(module), function))
