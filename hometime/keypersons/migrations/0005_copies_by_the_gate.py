"""A copy of the check at two goes through the gate: what was written down of copies before becomes a decision and its way out.

Where a copy went before decisions were kept, the family had agreed to it: nothing else let it be written down. The decision says
that it was taken over, and names nobody who decided it, for nobody was asked to.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from hometime.kernel.clock import LONDON
from hometime.kernel.ids import token

TAKEN_OVER = "Taken over from the check at two: a copy was given, with the family's permission, before decisions were written down."
WENT = "SELECT c.record_ptr_id, c.copied_on, c.copied_to, r.setting_id, r.child_id FROM keypersons_progresscheck c "
WENT += "JOIN records_record r ON r.id = c.record_ptr_id WHERE c.copied_on IS NOT NULL ORDER BY r.opened, r.id"
BLANK = (
    "to_role to_body to_address to_phone need why_not_told advice why_not_asked review names_because".split(),
    "message digest code opened_with got got_words got_by".split(),
)


class CarryCopies(Operation):
    """Carries the copies that were written down. It asks the database itself, so that no model has to be drawn."""

    reversible = True

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """No model changes."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Writes a decision and a sending for each copy."""
        carry(schema_editor.connection)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """What was carried stays: it is true either way."""


def carry(connection: Any) -> None:
    """For each check with a day on which a copy went: a decision to share, how it went, and the check that rests on it."""
    with connection.cursor() as cursor:
        cursor.execute(WENT)
        for check, on, to, setting, child in cursor.fetchall():
            _carry(
                connection,
                cursor,
                check,
                on if isinstance(on, dt.date) else dt.date.fromisoformat(on),
                to,
                setting,
                child,
            )
    if connection.vendor == "postgresql":
        connection.check_constraints()  # else the table cannot be changed while a check of its rows waits


def _carry(connection: Any, cursor: Any, check: str, on: dt.date, to: str, setting: str, child: str) -> None:
    record, noon = token(), dt.datetime.combine(on, dt.time(12), tzinfo=LONDON)
    day, at = connection.ops.adapt_datefield_value(on), connection.ops.adapt_datetimefield_value(noon)
    base = {
        "id": record, "setting_id": setting, "child_id": child, "kind": "sharing", "title": "A decision to share",
        "audience": "staff", "opened": day, "closed": day, "on_hold": "",
    }  # fmt: skip
    decision = {
        "record_ptr_id": record, "purpose": TAKEN_OVER, "what": "The check at two", "to_name": to or "The health visitor",
        "shares": True, "reasons": TAKEN_OVER, "ground": "permission", "basis": "consent", "told": "before",
        "decided_at": at, "against_refusal": False, **dict.fromkeys(BLANK[0], ""),
    }  # fmt: skip
    sending = {
        "id": token(),
        "decision_id": record,
        "way": "paper",
        "at": at,
        "goes_at": at,
        **dict.fromkeys(BLANK[1], ""),
    }
    for table, row in (("records_record", base), ("sharing_decision", decision), ("sharing_sending", sending)):
        _put(cursor, table, row)
    cursor.execute("UPDATE keypersons_progresscheck SET copy_decided_id = %s WHERE record_ptr_id = %s", [record, check])


def _put(cursor: Any, table: str, row: Mapping[str, Any]) -> None:
    names, places = ", ".join(f'"{name}"' for name in row), ", ".join(["%s"] * len(row))
    cursor.execute(f'INSERT INTO "{table}" ({names}) VALUES ({places})', list(row.values()))  # noqa: S608  # names of our own


class Migration(migrations.Migration):
    dependencies = [
        ("keypersons", "0004_worries_moved"),
        ("records", "0004_found_by_kind"),
        ("sharing", "0003_books"),
    ]

    operations = [
        migrations.AddField(
            model_name="progresscheck",
            name="copy_decided",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.record"
            ),
        ),
        CarryCopies(),
        migrations.RemoveField(
            model_name="progresscheck",
            name="copied_on",
        ),
        migrations.RemoveField(
            model_name="progresscheck",
            name="copied_to",
        ),
    ]
