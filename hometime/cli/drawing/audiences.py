"""Draws who sees a record: the table of audiences, as it stands in hometime/records/audiences.py."""

from __future__ import annotations

from django.utils.translation import override

from hometime.cli.drawing.tables import head, table
from hometime.records.audiences import AUDIENCES

SAYS = """Every record has one audience. Whoever is **named** on a record sees it too, in the hat and at the place they are
named in. Whoever a record **concerns** never sees it, whatever post they hold; nor is one's own family found in a work
hat. Duties, papers, messages, search, counts and exports take their visibility from the record."""


def page() -> str:
    """The page, in English."""
    with override("en-gb"):
        rows = [
            (
                audience.value,
                str(audience.label),
                "; ".join(str(seat.label) for seat in seats) or "nobody by their post",
            )
            for audience, seats in AUDIENCES.items()
        ]
    return head("Audiences", SAYS) + "\n" + table(("audience", "for whom", "sees it who …"), rows)
