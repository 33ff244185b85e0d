"""Whom an adult of the family may tell something in private, and which words a safeguarding lead knows to be there."""

from __future__ import annotations

import dataclasses

from hometime.access.viewer import Viewer
from hometime.families.models import Bond, Child, place_of
from hometime.families.sides import key_person_of
from hometime.keypersons.models import PrivateWord
from hometime.people.models import Person, holders
from hometime.people.roles import Role
from hometime.records.audiences import kept_out


@dataclasses.dataclass(frozen=True)
class Hearer:
    """Somebody who may be told: the person, and the post they are chosen in."""

    person: Person
    role: Role

    @property
    def key(self) -> str:
        """What a form sends."""
        return f"{self.role}:{self.person.pk}"


def hearers(viewer: Viewer, child: Child) -> list[Hearer]:
    """The key person, the manager and the safeguarding lead of a child today; nobody of the child's own family."""
    family = Bond.objects.unscoped("nobody hears at work what their own family tells").filter(child=child)
    kept = {viewer.person_id, *family.values_list("adult__person_id", flat=True)}
    key = key_person_of(child, viewer.today)
    found = [Hearer(key, Role.KEY_PERSON)] if key is not None else []
    for role in (Role.MANAGER, Role.DSL):
        found += [Hearer(person, role) for person in holders(child.setting, role, viewer.today)]
    seen: dict[str, Hearer] = {}
    for hearer in found:
        if hearer.person.pk not in kept:
            seen.setdefault(hearer.person.pk, hearer)
    return list(seen.values())


def sealed(viewer: Viewer) -> list[PrivateWord]:
    """The words that a safeguarding lead may open with a reason: that they are there, of what day and told to whom.

    None that concerns the lead, and none of the lead's own family.
    """
    rows = PrivateWord.objects.unscoped("a safeguarding lead may open a private word, and so knows that it is there")
    found = (
        rows.filter(place_of(viewer), ~kept_out(viewer))
        .exclude(told_to=viewer.person_id)
        .select_related("child", "told_to")
    )
    return list(found.defer("words", "answer").order_by("-opened", "pk"))
