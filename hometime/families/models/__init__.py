"""The families' tables: children, adults and bonds; what was decided about a bond; households by mutual choice."""

from hometime.families.models.bonds import (
    Adult,
    AdultRows,
    Bond,
    BondRows,
    Child,
    ChildRows,
    KeyPersonRows,
    KeyPersonship,
    bonds_of,
    bonds_of_person,
    children_seen,
    in_my_room,
    key_children,
    open_bond,
    own_family,
    place_of,
)
from hometime.families.models.decisions import Decision, DecisionRows, Order, OrderRows
from hometime.families.models.households import Household, HouseholdRows, Membership, MembershipRows
from hometime.families.models.known import KeyFacts, KeyFactsRows, SealedAddress, SealedAddressRows

__all__ = [
    "Adult",
    "AdultRows",
    "Bond",
    "BondRows",
    "Child",
    "ChildRows",
    "Decision",
    "DecisionRows",
    "Household",
    "HouseholdRows",
    "KeyFacts",
    "KeyFactsRows",
    "KeyPersonRows",
    "KeyPersonship",
    "Membership",
    "MembershipRows",
    "Order",
    "OrderRows",
    "SealedAddress",
    "SealedAddressRows",
    "bonds_of",
    "bonds_of_person",
    "children_seen",
    "in_my_room",
    "key_children",
    "open_bond",
    "own_family",
    "place_of",
]
