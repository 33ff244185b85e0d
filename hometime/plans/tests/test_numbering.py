"""The migration that numbers steps and replies, tried on rows: those of one day get an order, round by round."""

from __future__ import annotations

import datetime as dt
from importlib import import_module

from django.db import connection
from django.db.migrations.loader import MigrationLoader

from hometime.plans.actions import supporting
from hometime.plans.actions.supporting import Does, Written
from tests.cast import HOUSE, TODAY, Cast

NUMBERING = ("plans", "0002_in_order")


def test_steps_and_replies_that_are_there_are_numbered_round_by_round_in_their_order(cast: Cast) -> None:
    steps = [Does("here", f"Step {number}") for number in range(3)]
    first, again = (Written("Points", "Two words", steps, TODAY + dt.timedelta(days=days)) for days in (30, 60))
    plan = supporting.begin(HOUSE, cast.children["Ava"], "Words come late", first)
    for says in ("talk", "agrees"):
        supporting.reply(HOUSE, plan, cast.people["Mum Full"], says, says)
    supporting.review(HOUSE, plan, "Better", "", again=again)
    supporting.reply(HOUSE, plan, cast.people["Mum Full"], "agrees", "again")
    # The tables as that migration knows them, with the numbers as they were before it.
    then = MigrationLoader(connection).project_state(NUMBERING).apps
    steps_then, replies_then = (then.get_model("plans", name).objects for name in ("Undertaking", "Reply"))
    steps_then.update(number=0)
    for at, pk in enumerate(replies_then.values_list("pk", flat=True).order_by("pk")):
        replies_then.filter(pk=pk).update(number=100 + at, on=TODAY - dt.timedelta(days=at))
    import_module("hometime.plans.migrations.0002_in_order").number_rows(then, None)
    numbered: dict[str, list[int]] = {}
    for round_id, number in steps_then.order_by("round_id", "pk").values_list("round_id", "number"):
        numbered.setdefault(round_id, []).append(number)
    assert sorted(numbered.values()) == [[1, 2, 3], [1, 2, 3]]
    said: dict[str, list[int]] = {}
    for round_id, number in replies_then.order_by("round_id", "on", "pk").values_list("round_id", "number"):
        said.setdefault(round_id, []).append(number)
    assert sorted(said.values()) == [[1], [1, 2]], "by their day, whatever their keys"
