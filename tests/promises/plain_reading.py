"""Who may see what, read plainly: written from the words of the rights model, in Python over lists, not from code.

The queries of the house must find exactly what these functions find (test_audiences.py). They know no database, no
queryset and none of the house's own rules; they are slow and say everything at length, on purpose.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

from hometime.duties.models import Duty
from hometime.families.models import Adult, Bond, Child
from hometime.people.models import Person, Post
from hometime.records.models import Party, Record
from tests.promises.towns import Town

HATS = {
    "staff": {
        "setting_manager", "deputy", "designated_safeguarding_lead", "deputy_dsl", "senco", "key_person", "any_staff",
        "bank_staff", "volunteer", "room_tablet",
    },
    "owner": {"line_manager", "owners_directors_trustees"},
    "agency": {"agency"},
    "keeper": {"keeper"},
    "parent": {"parent"},
}  # fmt: skip
WHOLE_SETTING = {"setting_manager", "deputy", "designated_safeguarding_lead", "deputy_dsl", "senco"}
DECIDE_BONDS = {"setting_manager", "deputy", "designated_safeguarding_lead", "deputy_dsl"}
LEADS = {"designated_safeguarding_lead", "deputy_dsl"}
WORK_IN_ROOMS = {"key_person", "any_staff", "bank_staff"}


def hat_of(role: str) -> str:
    return next(hat for hat, roles in HATS.items() if role in roles)


def on(row: Any, day: dt.date) -> bool:
    """Both the first and the last day count."""
    return row.starts <= day and (row.ends is None or day <= row.ends)


@dataclasses.dataclass
class Eyes:
    """Somebody in one hat at one place on one day, and the posts they act in there, each with whose it is."""

    town: Town
    person: Person
    hat: str
    place: str
    day: dt.date
    acting: list[tuple[Post, str]]

    @property
    def roles(self) -> set[str]:
        return {post.role for post, _ in self.acting}

    @property
    def at_work(self) -> bool:
        return self.hat != "parent"


def acting(town: Town, person: Person, day: dt.date) -> list[tuple[Post, str]]:
    """Own posts, unless they are handed over today; and the posts of others that one covers while one works there."""
    works_for = {p.provider_id for p in town.posts if p.person_id == person.pk and p.role != "parent" and on(p, day)}
    found = []
    for post in town.posts:
        covers = [cover for cover in town.covers if cover.post_id == post.pk and on(cover, day)]
        if not on(post, day):
            continue
        if post.person_id == person.pk:
            if not covers:
                found.append((post, person.pk))
        elif post.provider_id in works_for and any(cover.by_id == person.pk for cover in covers):
            found.append((post, post.person_id))
    return found


def all_eyes(town: Town, person: Person, day: dt.date) -> list[Eyes]:
    """Every hat that a person may wear on a day. Rights of two hats are never added up."""
    if (person.pk, day) in town.remembered:
        return list(town.remembered[person.pk, day])  # only to be quicker
    worn: dict[tuple[str, str], list[tuple[Post, str]]] = {}
    for post, whose in acting(town, person, day):
        hat = hat_of(post.role)
        place = post.setting_id if hat in ("staff", "agency") else post.provider_id
        worn.setdefault((hat, place or ""), []).append((post, whose))
    found = [Eyes(town, person, hat, place, day, posts) for (hat, place), posts in worn.items()]
    town.remembered[person.pk, day] = found
    return found


def provider_of(town: Town, setting_id: str) -> str:
    return str(next(setting.provider_id for setting in town.settings if setting.pk == setting_id))


def in_reach(eyes: Eyes, setting_id: str) -> bool:
    """Staff and professionals act at one setting; the others at a provider, owners perhaps at some of its settings only."""
    if eyes.hat in ("staff", "agency"):
        return setting_id == eyes.place
    if eyes.hat in ("owner", "keeper") and all(post.setting_id for post, _ in eyes.acting):
        return setting_id in {post.setting_id for post, _ in eyes.acting}
    return provider_of(eyes.town, setting_id) == eyes.place


def bonds_between(eyes: Eyes, child_id: str | None) -> list[Bond]:
    mine = {adult.pk for adult in eyes.town.adults if adult.person_id == eyes.person.pk}
    return [bond for bond in eyes.town.bonds if bond.adult_id in mine and bond.child_id == child_id]


def opens(bond: Bond, day: dt.date) -> bool:
    """A bond that lets its adult know of the child: in force, identity checked, information full or of the child only."""
    checked = bond.identity_checked is not None and bond.identity_checked <= day
    run_out = bond.grants_until is not None and bond.grants_until < day
    return on(bond, day) and checked and not run_out and bond.info in ("full", "child_only")


def is_key_person(eyes: Eyes, child_id: str | None) -> bool:
    """Key person or back-up today; whoever covers a key person stands in for them, and an absent one does not."""
    answers_for = {whose for post, whose in eyes.acting if post.role == "key_person"}
    rows = [row for row in eyes.town.key_persons if row.child_id == child_id]
    return any(row.person_id in answers_for and on(row, eyes.day) for row in rows)


def works_in_room_of(eyes: Eyes, child: Child | None) -> bool:
    """Works today in the room of a child who has not left."""
    if child is None or child.room_id is None or (child.left is not None and child.left < eyes.day):
        return False
    return any(post.role in WORK_IN_ROOMS and post.room_id == child.room_id for post, _ in eyes.acting)


def sees_child(eyes: Eyes, child: Child) -> bool:
    if not in_reach(eyes, child.setting_id):
        return False
    if eyes.hat == "parent":
        return any(opens(bond, eyes.day) for bond in bonds_between(eyes, child.pk))
    if eyes.hat != "staff" or bonds_between(eyes, child.pk):
        return False
    return bool(eyes.roles & WHOLE_SETTING) or is_key_person(eyes, child.pk) or works_in_room_of(eyes, child)


def sees_bond(eyes: Eyes, bond: Bond) -> bool:
    child = next(child for child in eyes.town.children if child.pk == bond.child_id)
    if eyes.hat == "parent":
        return sees_child(eyes, child) and bond in bonds_between(eyes, child.pk)
    return sees_child(eyes, child)


def fellows(eyes: Eyes) -> set[str]:
    """The memberships of the households one belongs to now, one's own among them."""
    now = [row for row in eyes.town.memberships if row.left_on is None]
    homes = {row.household_id for row in now if row.person_id == eyes.person.pk}
    return {row.pk for row in now if row.household_id in homes}


