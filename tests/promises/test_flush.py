"""After a test with a live server the tables are empty and the audit is protected again, on both databases."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from hometime.audit.actions import House
from hometime.audit.models import Event
from hometime.people import actions as people


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_each_turn_begins_with_an_empty_protected_audit(turn: int) -> None:
    assert Event.objects.count() == 0
    people.open_house(House("tests"))
    assert Event.objects.count() == 1
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_event")
