"""A mail server and a small place to send from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from hometime.audit.actions import House
from hometime.audit.triggers import lower_triggers, raise_triggers
from hometime.kernel import clock
from hometime.notifications.mail import Line
from hometime.notifications.tests.post_office import Counter, Office
from hometime.people import actions as people
from hometime.people.models import Setting

NOON = dt.datetime(2026, 3, 9, 12, tzinfo=dt.UTC)  # a Monday
OUTBOX = House("outbox")


@pytest.fixture
def setting(db: None, settings: Any) -> Iterator[Setting]:
    """A setting that may send, at noon on a working day."""
    settings.MAIL_ON = True
    with clock.fixed(NOON):
        people.open_house(OUTBOX)
        provider = people.found_provider(OUTBOX, "Bluebell", "company")
        yield people.open_setting(OUTBOX, provider, "Otter Bridge", "otter-bridge", phone="01632 960123")


@pytest.fixture
def office() -> Iterator[Office]:
    """An open mail server."""
    office = Office()
    counter = Counter(office)
    counter.start()
    office.port = counter.port
    yield office
    counter.stop()


@pytest.fixture
def line(office: Office) -> Line:
    """A line to it."""
    return Line(host="127.0.0.1", port=office.port, timeout=10)


@pytest.fixture
def triggers_again(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Puts the audit's triggers back once the database was emptied."""
    yield
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        raise_triggers(None, editor)


@pytest.fixture
def really_committed(triggers_again: None, transactional_db: None) -> Iterator[None]:
    """A database in which other threads see what was saved. It is emptied at the end, which the audit would refuse."""
    yield
    with connection.schema_editor() as editor:
        lower_triggers(None, editor)