def sees_membership(eyes: Eyes, row: Any) -> bool:
    if eyes.hat != "parent":
        return False
    return row.pk in fellows(eyes) or row.person_id == eyes.person.pk


def sees_household(eyes: Eyes, household: Any) -> bool:
    rows = [row for row in eyes.town.memberships if row.pk in fellows(eyes)]
    return eyes.hat == "parent" and any(row.household_id == household.pk for row in rows)


def sees_adult(eyes: Eyes, adult: Adult) -> bool:
    """Parents: oneself alone. Staff: the adults of the children they answer for, none of their own family."""
    if eyes.hat == "parent":
        return bool(adult.person_id == eyes.person.pk)
    if eyes.hat != "staff":
        return False
    theirs = [bond.child_id for bond in eyes.town.bonds if bond.adult_id == adult.pk]
    if any(bonds_between(eyes, child_id) for child_id in theirs):
        return False
    return any(sees_child(eyes, child) for child in eyes.town.children if child.pk in theirs)


def sees_key_facts(eyes: Eyes, row: Any) -> bool:
    """As the child; of the parents, those only who may know all about it."""
    child = next(child for child in eyes.town.children if child.pk == row.child_id)
    if eyes.hat == "parent" and not any(
        bond.info == "full" and opens(bond, eyes.day) for bond in bonds_between(eyes, child.pk)
    ):
        return False
    return sees_child(eyes, child)


