"""Translations: owed until somebody other than the translator has checked them."""

from __future__ import annotations

import pytest

from hometime.duties.models import Duty
from hometime.kernel.answers import Refused
from hometime.languages.actions import ask_for_translation, checked, not_needed, translated
from hometime.languages.models import Translation
from hometime.records.actions import open_record
from hometime.records.audiences import Audience
from hometime.records.models import Record
from tests.cast import TODAY, Cast


@pytest.fixture
def record(cast: Cast) -> Record:
    """A note about a child."""
    mo = cast.viewer("Mo Manager")
    return open_record(mo, cast.setting, "note", "A note", Audience.FAMILY, child=cast.children["Ava"])


def owed(record: Record) -> Duty:
    return Duty.objects.unscoped("a test looks").get(record=record, clause="F19")


def test_a_translation_is_owed_until_another_person_checked_it(cast: Cast, record: Record) -> None:
    mo = cast.viewer("Mo Manager")
    row = ask_for_translation(mo, record, None, "The outcome letter", "ur")
    with pytest.raises(Refused, match="who translated it"):
        checked(mo, row, "Sana Reed")
    translated(mo, row, "Rita Vane", by_machine=True)
    assert owed(record).kept_on is None
    with pytest.raises(Refused, match="Somebody other"):
        checked(mo, row, "rita vane ")
    checked(mo, row, "Sana Reed")
    assert owed(record).kept_on == TODAY
    with pytest.raises(Refused, match="over already"):
        translated(mo, row, "Rita Vane")


def test_what_is_not_needed_any_more_is_let_go_with_a_reason(cast: Cast, record: Record) -> None:
    mo = cast.viewer("Mo Manager")
    row = ask_for_translation(mo, record, None, "The outcome letter", "ur")
    with pytest.raises(Refused, match="Say why"):
        not_needed(mo, row, " ")
    not_needed(mo, row, "They asked for English.")
    assert owed(record).lifted_because
    assert not Translation.objects.visible_to(mo).open().exists()


def test_a_parent_sees_only_what_is_translated_for_them(cast: Cast, record: Record) -> None:
    mo, mum = cast.viewer("Mo Manager"), cast.viewer("Mum Full")
    ask_for_translation(mo, record, cast.adults["Gran Unknown"], "The plan", "pl")
    assert not Translation.objects.visible_to(mum).exists()
    ask_for_translation(mo, record, cast.adults["Mum Full"], "The plan", "ur")
    assert Translation.objects.visible_to(mum).count() == 1
