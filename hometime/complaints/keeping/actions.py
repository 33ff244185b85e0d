"""Adding to what is kept of a complaint, approving its summary, and showing the record without names to somebody."""

from __future__ import annotations

import datetime as dt

from hometime.access.viewer import Viewer
from hometime.audit.actions import Actor, action, note, person_of
from hometime.complaints.actions.settling import steps_of
from hometime.complaints.keeping.drafting import Words, told_by
from hometime.complaints.keeping.leaks import Leak, leaks, mark
from hometime.complaints.keeping.people import known_to
from hometime.complaints.keeping.register import rows
from hometime.complaints.models import Answer, Complaint, Disclosure, Matter, NoName, Summary, Theme
from hometime.complaints.models.keeping import CHOSEN
from hometime.duties.actions import keep
from hometime.duties.models import Duty
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.people.models import Room
from hometime.people.roles import Role

SUMMARY = "complaint_summary"  # the kind of record on which the approval of a summary is owed


class Leaking(Refused):
    """A summary still tells who somebody is. `found` are the spots, by the part of the summary."""

    def __init__(self, found: dict[str, list[Leak]]) -> None:
        super().__init__("Some spots may tell who it is about. Look at each of them below.")
        self.found = found


@action
def answer(viewer: Viewer, case: Complaint, box: str, words: str, *, on: dt.date | None = None) -> Answer:
    """Writes one answer into the record of a case. Raises `Refused` for a day to come or before it came in."""
    today = clock.today()
    day = on or today
    if day > today:
        raise Refused("The day it happened must be today or earlier.")
    if day < case.received_on:
        raise Refused("The day cannot be before the complaint came in.")
    if box in CHOSEN and not set(words.split()) <= set(CHOSEN[box].values):
        raise Refused("Choose from the list.")
    row = Answer(
        complaint=case, number=_next(Answer, case), box=box, words=words.strip(), on=day, by_id=person_of(viewer),
        role=_role(viewer), written_at=clock.now(),
    )  # fmt: skip
    row.save()
    note("complaint.answered_box", row, chain=case.setting_id, box=box, on=day)
    return row


@action
def clear(viewer: Viewer, case: Complaint, words: str) -> NoName:
    """Writes down that a flagged spot is no name and gives nobody away, and who says so. What is certain stays flagged."""
    known = known_to(case)
    if any(leak.certain for leak in leaks(words, known)):
        raise Refused("This is the name of somebody here, or a way to reach them. Write it anew.")
    row = NoName(complaint=case, words=mark(words), on=clock.today(), by_id=person_of(viewer), written_at=clock.now())
    row.save()
    note("complaint.no_name", row, chain=case.setting_id)
    return row


def flagged(case: Complaint, words: Words) -> dict[str, list[Leak]]:
    """The spots of a summary that would or may tell who it is about, by its part; parts without any are left out."""
    known = known_to(case)
    rows = NoName.objects.unscoped("what was cleared once is not asked again").filter(complaint=case)
    cleared = set(rows.values_list("words", flat=True))
    found = {part: leaks(text, known, cleared) for part, text in words.items()}
    return {part: spots for part, spots in found.items() if spots}


@action
def write_summary(viewer: Viewer, case: Complaint, words: Words) -> Summary:
    """Keeps the words of a summary without approving them, so that nothing typed is lost. Nobody else reads them yet."""
    return _summary(viewer, case, words, approved=False)


@action
def approve(viewer: Viewer, case: Complaint, words: Words) -> Summary:
    """Approves a summary for the regulator (O1, O3). Raises `Leaking` while anything in it is flagged.

    Keeps the duty of reading it. A name that is certain has to go; of what is not, somebody says that it is no name.
    """
    if not words.nature.strip() or not words.handled.strip():
        raise Refused("Say what it was about, and how it was dealt with.")
    found = flagged(case, words)
    if found:
        raise Leaking(found)
    row = _summary(viewer, case, words, approved=True)
    for duty in (
        Duty.objects.unscoped("an approved summary is read").open().filter(record__kind=SUMMARY, why__case=case.pk)
    ):
        keep(viewer, duty, "")
    return row


def _summary(viewer: Viewer, case: Complaint, words: Words, *, approved: bool) -> Summary:
    row = Summary(
        complaint=case, number=_next(Summary, case), nature=words.nature.strip(), handled=words.handled.strip(),
        action=words.action.strip(), steps=told_by(steps_of(case)), on=clock.today(), by_id=person_of(viewer),
        written_at=clock.now(), approved_by_id=person_of(viewer) if approved else None,
        approved_role=_role(viewer) if approved else "",
    )  # fmt: skip
    row.save()
    note("complaint.summary", row, chain=case.setting_id, approved=approved)
    return row


@action
def show(viewer: Viewer, shown_to: str, first: dt.date, last: dt.date) -> Disclosure:
    """Writes down that the record of a range of days is shown to somebody outside (O2), before it is shown."""
    if not shown_to.strip():
        raise Refused("Say whom you show it to.")
    if first > last:
        raise Refused("The first day must not be after the last.")
    row = Disclosure(
        provider_id=viewer.provider_id, place=viewer.setting_id, on=clock.today(), by_id=viewer.person_id,
        written_at=clock.now(), hat=viewer.hat, shown_to=shown_to.strip()[:120], first=first, last=last,
        shown=[each.case.reference for each in rows(viewer, first, last)],
    )  # fmt: skip
    row.save()
    note("complaint.record_shown", row, chain=viewer.setting_id or viewer.provider_id, first=first, last=last)
    return row


@action
def sort(viewer: Viewer, case: Complaint, matter: str, room: Room | None) -> Theme:
    """Says what a case is about and where it happened, so that like can be seen beside like."""
    if matter not in Matter.values:
        raise Refused("Choose what it is about.")
    if room is not None and room.setting_id != case.setting_id:
        raise Refused("This room is in another setting.")
    row = Theme(
        complaint=case,
        number=_next(Theme, case),
        matter=matter,
        room=room,
        on=clock.today(),
        by_id=person_of(viewer),
        written_at=clock.now(),
    )
    row.save()
    note("complaint.sorted", row, chain=case.setting_id, matter=matter)
    from hometime.complaints.keeping.alike import surface  # it looks at what this wrote

    surface(viewer, case)
    return row


def _next(table: type[Answer] | type[Theme] | type[Summary], case: Complaint) -> int:
    return table.objects.unscoped("rows of a case are numbered").filter(complaint=case).count() + 1


def _role(viewer: Actor) -> str:
    """The post in which somebody acts, the highest of those that they hold."""
    held: frozenset[Role] = getattr(viewer, "posts", frozenset())
    order = (Role.OWNER, Role.LINE_MANAGER, Role.MANAGER, Role.DEPUTY, Role.DSL, Role.KEY_PERSON)
    return next((str(role) for role in order if role in held), "")


__all__ = ["SUMMARY", "Leaking", "answer", "approve", "clear", "flagged", "show", "sort", "write_summary"]
