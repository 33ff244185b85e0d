"""Whom a text for somebody outside names besides the family that it is about (A9, A10)."""

from __future__ import annotations

from hometime.agencies.names import names_from, names_of
from hometime.families.models import Bond, Child
from hometime.kernel.folding import folded
from hometime.people.models import Setting


def named_besides(child: Child, text: str) -> list[str]:
    """The words of `text` that name a child or an adult of another family of the setting."""
    bonds = Bond.objects.unscoped("a text for outsiders may name the family that it is about").filter(child=child)
    family = bonds.values_list("adult__person__name", "adult__person__name_to_use")
    own = names_from([child.name, child.name_to_use, *(name for row in family for name in row)]).words
    return [word for word in names_of(child.setting).within(text) if not own.intersection(folded(word).split("'"))]


def named(setting: Setting, text: str) -> list[str]:
    """The words of `text` that name anybody of the families of a setting."""
    return names_of(setting).within(text)
