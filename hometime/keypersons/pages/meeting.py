"""One talk as somebody sees it: the times, what happened in order, and what can be done now."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from hometime.access.viewer import Viewer
from hometime.families.models import Adult
from hometime.kernel.answers import No
from hometime.keypersons import rules
from hometime.keypersons.forms import family, work
from hometime.keypersons.models import Happening, Meeting, Slot, What
from hometime.keypersons.rounds import State, state
from hometime.keypersons.sides import adults_of
from hometime.people.roles import Hat


@dataclasses.dataclass(frozen=True)
class MeetingPage:
    """One talk. `forms` are the forms that this viewer gets, by the name of what they do."""

    meeting: Meeting
    entries: Sequence[Happening]
    state: State
    slots: Sequence[Slot]
    chosen: Slot | None
    agreed: str
    adults: Sequence[Adult]
    forms: dict[str, Any]
    why_not: No | None

    @property
    def steps(self) -> str:
        """What was said to happen next."""
        return next((entry.words for entry in reversed(self.entries) if entry.what == What.STEPS), "")


def meeting_page(viewer: Viewer, meeting: Meeting, typed: dict[str, Any] | None = None) -> MeetingPage:
    """One talk. `typed` is a form that has something to put right, by its name."""
    rows = Happening.objects.visible_to(viewer).filter(meeting=meeting).select_related("by", "slot").order_by("number")
    entries = list(rows)
    offered = Slot.objects.visible_to(viewer).filter(meeting=meeting).order_by("on", "at")
    to_come = [slot for slot in offered if slot.on >= viewer.today]
    choices = [entry.slot for entry in entries if entry.what == What.CHOSE]
    now = state(entry.what for entry in entries)
    last = [entry.what for entry in entries if entry.what in (What.AGREES, What.DIFFERS)]
    at_work = viewer.hat != Hat.PARENT
    why_not = rules.arrange(viewer, meeting) if at_work else rules.answer(viewer, meeting)
    forms = {**_forms(viewer, meeting, now, to_come), **(typed or {})}
    return MeetingPage(
        meeting=meeting,
        entries=entries,
        state=now,
        slots=to_come,
        chosen=choices[-1] if choices and now == State.AGREED else None,
        agreed=last[-1] if last else "",
        adults=adults_of(meeting) if at_work else (),
        forms=forms,
        why_not=why_not,
    )


def _forms(viewer: Viewer, meeting: Meeting, now: State, slots: list[Slot]) -> dict[str, Any]:
    if viewer.hat == Hat.PARENT:
        return {"talk": family.TalkForm(), "say": family.WordsForm(auto_id="id_say_%s")}
    if rules.arrange(viewer, meeting) is not None:
        return {}
    return {
        "hold": work.HoldForm(auto_id="id_hold_%s"),
        "again": work.AskAgainForm(slots),
        "end": work.EndForm(auto_id="id_end_%s"),
    }
