"""One world to be measured: `python -m hometime.cli.benching.worlds ROWS TO_KEEP`, over the folder of the environment.

Fills the practice world that lies there with ROWS records, and prints who signs in, what is opened, and how many
statements each page asks of the database, as JSON.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any

from hometime.cli.place import open_django

SLUG = "otter-bridge"
# Transactions are opened and closed by these; they ask the database for nothing.
MARKS = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


def main(rows: int, to_keep: int) -> dict[str, Any]:
    """Fills, and tells."""

    from hometime.audit.actions import House
    from hometime.duties.models import Duty
    from hometime.kernel import clock
    from hometime.people.models import Setting, holders
    from hometime.people.roles import Role
    from hometime.practice.bulk import fill

    setting = Setting.objects.get(slug=SLUG)
    manager, deputy = (holders(setting, role, clock.today())[0] for role in (Role.MANAGER, Role.DEPUTY))
    parent = _a_parent(setting)
    fill(House("measuring"), setting, rows, parent, to_keep)
    owed = Duty.objects.unscoped("what is opened and kept while measuring").open().filter(setting=setting)
    # What is done on a page of its own, such as reading a card, cannot be kept here.
    of_deputy = list(
        owed.filter(owed_role=Role.DEPUTY, why__opens__isnull=True).order_by("pk").values_list("pk", flat=True)
    )
    of_manager = owed.filter(owed_role=Role.MANAGER, record__kind="note").order_by("pk").values_list("pk", flat=True)
    told: dict[str, Any] = {
        "manager": manager.pk,
        "deputy": deputy.pk,
        "parent": parent.pk,
        "duty": of_manager[0],
        "keep": of_deputy[1:],
    }
    told["statements"] = {
        "Today": statements(manager, "/today/"),
        "parent's home": statements(parent, "/today/"),
        "board": statements(parent, f"/board/{SLUG}/"),
        "one duty": statements(manager, f"/duty/{told['duty']}/"),
        "keeping a duty": statements(deputy, f"/duty/{of_deputy[0]}/done/", {"evidence": "Rang and told them."}),
    }
    return told


def _a_parent(setting: Any) -> Any:
    """An adult of this setting with one hat and full information."""
    from hometime.access.viewer import hats_of
    from hometime.families.models import Bond

    bonds = Bond.objects.unscoped("somebody signs in while measuring").filter(child__setting=setting, info="full")
    people = [bond.adult.person for bond in bonds.select_related("adult__person").order_by("pk")]
    return next(person for person in people if len(hats_of(person)) == 1)


def statements(person: Any, path: str, fields: dict[str, str] | None = None) -> int:
    """How many statements `person` costs the database by opening `path`, or by sending `fields` there."""
    from django.db import connection
    from django.test import Client

    asked: list[str] = []

    def hear(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        asked.append(sql)
        return execute(sql, params, many, context)

    visitor = Client(headers={"host": "localhost"})
    assert visitor.post("/sign-in/practice/", {"person": person.pk}).status_code == 302
    visitor.get("/help/")
    with connection.execute_wrapper(hear):
        answer = visitor.get(path) if fields is None else visitor.post(path, fields)
    assert answer.status_code == (200 if fields is None else 302), (path, answer.status_code)
    return sum(not sql.startswith(MARKS) for sql in asked)


if __name__ == "__main__":
    open_django()
    print(json.dumps(main(int(sys.argv[1]), int(sys.argv[2]))))
