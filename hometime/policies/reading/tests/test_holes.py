"""Each known hole of the template is told of where a text has it, and not where the text is mended."""

from __future__ import annotations

import functools
import tomllib
from importlib import resources
from typing import Any

import pytest

from hometime.policies.reading.tests.inside import library, read

HOLES = tuple(f"H{number}" for number in range(1, 21))


@functools.cache
def table() -> dict[str, Any]:
    return tomllib.loads(resources.files("hometime.policies.reading.tests").joinpath("holes.toml").read_text("utf-8"))


def changed(text: str, changes: list[list[str]]) -> str:
    for old, new in changes:
        assert old in text, f"nothing to change: {old}"
        text = text.replace(old, new)
    return text


@functools.cache
def holes_of(text: str) -> frozenset[str]:
    return frozenset(finding.hole for finding in read(text).findings if finding.hole)


def test_the_library_policy_has_every_known_hole() -> None:
    assert holes_of(library("bluebell.md")) == set(HOLES)


def test_a_sound_policy_has_none_of_them() -> None:
    assert holes_of(table()["sound"]) == set()


@pytest.mark.parametrize("hole", HOLES)
def test_mending_one_hole_closes_that_one_and_no_other(hole: str) -> None:
    mended = changed(library("bluebell.md"), table()[hole]["mends"])
    assert set(HOLES) - holes_of(mended) == {hole}


@pytest.mark.parametrize("hole", HOLES)
def test_breaking_a_sound_policy_opens_that_hole_and_no_other(hole: str) -> None:
    assert holes_of(changed(table()["sound"], table()[hole]["breaks"])) == {hole}


def test_every_finding_has_a_message_a_proposal_and_a_severity() -> None:
    findings = read(library("bluebell.md")).findings
    assert all(found.message and found.proposal and found.severity in ("must", "should", "note") for found in findings)
    assert len(findings) == len(set(findings))


def test_each_finding_stands_at_a_clause_of_the_document() -> None:
    reading = read(library("bluebell.md"))
    keys = {clause.key for part in reading.parts for section in part.sections for clause in section.clauses}
    assert {finding.clause for finding in reading.findings} <= keys
