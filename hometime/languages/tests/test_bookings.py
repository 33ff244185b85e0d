"""Interpreters: asked for, owed, booked, come or not; never a child, family only with a reason, seen as the record is."""

from __future__ import annotations

import datetime as dt

import pytest

from hometime.duties.models import Duty
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.languages.actions import Who, ask_for_interpreter, book, call_off, came
from hometime.languages.models import Booking, Standing, Status, Way
from hometime.people.roles import Role
from hometime.records.actions import open_record
from hometime.records.audiences import Audience
from hometime.records.models import Record
from tests.cast import TODAY, Cast

FRIDAY = TODAY + dt.timedelta(days=11)
RITA = Who("Rita Vane", organisation="County Interpreting", phone="01632 960 450", in_confidence=True)


def owed(case: Record) -> list[Duty]:
    return list(Duty.objects.unscoped("a test looks").filter(record=case, clause="F18").order_by("owed_on", "pk"))


def test_an_interpreter_who_is_asked_for_is_owed_two_days_before_and_kept_when_booked(cast: Cast, case: Record) -> None:
    mo = cast.viewer("Mo Manager")
    booking = ask_for_interpreter(mo, case, cast.adults["Mum Full"], "ur", FRIDAY)
    (duty,) = owed(case)
    assert (duty.due, duty.owed_role, booking.status) == (FRIDAY - dt.timedelta(days=2), Role.MANAGER, Status.ASKED)
    book(mo, booking, RITA, on=FRIDAY, at="3:30pm, an hour", way=Way.IN_PERSON)
    (duty,) = owed(case)
    assert duty.kept_on == TODAY
    assert (booking.status, booking.name, booking.tongue) == (Status.BOOKED, "Rita Vane", "Urdu")


def test_the_language_is_the_one_that_the_adult_asked_for_or_must_be_said(cast: Cast, case: Record) -> None:
    mo, mum = cast.viewer("Mo Manager"), cast.adults["Mum Full"]
    mum.speaks, mum.reads = ["so"], ["en"]
    assert ask_for_interpreter(mo, case, mum, "").language == "so"
    mum.interpreter = "bfi"
    assert ask_for_interpreter(mo, case, mum, "").tongue == "British Sign Language (BSL)"
    with pytest.raises(Refused, match="Say which language"):
        ask_for_interpreter(mo, case, None, " ")


def test_signs_are_not_interpreted_by_telephone(cast: Cast, case: Record) -> None:
    with pytest.raises(Refused, match="Signs need eyes"):
        ask_for_interpreter(cast.viewer("Mo Manager"), case, None, "bfi", way=Way.PHONE)


def test_no_child_interprets_and_family_only_with_a_reason(cast: Cast, case: Record) -> None:
    mo = cast.viewer("Mo Manager")
    booking = ask_for_interpreter(mo, case, None, "ur")
    with pytest.raises(Refused, match="A child never interprets"):
        book(mo, booking, Who("Her daughter", Standing.CHILD, close_because="Nobody else"), on=FRIDAY)
    with pytest.raises(Refused, match="only in an emergency"):
        book(mo, booking, Who("Her sister", Standing.CLOSE), on=FRIDAY)
    book(mo, booking, Who("Her sister", Standing.CLOSE, close_because="No line was free at night."), on=FRIDAY)
    booking.refresh_from_db(from_queryset=Booking.objects.unscoped("a test looks"))
    assert booking.close_because == "No line was free at night."


def test_where_nobody_came_another_is_asked_for_and_owed_at_once(cast: Cast, case: Record) -> None:
    mo = cast.viewer("Mo Manager")
    booking = book(mo, ask_for_interpreter(mo, case, None, "ur", FRIDAY), RITA, on=FRIDAY)
    with pytest.raises(Refused, match="has not been yet"):
        came(mo, booking, came=True)
    with clock.fixed(FRIDAY):
        came(mo, booking, came=False, said="The train was cancelled.")
    rows = list(Booking.objects.unscoped("a test looks").filter(record=case).order_by("asked_at", "status"))
    assert sorted(row.status for row in rows) == [Status.ASKED, Status.NOT_CAME]
    assert [bool(duty.kept_on) for duty in owed(case)] == [True, False]


def test_what_is_called_off_is_owed_no_more_and_is_over(cast: Cast, case: Record) -> None:
    mo = cast.viewer("Mo Manager")
    booking = call_off(mo, ask_for_interpreter(mo, case, None, "ur"), "She wants to talk in English.")
    (duty,) = owed(case)
    assert duty.lifted_because
    with pytest.raises(Refused, match="is over"):
        book(mo, booking, RITA, on=FRIDAY)
    with pytest.raises(Refused, match="over already"):
        call_off(mo, booking, "Again")


@pytest.mark.parametrize(("on", "words"), [(TODAY - dt.timedelta(days=1), "today or later")])
def test_a_day_that_is_over_is_refused(cast: Cast, case: Record, on: dt.date, words: str) -> None:
    with pytest.raises(Refused, match=words):
        ask_for_interpreter(cast.viewer("Mo Manager"), case, None, "ur", on)


def test_whoever_sees_the_record_sees_the_booking_and_nobody_else(cast: Cast, case: Record) -> None:
    booking = ask_for_interpreter(cast.viewer("Mo Manager"), case, cast.adults["Mum Full"], "ur")
    seers = {
        name
        for name in cast.people
        if name not in ("Ag Ency", "Kee Per")
        and Booking.objects.visible_to(cast.viewer(name)).filter(pk=booking.pk).exists()
    }
    assert seers == {"Mo Manager"}


def test_a_parent_sees_what_was_asked_for_them_and_never_what_was_asked_for_another_adult(cast: Cast) -> None:
    kay = cast.viewer("Kay Person")
    record = open_record(kay, cast.setting, "note", "A talk", Audience.FAMILY, child=cast.children["Ava"])
    cast.adults["Mum Full"].interpreter = "ur"
    own = ask_for_interpreter(kay, record, cast.adults["Mum Full"], "")
    ask_for_interpreter(kay, record, cast.adults["Gran Unknown"], "pl")
    mum = cast.viewer("Mum Full")
    assert list(Booking.objects.visible_to(mum).values_list("pk", flat=True)) == [own.pk]
    assert Booking.objects.visible_to(kay).count() == 2
    (duty, _) = owed(record)
    assert duty.owed_role == Role.KEY_PERSON
