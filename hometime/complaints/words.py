"""What the steps of a complaint are called at work: on a case's page and on its papers alike."""

from __future__ import annotations

from django.utils.translation import gettext_noop

STEPS = {
    "received": gettext_noop("It came in"),
    "acknowledged": gettext_noop("They were told that we have it"),
    "met": gettext_noop("We met"),
    "answered": gettext_noop("They were told what was found"),
    "agreed": gettext_noop("They are content with the answer"),
    "not_agreed": gettext_noop("No agreement was reached"),
    "not_satisfied": gettext_noop("They were not satisfied, and it went on"),
    "withdrawn": gettext_noop("They took it back"),
    "upheld": gettext_noop("It was upheld"),
    "not_upheld": gettext_noop("It was not upheld"),
}
# Beside the ladder, as the case's page tells it.
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
