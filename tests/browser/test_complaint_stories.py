"""Complaints from their first word to their outcome, on the telephone of whoever complains: what they tap, what they read,
and what those whom it is about never see. The steps of those at work are taken by their actions."""

from __future__ import annotations

import datetime as dt
import re
import time
from collections.abc import Sequence

import pytest
from playwright.sync_api import Locator, Page, expect

from hometime.access.viewer import Viewer
from hometime.adoption.actions import adopt
from hometime.complaints.actions import send_back, take_step, tell_outside
from hometime.complaints.handling.actions import answering, asking, looking, meeting
from hometime.complaints.handling.facts import Given
from hometime.complaints.models import Complaint, Entry, Kind
from hometime.families.actions import describe_adult
from hometime.kernel import clock
from hometime.languages.actions import Who, ask_for_interpreter, book
from hometime.people import actions as people
from hometime.policies.actions import write_card
from tests.browser.conftest import PATIENCE_MS
from tests.browser.telephone import CODE, REFERENCE, Accessible, Thumb, Visit, cases, cast, go_on, phone, signed_in
from tests.browser.test_complaint_intake import tells as from_the_poster
from tests.cast import HOUSE, TODAY, Cast, as_proposed
from tests.stories.village import BLUEBELL, document

__all__ = ["cast"]
TELL = "Not happy about something? Tell us"
LETTER = {
    "explanation": "We asked everybody who was there.",
    "apology": "We are sorry about the gate.",
    "changes": "Two sign for it.",
}


class Calendar:
    """The day it is for everybody, the server included. It goes on from noon, so that what is written has an order."""

    def __init__(self) -> None:
        self.turn(TODAY)

    def turn(self, day: dt.date) -> None:
        """Goes to another day."""
        self.noon = dt.datetime.combine(day, dt.time(12), tzinfo=clock.LONDON).astimezone(dt.UTC)
        self.since = time.monotonic()

    def now(self) -> dt.datetime:
        """The instant."""
        return self.noon + dt.timedelta(seconds=time.monotonic() - self.since)


@pytest.fixture(autouse=True)
def calendar(monkeypatch: pytest.MonkeyPatch) -> Calendar:
    """A calendar that a story turns; the first of its days is that of all stories."""
    made = Calendar()
    monkeypatch.setattr(clock, "now", made.now)
    return made


@pytest.fixture
def town(calendar: Calendar, cast: Cast) -> Cast:
    """The cast on the first day of the story, with whom to ring outside."""
    write_card(HOUSE, cast.setting, "regulator", "Ofsted", phone="01632 960999", source="their page")
    write_card(HOUSE, cast.setting, "officer", "Designated officer", phone="01632 960555", source="the council's page")
    return cast


def tells(page: Page, words: str, about: str = "The care, or something that happened") -> Complaint:
    """A parent who has signed in tells us, in three screens and five taps; gives what was written down."""
    before = {case.pk for case in cases()}
    page.get_by_role("link", name=TELL).first.tap()
    thumb = Thumb(page)
    thumb.tap(page.get_by_label("No", exact=True))
    page.get_by_label("What happened?").fill(words)
    thumb.onward(go_on(page), "Tell us")
    thumb.tap(page.get_by_label(about, exact=True))
    thumb.onward(go_on(page), "We have it")
    assert thumb.screens <= 3 and thumb.taps <= 5
    page.get_by_role("link", name="See what happens next").tap()
    heads(page, "Your complaint")
    (case,) = (one for one in cases() if one.pk not in before)
    return case


