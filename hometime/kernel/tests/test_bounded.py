"""The child process keeps its limits, and only plain data comes back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from hometime.kernel import bounded
from hometime.kernel.bounded import Limits, Refused, Why
from hometime.kernel.tests import deeds

SHORT = Limits(processor_seconds=1, wall_seconds=6.0)


@pytest.mark.parametrize("value", [None, "Zoë", b"\x00\xff", {"pages": [b"a", {"n": 1.5}]}, [[], {}, True]])
def test_plain_data_goes_there_and_back(value: Any) -> None:
    assert bounded.run(deeds.give_back, value) == value


def test_a_child_that_takes_too_much_memory_is_refused() -> None:
    assert bounded.run(deeds.fill_memory, 2_000_000_000) == Refused(Why.MEMORY)


def test_a_child_that_spins_is_stopped() -> None:
    assert bounded.run(deeds.spin, limits=SHORT) == Refused(Why.TIME)


def test_a_child_that_waits_is_stopped() -> None:
    assert bounded.run(deeds.wait_for_ever, limits=Limits(wall_seconds=1.0)) == Refused(Why.TIME)


def test_a_child_cannot_leave_a_file(tmp_path: Path) -> None:
    left = tmp_path / "left"
    assert bounded.run(deeds.write_a_file, str(left)) == Refused(Why.ERROR, "OSError")
    assert not left.exists() or left.read_bytes() == b""


def test_a_child_that_crashes_is_refused_and_we_live_on() -> None:
    assert bounded.run(deeds.abort) == Refused(Why.CRASH)


def test_an_answer_that_is_too_long_is_refused() -> None:
    assert bounded.run(deeds.give_back, b"x" * 5000, limits=Limits(reply=1000)) == Refused(Why.REPLY)


def test_what_a_library_prints_does_not_spoil_the_answer() -> None:
    assert bounded.run(deeds.print_and_answer) == "answer"


def test_a_child_sees_nothing_of_our_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOMETIME_TEST_SECRET", "canary")
    names = bounded.run(deeds.environment)
    assert not isinstance(names, Refused)
    assert set(names) <= {"PYTHONPATH", "LC_CTYPE"}


def test_an_error_comes_back_without_its_words() -> None:
    assert bounded.run(deeds.raise_with_words) == Refused(Why.ERROR, "ValueError")
