"""What begins to be owed when a clause is adopted, as one table. Each row names the clause that asks for it.

An interval that the document does not give is ours, shown as a proposal; "regularly" is never turned into a rule
unsaid.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterator

from django.utils.translation import gettext_noop as _

from hometime.duties.actions import Task
from hometime.duties.models import Kind
from hometime.duties.standing import Every
from hometime.people.roles import Role


@dataclasses.dataclass(frozen=True)
class Promise:
    """One thing owed because a clause was adopted: once (`every` is None), or again and again.

    `after` is the number of days from the day the adoption was recorded until it is due for the first time. `ways` is
    the task under each clause that can ask for it, the fittest first, where there are several; a task without a clause
    is a rule of the house, and says so.
    """

    task: Task
    after: int
    every: Every | None = None
    ways: tuple[Task, ...] = ()

    @property
    def clauses(self) -> list[str]:
        """The clauses that can ask for it, the fittest first."""
        return [task.clause for task in self.ways or (self.task,)]


TERM = Every(months=4)  # three terms in a year: our suggestion where a document says only "regularly"
CONTACTS = Task(
    "P17", _("Check the contact details on the board against their source"), _("I checked"), Role.MANAGER, Kind.RHYTHM
)
REVIEW = Task("P16", _("Review this policy with families and staff"), _("Say it is reviewed"), Role.OWNER, Kind.RHYTHM)

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
        CONTACTS,
        after=5,
        every=Every(months=3),
        ways=(CONTACTS, dataclasses.replace(CONTACTS, clause="C22")),
    ),
    Promise(
        Task("S3", _("Write down what you did this term with a school near you"), _("Write it down"), Role.MANAGER, Kind.RHYTHM),
        after=60,
        every=TERM,
    ),
    Promise(
        # Only the policy (P16) asks for a review; no clause of 10.1 or 10.2 does. Without it the review is ours to ask for.
        REVIEW,
        after=365,
        every=Every(months=12),
        ways=(REVIEW, dataclasses.replace(REVIEW, clause="")),
    ),
)  # fmt: skip


def begun_by(covered: Collection[str], *, dangling: bool) -> Iterator[Promise]:
    """The rows that adopting a document begins, each with its task under the clause that asks for it best, by the ids that
    the document covers.

    The complaints procedure is asked for only where the text sends families to one that nobody has given (`dangling`).
    """
    for promise in PROMISES:
        task = next((t for t in promise.ways or (promise.task,) if not t.clause or t.clause in covered), None)
        if task is not None and (task.clause != "F17" or dangling):
            yield dataclasses.replace(promise, task=task)
