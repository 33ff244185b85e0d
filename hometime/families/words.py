"""What the facets of a bond are called before people, and what each of their values says in plain words."""

from __future__ import annotations

import dataclasses
from typing import Any

from django.utils.translation import gettext_lazy as _

from hometime.families.facets import CONSENT_KINDS, Collects, Contact, Information, Responsibility

KINDS = {
    "medication": _("medicine"),
    "emergency": _("emergency treatment"),
    "outing": _("outings"),
    "photograph": _("photographs"),
    "sharing": _("sharing with other agencies"),
}
YES_NO = ((True, _("Yes")), (False, _("No, or not known")))


@dataclasses.dataclass(frozen=True)
class Said:
    """A facet in words: what it is called, what it decides, and what can be chosen."""

    name: str
    title: Any
    means: Any
    choices: Any


SAID = {
    each.name: each
    for each in (
        Said(
            "pr",
            _("Parental responsibility"),
            _("The law's word for who decides about the child. Being a mother or father does not prove it."),
            Responsibility.choices,
        ),
        Said("lives_with", _("Lives with the child"), _("Where the child normally lives."), YES_NO),
        Said("collect", _("May collect"), _("Whether we hand the child over to them."), Collects.choices),
        Said("info", _("May be told"), _("What we tell them and show them here."), Information.choices),
        Said(
            "whereabouts",
            _("May know where and when"),
            _("Days, times and places of the child. They alone let somebody wait outside."),
            YES_NO,
        ),
        Said(
            "consent_power",
            _("May say yes for the child"),
            _("To which things their yes counts."),
            [(kind, KINDS[kind]) for kind in CONSENT_KINDS],
        ),
        Said(
            "hidden_from",
            _("Hidden from other adults"),
            _("Whether the other adults may know that they are in this child's life."),
            (("everyone", _("Hidden from everybody else")), ("nobody", _("Need not be hidden"))),
        ),
        Said("contact", _("Contact with the child"), _("What was agreed or ordered."), Contact.choices),
    )
}


def in_words(facet: str, value: Any) -> str:
    """One value of a facet, as a person would say it."""
    if facet == "consent_power":
        kinds = [str(KINDS[kind]) for kind in str(value).split()]
        return ", ".join(kinds) if kinds else str(_("Nothing yet"))
    return str(dict(SAID[facet].choices).get(value, value))
