"""A check at two as somebody sees it: the window, the family's part, the summary, and what can be done now."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext, gettext_noop

from hometime.access.viewer import Viewer
from hometime.families.sides import sides
from hometime.kernel import clock
from hometime.kernel.answers import No
from hometime.keypersons import rules
from hometime.keypersons.actions.checking import copied, may_copy
from hometime.keypersons.forms import work
from hometime.keypersons.models import Asked, Citation, Part, ProgressCheck
from hometime.keypersons.window import Moment, Window, window
from hometime.people.models import Person
from hometime.people.roles import Hat
from hometime.sharing.pages.sharing import known_to

# What the parts of the summary are called to a family; at work they have the names of the framework.
PLAIN = {
    "communication": gettext_noop("Talking and listening"),
    "social": gettext_noop("Feelings and friends"),
    "physical": gettext_noop("Moving"),
    "strengths": gettext_noop("What goes well"),
    "support": gettext_noop("Where help is needed"),
    "actions": gettext_noop("What we do now"),
}


@dataclasses.dataclass(frozen=True)
class Copy:
    """A copy that the health visitor has, or gets within half a minute: whose it is, since when, and on which decision."""

    to: str
    on: dt.date
    decision: str


@dataclasses.dataclass(frozen=True)
class CheckPage:
    """One check. `forms` are those that this viewer gets, by the name of what they do."""

    check: ProgressCheck
    window: Window
    moment: Moment
    parts: Sequence[Part]
    askings: Sequence[Asked]
    written: Sequence[tuple[str, str]]
    cited: Sequence[Citation]
    may_copy: bool
    copy: Copy | None
    why_not: No | None
    forms: dict[str, Any]


def check_page(viewer: Viewer, check: ProgressCheck, typed: dict[str, Any] | None = None) -> CheckPage:
    """One check. `typed` is a form that has something to put right, by its name."""
    assert check.child is not None  # a check is about a child
    about = window(check.child.born)
    parts = Part.objects.visible_to(viewer).filter(check_of=check).select_related("person", "by").order_by("on", "pk")
    askings = Asked.objects.visible_to(viewer).filter(check_of=check).select_related("by").order_by("on", "pk")
    at_work = viewer.hat == Hat.STAFF
    why_not = rules.write_check(viewer, check) if at_work else rules.take_part(viewer, check)
    return CheckPage(
        check=check,
        window=about,
        moment=about.at(check.finished_on or viewer.today),
        parts=list(parts),
        askings=list(askings),
        written=_written(check, plain=not at_work) if at_work or check.finished_on else (),
        cited=list(
            Citation.objects.visible_to(viewer)
            .filter(used_in=check)
            .select_related("contribution")
            .order_by("on", "pk")
        ),
        may_copy=at_work and may_copy(check),
        copy=_copy(check),
        why_not=why_not,
        forms={**(_forms(viewer, check, why_not) if at_work else {}), **(typed or {})},
    )


def _copy(check: ProgressCheck) -> Copy | None:
    sending = copied(check)
    if sending is None:
        return None
    return Copy(sending.decision.to_name, clock.local_date(sending.goes_at), sending.decision_id)


def in_words(check: ProgressCheck) -> str:
    """The summary as it goes to whoever gets a copy: each part under its name, as a family reads it."""
    return "\n\n".join(f"{name}\n{words}" for name, words in _written(check, plain=True))


def people_of(check: ProgressCheck, viewer: Viewer) -> list[Person]:
    """The adults who may know all about the child of a check."""
    assert check.child is not None  # a check is about a child
    return [adult.person for side in sides(check.child, viewer.today) for adult in side]


def _written(check: ProgressCheck, *, plain: bool) -> list[tuple[str, str]]:
    """Each part of the summary that has words, with its name."""
    fields = work.CheckForm.base_fields
    names = {area: gettext(PLAIN[area]) if plain else str(fields[area].label) for area in ProgressCheck.AREAS}
    return [(names[area], getattr(check, area)) for area in ProgressCheck.AREAS if getattr(check, area)]


def _forms(viewer: Viewer, check: ProgressCheck, why_not: No | None) -> dict[str, Any]:
    if why_not is not None:
        may = check.finished_on and rules.copy_check(viewer, check) is None
        return {"copy": work.CopyForm(known_to(viewer))} if may else {}
    return {
        "told": work.ToldPartForm(people_of(check, viewer)),
        "asked": work.AskedForm(),
        "elsewhere": work.ElsewhereForm(),
    }
