"""Changing who belongs to whom: register, import, bind, decide a facet, allocate a key person, live together."""

from hometime.families.actions.allocating import allocate
from hometime.families.actions.bonding import CHECK_FIRST, bind, check_identity, decide, end_bond, propose, renew
from hometime.families.actions.importing import (
    ask_to_take_in,
    bring_sheet,
    looked_at,
    put_sheet_aside,
    say_columns,
    take_in_sheet,
)
from hometime.families.actions.joining import AdultSaid, join, let_sign_in, register_family
from hometime.families.actions.leaving import end_place, keep_place
from hometime.families.actions.living import form_household, leave_household
from hometime.families.actions.ordering import settle_order, write_down_order
from hometime.families.actions.registering import (
    add_need,
    change_child,
    describe_adult,
    describe_child,
    register_adult,
    register_child,
    write_address,
    write_key_facts,
)

__all__ = [
    "CHECK_FIRST", "AdultSaid", "add_need", "allocate", "ask_to_take_in", "bind", "bring_sheet", "change_child", "check_identity",
    "decide", "describe_adult", "describe_child", "end_bond", "end_place", "form_household", "join", "keep_place",
    "leave_household", "let_sign_in", "looked_at", "propose", "put_sheet_aside", "register_adult",
    "register_child", "register_family", "renew", "say_columns", "settle_order", "take_in_sheet", "write_address",
    "write_down_order", "write_key_facts",
]  # fmt: skip
