"""Somebody at work opens thirty children's files in an hour and no more; a safeguarding lead is told at once (TRUST 11)."""

from __future__ import annotations

import datetime as dt

import pytest

from hometime.childfile.watching import MANY, MOST
from hometime.duties import actions as duties
from hometime.duties.models import Duty
from hometime.families import actions as families
from hometime.families.models import Child
from hometime.families.tests.test_pages import signed_in
from hometime.kernel import clock
from hometime.notifications.models import Message
from hometime.people.roles import Role
from tests.cast import HOUSE, LONG_AGO, TODAY, Cast

NOON = dt.datetime.combine(TODAY, dt.time(12), tzinfo=dt.UTC)


@pytest.fixture
def many(cast: Cast) -> list[Child]:
    """One child more than anybody may open in an hour."""
    return [
        families.register_child(HOUSE, cast.setting, f"Number{number} Child", dt.date(2023, 5, 4), starts=LONG_AGO)
        for number in range(MOST + 1)
    ]


def alarms() -> list[Duty]:
    """What is owed because somebody opened too many."""
    return list(Duty.objects.unscoped("a test looks").open().filter(record__kind=MANY).order_by("pk"))


def was_told(cast: Cast, name: str) -> bool:
    """Whether something on its way says to them that there is something to see."""
    return Message.objects.unscoped("a test looks").filter(person=cast.people[name]).exists()


@pytest.mark.parametrize(
    ("thief", "told", "post"), [("Mo Manager", "Sal Lead", Role.DSL), ("Sal Lead", "Ola Owner", Role.OWNER)]
)
def test_the_thirty_first_file_stays_shut_until_somebody_has_looked_into_it(
    cast: Cast, many: list[Child], thief: str, told: str, post: Role
) -> None:
    with clock.fixed(NOON):
        client = signed_in(cast, thief)
        for child in many[: MOST - 1]:
            assert client.get(f"/c/{child.pk}/").status_code == 200
        assert alarms() == [] and not was_told(cast, told)
        assert client.get(f"/c/{many[MOST - 1].pk}/people/").status_code == 200
        (owed,) = alarms()
        assert owed.owed_role == post and owed.due == TODAY
        assert was_told(cast, told)
        assert client.get(f"/c/{many[MOST].pk}/").status_code == 403
        assert client.get(f"/c/{many[0].pk}/copy/").status_code == 200, "what was open already tells nothing new"
        assert len(alarms()) == 1
        assert owed.pk in Duty.objects.visible_to(cast.viewer(told)).values_list("pk", flat=True)
        assert owed.pk not in Duty.objects.visible_to(cast.viewer(thief)).values_list("pk", flat=True)
    with clock.fixed(NOON + dt.timedelta(hours=2)):
        client = signed_in(cast, thief)
        assert client.get(f"/c/{many[MOST].pk}/").status_code == 403, "nobody has looked into it yet"
        duties.keep(cast.viewer(told), owed, "It was the yearly check of the files.")
        assert client.get(f"/c/{many[MOST].pk}/").status_code == 200
