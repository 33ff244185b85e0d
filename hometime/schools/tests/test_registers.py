"""A register is sorted, looked at, and taken in: what is new, what changed, what closed; nothing is deleted or doubled."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hometime.duties.models import Duty
from hometime.kernel.answers import Refused
from hometime.schools.actions import moves, registers
from hometime.schools.models import Register, RegisterPart, School, Stand
from hometime.schools.tests.registers import HEAD, register, school
from tests.cast import HOUSE, TODAY, Cast

HERE = ("901",)


def brought(cast: Cast, schools: Sequence[dict[str, str]], asked: Sequence[str] = HERE) -> Register:
    """A register that waits."""
    return registers.bring(HOUSE, cast.provider, registers.sort_out(cast.provider, register(schools), asked))


def taken(cast: Cast, schools: Sequence[dict[str, str]], asked: Sequence[str] = HERE) -> Register:
    """A register that was taken in."""
    return registers.take_in(HOUSE, brought(cast, schools, asked))


def there() -> dict[str, str]:
    """The schools by number, and where each stands."""
    return {school.urn or "": school.stand for school in School.objects.unscoped("test").order_by("urn")}


def test_open_schools_for_young_children_of_the_chosen_places_are_kept(cast: Cast) -> None:
    rows = [
        school(1), school(2, **{"EstablishmentStatus (code)": "2"}), school(3, **{"EstablishmentStatus (code)": "4"}),
        school(4, StatutoryLowAge="11"), school(5, StatutoryLowAge=""), school(6, **{"LA (code)": "902", "LA (name)": "Elsewhere"}),
        school(7, StatutoryLowAge="5"), school(8, **{"EstablishmentStatus (code)": "3"}), school(9, URN="x"),
    ]  # fmt: skip
    register = taken(cast, rows)
    assert there() == {"100001": "open", "100007": "open", "100008": "open"}
    assert register.counts == {
        "read": 9, "elsewhere": 1, "new": 3, "not_open": 2, "older": 2, "wrong": 1,
    }  # fmt: skip
    assert register.faults == [[10, "urn"]] or register.faults == [(10, "urn")]


def test_authorities_are_named_by_number_or_name_and_an_unknown_one_is_refused(cast: Cast) -> None:
    rows = [school(1), school(2, **{"LA (code)": "902", "LA (name)": "Elsewhere"})]
    taken(cast, rows, ("otterland",))
    assert set(there()) == {"100001"}
    with pytest.raises(Refused, match="nowhere"):
        brought(cast, rows, ("901", "Nowhere"))
    with pytest.raises(Refused, match="Say from which"):
        brought(cast, rows, (" ",))


def test_nothing_is_written_before_it_was_looked_at_and_nothing_twice(cast: Cast) -> None:
    waiting = brought(cast, [school(1)])
    assert there() == {}
    registers.take_in(HOUSE, waiting)
    with pytest.raises(Refused, match="already"):
        registers.take_in(HOUSE, waiting)
    assert RegisterPart.objects.unscoped("test").count() == 0


def test_a_register_brought_again_updates_and_never_doubles(cast: Cast) -> None:
    taken(cast, [school(1), school(2)])
    before = dict(School.objects.unscoped("test").values_list("urn", "pk"))
    again = taken(cast, [school(1, TelephoneNum="01632 960999"), school(2), school(3)])
    assert {name: again.counts[name] for name in ("new", "changed", "same")} == {"new": 1, "changed": 1, "same": 1}
    after = dict(School.objects.unscoped("test").values_list("urn", "pk"))
    assert len(after) == 3 and {urn: after[urn] for urn in before} == before, "a school keeps its row"
    assert School.objects.unscoped("test").get(urn="100001").phone == "01632 960999"


def test_two_providers_keep_schools_of_their_own(cast: Cast) -> None:
    taken(cast, [school(1)])
    other = cast.stranger.provider
    registers.take_in(HOUSE, registers.bring(HOUSE, other, registers.sort_out(other, register([school(1)]), HERE)))
    assert School.objects.unscoped("test").filter(urn="100001").count() == 2


def test_a_closed_or_vanished_school_stays_and_is_told_where_a_child_goes_there(cast: Cast) -> None:
    taken(cast, [school(1), school(2), school(3)])
    ava = cast.children["Ava"]
    one, two = (School.objects.unscoped("test").get(urn=urn) for urn in ("100001", "100002"))
    move = moves.begin(HOUSE, ava, TODAY + dt.timedelta(days=100), one)
    last = taken(cast, [school(1, **{"EstablishmentStatus (code)": "2"}), school(3)])
    assert {name: last.counts[name] for name in ("closing", "gone", "same")} == {"closing": 1, "gone": 1, "same": 1}
    assert there() == {"100001": Stand.CLOSED, "100002": Stand.GONE, "100003": Stand.OPEN}
    owed = Duty.objects.unscoped("test").open().filter(record=move, what=registers.CLOSES.what)
    assert owed.count() == 1
    moves.say_school(HOUSE, move, moves.Where(two, move.starts_on))
    assert owed.count() == 0, "the family has said where the child goes"
    taken(cast, [school(1), school(2), school(3)])
    assert set(there().values()) == {Stand.OPEN}, "a school that comes back is open again"


def test_what_names_a_head_reaches_no_table(cast: Cast) -> None:
    waiting = brought(cast, [school(1)])
    parts = [part.lines for part in RegisterPart.objects.unscoped("test").filter(register=waiting)]
    assert parts and not any(HEAD in lines for lines in parts)
    registers.take_in(HOUSE, waiting)
    facts = School.objects.unscoped("test").values().get()
    assert HEAD not in map(str, facts.values())


def statements(cast: Cast, place: str, count: int) -> tuple[int, int]:
    """How many statements sorting and taking in `count` schools of a place needs."""
    rows = [school(int(place) * 1000 + number, **{"LA (code)": place}) for number in range(count)]
    with CaptureQueriesContext(connection) as sorting:
        found = registers.sort_out(cast.provider, register(rows), [place])
    waiting = registers.bring(HOUSE, cast.provider, found)
    with CaptureQueriesContext(connection) as taking:
        registers.take_in(HOUSE, waiting)
    return len(sorting), len(taking)


def test_each_batch_takes_the_same_statements_however_many_schools_there_are(cast: Cast) -> None:
    one, two, four = (statements(cast, str(801 + number * 8), number * registers.BATCH) for number in (1, 2, 4))
    for at in (0, 1):
        each = two[at] - one[at]
        assert each > 0
        assert four[at] - two[at] == 2 * each, "twice as many batches, twice as many statements"
    assert two[0] - one[0] == 1, "one question to the database for each batch"


def test_a_hostile_file_is_refused_in_plain_words(cast: Cast) -> None:
    for content, words in (
        (b"PK\x03\x04", "workbook"),
        (b"a,b\r\n1,2\r\n", "headings are missing: URN"),
        (b"", "nothing"),
    ):
        with pytest.raises(Refused, match=words):
            registers.sort_out(cast.provider, io.BytesIO(content), HERE)
    assert there() == {}


def test_a_school_by_hand_is_written_once(cast: Cast) -> None:
    facts = {"name": "Small School", "street": "", "town": "", "postcode": "ZZ2 2ZZ", "phone": ""}
    made = registers.write_school(HOUSE, cast.provider, facts)
    assert made.urn is None
    with pytest.raises(Refused, match="on the list already"):
        registers.write_school(HOUSE, cast.provider, facts)
