"""Whom whoever complained can ask next: each step above the one that has it, who is there, and how soon they answer."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.utils.translation import gettext as _

from hometime.complaints import choosing
from hometime.complaints.engine.case import FROM_OUTSIDE, Told
from hometime.complaints.engine.case import Complaint as Played
from hometime.complaints.engine.ladder import concerned, inside
from hometime.complaints.lengths import length
from hometime.complaints.living import answered_here, audience_of, procedure
from hometime.complaints.models import Complaint, Step
from hometime.kernel import clock
from hometime.people.models import Person
from hometime.policies.reading.forms import Step as Rung
from hometime.records.models import Party

ANSWERS = ("respond", "feedback", "report")


@choosing.asking_once
def next_up(case: Complaint, steps: Sequence[Step], told: Told) -> list[str]:
    """Whom they can ask if they are not happy, one step above the other, with the days in which each answers.

    Whoever answered one step, or alone can, is offered for none above it; with nobody left it is somebody from outside.
    """
    ladder = inside(procedure(case.under, audience_of(case.source)).ladder)
    passed_over = concerned(Played(case.received_on, about=tuple(case.subjects)))
    answered = [step for step in steps if step.event == "answered" and "outside" not in step.says]
    barred = _concerned(case) | {step.by_id for step in answered if step.by_id}
    first = max(told.place + answered_here(steps), 0)  # the first step that somebody is still to answer
    lines = []
    for place, step in enumerate(ladder):
        if place < first or step.handler in passed_over:
            continue
        free = _free(case, step, barred)
        if place > told.place:
            lines.append(_ask(case, step, barred) if free else _("Somebody from outside"))
        if len(free) == 1:
            barred.add(free[0].pk)
    return lines


def _free(case: Complaint, step: Rung, barred: Collection[str]) -> Sequence[Person]:
    if step.handler in FROM_OUTSIDE:
        return ()
    return choosing.takers(case.setting, case.child, step.handler, barred, clock.today())[1]


def _ask(case: Complaint, step: Rung, barred: Collection[str]) -> str:
    role, people = choosing.takers(case.setting, case.child, step.handler, barred, clock.today())
    names = ", ".join(person.called for person in people[:3])
    who = f"{role.label}: {names}" if names else str(role.label)
    limit = next((limit for limit in step.limits if limit.action in ANSWERS), None)
    if limit is None:
        return who
    return _("%(who)s. They answer within %(length)s.") % {"who": who, "length": length(limit.value, limit.unit)}


def _concerned(case: Complaint) -> set[str]:
    rows = Party.objects.unscoped("whom it is about is never offered to whoever complained").filter(
        record=case, part=Party.Part.CONCERNS
    )
    return set(rows.values_list("person_id", flat=True))
