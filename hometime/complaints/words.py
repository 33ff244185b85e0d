"""What the story of a complaint says of each step beside its ladder."""

from __future__ import annotations

from django.utils.translation import gettext_noop

BESIDE = {
    "left": gettext_noop("It went to the safeguarding lead"),
    "resumed": gettext_noop("It came back from the safeguarding lead"),
    "officer_told": gettext_noop("The designated officer was told"),
    "officer_not_needed": gettext_noop("The designated officer need not be told"),
    "regulator_told": gettext_noop("Ofsted was told"),
    "regulator_not_needed": gettext_noop("Ofsted need not be told"),
    "reclassified": gettext_noop("It was sorted anew"),
    "delayed": gettext_noop("They were told why it is late"),
    "outside_named": gettext_noop("A person from outside was asked to decide"),
    "allowed": gettext_noop("Somebody else was let in"),
    "strand_opened": gettext_noop("A part with its own clock was opened"),
    "strand_entry": gettext_noop("Something was done on a part of it"),
    "strand_closed": gettext_noop("A part of it was closed"),
}
