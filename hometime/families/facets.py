"""The facets of a bond: what one adult may do, know and be told about one child. Closed lists; unknown means less.

"Parent" by itself grants nothing (TRUST 2). Each facet has its own evidence, dates and the person who decided it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _


class Responsibility(models.TextChoices):
    """Parental responsibility, never inferred from the relation."""

    YES = "yes", _("Has parental responsibility")
    NO = "no", _("Does not have it")
    UNKNOWN = "unknown", _("Not known yet")
    SHARED = "shared_with_la", _("Shared with the local authority")


class Collects(models.TextChoices):
    """Whether this adult may collect the child."""

    YES = "yes", _("May collect")
    NO = "no", _("May not collect")
    ONLY_WITH = "only_with", _("Only with somebody else")
    UNKNOWN = "unknown", _("Ask first")


class Information(models.TextChoices):
    """What this adult may be told about the child."""

    FULL = "full", _("All about the child")
    CHILD_ONLY = "child_only", _("The child's learning only")
    NONE = "none", _("Nothing")
    UNKNOWN = "unknown", _("Not decided yet")


class Contact(models.TextChoices):
    """What contact is agreed or ordered."""

    FREE = "free", _("Free")
    SUPERVISED = "supervised", _("Supervised")
    NONE = "none", _("None")
    UNKNOWN = "unknown", _("Not known yet")


class Basis(models.TextChoices):
    """What a restriction rests on. A request without evidence lapses after ten days unless renewed with a reason."""

    DECLARED = "declared", _("Said at registration, identity checked")
    ORDER = "order_seen", _("Court order seen")
    INSTRUCTED = "instructed", _("Police or social care instruction")
    REQUEST = "request", _("A parent's request, evidence awaited")


AWAITED_DAYS = 10  # TRUST 2: a parent's request expires in ten days unless the safeguarding lead renews it
ASKED_BEFORE = (28, 7)  # days before an order ends on which the safeguarding lead is asked (TRUST 3)
CONSENT_KINDS = ("medication", "emergency", "outing", "photograph", "sharing")
NOTHING: frozenset[str] = frozenset()


@dataclasses.dataclass(frozen=True)
class Facet:
    """One facet: the column of the bond it stands in, its least value, and what each of its values gives.

    Values are compared by what they give, so "more" and "less" need no second table. Where `gives` is empty the value
    is a list of kinds of consent, and gives just those.
    """

    name: str
    least: object
    gives: Mapping[object, frozenset[str]] = dataclasses.field(default_factory=dict)

    def rights(self, value: object) -> frozenset[str]:
        """What a value gives. Raises KeyError for a value that is not in the closed list."""
        if self.gives:
            return self.gives[value]
        kinds = str(value).split()
        if not set(kinds) <= set(CONSENT_KINDS):
            raise KeyError(value)
        return frozenset(f"consent to {kind}" for kind in kinds)


FACETS = {
    facet.name: facet
    for facet in (
        Facet(
            "pr",
            Responsibility.UNKNOWN,
            {
                Responsibility.UNKNOWN: NOTHING,
                Responsibility.NO: NOTHING,
                Responsibility.SHARED: frozenset({"shared responsibility"}),
                Responsibility.YES: frozenset({"shared responsibility", "responsibility"}),
            },
        ),
        Facet("lives_with", False, {False: NOTHING, True: frozenset({"lives with"})}),
        Facet(
            "collect",
            Collects.UNKNOWN,
            {
                Collects.UNKNOWN: NOTHING,
                Collects.NO: NOTHING,
                Collects.ONLY_WITH: frozenset({"collects with somebody"}),
                Collects.YES: frozenset({"collects with somebody", "collects"}),
            },
        ),
        Facet(
            "info",
            Information.UNKNOWN,
            {
                Information.UNKNOWN: NOTHING,
                Information.NONE: NOTHING,
                Information.CHILD_ONLY: frozenset({"hears of the child"}),
                Information.FULL: frozenset({"hears of the child", "hears all"}),
            },
        ),
        Facet("whereabouts", False, {False: NOTHING, True: frozenset({"whereabouts"})}),
        Facet("consent_power", ""),
        Facet("hidden_from", "everyone", {"everyone": NOTHING, "nobody": frozenset({"shown to other adults"})}),
        Facet(
            "contact",
            Contact.UNKNOWN,
            {
                Contact.UNKNOWN: NOTHING,
                Contact.NONE: NOTHING,
                Contact.SUPERVISED: frozenset({"supervised contact"}),
                Contact.FREE: frozenset({"supervised contact", "contact"}),
            },
        ),
    )
}
