"""Changing who belongs to whom: register, bind, decide a facet, allocate a key person, join or leave a household."""

from hometime.families.actions.allocating import allocate
from hometime.families.actions.bonding import CHECK_FIRST, bind, check_identity, decide, end_bond, propose, renew
from hometime.families.actions.living import form_household, leave_household
from hometime.families.actions.ordering import settle_order, write_down_order
from hometime.families.actions.registering import register_adult, register_child, write_address, write_key_facts

__all__ = [
    "CHECK_FIRST", "allocate", "bind", "check_identity", "decide", "end_bond", "form_household", "leave_household",
    "propose", "register_adult", "register_child", "renew", "settle_order", "write_address", "write_down_order",
    "write_key_facts",
]  # fmt: skip
