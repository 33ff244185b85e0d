"""A sealed record that the manager has in hand."""

from __future__ import annotations

import pytest

from hometime.people.roles import Hat, Role
from hometime.records.actions import name_party, open_record
from hometime.records.audiences import Audience
from hometime.records.models import Party, Record
from tests.cast import Cast


@pytest.fixture
def case(cast: Cast) -> Record:
    """Only the manager sees it, as whoever has it in hand; it is about a child."""
    mo = cast.viewer("Mo Manager")
    record = open_record(mo, cast.setting, "matter", "A matter", Audience.NAMED, child=cast.children["Ava"])
    name_party(mo, record, cast.people["Mo Manager"], Party.Part.HANDLER, hat=Hat.STAFF, role=Role.MANAGER)
    return record
