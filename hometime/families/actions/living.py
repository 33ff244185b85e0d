"""Who lives together, by mutual choice."""

from __future__ import annotations

from hometime.audit.actions import Actor, action, note
from hometime.families import rules
from hometime.families.actions.asking import ask
from hometime.families.models import (
    Adult,
    Household,
    Membership,
)
from hometime.kernel import clock
from hometime.people.models import Setting


@action
def form_household(viewer: Actor, setting: Setting, adults: list[Adult]) -> Household:
    """Puts adults into one household. The office writes it down once each has agreed: the word of one for another
    is never enough.
    """
    ask(viewer, rules.register, setting)
    household = Household(setting=setting)
    household.save()
    today = clock.today()
    for adult in adults:
        Membership(household=household, person_id=adult.person_id, agreed_on=today).save()
    note("household.formed", household)
    return household


@action
def leave_household(viewer: Actor, membership: Membership) -> None:
    """Leaves a household, silently: nobody is told, and nothing shows a gap."""
    ask(viewer, rules.leave, membership)
    membership.left_on = clock.today()
    membership.save(update_fields=["left_on"])
    note("household.left", membership, chain=membership.household.setting_id)
