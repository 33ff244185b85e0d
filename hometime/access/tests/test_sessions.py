"""Sessions are found while they last, and not after, nor by a key that nobody has."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.sessions.models import Session

from hometime.access.sessions import SessionStore
from hometime.kernel import clock

pytestmark = pytest.mark.django_db


def kept() -> str:
    store = SessionStore()
    store["hat"] = "staff"
    store.create()
    return str(store.session_key)


def test_each_session_is_found_by_its_own_key() -> None:
    for key in (kept(), kept()):
        store = SessionStore(key)
        assert store["hat"] == "staff" and store.session_key == key


def test_a_session_that_has_ended_or_never_was_holds_nothing() -> None:
    ended = kept()
    Session.objects.filter(pk=ended).update(expire_date=clock.now() - dt.timedelta(seconds=1))
    for key in (ended, "nobodyhasthiskeyatall", None):
        store = SessionStore(key)
        assert "hat" not in store and store.session_key is None
