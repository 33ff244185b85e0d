"""Claims a due job under a lease, does it, and sets its next turn. Safe with any number of workers on either database.

A claim is one conditional UPDATE, so two workers cannot both win it. A worker that is killed leaves a lease that runs
out; the job is then due again. So each job must be safe to do twice.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import importlib
import logging
import secrets

from django.db import transaction
from django.db.models import F, Q

from hometime.jobs.models import Job

log = logging.getLogger("hometime.jobs")
LONGEST_PAUSE = dt.timedelta(hours=1)


@dataclasses.dataclass(frozen=True, slots=True)
class Work:
    """A line of the table of work: a name, what to call ("package.module:function", no arguments), how often, how long.

    `lease` must be longer than the work can take: when it runs out another worker may start the same work.
    """

    name: str
    calls: str
    every: dt.timedelta
    lease: dt.timedelta = dt.timedelta(minutes=10)


@dataclasses.dataclass(frozen=True, slots=True)
class Claim:
    """The right to do one job until `until`."""

    work: Work
    token: str
    until: dt.datetime


def claim(work: Work, now: dt.datetime) -> Claim | None:
    """Takes the job if it is due and nobody holds it; None otherwise. The first call makes its row, due at once."""
    Job.objects.get_or_create(name=work.name, defaults={"due_at": now})
    token, until = secrets.token_urlsafe(16), now + work.lease
    free = Q(claimed_until=None) | Q(claimed_until__lt=now)
    won = Job.objects.filter(free, name=work.name, due_at__lte=now).update(claimed_by=token, claimed_until=until)
    return Claim(work, token, until) if won else None


def settle(held: Claim, now: dt.datetime, trouble: str = "") -> None:
    """Gives the claim back: the job is due again after its interval, or sooner after trouble (a minute, then
    doubling)."""
    mine = Job.objects.filter(name=held.work.name, claimed_by=held.token)
    if not trouble:
        mine.update(
            claimed_by="", claimed_until=None, due_at=now + held.work.every, done_at=now, failures=0, trouble=""
        )
        return
    with transaction.atomic():
        failures = mine.values_list("failures", flat=True).first() or 0
        pause = min(dt.timedelta(minutes=2 ** min(failures, 6)), LONGEST_PAUSE)
        mine.update(
            claimed_by="", claimed_until=None, due_at=now + pause, failures=F("failures") + 1, trouble=trouble[:80]
        )


def do(held: Claim) -> str:
    """Does the work; returns the trouble's type and nothing else of it (it may hold what people wrote), or nothing."""
    module, _, function = held.work.calls.partition(":")
    try:
        getattr(importlib.import_module(module), function)()
    except Exception as error:  # noqa: BLE001  # One job's trouble must not stop the others.
        log.error("job %s failed: %s", held.work.name, type(error).__name__)
        return type(error).__name__
    return ""
