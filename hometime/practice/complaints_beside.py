"""What happens beside the ladder of the practice world's complaints: lateness, what Ofsted asks, words outside, closures."""

from __future__ import annotations

import datetime as dt

from hometime.access.viewer import Viewer
from hometime.complaints import actions
from hometime.complaints.models import Complaint, Strand
from hometime.duties.models import Duty
from hometime.kernel import clock
from hometime.people.actions import close_for
from hometime.people.models import Closure, Person
from hometime.people.roles import Role
from hometime.practice.town import WORKS, Place

DAY = dt.timedelta(days=1)


def late(mo: Viewer, case: Complaint, people: dict[Role, Person]) -> None:
    """The answer is late: why, and by when it comes now."""
    duties = Duty.objects.visible_to(mo).open().filter(record=case, due__lt=clock.today()).order_by("due", "pk")
    duty = next(duty for duty in duties if duty.why.get("action") == "feedback")
    actions.tell_why(mo, case, duty, "Somebody who was at the gate is away until Monday.", clock.today() + 12 * DAY)


def ofsted_asks(mo: Viewer, case: Complaint, people: dict[Role, Person]) -> None:
    """Ofsted asks about it too: what it asked, and what it was given."""
    strand = actions.open_strand(
        mo, case, "ofsted", clock.today(), number="CAS-510274", answer_by=clock.today() + 14 * DAY,
        words="They ask how the gate is kept shut at pick-up time.",
    )  # fmt: skip
    actions.add_to_strand(mo, strand, "supplied", "The risk assessment of the gate, and the rota of that week.")
    actions.add_to_strand(mo, strand, "action_set", "Somebody stands at the gate until the last child has gone.")


def data_acknowledged(mo: Viewer, case: Complaint, people: dict[Role, Person]) -> None:
    """The part about personal information was acknowledged."""
    strand = Strand.objects.visible_to(mo).get(complaint=case)
    actions.add_to_strand(mo, strand, "acknowledged", "Wrote that we have it, and who looks into it.")


def officer_told(lead: Viewer, case: Complaint, people: dict[Role, Person]) -> None:
    """The local authority's officer was told within the hour."""
    actions.tell_outside(
        lead, case, "officer_told", "Rang at ten. They ask us to wait for their call before we speak to her."
    )


def holidays(place: Place, day: dt.date) -> None:
    """The next two closures of a setting."""
    for first, days, what, kind in (
        (day + 24 * DAY, 6, "Holiday", Closure.Kind.HOLIDAY), (day + 60 * DAY, 0, "Training day", Closure.Kind.TRAINING),
    ):  # fmt: skip
        close_for(WORKS, place.setting, first, first + days * DAY, what, kind)
