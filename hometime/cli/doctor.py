"""Look for what is wrong with the set-up, the database, mail, backups and the clock, and say how to mend it."""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import datetime as dt
import imaplib
import json
import smtplib
from collections.abc import Callable, Iterator
from typing import Literal

from hometime.config import backups, environment, gate
from hometime.config.folder import Folder
from hometime.kernel import clock
from hometime.kernel.answers import Refused

from . import place

EXAMPLE = "hometime doctor --data data/own"
Level = Literal["ok", "look", "wrong"]
OLD_BACKUP = dt.timedelta(days=2)


@dataclasses.dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: how it is, and what to do where it is not well."""

    about: str
    level: Level
    says: str


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `hometime doctor` takes."""
    place.arguments(parser)
    parser.add_argument("--json", action="store_true", help="print the findings as JSON")


def run(said: argparse.Namespace) -> int:
    """Prints every finding; 0 when nothing is wrong, 1 otherwise."""
    found = list(findings(said))
    if said.json:
        print(json.dumps([dataclasses.asdict(each) for each in found], indent=1))
    else:
        for each in found:
            print(f"{each.level:5}  {each.about:10}  {each.says}")
    return int(any(each.level == "wrong" for each in found))


def findings(said: argparse.Namespace) -> Iterator[Finding]:
    """Each look in turn; the later ones only where the set-up lets the database be opened."""
    try:
        folder = place.existing(said)
    except Refused as refusal:
        yield Finding("folder", "wrong", str(refusal))
        return
    setup = gate.gather(folder, gate.LAST_PORT)
    bad = [Finding("set-up", "wrong", sentence) for _, sentence in gate.refused(setup)]
    yield from bad or [Finding("set-up", "ok", f"The data folder is {folder.path}.")]
    yield from (Finding("set-up", "look", notice) for notice in gate.notices(setup))
    if bad:
        return
    place.open_django()
    try:
        for look in LOOKS:
            yield from look(folder)
    except Exception as error:  # noqa: BLE001  # a doctor must not faint
        yield Finding("database", "wrong", f"The database cannot be used: {error}")


def database(folder: Folder) -> Iterator[Finding]:
    """Whether the database opens, is whole, and fits this version."""
    from django.db import connection

    from hometime.config.upgrade import pending

    from .verify import structure_faults

    with connection.cursor():
        faults = structure_faults()
    yield from (Finding("database", "wrong", f"{fault} Restore a backup: hometime restore FILE") for fault in faults)
    if pending():
        yield Finding("database", "look", "It is from an older version; it is brought up to date at the next start.")
    elif not faults:
        yield Finding("database", "ok", "It opens, is whole, and fits this version.")


def sending(folder: Folder) -> Iterator[Finding]:
    """Whether mail can go out: the server answers and takes the password. Nothing is sent."""
    from django.conf import settings
    from django.core.mail import get_connection

    if not settings.MAIL_ON:
        yield Finding("mail", "look", "No mail server is named, so letters wait in the outbox. Set HOMETIME_MAIL.")
        return
    try:
        with contextlib.closing(get_connection()) as server:
            server.open()
    except (OSError, smtplib.SMTPException) as error:
        yield Finding(
            "mail", "wrong", f"The mail server does not take us ({type(error).__name__}). Check HOMETIME_MAIL."
        )
    else:
        yield Finding("mail", "ok", "The mail server answers.")


def returning(folder: Folder) -> Iterator[Finding]:
    """Whether notes of mail that did not arrive can be fetched. None is read."""
    from django.conf import settings

    from hometime.notifications.collecting import mailbox_at, opened

    mailbox = mailbox_at(settings.RETURNS)
    if mailbox is None:
        if settings.MAIL_ON:
            words = "Nobody looks for mail that comes back. Set HOMETIME_RETURNS to the sender's mailbox."
            yield Finding("returned mail", "look", words)
        return
    try:
        with opened(mailbox):
            yield Finding("returned mail", "ok", "The mailbox answers.")
    except (OSError, imaplib.IMAP4.error) as error:
        words = f"The mailbox does not take us ({type(error).__name__}). Check HOMETIME_RETURNS."
        yield Finding("returned mail", "wrong", words)


def saved(folder: Folder) -> Iterator[Finding]:
    """Whether backups are made."""
    if folder.kind == "practice" or environment.said("DATABASE_URL"):
        return
    if not backups.recipients(folder):
        yield Finding(
            "backups", "wrong", "No recovery keys were made, so there is no backup. Run: hometime backup FILE"
        )
        return
    kept = sorted(folder.backups.glob("nightly-*.age")) if folder.backups.exists() else []
    newest = kept[-1].stem.removeprefix("nightly-") if kept else ""
    if not newest or clock.today() - dt.date.fromisoformat(newest) > OLD_BACKUP:
        yield Finding(
            "backups", "wrong", f"The last nightly backup is {newest or 'missing'}. Is `hometime jobs` running?"
        )
    else:
        yield Finding("backups", "ok", f"The last nightly backup is of {newest}. Keep copies of it on another machine.")


def work(folder: Folder) -> Iterator[Finding]:
    """Whether the background work runs (TRUST 39: said after 26 hours of silence)."""
    from hometime.jobs.models import Job
    from hometime.jobs.silence import silent

    last = Job.objects.exclude(done_at=None).order_by("-done_at").values_list("done_at", flat=True).first()
    if silent(last, clock.now()):
        since = f"since {clock.local_date(last)}" if last else "yet"
        yield Finding(
            "jobs", "look", f"The background work has not run {since}. Leave Hometime running, or run: hometime jobs"
        )
    else:
        yield Finding("jobs", "ok", "The background work runs.")
    for name, trouble in Job.objects.exclude(trouble="").values_list("name", "trouble"):
        yield Finding("jobs", "wrong", f"{name} could not be done ({trouble}); it is tried again by itself.")


def time(folder: Folder) -> Iterator[Finding]:
    """Whether the machine's clock stands behind what was already recorded (TRUST 38)."""
    from hometime.audit.models import Event
    from hometime.jobs.silence import behind

    last = Event.objects.order_by("-at").values_list("at", flat=True).first()
    # The practice world is made as of noon, which may still be to come.
    if folder.kind == "own" and last and behind(last, clock.now()):
        yield Finding(
            "clock",
            "wrong",
            f"This machine's clock is behind the last record ({last:%Y-%m-%d %H:%M} UTC). Set it right.",
        )
    else:
        yield Finding("clock", "ok", f"It is {clock.now():%Y-%m-%d %H:%M} UTC.")


LOOKS: tuple[Callable[[Folder], Iterator[Finding]], ...] = (database, sending, returning, saved, work, time)