def heads(page: Page, heading: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(heading, timeout=PATIENCE_MS)


def reads(page: Page, *words: str) -> None:
    """The page says all of this."""
    for each in words:
        expect(page.locator("main")).to_contain_text(each)


def rungs(page: Page) -> list[str]:
    """The lines of the timeline, from the first to the last."""
    return page.locator(".ladder > .rung").all_inner_texts()


def rung(page: Page, words: str) -> Locator:
    return page.locator(".rung", has_text=words)


def follows(page: Page, case: Complaint) -> None:
    """From wherever they are to the timeline of what they told us."""
    page.goto("/told/")
    heads(page, "What you told us")
    page.locator(".row", has_text=case.reference).get_by_role("link").first.tap()
    heads(page, "Your complaint")


def goes_further(page: Page, words: str) -> None:
    """Taps twice on the timeline, and asks nobody for leave."""
    thumb = Thumb(page)
    thumb.tap(page.locator("summary", has_text="Ask the next person to look at it"))
    page.get_by_label("What are you still not happy about?").fill(words)
    thumb.onward(page.get_by_role("button", name="Ask the next person"), "Your complaint")
    assert (thumb.screens, thumb.taps) == (2, 2)


def answers(
    who: Viewer, case: Complaint, finding: str, *, how: str = "", points: Sequence[Entry] = (), **said: str
) -> Entry:
    """Whoever has it in hand finds on each point, writes the letter and gives it."""
    for point in points:
        looking.find(who, point, finding, "We looked at it.")
    answering.save_draft(who, case, 0, {**LETTER, **said}, "" if points else finding)
    ways = answering.ways_to_give(case)
    theirs = next((way for way in (Given.MAIL, Given.PAGE) if way in ways), Given.POST)
    return answering.give(who, case, how or theirs)


def sees_nothing_of(page: Page, case: Complaint, *places: str) -> None:
    """Somebody at work finds neither a line nor a count of it, and its address is no address."""
    for place in ("/today/", "/complaints/", *places):
        page.goto(place)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert case.reference not in page.content() and case.what_happened not in page.content(), place
    answer = page.goto(f"/complaints/{case.pk}/")
    assert answer is not None and answer.status == 404


def counts(page: Page) -> str:
    """What the page of complaints says at all."""
    page.goto("/complaints/")
    return page.locator("main").inner_text()


def no_wider(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_written_complaint_goes_to_its_outcome_on_the_parents_own_page(
    visit: Visit, town: Cast, calendar: Calendar, accessible: Accessible
) -> None:
    page = signed_in(visit, town.people["Mum Full"])
    case = tells(page, "The gate stood open at four, and nobody rang us.")
    came, now = rungs(page)[:2]
    assert came.startswith("You told us.") and now.startswith("It is with Mo Manager (Manager).")
    reads(
        page,
        "by Monday 6 April 2026",
        "We count 28 days from Monday 9 March",
        "If you want somebody above to look at it now",
    )
    mo = town.viewer("Mo Manager")
    points = looking.set_points(mo, case, ["The gate stood open.", "Nobody rang."])
    page.reload()
    says = Thumb(page)
    says.tap(page.get_by_label("Yes, it is right"))
    says.onward(page.get_by_role("button", name="Send this answer").first, "Your complaint")
    reads(page, "You told us whether this is right.")
    assert (says.screens, says.taps) == (2, 2)
    calendar.turn(TODAY + dt.timedelta(days=9))
    answers(mo, case, "upheld", points=points)
    page = signed_in(visit, town.people["Mum Full"])
    follows(page, case)
    reads(page, "There is a letter for you")
    expect(page.locator("main")).not_to_contain_text("We are sorry about the gate.")
    accessible(page)
    opens = Thumb(page)
    opens.onward(page.get_by_role("button", name="Open the letter"), "Your complaint")
    assert (opens.screens, opens.taps) == (2, 1)
    reads(page, "You were right.", "We are sorry about the gate.", "Closed")
    page.locator("summary", has_text="Our letter to you").tap()
    reads(page, "1. The gate stood open.", "You can tell Ofsted at any time")
    reads(page, "Line manager: Lin Manager", "Ofsted", "01632 960999")
    expect(page.locator("main")).not_to_contain_text("Manager: Mo Manager")
    expect(page.locator("main")).not_to_contain_text("Key person: Kay Person")
    expect(page.locator("summary", has_text="Ask the next person to look at it")).to_be_visible()
    accessible(page)
    case.refresh_from_db()
    assert case.closed == TODAY + dt.timedelta(days=9)


def test_what_is_about_the_key_person_is_answered_and_the_key_person_reads_one_page_once_told(
    visit: Visit, town: Cast, accessible: Accessible
) -> None:
    kay = signed_in(visit, town.people["Kay Person"])
    before = counts(kay)
    page = signed_in(visit, town.people["Mum Full"])
    case = tells(page, "She was short with us at the door.", "My child’s key person")
    reads(page, "It is with Mo Manager (Manager).")
    expect(page.locator("main")).not_to_contain_text("Kay Person")
    sees_nothing_of(kay, case)
    assert counts(kay) == before
    mo = town.viewer("Mo Manager")
    first, _second = points = looking.set_points(mo, case, ["She was short with us.", "She did so before."])
    told = asking.tell(mo, case, town.people["Kay Person"], [first], teller="The manager", companion="A friend")
    kay.goto("/today/")
    kay.locator(".row", has_text="something for you to read").get_by_role("link").first.tap()
    reads(kay, "She was short with us.")
    expect(kay.locator("main")).not_to_contain_text("She did so before.")
    accessible(kay)
    answers(mo, case, "partly", points=points, how="handed")
    follows(page, case)
    reads(page, "You were right about part of it.")
    asking.show_findings(mo, told)
    sees_nothing_of(kay, case)


def test_what_is_about_the_manager_reaches_the_line_manager_and_is_nowhere_for_the_manager(
    visit: Visit, town: Cast, accessible: Accessible
) -> None:
    mo = signed_in(visit, town.people["Mo Manager"])
    before = counts(mo)
    page = signed_in(visit, town.people["Mum Full"])
    case = tells(page, "The manager spoke of us in the hall.", "The manager")
    reads(page, "It is with Lin Manager (Line manager).")
    expect(page.locator("main")).not_to_contain_text("Mo Manager")
    accessible(page)
    sees_nothing_of(mo, case, "/complaints/figures/", "/inspection/")
    assert counts(mo) == before
    lin = signed_in(visit, town.people["Lin Manager"])
    lin.locator(".row", has_text=case.reference).get_by_role("link").first.tap()
    reads(lin, "The manager spoke of us in the hall.")
    answers(town.viewer("Lin Manager"), case, "upheld", how="handed")
    follows(page, case)
    reads(page, "You were right.", "We are sorry about the gate.", "Ola Owner")
    expect(page.locator("main")).not_to_contain_text("Mo Manager")
    sees_nothing_of(mo, case, "/complaints/figures/", "/inspection/")
    assert counts(mo) == before


def test_a_trustee_who_complains_as_a_parent_goes_up_to_the_owner_who_is_free_and_sees_nothing_as_an_owner(
    visit: Visit, town: Cast, accessible: Accessible
) -> None:
    page = signed_in(visit, town.people["Tru Parent"], "Parent or carer")
    case = tells(page, "Nobody told us that the room was moved.")
    for name, post in (("Mo Manager", "Manager"), ("Lin Manager", "Line manager")):
        reads(page, f"It is with {name} ({post}).")
        answers(town.viewer(name), case, "not_upheld", how="handed")
        page.reload()
        reads(page, "We did not find that something went wrong.")
        goes_further(page, "We still think so.")
    reads(page, "It is with Ola Owner (Owner, director or trustee).")
    accessible(page)
    other = signed_in(visit, town.people["Tru Parent"], "Owner or trustee")
    sees_nothing_of(other, case)
    ola = signed_in(visit, town.people["Ola Owner"])
    ola.locator(".row", has_text=case.reference).get_by_role("link").first.tap()
    reads(ola, "Nobody told us that the room was moved.")
    answers(town.viewer("Ola Owner"), case, "upheld", how="handed")
    sees_nothing_of(other, case)
    other.goto("/today/")
    expect(other.locator("main")).not_to_contain_text("Look at what to do better")
    ola.goto("/today/")
    reads(ola, "Look at what to do better")
    page = signed_in(visit, town.people["Tru Parent"], "Parent or carer")
    follows(page, case)
    reads(page, "You were right.")


def test_who_says_that_a_child_may_be_at_risk_is_told_whom_to_ring_and_the_ladder_waits(
    visit: Visit, town: Cast, accessible: Accessible
) -> None:
    named = signed_in(visit, town.people["Kay Person"])
    before = counts(named)
    page = signed_in(visit, town.people["Mum Full"])
    page.get_by_role("link", name=TELL).first.tap()
    thumb = Thumb(page)
    thumb.tap(page.get_by_label("Yes, or it may be so"))
    page.get_by_label("What happened?").fill("She pulled her by the arm.")
    thumb.onward(go_on(page), "Ring now if a child may be in danger")
    assert (thumb.screens, thumb.taps) == (2, 2), "whom to ring stands on the second screen"
    expect(page.get_by_role("link", name="999", exact=True)).to_have_attribute("href", "tel:999")
    expect(page.get_by_role("link", name="01632 960555")).to_have_attribute("href", "tel:01632960555")
    accessible(page)
    page.get_by_role("link", name="Tell us more first").tap()
    page.get_by_label("My child’s key person", exact=True).tap()
    go_on(page).tap()
    heads(page, "We have it")
    page.get_by_role("link", name="See what happens next").tap()
    reads(page, "It is with Sal Lead", "A child’s safety comes first. The other steps wait.", "by Monday 6 April 2026")
    reads(page, "The law sets this day.")
    accessible(page)
    (case,) = cases()
    sees_nothing_of(named, case)
    assert counts(named) == before
    sal = signed_in(visit, town.people["Sal Lead"])
    for left, what in (
        ("1 day left", "designated officer"),
        ("13 days left", "Tell Ofsted"),
        ("28 days left", "what was found"),
    ):
        expect(sal.locator(".row", has_text=what)).to_contain_text(left)
    sal.goto(f"/complaints/{case.pk}/beside/")
    reads(sal, "It is with the safeguarding lead", "01632 960555", "The law's clock goes on.")
    accessible(sal)
    lead = town.viewer("Sal Lead")
    for event, words in (("officer_told", "Rang at ten."), ("regulator_told", "By their form.")):
        tell_outside(lead, case, event, words)
    send_back(lead, case, "The officer found no harm.")
    page.reload()
    reads(page, "It is with Mo Manager (Manager).", "by Monday 6 April 2026")
    sees_nothing_of(named, case)


def test_whoever_told_us_from_the_poster_and_never_signs_in_reads_the_letter_by_the_code(
    visit: Visit, town: Cast, calendar: Calendar, accessible: Accessible
) -> None:
    page = phone(visit, "/tell/riverside/")
    from_the_poster(page, Thumb(page), "The manager spoke of us in the hall.")
    go_on(page).tap()
    heads(page, "We have it")
    said = page.locator("main").inner_text()
    reference, code = re.findall(REFERENCE, said)[0], re.findall(rf"\b{CODE}\b", said)[0]
    (case,) = cases()
    calendar.turn(TODAY + dt.timedelta(days=9))
    answers(town.viewer("Lin Manager"), case, "upheld")
    page = phone(visit, "/follow/")
    thumb = Thumb(page)
    page.locator("input[name=reference]").fill(reference)
    page.locator("input[name=code]").fill(code)
    thumb.onward(page.get_by_role("button", name="Show it"), "Your complaint")
    reads(page, "There is a letter for you")
    thumb.onward(page.get_by_role("button", name="Open the letter"), "Your complaint")
    assert (thumb.screens, thumb.taps) == (3, 2)
    reads(page, "You were right.", "We are sorry about the gate.", "Closed")
    accessible(page)
    page.get_by_role("button", name="Close this").tap()
    heads(page, "See what happened since you told us")
    page.go_back()
    expect(page.locator("main")).not_to_contain_text("We are sorry about the gate.")


def test_another_service_is_met_does_not_agree_goes_to_the_line_manager_and_appeals_by_its_code(
    visit: Visit, town: Cast, calendar: Calendar, accessible: Accessible
) -> None:
    page = phone(visit, "/tell/riverside/")
    page.get_by_role("link", name="Do you work for another service?").tap()
    heads(page, "Do you work for another service?")
    thumb = Thumb(page)
    thumb.tap(page.get_by_label("No", exact=True))
    page.get_by_label("What is the complaint?").fill("Our visits were cut short three times.")
    thumb.tap(page.get_by_label("Something that we do"))
    page.get_by_label("Your name", exact=True).fill("Dr Blue")
    page.get_by_label("Your service or organisation").fill("Speech and language")
    page.get_by_label("Your number, e-mail or address at work").fill("blue@speech.example")
    thumb.onward(go_on(page), "We have it")
    assert (thumb.screens, thumb.taps) == (2, 3)
    expect(page.locator("main")).not_to_contain_text("your child")
    page.get_by_role("link", name="See what happens next").tap()
    heads(page, "Your complaint")
    reads(page, "We tell you that we have it.", "We meet you about it.", "It is with Mo Manager (Manager).")
    expect(page.locator("main")).not_to_contain_text("your child")
    accessible(page)
    (case,) = cases()
    mo, lin, ola = (town.viewer(name) for name in ("Mo Manager", "Lin Manager", "Ola Owner"))
    take_step(mo, case, "acknowledged", words="By e-mail.")
    offered = meeting.offer(mo, case, ["Monday at four", "Tuesday at nine"], form="video")
    page.reload()
    reads(page, "We told you that we have it.", "We would like to talk with you.", "Tuesday at nine")
    calendar.turn(TODAY + dt.timedelta(days=7))
    held = meeting.met(mo, case, "Mo Manager and Dr Blue", form="video", of=offered)
    meeting.take_minutes(mo, held, "We spoke about the visits.")
    page.reload()
    reads(page, "We met you about it.", "We spoke about the visits.")
    page.get_by_label("Yes, it is right").tap()
    page.get_by_role("button", name="Send this answer").first.tap()
    reads(page, "You told us whether this is right.")
    take_step(mo, case, "not_agreed", words="They want the lost hours back.")
    page.reload()
    reads(page, "We did not agree, and it went on.", "It is with Lin Manager (Line manager).")
    answers(lin, case, "not_upheld")
    page.reload()
    page.get_by_role("button", name="Open the letter").tap()
    reads(page, "We did not find that something went wrong.")
    goes_further(page, "The hours are still lost.")
    reads(page, "Ola Owner", "(Owner, director or trustee)", "You were not happy with the answer.")
    answers(ola, case, "partly")
    page.reload()
    page.get_by_role("button", name="Open the letter").tap()
    reads(page, "You were right about part of it.", "Closed")
    expect(page.locator("summary", has_text="Ask the next person to look at it")).to_have_count(0)
    accessible(page)
    page.get_by_role("button", name="Close this").tap()
    heads(page, "See what happened since you told us")


def test_a_complaint_keeps_the_day_of_the_policy_it_came_under_and_the_next_one_gets_the_new(
    visit: Visit, town: Cast, calendar: Calendar
) -> None:
    page = signed_in(visit, town.people["Mum Full"])
    first = tells(page, "His coat was wet all day.")
    reads(page, "by Monday 6 April 2026")
    calendar.turn(TODAY + dt.timedelta(days=7))
    shorter = document(BLUEBELL).replace(b"within 28 days, makes time", b"within 21 days, makes time")
    assert shorter != document(BLUEBELL)
    owner = town.viewer("Ola Owner")
    adopt(owner, town.provider, [town.setting], as_proposed(shorter, BLUEBELL), shorter, clock.today())
    page = signed_in(visit, town.people["Mum Full"])
    second = tells(page, "His hat was lost.")
    reads(page, "by Monday 6 April 2026", "We count 21 days from Monday 16 March", "Our policy sets this day.")
    reads(page, "We count 28 days from Monday 16 March", "The law sets this day.")
    follows(page, first)
    reads(page, "by Monday 6 April 2026", "We count 28 days from Monday 9 March", "Our policy sets this day.")
    expect(page.locator("main")).not_to_contain_text("21 days")
    assert first.under_id != second.under_id


def test_one_of_the_last_day_before_the_summer_says_what_falls_in_the_closure_and_the_earlier_target(
    visit: Visit, town: Cast, calendar: Calendar, accessible: Accessible
) -> None:
    first, last = dt.date(2026, 7, 16), dt.date(2026, 8, 31)
    people.close_for(town.viewer("Mo Manager"), town.setting, first, last, "Summer holiday", "holiday")
    calendar.turn(first - dt.timedelta(days=1))
    page = signed_in(visit, town.people["Mum Full"], viewport={"width": 320, "height": 640})
    tells(page, "Nobody rang us today.")
    reads(page, "by Wednesday 12 August 2026")
    reads(page, "We are closed from Thursday 16 July to Monday 31 August. Those days count all the same.")
    reads(page, "We are closed on that day. We plan before we close who answers you.")
    no_wider(page)
    accessible(page)
    calendar.turn(dt.date(2026, 8, 20))
    page = signed_in(visit, town.people["Mum Full"], viewport={"width": 320, "height": 640})
    follows(page, cases()[0])
    expect(rung(page, "We said we would do this by Wednesday 12 August 2026.")).to_have_attribute("data-state", "late")
    no_wider(page)
    calendar.turn(first - dt.timedelta(days=25))
    page = signed_in(visit, town.people["Mum Full"])
    tells(page, "Nobody rang us again.")
    reads(page, "by Sunday 19 July 2026", "That is no working day for us. We aim for Wednesday 15 July.")


def test_an_urdu_reader_follows_it_from_right_to_left_and_reads_that_an_interpreter_is_booked(
    visit: Visit, town: Cast, calendar: Calendar, accessible: Accessible
) -> None:
    adult = town.adults["Mum Full"]
    mo = town.viewer("Mo Manager")
    describe_adult(mo, adult, town.setting, reads=["ur"], interpreter="ur")
    words = "دروازہ چار بجے کھلا تھا، اور کسی نے ہمیں فون نہیں کیا۔"
    page = signed_in(visit, town.people["Mum Full"], locale="ur", viewport={"width": 320, "height": 640})
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    page.goto("/told/new/")
    thumb = Thumb(page)
    thumb.tap(page.locator("input[name=at_risk][value=no]"))
    page.locator("textarea[name=what_happened]").fill(words)
    thumb.tap(go_on(page))
    thumb.tap(page.locator("input[name=about][value=care]"))
    thumb.tap(go_on(page))
    expect(page.locator("main")).to_contain_text("Mo Manager")
    assert thumb.taps == 4
    (case,) = cases()
    meeting.offer(mo, case, ["17.3. 16:00", "18.3. 09:00"], form="person", language="Urdu", interpreter=True)
    booking = ask_for_interpreter(mo, case, adult, "", dt.date(2026, 3, 17))
    page.locator("main a.button").first.tap()
    expect(page.locator("main")).to_contain_text(words)
    expect(page.locator("html")).to_have_attribute("lang", "ur")
    reads(page, "ہم آپ کے لیے مترجم ڈھونڈ رہے ہیں: اردو۔", "18.3. 09:00")
    no_wider(page)
    accessible(page)
    book(mo, booking, Who("Amina", organisation="Voices"), on=dt.date(2026, 3, 17), at="16:00")
    page.reload()
    reads(page, "بات کرنے میں ایک مترجم ہماری مدد کرے گا: اردو۔", "17", "16:00")
    expect(page.locator("main")).not_to_contain_text("Amina")
    calendar.turn(dt.date(2026, 3, 17))
    offered = Entry.objects.unscoped("a test looks").get(complaint=case, kind=Kind.MEETING)
    held = meeting.met(mo, case, "Mo Manager, Ava's mother and Amina", form="person", of=offered)
    meeting.take_minutes(mo, held, "دروازہ کھلا تھا۔")
    page = signed_in(visit, town.people["Mum Full"], locale="ur", viewport={"width": 320, "height": 640})
    page.goto("/told/")
    page.locator(".row", has_text=case.reference).get_by_role("link").first.tap()
    reads(page, "ہم اس بارے میں آپ سے ملے۔", "دروازہ کھلا تھا۔")
    page.locator("input[name=answer][value=yes]").first.tap()
    page.get_by_role("button", name="یہ جواب بھیجیں").first.tap()
    reads(page, "آپ نے ہمیں بتا دیا ہے کہ یہ درست ہے یا نہیں۔")
    answers(mo, case, "upheld", how="handed", explanation="دروازہ کھلا تھا۔")
    page.reload()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    reads(page, "دروازہ کھلا تھا۔")
    no_wider(page)
    accessible(page)
