"""The background work of the whole house: one literal table. A room that needs work done adds a line."""

from __future__ import annotations

from datetime import timedelta

from hometime.jobs.leases import Work

WORK = (
    Work("sessions.clear", "hometime.config.chores:clear_sessions", every=timedelta(hours=6)),
    Work("backup.nightly", "hometime.config.chores:nightly_backup", every=timedelta(days=1), lease=timedelta(hours=2)),
)
