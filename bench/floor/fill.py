"""Fills the ruler's database with one person and a number of cases: `python -m bench.floor.fill ROWS`.

Prints the id of a case, as JSON. One case in twenty is open, and always more than a page of them.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import sys

PERSON, PASSWORD = "ruler", "ruler"


def main(rows: int) -> None:
    """Makes the tables, the person and the cases."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.floor.settings"
    import django

    django.setup()
    from django.contrib.auth.models import User
    from django.core.management import call_command

    from bench.floor.models import Case

    call_command("migrate", run_syncdb=True, verbosity=0)
    User.objects.create_user(PERSON, password=PASSWORD)
    begin, still_open = dt.date(2024, 1, 1), max(50, rows // 20)
    Case.objects.bulk_create(
        (
            Case(
                place=1,
                title=f"Something that is to be done, number {number}",
                text="A few words about it. " * 5,
                due=begin + dt.timedelta(days=number % 700),
                closed=None if number < still_open else begin,
            )
            for number in range(rows)
        ),
        batch_size=500,
    )
    print(json.dumps({"case": Case.objects.order_by("pk").values_list("pk", flat=True)[rows // 2]}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
