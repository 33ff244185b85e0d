"""Whoever made a complaint hears that something new waits for them; what it is they read on their page, and no stranger
hears anything."""

from __future__ import annotations

import datetime as dt

import pytest

from hometime.audit.actions import House, action, note
from hometime.complaints.actions import Said, take_step, tell_why
from hometime.complaints.handling.actions.answering import draft_of, give, save_draft
from hometime.complaints.intake.actions import Came, take_in
from hometime.complaints.models import Complaint, Door
from hometime.duties.models import Duty
from hometime.families.models import Adult, Bond
from hometime.notifications.models import Message
from hometime.notifications.sentences import Key
from tests.cast import HOUSE, TODAY, Cast

DAY = dt.timedelta(days=1)
FREE = {"explanation": "We looked at the gate.", "apology": "We are sorry."}


def told(cast: Cast, door: str = Door.SIGNED_IN, adult: str | None = "Mum Full", way: str = "") -> Complaint:
    """A complaint about Ava's day that came in by a door."""
    child = cast.children["Ava"] if adult else None
    said = Said(TODAY, "The gate stood open.", channel="written", child=child, classed="complaint")
    came = Came(door=door, adult=cast.adults[adult] if adult else None, way=way)
    return take_in(HOUSE, cast.setting, said, came)


def waiting() -> list[tuple[str | None, str]]:
    """To whom something is queued, and which sentence."""
    rows = Message.objects.unscoped("a test looks").order_by("queued_at", "pk")
    return [(message.person.name if message.person else None, message.sentence) for message in rows]


def acknowledge(cast: Cast, case: Complaint) -> None:
    take_step(cast.viewer("Mo Manager"), case, "acknowledged", words="We have it.")


def put_off(cast: Cast, case: Complaint) -> None:
    mo = cast.viewer("Mo Manager")
    duty = next(d for d in Duty.objects.visible_to(mo).open().filter(record=case) if d.why.get("action") == "feedback")
    tell_why(mo, case, duty, "A witness is away.", TODAY + 40 * DAY)


def send_letter(cast: Cast, case: Complaint) -> None:
    mo = cast.viewer("Mo Manager")
    save_draft(mo, case, draft_of(case).version, FREE, "upheld")
    give(mo, case, "mail")


@pytest.mark.parametrize("does", [acknowledge, put_off, send_letter])
def test_the_adult_who_told_us_hears_that_something_waits_and_nothing_of_what(cast: Cast, does: object) -> None:
    case = told(cast)
    assert waiting() == []
    does(cast, case)  # type: ignore[operator]
    assert waiting() == [("Mum Full", Key.SOMETHING)]


@action
def changed(actor: House, row: Adult | Bond, **facts: object) -> None:
    """Changes a row as another room does."""
    for name, value in facts.items():
        setattr(row, name, value)
    row.save()
    note("test.changed", row)


def shut(cast: Cast, adult: Adult) -> None:
    """A bond that lets its adult hear nothing of the child any more."""
    bond = Bond.objects.unscoped("a test looks").get(adult=adult, child=cast.children["Ava"])
    changed(HOUSE, bond, info="none")


def test_whoever_may_not_be_written_to_or_not_follow_it_any_more_hears_nothing(cast: Cast) -> None:
    mum = cast.adults["Mum Full"]
    for facts in ({"safe_to_write": False}, {"mode": Adult.Mode.PAPER}):
        before = {name: getattr(mum, name) for name in facts}
        changed(HOUSE, mum, **facts)
        acknowledge(cast, told(cast))
        assert waiting() == [], facts
        changed(HOUSE, mum, **before)
    acknowledge(cast, told(cast, way="none"))
    assert waiting() == [], "they asked not to be reached"
    shut(cast, mum)
    for does in (acknowledge, send_letter):
        does(cast, told(cast))
    assert waiting() == []


def test_a_stranger_hears_nothing(cast: Cast) -> None:
    case = told(cast, Door.POSTER, None, way="email")
    for does in (acknowledge, put_off, send_letter):
        does(cast, case)
    assert waiting() == []
