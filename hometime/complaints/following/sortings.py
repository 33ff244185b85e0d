"""What was sorted anew, for whoever complained: what it is called, and whether the law sets a day. Never about whom it is.

The reason is no news for them here either: it may name somebody.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from hometime.complaints.following.rungs import Rung
from hometime.complaints.intake.forms import WANTS
from hometime.complaints.models import Step

CALLED = {str(word): said for word, said in WANTS}
BY_LAW = {
    True: gettext_noop(
        "We now count it as about a rule of the law. If it is in writing, the law sets a day for our answer."
    ),
    False: gettext_noop("We no longer count it as about a rule of the law. So the law sets no day for our answer."),
}


def sortings(steps: Sequence[Step]) -> list[tuple[Step, Rung]]:
    """Each step that changed what whoever complained is promised or what it is called, with its line."""
    told = [(step, tuple(_changes(step))) for step in steps if step.event == "reclassified"]
    title = _("We changed how we count what you told us.")
    return [(step, Rung("done", title, step.on, how=lines)) for step, lines in told if lines]


def _changes(step: Step) -> Iterator[str]:
    if "classed" in step.says:
        old, new = (CALLED.get(step.says["classed"][end], "") for end in ("from", "to"))
        yield _("What you call it: first “%(old)s”, now “%(new)s”.") % {"old": old, "new": new}
    if "eyfs" in step.says:
        yield _(BY_LAW[step.says["eyfs"]["to"]])
