"""What other rooms owe on a complaint stays as it is while the complaint goes on."""

from __future__ import annotations

from hometime.complaints.actions import Said, take_step, write_down
from hometime.duties.models import Duty
from hometime.languages.actions import ask_for_interpreter
from tests.cast import TODAY, Cast


def test_the_booking_of_an_interpreter_stays_owed_when_the_next_step_is_taken(cast: Cast) -> None:
    mo = cast.viewer("Mo Manager")
    case = write_down(mo, cast.setting, Said(TODAY, "The gate stood open.", channel="written"))
    booking = ask_for_interpreter(mo, case, None, "ur")
    take_step(mo, case, "acknowledged", words="Rang.")
    duty = Duty.objects.unscoped("a test looks").get(pk=booking.duty_id)
    assert duty.kept_on is None and not duty.lifted_because
