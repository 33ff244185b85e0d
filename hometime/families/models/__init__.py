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
    called,
    children_seen,
    initials_of,
    key_children,
    own_family,
    told_apart,
)
from hometime.families.models.decisions import Decision, DecisionRows, Order, OrderRows
from hometime.families.models.households import Household, HouseholdRows, Membership, MembershipRows
from hometime.families.models.known import KeyFacts, KeyFactsRows, SealedAddress, SealedAddressRows
from hometime.families.models.reach import in_my_room, open_bond, open_bond_on, place_of
from hometime.families.models.sheets import KnownColumns, Sheet, SheetRows

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
    "KnownColumns",
    "Membership",
    "MembershipRows",
    "Order",
    "OrderRows",
    "SealedAddress",
    "SealedAddressRows",
    "Sheet",
    "SheetRows",
    "bonds_of",
    "bonds_of_person",
    "called",
    "children_seen",
    "in_my_room",
    "initials_of",
    "key_children",
    "open_bond",
    "open_bond_on",
    "own_family",
    "place_of",
    "told_apart",
]