def sees_sealed_address(eyes: Eyes, row: Any) -> bool:
    """One's own, or the office's: to everybody else who sees the adult it is not there."""
    adult = next(adult for adult in eyes.town.adults if adult.pk == row.adult_id)
    return sees_adult(eyes, adult) and (eyes.hat == "parent" or bool(eyes.roles & DECIDE_BONDS))


def takes_part(eyes: Eyes, party: Party) -> bool:
    """Named on it in this hat. A part that somebody has in a post is had by whoever acts in that post today."""
    if party.hat != eyes.hat or not on(party, eyes.day) or party.part == "concerns":
        return False
    if not party.role:
        return bool(party.person_id == eyes.person.pk)
    return any(post.role == party.role and whose == party.person_id for post, whose in eyes.acting)


def sees_record(eyes: Eyes, record: Record) -> bool:
    if not in_reach(eyes, record.setting_id):
        return False
    parties = [party for party in eyes.town.parties if party.record_id == record.pk]
    if any(party.part == "concerns" and party.person_id == eyes.person.pk for party in parties):
        return False
    if eyes.at_work and record.child_id and bonds_between(eyes, record.child_id):
        return False
    open_to = not record.child_id or any(opens(bond, eyes.day) for bond in bonds_between(eyes, record.child_id))
    named = any(takes_part(eyes, party) for party in parties) and (open_to or eyes.hat != "parent")
    return named or is_audience(eyes, record)


def is_audience(eyes: Eyes, record: Record) -> bool:
    child = next((child for child in eyes.town.children if child.pk == record.child_id), None)
    staff = eyes.hat == "staff"
    office = staff and bool(eyes.roles & {"setting_manager", "deputy"})
    key_person = staff and is_key_person(eyes, record.child_id)
    senco_of_plan = staff and "senco" in eyes.roles and record.kind == "plan"
    parents = eyes.hat == "parent" and any(
        opens(bond, eyes.day) and bond.info == "full" for bond in bonds_between(eyes, record.child_id)
    )
    family = parents or key_person or office or senco_of_plan
    match record.audience:
        case "setting":
            return eyes.hat == "owner" or (staff and bool(eyes.roles - {"room_tablet"}))
        case "family":
            return family
        case "room":
            return family or (staff and works_in_room_of(eyes, child))
        case "staff":
            return key_person or office
        case "safeguarding":
            return staff and bool(eyes.roles & LEADS)
        case _:
            return False


def owes(eyes: Eyes, duty: Duty) -> bool:
    """Is it for these eyes to do today? A duty goes with its post, and a key person's with the child."""
    if not in_reach(eyes, duty.setting_id) or duty.hat != eyes.hat:
        return False
    held = [
        (post, whose)
        for post, whose in eyes.acting
        if post.role == duty.owed_role and post.setting_id in (None, duty.setting_id)
    ]
    if duty.person_id is not None:
        return any(whose == duty.person_id for _, whose in held)
    if duty.owed_role == "parent":
        return False
    if duty.owed_role == "key_person":
        record = next(record for record in eyes.town.records if record.pk == duty.record_id)
        return is_key_person(eyes, record.child_id)
    return bool(held)


def nobody_can(town: Town, duty: Duty, day: dt.date) -> bool:
    """No person, in any hat, both owes this duty today and may know of what it belongs to."""
    record = next(record for record in town.records if record.pk == duty.record_id)
    concerned = {p.person_id for p in town.parties if p.record_id == record.pk and p.part == "concerns"}
    for person in town.people:
        for eyes in all_eyes(town, person, day):
            family = bool(record.child_id) and bool(bonds_between(eyes, record.child_id))
            if owes(eyes, duty) and person.pk not in concerned and not family:
                return False
    return True
