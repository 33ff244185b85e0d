"""Which of the two databases a run is for, and which tests need not be run beside PostgreSQL.

Beside PostgreSQL runs whatever opens a database, but for what stands in `SAME_ON_BOTH`.
"""

from __future__ import annotations

import os

import pytest

#: The address of the throwaway PostgreSQL of this run (tests/postgres.py); empty on the embedded database.
SERVER = os.environ.get("HOMETIME_TEST_DATABASE_URL", "")

embedded_only = pytest.mark.skipif(bool(SERVER), reason="about the embedded database, its disk and its own backups")
server_only = pytest.mark.skipif(not SERVER, reason="about PostgreSQL")

#: Tests that open a database and learn nothing of PostgreSQL, and why. Each path is a folder or a file of tests.
#: What guards rows, locks them, triggers, counts statements or reads and writes for a story may not stand here
#: (tests/promises/test_both_databases.py).
SAME_ON_BOTH: dict[str, str] = {
    "hometime/adoption/tests/test_drafts.py": "reads documents of every kind; adopting runs on both in the stories",
    "hometime/complaints/handling/tests/test_slips.py": "walks the pages of those a case is about, as two worlds does",
    "hometime/complaints/printing/tests/": "words on paper; each case they print was lived through in the stories",
    "hometime/noticeboard/tests/test_posters.py": "words on paper",
    "tests/trust/test_canaries.py": "follows marked words to pages and files; the pages are asked for on both by the doors",
    "tests/trust/test_tablets.py": "pages of a tablet; the doors ask for each of them on both",
    "tests/words/": "words",
}


def opens_a_database(item: pytest.Item) -> bool:
    """Whether a test asks for a database, of its process or of its own."""
    asked = {"db", "transactional_db", "live_server"}.intersection(getattr(item, "fixturenames", ()))
    return bool(asked) or any(item.get_closest_marker(mark) for mark in ("django_db", "own_database"))


def runs_beside_the_server(item: pytest.Item) -> bool:
    """Whether PostgreSQL can answer a test otherwise than the embedded database."""
    return opens_a_database(item) and not item.nodeid.startswith(tuple(SAME_ON_BOTH))
