"""A change that is done on Today reaches whoever complained."""

from __future__ import annotations

from hometime.complaints.actions import review_of
from hometime.complaints.actions.heralding import CHANGED
from hometime.complaints.reviewing.actions import answer, sign
from hometime.complaints.reviewing.tests.test_reviewing import LOOKED, bell, upheld
from hometime.complaints.tests.test_heralding import changed
from hometime.duties.models import Duty
from hometime.families.models import Adult
from hometime.people.roles import Hat
from hometime.today.actions import do
from tests.cast import HOUSE, Cast


def test_whoever_reads_no_mail_is_told_by_the_holder_when_a_change_is_done(cast: Cast) -> None:
    case = upheld(cast)
    record = review_of(case)
    assert record is not None
    answer(cast.viewer("Ola Owner"), record, LOOKED, bell(cast))
    sign(cast.viewer("Tru Parent", Hat.OWNER), record)
    changed(HOUSE, cast.adults["Mum Full"], mode=Adult.Mode.CALL)  # a queued mail would hide a second one
    owed = Duty.objects.unscoped("a test looks").open().filter(record=case, what=CHANGED.what)
    assert not owed.exists()
    do(
        cast.viewer("Mo Manager"),
        Duty.objects.unscoped("a test looks").get(record__kind="complaint_change"),
        "It rings.",
    )
    assert owed.get().person == cast.people["Mo Manager"]
