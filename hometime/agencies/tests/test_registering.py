"""The register of services: taken up once, looked at each year, and addresses that count only once somebody verified them."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from hometime.agencies.actions import registering
from hometime.agencies.actions.registering import Facts, Who
from hometime.agencies.models import Organisation, Professional, Sector
from hometime.duties.models import Duty
from hometime.kernel.answers import Refused
from hometime.people.roles import Role
from tests.cast import HOUSE, TODAY, Cast

TALKING = Facts("Town Speech Therapy", Sector.HEALTH, "Words and swallowing.", "Ring on Monday mornings.")
TESS = Who("Tess Thera", "Speech therapist", "May ask how a child talks here; not about the family.")


def known(cast: Cast) -> Professional:
    """A therapist of a service of the setting, with an address nobody has verified."""
    service = registering.take_up(HOUSE, cast.setting, TALKING)
    return registering.know(HOUSE, service, dataclasses.replace(TESS, email="tess@service.example"))


def owed(service: Organisation) -> list[Duty]:
    """What is owed on a service."""
    return list(Duty.objects.unscoped("a test looks").open().filter(record=service).order_by("due"))


def test_a_service_is_looked_at_once_a_year_by_the_post_that_keeps_in_touch(cast: Cast) -> None:
    health = registering.take_up(HOUSE, cast.setting, TALKING)
    care = registering.take_up(
        HOUSE, cast.setting, Facts("Front Door", Sector.SOCIAL_CARE, "Children at risk.", "Ring.")
    )
    hub = registering.take_up(HOUSE, cast.setting, Facts("The Hub", Sector.HUB, "Groups.", "Walk in."))
    found = [owed(service)[0] for service in (health, care, hub)]
    assert [duty.owed_role for duty in found] == [Role.SENCO, Role.DSL, Role.MANAGER]
    assert {duty.due for duty in found} == {TODAY + dt.timedelta(days=365)}
    assert {duty.clause for duty in found} == {"P18"}


def test_the_manager_keeps_in_touch_where_nobody_holds_the_post(cast: Cast) -> None:
    there = registering.take_up(HOUSE, cast.sibling, TALKING)
    assert [duty.owed_role for duty in owed(there)] == [Role.MANAGER], "there is no SENCO at that setting"


def test_a_service_stands_on_the_register_once_and_nothing_is_owed_after_its_end(cast: Cast) -> None:
    service = registering.take_up(HOUSE, cast.setting, TALKING)
    with pytest.raises(Refused):
        registering.take_up(HOUSE, cast.setting, dataclasses.replace(TALKING, name="town speech therapy "))
    with pytest.raises(Refused):
        registering.end(HOUSE, service, " ")
    registering.end(HOUSE, service, "It closed.")
    assert owed(service) == []
    with pytest.raises(Refused):
        registering.be_in_touch(HOUSE, service, TODAY)
    registering.take_up(HOUSE, cast.setting, TALKING)


def test_nothing_may_be_sent_to_an_address_that_nobody_verified(cast: Cast) -> None:
    tess = known(cast)
    assert not tess.verified
    with pytest.raises(Refused):
        registering.verify(HOUSE, tess, " ")
    registering.verify(HOUSE, tess, "Rang the number on the service's own page.")
    assert tess.verified
    registering.see_off(HOUSE, tess)
    assert not tess.verified
    assert not Professional.objects.unscoped("a test looks").current().exists()


def test_another_address_has_to_be_verified_anew(cast: Cast) -> None:
    tess = known(cast)
    registering.verify(HOUSE, tess, "Rang the switchboard.")
    same = dataclasses.replace(TESS, email="tess@service.example")
    registering.amend_professional(HOUSE, tess, dataclasses.replace(same, role="Lead therapist"))
    assert tess.verified, "the address is the same"
    registering.amend_professional(HOUSE, tess, dataclasses.replace(same, email="tess@elsewhere.example"))
    assert not tess.verified and tess.verified_how == ""


def test_who_has_no_address_cannot_have_it_verified(cast: Cast) -> None:
    service = registering.take_up(HOUSE, cast.setting, TALKING)
    with pytest.raises(Refused):
        registering.verify(HOUSE, registering.know(HOUSE, service, TESS), "Rang.")


def test_whoever_works_here_reads_the_register_and_no_parent_does(cast: Cast) -> None:
    tess = known(cast)
    for name in ("Kay Person", "Roo Room", "Mo Manager", "Ola Owner"):
        assert Professional.objects.visible_to(cast.viewer(name)).get() == tess
    for name in ("Mum Full", "Far Manager", "Sib Manager", "Ag Ency"):
        assert not Professional.objects.visible_to(cast.viewer(name)).exists()
        assert not Organisation.objects.visible_to(cast.viewer(name)).exists()
