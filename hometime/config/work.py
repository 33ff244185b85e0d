"""The background work of the whole house: one literal table. A room that needs work done adds a line."""

from __future__ import annotations

from datetime import timedelta

from hometime.jobs.leases import Work

WORK = (
    Work("mail.send", "hometime.today.chores:send_mail", every=timedelta(seconds=30)),
    Work("families.sheets", "hometime.families.taking:take_up", every=timedelta(seconds=5)),
    Work("mail.returns", "hometime.today.chores:read_returns", every=timedelta(minutes=10)),
    Work("mail.ring_instead", "hometime.today.chores:ring_instead", every=timedelta(minutes=10)),
    Work("duties.bring_back", "hometime.today.chores:bring_back", every=timedelta(hours=6)),
    Work("duties.gaps", "hometime.today.chores:close_gaps", every=timedelta(minutes=10)),
    Work("keypersons.rounds", "hometime.today.chores:key_rounds", every=timedelta(hours=1)),
    Work("consents.yearly", "hometime.today.chores:consents", every=timedelta(hours=1)),
    Work("welcome.joining", "hometime.today.chores:welcome", every=timedelta(hours=1)),
    Work("together.outings", "hometime.today.chores:outings", every=timedelta(minutes=30)),
    Work("agencies.signposts", "hometime.today.chores:signposts", every=timedelta(hours=12)),
    Work("agencies.visits", "hometime.today.chores:visits", every=timedelta(hours=1)),
    Work("agencies.readers", "hometime.today.chores:readers", every=timedelta(hours=1)),
    Work("agencies.visitors", "hometime.today.chores:visitors", every=timedelta(hours=12)),
    Work("schools.registers", "hometime.today.chores:registers", every=timedelta(seconds=5)),
    Work("schools.moves", "hometime.today.chores:schools", every=timedelta(hours=6)),
    Work("complaints.unsent", "hometime.complaints.intake.actions:sweep", every=timedelta(hours=1)),
    Work("complaints.givings", "hometime.today.chores:see_to_givings", every=timedelta(hours=1)),
    Work("complaints.cards", "hometime.today.chores:see_to_cards", every=timedelta(hours=12)),
    Work("complaints.hands", "hometime.today.chores:see_to_hands", every=timedelta(hours=6)),
    Work("audit.seal", "hometime.today.chores:seal_the_day", every=timedelta(days=1)),
    Work("account.leavers", "hometime.access.leaving:sweep", every=timedelta(hours=12)),
    Work("sessions.clear", "hometime.config.chores:clear_sessions", every=timedelta(hours=6)),
    Work("backup.nightly", "hometime.config.chores:nightly_backup", every=timedelta(days=1), lease=timedelta(hours=2)),
    Work("backup.drill", "hometime.config.drills:perform", every=timedelta(seconds=5), lease=timedelta(hours=1)),
)
