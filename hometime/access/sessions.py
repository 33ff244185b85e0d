"""Sessions in the database, read with a question that is spelled once: every page asks it first."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from hometime.kernel.spelling import asked_for


@asked_for
def _session(key: str) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key)


class SessionStore(DatabaseStore):
    """Django's own store of sessions, but for how one is found."""

    def _get_session_from_db(self) -> Any:
        found = next(iter(_session(self.session_key)), None) if self.session_key else None
        # The library wrote by this clock when a session ends; a rehearsed day signs nobody out.
        if found is None or found.expire_date <= timezone.now():  # noqa: TID251
            self._session_key = None
            return None
        return found
