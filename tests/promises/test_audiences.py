"""In random towns, what the queries find for every person in every hat is what a plain reading finds: no more, no less."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from hometime.access.viewer import Viewer, hats_of, viewer_for
from hometime.duties.models import Duty, left_undone
from hometime.families.models import (
    Adult,
    Bond,
    Child,
    Decision,
    Household,
    KeyFacts,
    KeyPersonship,
    Membership,
    Order,
    SealedAddress,
)
from hometime.records.audiences import AUDIENCES, Audience, Seat
from hometime.records.models import Party, Record
from tests.promises import plain_reading as plain
from tests.promises.plain_reading import Eyes
from tests.promises.towns import Town, town

Sees = Callable[[Eyes, Any], bool]


def through(table: str, column: str, sees: Sees) -> Sees:
    """Seen as the row it points at is seen."""
    return lambda eyes, row: sees(eyes, next(to for to in getattr(eyes.town, table) if to.pk == getattr(row, column)))


def decided(eyes: Eyes, roles: set[str], bond_id: str) -> bool:
    bond = next(bond for bond in eyes.town.bonds if bond.pk == bond_id)
    return eyes.hat == "staff" and bool(eyes.roles & roles) and plain.sees_bond(eyes, bond)


TABLES: dict[str, tuple[Any, Sees]] = {
    "children": (Child, plain.sees_child),
    "key_facts": (KeyFacts, plain.sees_key_facts),
    "addresses": (SealedAddress, plain.sees_sealed_address),
    "adults": (Adult, plain.sees_adult),
    "bonds": (Bond, plain.sees_bond),
    "decisions": (Decision, lambda eyes, row: decided(eyes, plain.DECIDE_BONDS, row.bond_id)),
    "orders": (Order, lambda eyes, row: decided(eyes, plain.LEADS, row.bond_id)),
    "households": (Household, plain.sees_household),
    "memberships": (Membership, plain.sees_membership),
    "key_persons": (KeyPersonship, through("children", "child_id", plain.sees_child)),
    "records": (Record, plain.sees_record),
    "parties": (Party, through("records", "record_id", plain.sees_record)),
    "duties": (Duty, through("records", "record_id", plain.sees_record)),
}


def viewers(made: Town, day: Any) -> list[tuple[Viewer, Eyes]]:
    """Every person in every hat, as the house has it and as it is read plainly; the hats must be the same."""
    pairs = []
    for person in made.people:
        eyes = {f"{each.hat}:{each.place}": each for each in plain.all_eyes(made, person, day)}
        assert {choice.key for choice in hats_of(person, day)} == set(eyes)
        for key, each in eyes.items():
            viewer = viewer_for(person, key, day)
            assert viewer is not None
            pairs.append((viewer, each))
    return pairs


def compare(seed: int) -> int:
    """Builds one town, compares everything on two days, and takes it down. Gives how many rows somebody saw."""
    seen = 0
    with transaction.atomic():
        made = town(Random(seed))
        for _ in range(2):
            day = made.day()
            for viewer, eyes in viewers(made, day):
                for table, (model, sees) in TABLES.items():
                    found = set(model.objects.visible_to(viewer).values_list("pk", flat=True))
                    expected = {row.pk for row in getattr(made, table) if sees(eyes, row)}
                    assert found == expected, (table, viewer, day)
                    seen += len(found)
                mine = Duty.objects.visible_to(viewer).owed_by(viewer).values_list("pk", flat=True)
                assert set(mine) == {d.pk for d in made.duties if plain.owes(eyes, d) and TABLES["duties"][1](eyes, d)}
                assert {duty.pk for duty in left_undone(viewer)} == undone(made, eyes)
        transaction.set_rollback(True)
    return seen


def undone(made: Town, eyes: Eyes) -> set[str]:
    """What an owner is told that nobody can do: nothing that concerns them or their own family."""
    if eyes.hat != "owner":
        return set()
    kept_from = {p.record_id for p in made.parties if p.part == "concerns" and p.person_id == eyes.person.pk} | {
        r.pk for r in made.records if r.child_id and plain.bonds_between(eyes, r.child_id)
    }
    return {
        duty.pk
        for duty in made.duties
        if duty.owed_role not in ("owners_directors_trustees", "parent")
        and plain.in_reach(eyes, duty.setting_id)
        and duty.record_id not in kept_from
        and plain.nobody_can(made, duty, eyes.day)
    }


WITHOUT_HURRY = settings(
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],  # a seed says nothing by being smaller
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.django_db
@given(seed=st.integers(0, 2**32))
@settings(WITHOUT_HURRY, max_examples=6)
def test_queries_find_what_a_plain_reading_finds(seed: int) -> None:
    compare(seed)


@pytest.mark.long
@pytest.mark.django_db
@given(seed=st.integers(0, 2**32))
@settings(WITHOUT_HURRY, max_examples=120)
def test_queries_find_what_a_plain_reading_finds_in_many_towns(seed: int) -> None:
    compare(seed)


@pytest.mark.django_db
def test_the_towns_show_something_to_somebody() -> None:
    """A comparison of nothing with nothing would prove nothing."""
    assert all(compare(seed) > 50 for seed in (1, 2))


@pytest.mark.django_db
@pytest.mark.parametrize("seat", [Seat.PARENTS, Seat.ROOM_STAFF, Seat.OWNERS])
def test_one_seat_too_many_is_found(seat: Seat, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(AUDIENCES, Audience.STAFF, (*AUDIENCES[Audience.STAFF], seat))
    with pytest.raises(AssertionError):
        sum(compare(seed) for seed in range(20))
