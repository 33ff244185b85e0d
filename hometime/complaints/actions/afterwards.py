"""What the owners owe once a complaint was upheld, on a record of its own that tells nothing of the case (O5)."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.utils.translation import gettext_noop as _

from hometime.audit.actions import Actor
from hometime.complaints import choosing
from hometime.complaints.engine.case import Owed
from hometime.complaints.engine.moment import EFFECT, REVIEW
from hometime.complaints.models import Complaint
from hometime.duties.actions import Task, keep, owe
from hometime.duties.models import Duty
from hometime.kernel import clock
from hometime.people.roles import HAT_OF, Role
from hometime.records.actions import name_party, open_record
from hometime.records.audiences import Audience
from hometime.records.models import Party, Record

REVIEWS = "complaint_review"
OWNERS_DO = {
    REVIEW: Task("O5", _("Look at what to do better"), _("We looked at it"), Role.OWNER),
    EFFECT: Task("O5", _("See whether the change helped"), _("We saw to it"), Role.OWNER),
}


def review_of(case: Complaint) -> Record | None:
    """The owners' record that follows an upheld complaint; None where nothing was upheld."""
    found = Record.objects.unscoped("a review is owed once").filter(kind=REVIEWS, title=mark(case))
    return found.first()


def case_of(review: Record) -> Complaint:
    """The complaint that an owners' record follows: for actions alone, since its readers may not see the case."""
    reference = review.title.removeprefix("after ")
    return Complaint.objects.unscoped("an owners' record leads back to its case").get(reference=reference)


def owe_owners(viewer: Actor, case: Complaint, duties: Sequence[Owed], barred: Collection[str]) -> None:
    """Owes what the engine says the owners owe, and keeps what it says they did. `barred` are persons kept out."""
    record = review_of(case) or _open(viewer, case, duties, barred)
    done = {owed.action: owed.kept_on for owed in duties if owed.kept_on}
    rows = Duty.objects.unscoped("what the owners did is kept").open().filter(record=record) if done else ()
    for duty in rows:
        kept_on = done.get(duty.why["action"])
        if kept_on:
            keep(viewer, duty, "", on=kept_on)


def _open(viewer: Actor, case: Complaint, duties: Sequence[Owed], barred: Collection[str]) -> Record:
    record = open_record(viewer, case.setting, REVIEWS, mark(case), Audience.NAMED, under=case.under)
    role, people = choosing.takers(case.setting, case.child, "owners_directors_trustees", barred, clock.today())
    for person in people:
        name_party(viewer, record, person, Party.Part.HANDLER, hat=HAT_OF[role], role=role)
    for owed in duties:
        owe(
            viewer, record, OWNERS_DO[owed.action], due=owed.due, clause_key=(owed.clause or "")[:120],
            basis=owed.basis, why={"told": owed.why, "action": owed.action, "opens": ["complaint-review", record.pk]},
        )  # fmt: skip
    return record


def mark(case: Complaint) -> str:
    """The title of the owners' record that follows a case: its reference, and nothing else of it."""
    return f"after {case.reference}"
