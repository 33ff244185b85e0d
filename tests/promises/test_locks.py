"""The two locks: whatever is locked brings all that it needs, and both name the same versions."""

from __future__ import annotations

import re
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

LOCKS = Path(__file__).parents[2] / "requirements"
PIN = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)", re.MULTILINE)


def plain(name: str) -> str:
    """A package's name as indexes compare it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def locked(lock: str) -> dict[str, str]:
    """The packages of a lock with their versions."""
    return {plain(name): version for name, version in PIN.findall((LOCKS / lock).read_text("utf-8"))}


def wanted_by(package: str) -> list[str]:
    """What an installed package needs on this Python, by name; nothing of its extras."""
    try:
        asked = metadata.requires(package) or []
    except metadata.PackageNotFoundError:
        return []  # for another system or another Python
    needs = [Requirement(line) for line in asked]
    return [plain(need.name) for need in needs if need.marker is None or need.marker.evaluate({"extra": ""})]


@pytest.mark.parametrize("lock", ["runtime.txt", "dev.txt"])
def test_a_lock_holds_all_that_its_packages_need(lock: str) -> None:
    there = locked(lock)
    assert len(there) > 20
    missing = {f"{package} needs {need}" for package in there for need in wanted_by(package) if need not in there}
    assert missing == set(), "an installer that checks hashes refuses the whole lock"


def test_both_locks_name_the_same_versions() -> None:
    runtime, dev = locked("runtime.txt"), locked("dev.txt")
    assert {name: version for name, version in runtime.items() if dev.get(name) != version} == {}
