"""Where on a ladder a complaint begins, who is kept out of it, and which step comes next. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from hometime.complaints.engine.case import Complaint
from hometime.policies.reading.forms import Ladder, Step

_CONCERNED = {  # the handlers that a subject is; an owner is one of several, who stands aside while the others decide
    "key_person": ("key_person",),
    "setting_manager": ("setting_manager",),
    "line_manager": ("line_manager",),
}
_CIRCUMSTANCES = {
    "key_person": "about_key_person",
    "other_staff": "about_other_staff",
    "setting_manager": "about_setting_manager",
    "line_manager": "about_line_manager",
    "owner": "about_owner",
}


def inside(ladder: Ladder) -> tuple[Step, ...]:
    """The steps inside the setting, in order: a regulator is open at any time and is no place to wait."""
    return tuple(step for step in ladder.steps if not step.external)


def concerned(complaint: Complaint) -> tuple[str, ...]:
    """The handlers that a complaint is about, and who therefore neither decide nor see it."""
    return tuple(dict.fromkeys(who for subject in complaint.about for who in _CONCERNED.get(subject, ())))


def first_place(ladder: Ladder, complaint: Complaint) -> int:
    """The place among the inside steps where a complaint begins; their number where nobody free is left.

    It begins above everybody whom it is about, at the step that the text names for such a case, at a step that takes it
    in the way it was made (a written one skips a step of talk), and no lower than the manager it was handed to.
    """
    steps = inside(ladder)
    barred = concerned(complaint)
    lowest = [
        0,
        *(place + 1 for place, step in enumerate(steps) if step.handler in barred),
        *_named_for(steps, complaint),
        *_handed_to(steps, complaint),
    ]
    return next(
        (place for place in range(max(lowest), len(steps)) if _takes(steps[place], place, steps, complaint)), len(steps)
    )


def _named_for(steps: Sequence[Step], complaint: Complaint) -> Iterable[int]:
    """For each subject the first step at which the text says that such a complaint begins."""
    for subject in complaint.about:
        why = _CIRCUMSTANCES.get(subject)
        yield from [place for place, step in enumerate(steps) if why in step.starts_here_if][:1]


def _handed_to(steps: Sequence[Step], complaint: Complaint) -> Iterable[int]:
    """Who hands it to the manager, or to somebody above, has left the first talk behind."""
    if complaint.received_by in ("setting_manager", "line_manager"):
        yield from [place for place, step in enumerate(steps) if step.handler == "setting_manager"][:1]


def _takes(step: Step, place: int, steps: Sequence[Step], complaint: Complaint) -> bool:
    only_talk = step.channel == "spoken" and complaint.channel == "written"
    return not only_talk or place == len(steps) - 1
