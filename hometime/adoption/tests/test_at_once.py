"""Two people adopt the same policy at the same moment, in two threads over a database that really commits."""

from __future__ import annotations

import contextvars
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from hometime.duties.models import Duty
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.policies.models import Adoption
from tests.cast import TODAY
from tests.stories import village as villages
from tests.stories.village import BLUEBELL, Village


@pytest.fixture
def village(transactional_db: None) -> Iterator[Village]:
    """Two providers, whose owners are about to adopt."""
    with clock.fixed(TODAY):
        yield villages.found()


def test_of_two_who_adopt_one_document_at_the_same_moment_one_does(village: Village) -> None:
    meet = threading.Barrier(2, timeout=20)

    def adopts() -> str:
        try:
            meet.wait()
            village.adopt(BLUEBELL)
        except Refused as no:
            return str(no)
        finally:
            connection.close()
        return "adopted"

    with ThreadPoolExecutor(2) as threads:
        tries = [threads.submit(contextvars.copy_context().run, adopts) for _ in range(2)]
        told = [each.result() for each in tries]
    assert told.count("adopted") == 1
    (no,) = [words for words in told if words != "adopted"]
    assert "a moment ago" in no or "on that day already" in no
    for slug in ("otter-bridge", "hilltop"):
        setting = village.settings[slug]
        for number in ("10", "10.1", "10.2"):
            held = Adoption.objects.filter(setting=setting, number=number).order_by("sequence")
            assert [a.sequence for a in held] == [1]
            assert len({a.clauses.count() for a in held}) == 1
        open_now = Duty.objects.unscoped("a test looks at what is owed").open().filter(setting=setting)
        rhythms = list(open_now.filter(rhythm__isnull=False).order_by("clause").values_list("clause", flat=True))
        assert rhythms == ["F3", "O6", "P16", "P17", "S3"], "nothing is owed twice"
