"""Whom whoever complained can ask next: each step above the one that has it, who is there, and how soon they answer."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from hometime.complaints import choosing
from hometime.complaints.engine.case import Told
from hometime.complaints.engine.ladder import inside
from hometime.complaints.following.counted import length
from hometime.complaints.living import audience_of, deciders, procedure, replay
from hometime.complaints.models import Complaint, Step
from hometime.kernel import clock
from hometime.policies.reading.forms import Step as Rung
from hometime.records.models import Party

ANSWERS = ("respond", "feedback", "report")


def next_up(case: Complaint, steps: Sequence[Step], told: Told) -> list[str]:
    """Whom they can ask if they are not happy, one step above the other, with the days in which each answers."""
    ladder = inside(procedure(case.under, audience_of(case.source)).ladder)
    handlers = [step.handler for step in ladder]
    at = max(
        (n for n, handler in enumerate(handlers) if handler in (*told.barred, _last_had(case, steps, told))), default=-1
    )
    barred = deciders(steps) | _concerned(case)
    return [_ask(case, step, barred) for step in ladder[at + 1 :]]


def _last_had(case: Complaint, steps: Sequence[Step], told: Told) -> str | None:
    """Who has it in hand; once it was answered, who had it then. The next is above them, and never they themselves."""
    answered = [place for place, step in enumerate(steps) if step.event == "answered"]
    if told.handler is not None or not answered:
        return told.handler
    return replay(case, steps[: answered[-1]], steps[answered[-1]].on).handler


def _ask(case: Complaint, step: Rung, barred: frozenset[str]) -> str:
    role, people = choosing.takers(case.setting, case.child, step.handler, barred, clock.today())
    names = ", ".join(person.called for person in people[:3])
    who = f"{role.label}: {names}" if names else str(role.label)
    limit = next((limit for limit in step.limits if limit.action in ANSWERS), None)
    if limit is None:
        return who
    return _("%(who)s. They answer within %(length)s.") % {"who": who, "length": length(limit.value, limit.unit)}


def _concerned(case: Complaint) -> frozenset[str]:
    rows = Party.objects.unscoped("whom it is about is never offered to whoever complained").filter(
        record=case, part=Party.Part.CONCERNS
    )
    return frozenset(rows.values_list("person_id", flat=True))
