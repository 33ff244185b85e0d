"""Work that belongs to no room: forgetting old sessions, and the nightly backup."""

from __future__ import annotations

from django.conf import settings
from django.core.management import call_command

from hometime.kernel import clock

from . import backups


def clear_sessions() -> None:
    """Deletes sessions that have run out."""
    call_command("clearsessions")


def nightly_backup() -> None:
    """Writes an encrypted backup into the data folder's backups, once recovery keys were made; keeps the last seven."""
    if settings.DATABASES["default"]["ENGINE"] == "hometime.config.sqlcipher" and backups.recipients(settings.FOLDER):
        backups.nightly(settings.FOLDER, clock.now().isoformat())
