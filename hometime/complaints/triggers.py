"""Database triggers that refuse to change what was written into a case, and to delete it before its time (TRUST 13).

A migration that rebuilds one of these tables takes its triggers away on SQLite: it ends with `raise_triggers`. A test
tries raw SQL, so a migration that forgets fails.
"""

from __future__ import annotations

from typing import Any

APPEND_ONLY = (
    "complaints_step", "complaints_entry", "complaints_answer", "complaints_summary", "complaints_theme",
)  # fmt: skip
KEPT = "(SELECT keep_until FROM records_record WHERE id = OLD.complaint_id)"
SQLITE = {
    "no_update": "BEFORE UPDATE ON {t} BEGIN SELECT RAISE(ABORT, 'what was written down is never changed'); END",
    "no_delete": (
        "BEFORE DELETE ON {t} WHEN {kept} IS NULL OR {kept} > date('now') "
        "BEGIN SELECT RAISE(ABORT, 'what was written down is kept for its time'); END"
    ),
    "no_replace": (
        "BEFORE INSERT ON {t} WHEN EXISTS (SELECT 1 FROM {t} WHERE id = NEW.id OR "
        "(complaint_id = NEW.complaint_id AND number = NEW.number)) "
        "BEGIN SELECT RAISE(ABORT, 'what was written down is never changed'); END"
    ),
}
POSTGRES_FUNCTION = f"""
CREATE OR REPLACE FUNCTION complaints_refuses() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF TG_OP = 'DELETE' AND {KEPT} <= current_date THEN RETURN OLD; END IF;
  RAISE EXCEPTION 'what was written down is kept as it is';
END $$
"""
POSTGRES = (
    "CREATE OR REPLACE TRIGGER {t}_no_change BEFORE UPDATE OR DELETE ON {t} "
    "FOR EACH ROW EXECUTE FUNCTION complaints_refuses()"
)


def raise_triggers(apps: Any, schema_editor: Any) -> None:
    """Creates the triggers that are not there, on the tables that are; run by each migration that adds such a table."""
    there = set(schema_editor.connection.introspection.table_names())
    tables = [t for t in APPEND_ONLY if t in there]
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRES_FUNCTION, params=None)
        statements = [POSTGRES.format(t=t) for t in tables]
    else:
        statements = [
            f"CREATE TRIGGER IF NOT EXISTS {t}_{name} " + text.format(t=t, kept=KEPT)
            for t in tables
            for name, text in SQLITE.items()
        ]
    for statement in statements:
        schema_editor.execute(statement, params=None)


def lower_triggers(apps: Any, schema_editor: Any) -> None:
    """Drops the triggers again, so that a migration can be turned back."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION IF EXISTS complaints_refuses() CASCADE", params=None)
        return
    for t in APPEND_ONLY:
        for name in SQLITE:
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {t}_{name}", params=None)
