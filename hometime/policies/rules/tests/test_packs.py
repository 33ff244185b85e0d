"""A rule pack is dated, sourced data, and a broken one is refused."""

from __future__ import annotations

import datetime

import pytest

from hometime.policies import rules
from hometime.policies.rules import packs


def test_the_newest_pack_says_since_when_it_is_in_force() -> None:
    assert rules.latest().edition == "2025-09"
    assert rules.latest().in_force_from == datetime.date(2025, 9, 1)


def test_every_rule_has_a_source_a_status_and_a_day_of_checking() -> None:
    for rule in rules.latest().rules:
        assert rule.source and rule.says.endswith(".")
        assert rule.status in packs.STATUSES
        assert rule.checked_on >= datetime.date(2026, 1, 1)


def test_the_floors_are_those_of_the_law() -> None:
    assert rules.latest().rule("eyfs.complaints.28days").at_most == {"calendar_days": 28}
    assert rules.latest().rule("register.complaints.3years").at_least == {"years": 3}


def test_an_edition_that_does_not_ship_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="There is no rule pack '1999-01'"):
        rules.load("1999-01")


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ({"shown_by": ["Z9"], "status": "law", "applies_to": "complaints", "source": "x"}, "unknown clause Z9"),
        ({"status": "rumour", "applies_to": "complaints", "source": "x"}, "unknown status"),
        ({"status": "law", "applies_to": "menus", "source": "x"}, "unknown kind of document"),
        ({"status": "law", "applies_to": "complaints", "source": ""}, "no source"),
    ],
)
def test_a_rule_that_breaks_the_pack_s_own_rules_is_named(row: dict[str, object], fault: str) -> None:
    assert packs._faults({"key": "k", **row}) == [f"k: {fault}"]
