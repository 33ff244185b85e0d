"""Owners keep the check codes outside the house, and a code kept outside shows what the database alone cannot."""

from __future__ import annotations

import datetime as dt

import pytest

from hometime.audit.proof import verify
from hometime.families import actions as families
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.today.assurance import lines, written_down
from tests.cast import HOUSE, TODAY, Cast

DAY = dt.timedelta(days=1)
pytestmark = pytest.mark.django_db


def kept_by(cast: Cast, owner: str) -> list[tuple[str, int, str]]:
    """The codes as an owner writes them down from the page."""
    return [
        written_down(f"{line.place}:{line.events}:{line.code}") for line in lines(cast.viewer(owner, day=TODAY + DAY))
    ]


def test_a_code_that_an_owner_wrote_down_still_fits_after_more_was_done(cast: Cast) -> None:
    kept = kept_by(cast, "Ola Owner")
    assert {place for place, _, _ in kept} == {cast.setting.pk, cast.sibling.pk}
    families.end_bond(HOUSE, cast.adults["Gran Unknown"].bonds.unscoped("test").get(), TODAY)
    assert verify(kept).whole


def test_a_code_for_what_is_not_there_any_more_is_told(cast: Cast) -> None:
    place, seq, code = next(kept for kept in kept_by(cast, "Ola Owner") if kept[1] > 1)
    assert "older copy" in verify([(place, seq + 500, code)]).faults[0]
    assert "made anew" in verify([(place, seq - 1, code)]).faults[0]


def test_an_owner_of_another_provider_gets_none_of_these_codes(cast: Cast) -> None:
    assert cast.setting.pk in {place for place, _, _ in kept_by(cast, "Lin Manager")}
    assert cast.stranger.pk not in {place for place, _, _ in kept_by(cast, "Ola Owner")}


def test_a_code_is_read_as_it_was_written_down(cast: Cast) -> None:
    assert written_down("riverside:12:abcd-efgh-ijkl") == (cast.setting.pk, 12, "ABCD-EFGH-IJKL")
    for words in ("riverside", "riverside:x:ABCD", "12:ABCD-EFGH-IJKL", ""):
        with pytest.raises(Refused, match="not a check code"):
            written_down(words)


def test_what_is_written_down_today_moves_no_number_on_the_page_before_tomorrow(cast: Cast) -> None:
    tomorrow = cast.viewer("Ola Owner", day=TODAY + DAY)
    before = lines(tomorrow)
    with clock.fixed(TODAY + DAY):
        families.end_bond(HOUSE, cast.adults["Gran Unknown"].bonds.unscoped("test").get(), TODAY)
        assert lines(tomorrow) == before
    assert lines(cast.viewer("Ola Owner", day=TODAY + 2 * DAY)) != before
