"""What begins to be owed when a clause is adopted, as one table. Each row names the clause that asks for it.

An interval that the document does not give is ours, shown as a proposal; "regularly" is never turned into a rule
unsaid.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from django.utils.translation import gettext_noop as _

from hometime.duties.actions import Task
from hometime.duties.models import Kind
from hometime.duties.standing import Every
from hometime.people.roles import Role
from hometime.policies.reading.forms import Reading


@dataclasses.dataclass(frozen=True)
class Promise:
    """One thing owed because a clause was adopted: once (`every` is None), or again and again.

    `after` is the number of days from the day the adoption was recorded until it is due for the first time.
    """

    task: Task
    after: int
    every: Every | None = None


TERM = Every(months=4)  # three terms in a year: our suggestion where a document says only "regularly"

PROMISES: tuple[Promise, ...] = (
    Promise(
        Task("C2", _("Tell every family how to complain, under the procedure you adopted"), _("Say it is done"), Role.MANAGER),
        after=14,
    ),
    Promise(
        Task("F17", _("Give us the complaints procedure that your document points to"), _("Say where it is"), Role.MANAGER),
        after=14,
    ),
    Promise(
        Task("O6", _("Look at the notice board: is the procedure up, and easy to read?"), _("I looked"), Role.MANAGER, Kind.ATTESTATION),
        after=3,
        every=TERM,
    ),
    Promise(
        Task("F3", _("Look at the entrance: can adults sit down and get a drink?"), _("I looked"), Role.MANAGER, Kind.ATTESTATION),
        after=7,
        every=TERM,
    ),
    Promise(
        Task("P17", _("Check the contact details on the board against their source"), _("I checked"), Role.MANAGER, Kind.RHYTHM),
        after=5,
        every=Every(months=3),
    ),
    Promise(
        Task("S3", _("Write down what you did this term with a school near you"), _("Write it down"), Role.MANAGER, Kind.RHYTHM),
        after=60,
        every=TERM,
    ),
    Promise(
        Task("P16", _("Review this policy with families and staff"), _("Say it is reviewed"), Role.OWNER, Kind.RHYTHM),
        after=365,
        every=Every(months=12),
    ),
)  # fmt: skip


def begun_by(reading: Reading) -> Iterator[Promise]:
    """The rows that adopting a document begins: those whose clause it holds.

    Where the text sends families to a complaints procedure, it is asked for only if the document does not hold it.
    """
    clauses = [clause for part in reading.parts for section in part.sections for clause in section.clauses]
    covered = {id_ for clause in clauses for id_ in clause.covers}
    dangling = any(not reference.found and reference.number == "10.2" for reference in reading.references)
    yield from (p for p in PROMISES if p.task.clause in covered and (p.task.clause != "F17" or dangling))
