"""Database triggers that refuse to change or delete what was recorded, on both databases.

`INSERT OR REPLACE` walks past an UPDATE or DELETE trigger on SQLite, so an insert must take the next free place as
well.
"""

from __future__ import annotations

from typing import Any

APPEND_ONLY = ("audit_event", "audit_reading", "audit_witness")

SQLITE = {
    "no_update": "CREATE TRIGGER {t}_no_update BEFORE UPDATE ON {t} BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END",
    "no_delete": "CREATE TRIGGER {t}_no_delete BEFORE DELETE ON {t} BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END",
    "no_replace": (
        "CREATE TRIGGER {t}_no_replace BEFORE INSERT ON {t} "
        "WHEN NEW.id IS NOT NULL AND EXISTS (SELECT 1 FROM {t} WHERE id = NEW.id) "
        "BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END"
    ),
}
SQLITE_EVENT = (
    "CREATE TRIGGER audit_event_no_second BEFORE INSERT ON audit_event "
    "WHEN EXISTS (SELECT 1 FROM audit_event WHERE chain = NEW.chain AND seq = NEW.seq) "
    "BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END"
)
POSTGRES_FUNCTION = (
    "CREATE OR REPLACE FUNCTION audit_refuses() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'the audit is append-only'; END $$"
)
POSTGRES = {
    "no_change": "CREATE TRIGGER {t}_no_change BEFORE UPDATE OR DELETE ON {t} FOR EACH ROW EXECUTE FUNCTION audit_refuses()",
    "no_truncate": "CREATE TRIGGER {t}_no_truncate BEFORE TRUNCATE ON {t} EXECUTE FUNCTION audit_refuses()",
}


def raise_triggers(apps: Any, schema_editor: Any) -> None:
    """Creates the triggers; run by a migration."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRES_FUNCTION)
        statements = [text.format(t=t) for t in APPEND_ONLY for text in POSTGRES.values()]
    else:
        statements = [text.format(t=t) for t in APPEND_ONLY for text in SQLITE.values()] + [SQLITE_EVENT]
    for statement in statements:
        schema_editor.execute(statement)


def lower_triggers(apps: Any, schema_editor: Any) -> None:
    """Drops the triggers again, so that a migration can be turned back on an empty database."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION audit_refuses() CASCADE")
        return
    for t in APPEND_ONLY:
        for name in SQLITE:
            schema_editor.execute(f"DROP TRIGGER {t}_{name}")
    schema_editor.execute("DROP TRIGGER audit_event_no_second")
