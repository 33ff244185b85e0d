"""Every story is watched: see watching.py and docs/clauses.md."""

from tests.stories.watching import pytest_pyfunc_call, pytest_sessionfinish

__all__ = ["pytest_pyfunc_call", "pytest_sessionfinish"]
