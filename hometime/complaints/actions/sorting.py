"""Sorting a complaint anew, in the open: who changed what, from what, to what, and why. Never silently (C9)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from hometime.audit.actions import Actor, action, note
from hometime.complaints import choosing
from hometime.complaints.actions.settling import settle
from hometime.complaints.actions.strands import open_strand
from hometime.complaints.actions.writing import Docket, day_of, held
from hometime.complaints.models import Classed, Complaint, Step, StrandKind, Subject
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.people.models import Person
from hometime.records.actions import Named
from hometime.records.models import Party


@action
def reclassify(
    viewer: Actor, case: Complaint, reason: str, *, about: Sequence[str] | None = None, who: Sequence[Person] = (),
    eyfs: bool | None = None, classed: str | None = None, staff_view: str | None = None, in_writing: bool = False,
    personal_data: bool = False, on: dt.date | None = None,
) -> Step:  # fmt: skip
    """Sorts a complaint anew; what is None stays as it is. `classed` is the person's own word, `staff_view` staff's.

    Whoever it turns out to be about loses sight of it now, and is never given it back. `in_writing` says that it was put
    in writing on that day, so that the law's clock begins. `personal_data` opens that strand from the day it all came in,
    the stricter reading where nobody had asked before (s.164A). Raises `Refused` without a reason, or where nothing changes.
    """
    docket = Docket(held(case))
    case = docket.case
    if not reason.strip():
        raise Refused("Say why it is sorted anew.")
    if about is not None and (not about or any(subject not in Subject.values for subject in about)):
        raise Refused("Choose what or whom it is about.")
    changed = _changed(
        case, {"about": about and list(about), "eyfs": eyfs, "classed": classed, "staff_view": staff_view}
    )
    new = _newly_concerned(case, about or case.subjects, who)
    steps = docket.steps
    if in_writing and case.channel == "written":
        raise Refused("It was in writing from the start.")
    if in_writing and any(step.says.get("in_writing") for step in steps):
        raise Refused("It was put in writing before. Nothing was written down.")
    if not (changed or new or in_writing or personal_data):
        raise Refused("Nothing is sorted in another way than before. Nothing was written down.")
    docket.name(viewer, *(Named(person.pk, Party.Part.CONCERNS) for person in new))
    says = {**changed, "concerns": [person.pk for person in new], "in_writing": in_writing}
    if personal_data:
        says["personal_data"] = True
    step = docket.write_step(viewer, "reclassified", day_of(on, steps), reason, says=says)
    _keep_sorted(case, changed)
    note("complaint.reclassified", case, what=" ".join(changed))
    settle(viewer, docket, anew=True)
    if personal_data:  # after it was handed on: whoever has it now answers for the strand
        open_strand(viewer, case, StrandKind.PERSONAL_DATA, case.received_on, words=reason)
    return step


def _changed(case: Complaint, wanted: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """What is to be otherwise than it is: from what, to what."""
    now = {
        "about": list(case.subjects), "eyfs": case.eyfs_requirement, "classed": case.classed,
        "staff_view": case.staff_view,
    }  # fmt: skip
    for word in ("classed", "staff_view"):
        if wanted[word] is not None and wanted[word] not in Classed.values:
            raise Refused("Choose whether it is a concern or a complaint.")
    return {name: {"from": now[name], "to": to} for name, to in wanted.items() if to is not None and to != now[name]}


def _newly_concerned(case: Complaint, about: Sequence[str], who: Sequence[Person]) -> list[Person]:
    """Whom it is about and was not known to be."""
    rows = Party.objects.unscoped("whom it was about before").filter(record=case, part=Party.Part.CONCERNS)
    known = set(rows.values_list("person_id", flat=True))
    fresh = [subject for subject in about if subject not in case.subjects]
    found = choosing.concerned(case.setting, case.child, fresh, who, clock.today())
    return [person for person in found if person.pk not in known]


def _keep_sorted(case: Complaint, changed: dict[str, dict[str, Any]]) -> None:
    to = {name: change["to"] for name, change in changed.items()}
    if "about" in to:
        case.about, case.also_about = to["about"][0], to["about"][1:]
    case.eyfs_requirement = to.get("eyfs", case.eyfs_requirement)
    case.classed, case.staff_view = to.get("classed", case.classed), to.get("staff_view", case.staff_view)
    case.save(update_fields=["about", "also_about", "eyfs_requirement", "classed", "staff_view"])
