"""What an older database says of copies of the check at two is carried over when it is upgraded."""

from __future__ import annotations

import datetime as dt
from importlib import import_module

from django.db import connection

from hometime.audit.actions import Actor, action, note
from hometime.families.models import Child
from hometime.keypersons.actions.checking import CHECK, copied
from hometime.keypersons.models import ProgressCheck
from hometime.records.audiences import Audience
from tests.cast import HOUSE, TODAY, Cast

TABLE = "keypersons_progresscheck"
OLD = (("copied_on", "date NULL"), ("copied_to", "varchar(120) NOT NULL DEFAULT ''"))


@action
def a_check(viewer: Actor, child: Child) -> ProgressCheck:
    """A check at two, whatever else stands in it."""
    made = ProgressCheck(
        setting=child.setting, child=child, kind=CHECK, title="The check at two", audience=Audience.FAMILY, opened=TODAY
    )
    made.save()
    note("check.begun", made)
    return made


def test_a_copy_that_was_written_down_in_an_older_database_becomes_a_decision_and_its_way_out(cast: Cast) -> None:
    migration = import_module("hometime.keypersons.migrations.0005_copies_by_the_gate")
    given, kept = (a_check(HOUSE, cast.children[name]) for name in ("Ava", "Ben"))
    connection.check_constraints()
    with connection.cursor() as cursor:
        for name, kind in OLD:
            cursor.execute(f"ALTER TABLE {TABLE} ADD COLUMN {name} {kind}")
        cursor.execute(
            f"UPDATE {TABLE} SET copied_on = '2026-02-20', copied_to = 'Hetty Visitor' WHERE record_ptr_id = %s",
            [given.pk],
        )
    migration.carry(connection)
    with connection.cursor() as cursor:
        for name, _kind in OLD:
            cursor.execute(f"ALTER TABLE {TABLE} DROP COLUMN {name}")  # as the steps after it do
    found = {check.pk: check for check in ProgressCheck.objects.unscoped("a test looks")}
    sending = copied(found[given.pk])
    assert sending is not None and copied(found[kept.pk]) is None
    decision = sending.decision
    assert (decision.to_name, decision.child_id, decision.shares) == ("Hetty Visitor", cast.children["Ava"].pk, True)
    assert sending.goes_at.date() == decision.closed == dt.date(2026, 2, 20)
    assert decision.decided_by is None and "Taken over" in decision.reasons
    connection.check_constraints()
