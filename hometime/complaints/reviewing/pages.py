"""What the owners' page shows of an upheld complaint: three lines without a name, what was found, and what they did."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hometime.access.viewer import Viewer
from hometime.complaints.actions import case_of
from hometime.complaints.actions.settling import steps_of
from hometime.complaints.keeping.actions import flagged
from hometime.complaints.keeping.drafting import Words, standing
from hometime.complaints.keeping.register import found_in, requirements_of
from hometime.complaints.models import Change, Effect, Looked
from hometime.complaints.reviewing import rules
from hometime.complaints.reviewing.forms import AsideForm, ChangeForm, EffectForm, LookForm
from hometime.complaints.reviewing.taking_part import Part, looked, part
from hometime.complaints.reviewing.told import checked, concluded
from hometime.duties.models import Duty
from hometime.kernel.answers import No
from hometime.records.models import Record


@dataclasses.dataclass(frozen=True)
class Done:
    """A change with the day on which it was done, if it was."""

    change: Change
    done_on: dt.date | None


@dataclasses.dataclass(frozen=True)
class ReviewPage:
    """The page of one review for one owner. `words` are None until the summary names nobody for certain."""

    record: Record
    words: Words | None
    finding: str
    requirements: Sequence[str]
    looked: Looked | None
    part: Part
    minutes: Sequence[str]
    changes: Sequence[Done]
    effect: Effect | None
    over: bool
    why_not: No | None
    look: LookForm | None
    aside: AsideForm | None
    more: ChangeForm | None
    see: EffectForm | None
    can_sign: bool
    can_ask: bool


def review_page(
    viewer: Viewer, record: Record, typed: LookForm | AsideForm | ChangeForm | EffectForm | None = None
) -> ReviewPage:
    """The page for `viewer`. `typed` is a form that has something to put right."""
    case = case_of(record)
    steps = steps_of(case)
    stands = standing(case, steps)
    taking, over, why_not = part(record), concluded(record), rules.sign(viewer, record)
    answered, made = looked(record), _changes(viewer, record)
    mine = viewer.person_id in {person.pk for person in taking.signed} | {one.person_id for one in taking.aside}
    asked = why_not is None and not over and not mine
    return ReviewPage(
        record=record,
        words=stands.words if stands.approved or not flagged(case, stands.words) else None,
        finding=found_in(steps),
        requirements=requirements_of([case]).get(case.pk, ()),
        looked=answered,
        part=taking,
        minutes=_minutes(taking),
        changes=made,
        effect=Effect.objects.visible_to(viewer).filter(record=record).first(),
        over=over,
        why_not=why_not if not over else None,
        look=_form(LookForm, typed, record) if asked and (answered is None or isinstance(typed, LookForm)) else None,
        aside=_form(AsideForm, typed) if asked and taking.free else None,
        more=_form(ChangeForm, typed, record) if why_not is None and answered is not None else None,
        see=_form(EffectForm, typed) if over and why_not is None and not checked(record) else None,
        can_sign=asked and answered is not None,
        can_ask=why_not is None
        and answered is not None
        and answered.clause_id is not None
        and answered.clause_id not in {one.change.clause_id for one in made},
    )


def _form(shape: type[Any], typed: object, *given: object) -> Any:
    """The form that was typed into, if it is of this shape; else an empty one."""
    return typed if type(typed) is shape else shape(*given)


def _minutes(taking: Part) -> list[str]:
    """Who stood aside, without a name: for the minutes of a review that names nobody."""
    said = []
    if taking.away:
        words = ngettext(
            "%(count)d owner stood aside: it concerns them, or their family.",
            "%(count)d owners stood aside: it concerns them, or their family.", taking.away,
        )  # fmt: skip
        said.append(words % {"count": taking.away})
    if taking.decided:
        words = ngettext(
            "%(count)d owner stood aside: they decided the complaint.",
            "%(count)d owners stood aside: they decided the complaint.", len(taking.decided),
        )  # fmt: skip
        said.append(words % {"count": len(taking.decided)})
    said += [_("One owner stood aside: %(why)s") % {"why": one.why} for one in taking.aside]
    return said


def _changes(viewer: Viewer, record: Record) -> list[Done]:
    rows = list(Change.objects.visible_to(viewer).filter(record=record).select_related("person").order_by("written_at"))
    tasks = Duty.objects.unscoped("the owners see whether what they decided was done").filter(
        record__in=[row.task_id for row in rows]
    )
    done = dict(tasks.values_list("record_id", "kept_on"))
    return [Done(row, done.get(row.task_id)) for row in rows]
