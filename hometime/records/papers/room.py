"""How much room there is for papers: so many on a record, so much from one family in a year (TRUST 31)."""

from __future__ import annotations

from hometime.records.papers.shapes import MEGABYTE, Reason, Refused

MOST_ON_A_RECORD = 30
MOST_FROM_A_FAMILY = 200 * MEGABYTE


def no_room(on_record: int, from_family: int, size: int) -> Refused | None:
    """Why a file of `size` bytes has no room, or None where it has.

    `on_record` counts the papers already on the record, `from_family` the bytes this family sent in the last 365 days:
    one family can fill only its own share, so no other family ever notices.
    """
    if on_record >= MOST_ON_A_RECORD:
        return Refused(Reason.RECORD_FULL)
    if from_family + size > MOST_FROM_A_FAMILY:
        return Refused(Reason.FAMILY_FULL)
    return None
