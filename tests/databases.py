"""Which of the two databases a run is for, for the few tests that are about one of them."""

from __future__ import annotations

import os

import pytest

#: The address of the throwaway PostgreSQL of this run (tests/postgres.py); empty on the embedded database.
SERVER = os.environ.get("HOMETIME_TEST_DATABASE_URL", "")

embedded_only = pytest.mark.skipif(bool(SERVER), reason="about the embedded database, its disk and its own backups")
server_only = pytest.mark.skipif(not SERVER, reason="about PostgreSQL")
