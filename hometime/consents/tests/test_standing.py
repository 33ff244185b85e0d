"""The whole table: three adults, four states, six kinds, against a plain reading of the rules written a second time."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest

from hometime.consents.standing import Form, Kind, Said, State, Verdict, verdict

TODAY = dt.date(2026, 3, 9)
YESTERDAY = TODAY - dt.timedelta(days=1)
THREE = list(itertools.product(State, repeat=3))
TABLE = list(itertools.product(Kind, THREE))


def plainly(kind: str, states: tuple[str, ...], form: str) -> str:
    """The rules once more, in counts: written without the module's own tables."""
    yes = sum(state == "given" for state in states)
    no = sum(state in ("refused", "withdrawn") for state in states)
    if kind == "emergency" or (kind == "medicine" and form == "one_yes"):
        return "yes" if yes else "no" if no and no == len(states) else "ask"
    if no:
        return "no"
    if kind == "medicine" and form == "each_yes":
        return "yes" if yes and yes == len(states) else "ask"
    return "yes" if yes else "ask"


def test_the_table_has_all_its_rows() -> None:
    assert len(TABLE) == 384


@pytest.mark.parametrize("form", Form)
def test_three_adults_four_states_and_six_kinds_give_what_a_plain_reading_gives(form: Form) -> None:
    for kind, states in TABLE:
        got = verdict(kind, [Said(state) for state in states], TODAY, form=form)
        assert got == plainly(kind, states, form), (kind, states)


def test_a_rule_that_is_mistaken_for_another_is_found_by_the_table() -> None:
    for right, wrong in itertools.permutations(Form, 2):
        rows = [states for states in THREE if plainly("medicine", states, right) != plainly("medicine", states, wrong)]
        assert rows, "two rules that agree in every row would be one"
        for states in rows:
            got = verdict(Kind.MEDICINE, [Said(state) for state in states], TODAY, form=wrong)
            assert got != plainly("medicine", states, right)


def test_a_court_order_stands_above_every_row() -> None:
    for (kind, states), ruled in itertools.product(TABLE, (True, False)):
        got = verdict(kind, [Said(state) for state in states], TODAY, ruled=ruled)
        assert got == (Verdict.YES if ruled else Verdict.NO)


def test_who_holds_no_power_counts_for_nothing_in_any_row() -> None:
    for kind, states in TABLE:
        powerless = [Said(states[0]), Said(states[1]), Said(states[2], counts=False)]
        assert verdict(kind, powerless, TODAY) == plainly(kind, states[:2], "no_wins")


def test_the_order_in_which_adults_stand_changes_nothing() -> None:
    for kind, states in TABLE:
        found = {verdict(kind, [Said(state) for state in row], TODAY) for row in itertools.permutations(states)}
        assert len(found) == 1


def test_nobody_who_may_say_it_is_never_a_yes() -> None:
    for kind, form in itertools.product(Kind, Form):
        assert verdict(kind, [], TODAY, form=form) == Verdict.ASK
        assert verdict(kind, [Said(State.GIVEN, counts=False)], TODAY, form=form) == Verdict.ASK


def test_a_yes_that_ran_out_is_asked_again_and_a_no_never_runs_out() -> None:
    for kind in Kind:
        assert verdict(kind, [Said(State.GIVEN, until=TODAY)], TODAY) == Verdict.YES
        assert verdict(kind, [Said(State.GIVEN, until=YESTERDAY)], TODAY) == Verdict.ASK
        assert verdict(kind, [Said(State.REFUSED, until=YESTERDAY)], TODAY) == Verdict.NO
