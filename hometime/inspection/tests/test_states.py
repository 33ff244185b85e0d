"""Where a clause stands: late first, and nothing green that a row cannot show."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hometime.inspection.states import Proof, State, state

TODAY = dt.date(2026, 3, 9)
KEPT = Proof(kept=3, last=dt.date(2026, 1, 2), by="Jo")
days = st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31))
proofs = st.builds(
    Proof, st.integers(0, 9), st.none() | days, st.sampled_from(["", "Jo", "Sam"]), st.integers(0, 3), st.none() | days
)


@pytest.mark.parametrize(
    ("evidence", "proof", "where"),
    [
        ("A", Proof(), State.NO_EVIDENCE),
        ("A", KEPT, State.ON_TRACK),
        ("A", KEPT + Proof(due=dt.date(2026, 3, 17)), State.ON_TRACK),
        ("A", KEPT + Proof(due=dt.date(2026, 3, 16)), State.DUE_SOON),
        ("A", KEPT + Proof(late=1, due=dt.date(2026, 3, 8)), State.LATE),
        ("T", Proof(), State.NO_EVIDENCE),
        ("T", KEPT, State.PEOPLE),
        ("T", Proof(late=1), State.LATE),
        ("V", KEPT, State.PEOPLE),
        ("V", Proof(), State.PEOPLE),
        ("S", KEPT, State.STATEMENT),
    ],
)
def test_a_clause_stands_where_its_kind_of_evidence_and_its_duties_put_it(
    evidence: str, proof: Proof, where: State
) -> None:
    assert state(evidence, proof, TODAY) == where


@given(st.sampled_from("TVS"), proofs)
def test_nothing_attested_voiced_or_stated_is_ever_on_track(evidence: str, proof: Proof) -> None:
    assert state(evidence, proof, TODAY) != State.ON_TRACK


@given(proofs, proofs)
def test_two_proofs_together_count_both_and_tell_the_newest(one: Proof, other: Proof) -> None:
    both = one + other
    assert (both.kept, both.late) == (one.kept + other.kept, one.late + other.late)
    assert both.last == max((day for day in (one.last, other.last) if day), default=None)
    assert both.due == min((day for day in (one.due, other.due) if day), default=None)
    assert Proof() + one == Proof(one.kept, one.last, one.by if one.last else "", one.late, one.due)
