"""Whoever made a complaint hears that something new waits for them; what it is they read on their page, and no stranger
hears anything."""

from __future__ import annotations

import datetime as dt

import pytest

from hometime.audit.actions import House, action, note
from hometime.complaints.actions import Said, take_step, tell_why
from hometime.complaints.actions.heralding import CHANGED, TELL, say_what_changed
from hometime.complaints.handling.actions.answering import draft_of, give, save_draft, ways_to_give
from hometime.complaints.handling.facts import Given
from hometime.complaints.handling.letter_forms import GiveForm
from hometime.complaints.intake.actions import Came, take_in
from hometime.complaints.intake.codes import kept_of
from hometime.complaints.models import Complaint, Door
from hometime.duties.models import Duty
from hometime.families.models import Adult, Bond
from hometime.kernel.answers import Refused
from hometime.notifications.models import Message
from hometime.notifications.sentences import Key
from tests.cast import HOUSE, TODAY, Cast

DAY = dt.timedelta(days=1)
FREE = {"explanation": "We looked at the gate.", "apology": "We are sorry."}


def told(
    cast: Cast, door: str = Door.SIGNED_IN, adult: str | None = "Mum Full", way: str = "", code: str = ""
) -> Complaint:
    """A complaint about Ava's day that came in by a door."""
    child = cast.children["Ava"] if adult else None
    said = Said(TODAY, "The gate stood open.", channel="written", child=child, classed="complaint")
    came = Came(door=door, adult=cast.adults[adult] if adult else None, way=way, code=code)
    return take_in(HOUSE, cast.setting, said, came)


def waiting() -> list[tuple[str | None, str]]:
    """To whom something is queued, and which sentence, but for the manager, who is rung for what the board brings."""
    rows = Message.objects.unscoped("a test looks").exclude(person__name="Mo Manager").order_by("queued_at", "pk")
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
    sent = give(mo, case, "mail" if Given.MAIL in ways_to_give(case) else "post")
    assert sent.facts["mailed"] is bool(waiting()), "what is written down is what was done"


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


def owed(case: Complaint) -> list[tuple[str, str]]:
    """Who is to tell somebody of this, and what."""
    rows = Duty.objects.unscoped("a test looks").open().filter(record=case, what__in=(TELL.what, CHANGED.what))
    return [(duty.person.name if duty.person else "", duty.what) for duty in rows.order_by("owed_on", "pk")]


@pytest.mark.parametrize("mode", [Adult.Mode.TEXT, Adult.Mode.PAPER, Adult.Mode.CALL])
def test_whoever_reads_no_e_mail_is_told_once_by_whoever_has_it_in_hand(cast: Cast, mode: Adult.Mode) -> None:
    changed(HOUSE, cast.adults["Mum Full"], mode=mode)
    case = told(cast)
    assert owed(case) == []
    acknowledge(cast, case)
    put_off(cast, case)
    assert (owed(case), waiting()) == ([("Mo Manager", TELL.what)], [])
    mo = cast.viewer("Mo Manager")
    assert Duty.objects.visible_to(mo).owed_by(mo).filter(record=case, what=TELL.what).count() == 1, "on their Today"
    dee = cast.viewer("Dee Deputy")
    assert not Duty.objects.visible_to(dee).filter(record=case).exists(), "and on nobody else's"


def test_nobody_owes_a_call_where_the_letter_itself_goes_to_them(cast: Cast) -> None:
    changed(HOUSE, cast.adults["Mum Full"], mode=Adult.Mode.PAPER)
    case = told(cast)
    send_letter(cast, case)
    assert owed(case) == []


def test_what_changed_is_told_to_those_who_may_be_reached_and_to_nobody_else(cast: Cast) -> None:
    mo = cast.viewer("Mo Manager")
    written = told(cast)
    say_what_changed(mo, written)
    assert (waiting(), owed(written)) == ([("Mum Full", Key.SOMETHING)], [])
    changed(HOUSE, cast.adults["Mum Full"], mode=Adult.Mode.CALL)
    rung = told(cast)
    say_what_changed(mo, rung)
    assert owed(rung) == [("Mo Manager", CHANGED.what)]
    changed(HOUSE, cast.adults["Mum Full"], safe_to_write=False)
    for case in (told(cast), told(cast, way="none"), told(cast, Door.POSTER, None, way="email")):
        say_what_changed(mo, case)
        assert owed(case) == [], "not safe, not wished, or nobody has made sure who it is"
    assert len(waiting()) == 1


def shut(cast: Cast, adult: Adult) -> None:
    """A bond that lets its adult hear nothing of the child any more."""
    bond = Bond.objects.unscoped("a test looks").get(adult=adult, child=cast.children["Ava"])
    changed(HOUSE, bond, info="none")


def test_whoever_may_not_be_written_to_or_not_follow_it_any_more_hears_nothing(cast: Cast) -> None:
    mum = cast.adults["Mum Full"]
    for facts in ({"safe_to_write": False}, {"mode": Adult.Mode.PAPER}):
        before = {name: getattr(mum, name) for name in facts}
        changed(HOUSE, mum, **facts)
        case = told(cast)
        acknowledge(cast, case)
        assert waiting() == [], facts
        assert bool(owed(case)) is ("mode" in facts), "and nobody reaches them who are not safe to reach"
        changed(HOUSE, mum, **before)
    acknowledge(cast, told(cast, way="none"))
    assert waiting() == [], "they asked not to be reached"
    case = told(cast, way="none")
    save_draft(cast.viewer("Mo Manager"), case, 0, FREE, "upheld")
    with pytest.raises(Refused, match="No e-mail goes to them"):
        give(cast.viewer("Mo Manager"), case, "mail")
    shut(cast, mum)
    for does in (acknowledge, send_letter):
        does(cast, told(cast))
    assert waiting() == []


def test_the_form_offers_no_e_mail_where_none_would_go_and_says_so(cast: Cast) -> None:
    linked, stranger = told(cast), told(cast, Door.POSTER, None, way="email")
    assert Given.MAIL in ways_to_give(linked) and Given.PAGE not in ways_to_give(linked)
    assert Given.MAIL not in ways_to_give(stranger)
    form = GiveForm(1, "en", None, ways_to_give(stranger))
    assert ">On their page: an e-mail" not in str(form) and "No e-mail is offered" in str(form.fields["how"].help_text)
    changed(HOUSE, cast.adults["Mum Full"], safe_to_write=False)
    assert Given.MAIL not in ways_to_give(linked)


def test_a_letter_can_wait_on_a_page_that_is_opened_by_code_and_nothing_is_sent(cast: Cast) -> None:
    assert Given.PAGE not in ways_to_give(told(cast, Door.POSTER, None)), "nobody has a code"
    case = told(cast, Door.POSTER, None, code=kept_of("ABCD-EFGH"))
    assert Given.PAGE in ways_to_give(case)
    mo = cast.viewer("Mo Manager")
    save_draft(mo, case, 0, FREE, "upheld")
    letter = give(mo, case, "page")
    assert (letter.facts["mailed"], letter.facts["delivered"], waiting()) == (False, False, [])


def test_a_stranger_hears_nothing(cast: Cast) -> None:
    case = told(cast, Door.POSTER, None, way="email")
    for does in (acknowledge, put_off, send_letter):
        does(cast, case)
    assert (waiting(), owed(case)) == ([], [])
