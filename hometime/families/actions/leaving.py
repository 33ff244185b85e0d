"""A child's last day: the end of their place, of their key persons' part, and of what bonds give."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Q

from hometime.audit.actions import Actor, action, note
from hometime.families import rules
from hometime.families.actions.asking import ask
from hometime.families.models import COPY_KEPT, Bond, Child, KeyPersonship
from hometime.kernel.answers import Refused


@action
def end_place(viewer: Actor, child: Child, last_day: dt.date) -> Child:
    """Gives a child a last day, or another one: key persons end with it, bonds thirty days later."""
    ask(viewer, rules.write_key_facts, child)
    if last_day < child.born or (child.starts and last_day < child.starts):
        raise Refused("The last day must be on or after the first day.")
    _let_run(child)
    child.left = last_day
    child.save(update_fields=["left"])
    _end(KeyPersonship.objects.unscoped("a key person's part ends with the place").filter(child=child), last_day)
    _end(Bond.objects.unscoped("what bonds give ends with the place").filter(child=child), last_day + COPY_KEPT)
    note("child.leaves", child, last_day=last_day)
    return child


@action
def keep_place(viewer: Actor, child: Child) -> Child:
    """Takes a child's last day back, and with it the ends that it brought."""
    ask(viewer, rules.write_key_facts, child)
    if child.left is None:
        raise Refused("No last day is written down.")
    _let_run(child)
    child.left = None
    child.save(update_fields=["left"])
    note("child.stays", child)
    return child


def _let_run(child: Child) -> None:
    """Takes back what an earlier last day ended; what ended on another day stays ended."""
    if child.left is None:
        return
    keys = KeyPersonship.objects.unscoped("what one last day ended, another day lets run")
    keys.filter(child=child, ends=child.left).update(ends=None)
    bonds = Bond.objects.unscoped("what one last day ended, another day lets run")
    bonds.filter(child=child, ends=child.left + COPY_KEPT).update(ends=None)


def _end(rows: Any, last_day: dt.date) -> None:
    """Ends what runs beyond a day; what would only have begun later ends before it begins."""
    for row in rows.filter(Q(ends__isnull=True) | Q(ends__gt=last_day)):
        row.ends = max(last_day, row.starts - dt.timedelta(days=1))
        row.save(update_fields=["ends"])
