"""The lawful bases on which something about a child may go to somebody outside: a closed list, dated, with its source.

A basis is proposed from the ground of a decision; a person chooses. Bases come into force on a day, so a decision of an
earlier day is never shown one that it could not have had. `checked` says that somebody has read the source itself.
"""

from __future__ import annotations

import dataclasses
import datetime as dt

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

GDPR = dt.date(2018, 5, 25)


@dataclasses.dataclass(frozen=True)
class Basis:
    """One lawful basis: its article, what it is in plain words, from which day, where it stands, and who it is for."""

    key: str
    article: str
    words: str | Promise
    since: dt.date
    source: str
    checked: bool = False


BASES: tuple[Basis, ...] = (
    Basis(
        "recognised_interest",
        "Article 6(1)(ea)",
        _("Keeping a child safe, a crime, an emergency, or a request of a public body that states its task"),
        dt.date(2026, 2, 5),
        "UK GDPR Annex 1; Data (Use and Access) Act 2025 section 70 and schedule 4",
    ),
    Basis("consent", "Article 6(1)(a)", _("The family said yes, and may take it back"), GDPR, "UK GDPR"),
    Basis("legal_obligation", "Article 6(1)(c)", _("A law says that we must"), GDPR, "UK GDPR"),
    Basis("vital_interests", "Article 6(1)(d)", _("To save a life, as in emergency treatment"), GDPR, "UK GDPR"),
    Basis("public_task", "Article 6(1)(e)", _("A public task that the law gives us (maintained settings)"), GDPR, "UK GDPR"),
    Basis("legitimate_interests", "Article 6(1)(f)", _("An interest of ours that was weighed against the child's"), GDPR,
          "UK GDPR"),
    Basis("contract", "Article 6(1)(b)", _("The place or the fees that the family agreed with us"), GDPR, "UK GDPR"),
)  # fmt: skip
# What is proposed for a ground, best first: the first one that is in force on the day.
PROPOSED = {
    "harm": ("recognised_interest", "legal_obligation"),
    "development": ("recognised_interest", "legitimate_interests"),
    "permission": ("consent",),
}


def in_force(day: dt.date) -> list[Basis]:
    """The bases that may be chosen on `day`, in the order of the list."""
    return [basis for basis in BASES if basis.since <= day]


def proposed(ground: str, day: dt.date) -> str:
    """The key of the basis that is proposed for a ground on `day`; nothing where the list proposes none."""
    here = {basis.key for basis in in_force(day)}
    return next((key for key in PROPOSED.get(ground, ()) if key in here), "")


def basis_of(key: str) -> Basis | None:
    """A basis by its key."""
    return next((basis for basis in BASES if basis.key == key), None)
