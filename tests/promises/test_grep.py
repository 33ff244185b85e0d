"""Words that must not stand in the code, found by reading it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CODE = [each for each in (ROOT / "hometime").rglob("*.py") if "tests" not in each.parts]
TEXT = [
    each
    for pattern in (
        "hometime/**/*.py",
        "hometime/**/*.html",
        "tests/**/*.py",
        "docs/**/*.md",
        "bin/*",
        "*.md",
        "*.toml",
    )
    for each in ROOT.glob(pattern)
    if each.is_file() and "__pycache__" not in each.parts
]
OURSELVES = Path(__file__)


def lines(files: list[Path], pattern: str) -> list[str]:
    """Each line that holds the pattern, as file:number: text."""
    wanted = re.compile(pattern)
    return [
        f"{file.relative_to(ROOT)}:{number}: {line.strip()}"
        for file in files
        if file != OURSELVES
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1)
        if wanted.search(line)
    ]


def test_no_code_walks_round_the_guard_by_django_s_own_managers() -> None:
    assert lines(CODE, r"_(base|default)_manager\b") == []


@pytest.mark.parametrize("pattern", [r"/(wor" r"k|far" r"m)/", r"index-ur" r"l", r"extra-index"])
def test_nothing_names_a_machine_or_a_registry(pattern: str) -> None:
    assert lines(TEXT, pattern) == []


def test_locks_hold_hashes_and_no_addresses() -> None:
    for lock in (ROOT / "requirements").glob("*.txt"):
        text = lock.read_text("utf-8")
        assert "://" not in text
        names = re.findall(r"^[a-z0-9][^=\s]*==", text, re.MULTILINE)
        assert names
        assert text.count("--hash=sha256:") >= len(names)
