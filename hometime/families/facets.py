"""The facets of a bond: what one adult may do, know and be told about one child. Closed lists; unknown means less.

"Parent" by itself grants nothing (TRUST 2). Each facet has its own evidence, dates and the person who decided it.
"""

from __future__ import annotations

import dataclasses

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


@dataclasses.dataclass(frozen=True)
class Facet:
    """One facet: the column of the bond it stands in, its least value, and the values that restrict."""

    name: str
    least: object
    restricts: frozenset[object]


FACETS = {
    f.name: f
    for f in (
        Facet("pr", Responsibility.UNKNOWN, frozenset({Responsibility.NO})),
        Facet("lives_with", False, frozenset()),
        Facet("collect", Collects.UNKNOWN, frozenset({Collects.NO, Collects.ONLY_WITH})),
        Facet(
            "info",
            Information.UNKNOWN,
            frozenset({Information.NONE, Information.CHILD_ONLY}),
        ),
        Facet("whereabouts", False, frozenset({False})),
        Facet("consent_power", "", frozenset({""})),
        Facet("hidden_from", "everyone", frozenset({"everyone"})),
        Facet("contact", Contact.UNKNOWN, frozenset({Contact.SUPERVISED, Contact.NONE})),
    )
}
CONSENT_KINDS = ("medication", "emergency", "outing", "photograph", "sharing")
