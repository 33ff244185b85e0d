"""All that was recorded of one case, read through its viewer: what the papers are made of."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence

from hometime.access.viewer import Viewer
from hometime.complaints.engine.case import Told
from hometime.complaints.living import replay
from hometime.complaints.models import Complaint, Entry, Kind, Printout, Step, Strand
from hometime.duties.models import Duty
from hometime.people.models import current
from hometime.records.models import Paper, Party


@dataclasses.dataclass(frozen=True)
class Gathered:
    """One case with everything that hangs on it, in order."""

    case: Complaint
    today: dt.date
    told: Told
    steps: Sequence[Step]
    entries: Sequence[Entry]
    strands: Sequence[Strand]
    parties: Sequence[Party]
    duties: Sequence[Duty]
    papers: Sequence[Paper]
    printouts: Sequence[Printout]

    @property
    def handlers(self) -> list[Party]:
        """Those who have it in hand today."""
        return [one for one in self.parties if one.part == Party.Part.HANDLER]

    def entries_of(self, *kinds: Kind) -> list[Entry]:
        """The entries of some kinds, in order."""
        return [entry for entry in self.entries if entry.kind in kinds]

    def step(self, event: str) -> Step | None:
        """The last step of a kind."""
        return next((step for step in reversed(self.steps) if step.event == event), None)


def gather(viewer: Viewer, case: Complaint) -> Gathered:
    """Everything of `case` that this viewer sees: of a case one is on, all of it."""
    steps = list(Step.objects.visible_to(viewer).filter(complaint=case).select_related("by").order_by("number"))
    entries = Entry.objects.visible_to(viewer).filter(complaint=case).select_related("by", "person")
    parties = Party.objects.visible_to(viewer).filter(current(viewer.today), record=case).select_related("person")
    printouts = Printout.objects.visible_to(viewer).filter(complaint=case).select_related("by")
    return Gathered(
        case=case,
        today=viewer.today,
        told=replay(case, steps, viewer.today),
        steps=steps,
        entries=list(entries.order_by("number")),
        strands=list(Strand.objects.visible_to(viewer).filter(complaint=case).order_by("opened_on", "pk")),
        parties=list(parties.order_by("pk")),
        duties=list(Duty.objects.visible_to(viewer).filter(record=case).order_by("owed_on", "due", "pk")),
        papers=list(Paper.objects.visible_to(viewer).filter(record=case).order_by("added_at", "pk")),
        printouts=list(printouts.order_by("written_at", "pk")),
    )


def gather_for_them(case: Complaint, today: dt.date) -> Gathered:
    """What of a case the timeline of whoever complained is made of: its steps and who has it. Nothing of the work.

    Who may read it was asked before.
    """
    rows = Step.objects.unscoped("whoever complained follows their own complaint").filter(complaint=case)
    steps = list(rows.order_by("number"))
    held = Party.objects.unscoped("whoever complained is told who has it").filter(
        current(today), record=case, part=Party.Part.HANDLER
    )
    return Gathered(
        case=case, today=today, told=replay(case, steps, today), steps=steps,
        parties=list(held.select_related("person").order_by("pk")),
        entries=(), strands=(), duties=(), papers=(), printouts=(),
    )  # fmt: skip
