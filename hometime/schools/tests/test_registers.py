"""A register is sorted, looked at, and taken in: what is new, what changed, what closed; nothing is deleted or doubled."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from typing import Any

import pytest

from hometime.audit.actions import Actor
from hometime.duties.models import Duty
from hometime.kernel.answers import Refused
from hometime.schools.actions import moves, registers, taking_in
from hometime.schools.models import Register, RegisterFile, RegisterPart, School, Stand
from hometime.schools.tests.registers import HEAD, register, school
from tests.cast import HOUSE, TODAY, Cast

HERE = ("901",)


def brought(cast: Cast, schools: Sequence[dict[str, str]], asked: Sequence[str] = HERE) -> Register:
    """A register that waits."""
    return registers.bring(HOUSE, cast.provider, registers.sort_out(cast.provider, register(schools), asked))


def taken(cast: Cast, schools: Sequence[dict[str, str]], asked: Sequence[str] = HERE) -> Register:
    """A register that was taken in."""
    return taking_in.take_in(HOUSE, brought(cast, schools, asked))


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
    taking_in.take_in(HOUSE, waiting)
    with pytest.raises(Refused, match="already"):
        taking_in.take_in(HOUSE, waiting)
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
    taking_in.take_in(HOUSE, registers.bring(HOUSE, other, registers.sort_out(other, register([school(1)]), HERE)))
    assert School.objects.unscoped("test").filter(urn="100001").count() == 2


def test_a_closed_or_vanished_school_stays_and_is_told_where_a_child_goes_there(cast: Cast) -> None:
    taken(cast, [school(1), school(2), school(3)])
    ava = cast.children["Ava"]
    one, two = (School.objects.unscoped("test").get(urn=urn) for urn in ("100001", "100002"))
    move = moves.begin(HOUSE, ava, TODAY + dt.timedelta(days=100), one)
    last = taken(cast, [school(1, **{"EstablishmentStatus (code)": "2"}), school(3)])
    assert {name: last.counts[name] for name in ("closing", "gone", "same")} == {"closing": 1, "gone": 1, "same": 1}
    assert there() == {"100001": Stand.CLOSED, "100002": Stand.GONE, "100003": Stand.OPEN}
    owed = Duty.objects.unscoped("test").open().filter(record=move, what=taking_in.CLOSES.what)
    assert owed.count() == 1
    moves.say_school(HOUSE, move, moves.Where(two, move.starts_on))
    assert owed.count() == 0, "the family has said where the child goes"
    taken(cast, [school(1), school(2), school(3)])
    assert set(there().values()) == {Stand.OPEN}, "a school that comes back is open again"


def test_what_names_a_head_reaches_no_table(cast: Cast) -> None:
    waiting = brought(cast, [school(1)])
    parts = [part.lines for part in RegisterPart.objects.unscoped("test").filter(register=waiting)]
    assert parts and not any(HEAD in lines for lines in parts)
    taking_in.take_in(HOUSE, waiting)
    facts = School.objects.unscoped("test").values().get()
    assert HEAD not in map(str, facts.values())


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


def handed_in(cast: Cast, schools: Sequence[dict[str, str]]) -> Register:
    """A register that the background work has not read yet."""
    return registers.hand_in(HOUSE, cast.provider, register(schools).getvalue(), HERE)


def test_the_background_work_reads_a_register_and_says_how_far_it_is(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registers, "BATCH", 2)
    monkeypatch.setattr(registers, "TOLD_EVERY", 2)
    waiting = handed_in(cast, [school(number) for number in range(1, 6)])
    told: list[int] = []
    so_far = registers._so_far

    def tells(who: Actor, row: Register, count: int) -> None:
        so_far(who, row, count)
        told.append(done_of(row))

    monkeypatch.setattr(registers, "_so_far", tells)
    taking_in.see_to_registers(HOUSE)
    assert told == [2, 4]
    waiting.refresh_from_db()
    assert (waiting.stage, waiting.counts["new"], waiting.whole) == (Register.Stage.READ, 5, 6)
    assert not RegisterFile.objects.unscoped("test").exists(), "the file goes once it was read"
    taking_in.begin(HOUSE, waiting)
    part = RegisterPart.objects.unscoped("test").order_by("number")[0]
    taking_in._take_part(HOUSE, waiting, part.pk)
    assert done_of(waiting) == 2 and len(there()) == 2, "a worker was stopped after the first part"
    with pytest.raises(Refused, match="already"):
        registers.put_aside(HOUSE, waiting)
    brought(cast, [school(9)])
    taking_in.see_to_registers(HOUSE)
    waiting.refresh_from_db()
    assert len(there()) == 5 and waiting.taken_in_on == TODAY, "another one carries on where it was left"
    assert taking_in.see_to_registers(HOUSE) == 0


def done_of(row: Register) -> int:
    """How many lines are done, as a page would show it."""
    return Register.objects.unscoped("test").get(pk=row.pk).done


def test_a_register_that_is_put_aside_while_it_is_read_leaves_nothing(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = handed_in(cast, [school(1)])
    sort_out = registers.sort_out

    def meanwhile(*said: Any) -> registers.Sorted:
        registers.put_aside(HOUSE, Register.objects.unscoped("test").get(pk=waiting.pk))
        return sort_out(*said)

    monkeypatch.setattr(registers, "sort_out", meanwhile)
    registers.read(HOUSE, waiting)
    assert not Register.objects.unscoped("test").exists() and not RegisterPart.objects.unscoped("test").exists()


def test_a_place_that_the_file_does_not_know_is_told_after_reading(cast: Cast) -> None:
    waiting = registers.hand_in(HOUSE, cast.provider, register([school(1)]).getvalue(), ["Nowhere"])
    taking_in.see_to_registers(HOUSE)
    waiting.refresh_from_db()
    assert waiting.stage == Register.Stage.REFUSED and "nowhere" in waiting.trouble
    assert not RegisterFile.objects.unscoped("test").exists()
    with pytest.raises(Refused, match="headings are missing"):
        registers.hand_in(HOUSE, cast.provider, b"a,b\r\n1,2\r\n", HERE)
