"""The work of each step: from a written complaint to the letter that answers it, and another service's complaint through
its meeting to an agreement, or further up."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from hometime.complaints.actions import Said
from hometime.complaints.handling import intheirs
from hometime.complaints.handling.forthem import for_them
from hometime.complaints.intake.actions import Came, take_in
from hometime.complaints.models import Arrival, Complaint, Entry, Kind, LetterDraft, Step
from hometime.complaints.printing.gathering import gather
from hometime.complaints.printing.letters import outcome
from hometime.duties.models import Duty
from hometime.kernel import clock
from hometime.policies.actions import write_card
from tests.cast import HOUSE, TODAY, Cast
from tests.stories.test_a_complaint_is_answered import owed, writes
from tests.stories.village import day, done, enter, photograph, with_both_ladders, words_of

pytestmark = pytest.mark.usefixtures("practice")
NO_DAY = {"on_day": "", "on_month": "", "on_year": ""}
PARTS = {
    "explanation": "We asked everybody who was there. The lock had been broken for a week.",
    "apology": "We are sorry that nobody rang you.",
    "remedy": "We check the gate each day.",
    "changes": "Two people sign for the gate now.",
}


@pytest.fixture
def town(cast: Cast) -> Cast:
    """The cast at a setting that adopted a policy with both ladders, with the regulator's card."""
    with_both_ladders(cast)
    write_card(HOUSE, cast.setting, "regulator", "Ofsted", phone="01632 960999", source="their page")
    return cast


def work(client: Client, case: Complaint, what: str, of: Any = None, **said: Any) -> Any:
    """Writes something into a case, and gives the answer."""
    beside = f"{of.pk}/" if of else ""
    return client.post(f"/complaints/{case.pk}/write/{what}/{beside}", {**NO_DAY, **said})


def entry(case: Complaint, kind: str, number: int = 0) -> Entry:
    """An entry of a kind, in the order they were written."""
    return Entry.objects.unscoped("a story looks").filter(complaint=case, kind=kind).order_by("number")[number]


def letter(client: Client, case: Complaint, *, how: str = "handed", version: int = 0, **said: Any) -> Any:
    """Writes the letter, looks at it and gives it."""
    answer = client.post(f"/complaints/{case.pk}/letter/", {"version": version, **PARTS, **said})
    assert answer.status_code == 302, answer.content.decode()[:3000]
    give = {"how": how, "language": "en", "version": version + 1, **NO_DAY}
    return client.post(f"/complaints/{case.pk}/letter/preview/", give)


@pytest.mark.clause("C13", "C14", "C21")
def test_a_written_complaint_is_looked_into_point_by_point_and_answered_by_a_letter(town: Cast) -> None:
    mo = enter(town.people["Mo Manager"])
    case = writes(mo, channel="written", eyfs_requirement="on", complainant="Mum Full", child=town.children["Ava"].pk)
    assert "One on each line" in words_of(mo, f"/complaints/{case.pk}/write/points/")
    assert work(mo, case, "points", points_said="The gate stood open.\n\nNobody rang.").status_code == 302
    assert work(mo, case, "plan", way="read", words="The book of the gate").status_code == 302
    assert work(mo, case, "done", entry(case, Kind.PLAN), words="Nothing is written for that day.").status_code == 302
    assert work(mo, case, "outside", name="Gran", words="I saw it.", how="phone").status_code == 302
    assert work(mo, case, "evidence", paper=photograph(), words="The lock").status_code == 302
    assert work(mo, case, "say", agrees="yes", how="phone", words="").status_code == 302
    first, second = entry(case, Kind.POINT), entry(case, Kind.POINT, 1)
    assert work(mo, case, "finding", first, finding="upheld", explanation="The lock was broken.").status_code == 302
    mo.post(f"/complaints/{case.pk}/letter/", {"version": 0, **PARTS})
    page = words_of(mo, f"/complaints/{case.pk}/letter/preview/")
    assert "Point 2 has no finding yet." in page and "Give the letter" not in page
    give = {"how": "handed", "language": "en", "version": 1, **NO_DAY}
    refused = mo.post(f"/complaints/{case.pk}/letter/preview/", give)
    assert refused.status_code == 422 and case.closed is None
    assert work(mo, case, "finding", second, finding="not_upheld", explanation="We rang at four.").status_code == 302
    page = words_of(mo, f"/complaints/{case.pk}/letter/preview/")
    assert "We uphold your complaint." in page and "You can tell Ofsted at any time" in page and "01632 960999" in page
    assert mo.post(f"/complaints/{case.pk}/letter/preview/", give).status_code == 302
    step = Step.objects.unscoped("a story looks").get(complaint=case, event="answered")
    assert step.finding == "upheld" and step.apology == PARTS["apology"]
    given = entry(case, Kind.LETTER)
    for words in (*PARTS.values(), "1. The gate stood open.", "2. Nobody rang.", "Lin", "01632 960999"):
        assert words in given.words, words
    shown = words_of(mo, f"/complaints/{case.pk}/letter/{given.pk}/")
    assert given.facts["code"] in shown and "does not fit" not in shown
    case.refresh_from_db()
    assert case.closed == TODAY and owed(case) == {}


@pytest.mark.clause("C14")
def test_a_letter_that_was_sent_answers_on_the_day_it_arrives_and_not_before(town: Cast) -> None:
    mo = enter(town.people["Mo Manager"])
    case = writes(mo, channel="written")
    assert letter(mo, case, how="post", finding="not_upheld").status_code == 302
    assert "feedback setting_manager policy" in owed(case)
    assert "It counts on the day they have it." in words_of(mo, f"/complaints/{case.pk}/")
    assert letter_again(mo, case).status_code == 422
    sent = entry(case, Kind.LETTER)
    with clock.fixed(TODAY + dt.timedelta(days=3)):
        early = work(mo, case, "arrived", sent, words="", **day("on", TODAY - dt.timedelta(days=1)))
        assert early.status_code == 422
        assert work(mo, case, "arrived", sent, words="They rang.").status_code == 302
    duty = Duty.objects.unscoped("a story looks").get(record=case, why__action="feedback", lifted_because="")
    assert duty.kept_on == TODAY + dt.timedelta(days=3)


def letter_again(client: Client, case: Complaint) -> Any:
    give = {"how": "handed", "language": "en", "version": 1, **NO_DAY}
    return client.post(f"/complaints/{case.pk}/letter/preview/", give)


@pytest.mark.clause("F19")
def test_a_letter_to_somebody_who_reads_another_language_owes_a_translation(
    town: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Our own sentences are said in it at once, as a draft (tests/words holds that there are words for each); what people
    wrote is left for somebody by name."""
    monkeypatch.setattr(intheirs, "gettext", lambda words: f"«{words}»")
    mo = enter(town.people["Mo Manager"])
    case = writes(mo, channel="written")
    mo.post(f"/complaints/{case.pk}/letter/", {"version": 0, **PARTS, "finding": "partly"})
    give = {"how": "read", "language": "ur", "version": 1, **NO_DAY}
    nobody = mo.post(f"/complaints/{case.pk}/letter/preview/", give)
    assert nobody.status_code == 422 and "Write who translates it, or reads it out" in nobody.content.decode()
    assert "«What we found»" in nobody.content.decode(), "it is shown beside the English before it is given"
    assert mo.post(f"/complaints/{case.pk}/letter/preview/", {**give, "reader": "Amina Noor"}).status_code == 302
    owed = Duty.objects.unscoped("a story looks").open().get(record=case, clause="F19")
    page = words_of(mo, f"/complaints/{case.pk}/letter/{entry(case, Kind.LETTER).pk}/")
    ours = ("«We uphold part of your complaint.", "«You do not need to ask us first.»", "«These are draft words")
    for words in ("A translation is owed.", 'lang="ur" dir="rtl"', "Amina Noor", "What we found", *ours):
        assert words in page, words
    for part in PARTS.values():
        assert f'<p class="as-written" lang="en" dir="auto"><bdi>{part}</bdi></p>' in page, (
            "not passed off as translated"
        )
    [given] = for_them(case).letters
    assert given.theirs is not None and given.theirs.direction == "rtl" and given.paragraphs[0].startswith("Riverside")
    assert "«" not in "".join(given.paragraphs), "the English one stands beside it, with its code"
    paper = str(outcome(gather(town.viewer("Mo Manager"), case)))
    assert "«What we found»" in paper and "'What we found'" in paper and PARTS["explanation"] in paper
    assert done(mo, owed, evidence="Sana Reed put it into Urdu, and they have it.") == 302


def test_two_people_who_write_one_letter_are_shown_both_texts_and_nothing_is_lost(town: Cast) -> None:
    mo = enter(town.people["Mo Manager"])
    case = writes(mo, channel="written")
    at = f"/complaints/{case.pk}/letter/"
    assert mo.post(at, {"version": 0, **PARTS, "finding": "upheld"}).status_code == 302
    other = {**PARTS, "explanation": "Somebody else's words."}
    clash = mo.post(at, {"version": 0, **other, "finding": "upheld"})
    page = clash.content.decode()
    assert clash.status_code == 422 and "Both texts are below" in page
    assert "Somebody else&#x27;s words." in page and PARTS["explanation"] in page
    draft = LetterDraft.objects.unscoped("a story looks").get(complaint=case)
    assert draft.explanation == PARTS["explanation"] and draft.version == 1
    assert mo.post(at, {"version": 1, **other, "finding": "upheld"}).status_code == 302
    draft.refresh_from_db()
    assert draft.explanation == "Somebody else's words." and draft.version == 2
    stale = mo.post(f"{at}preview/", {"how": "handed", "language": "en", "version": 1, **NO_DAY})
    assert stale.status_code == 422 and "changed since you looked" in stale.content.decode()


def test_a_form_sent_twice_is_written_down_once_and_bad_input_is_said_beside_the_field(town: Cast) -> None:
    mo = enter(town.people["Mo Manager"])
    case = writes(mo, channel="written")
    for _ in range(2):
        assert work(mo, case, "outside", name="Gran", words="I saw it.", how="phone", once="k1").status_code == 302
    assert Entry.objects.unscoped("a story looks").filter(complaint=case, kind=Kind.STATEMENT).count() == 1
    for _ in range(2):
        assert work(mo, case, "points", points_said="One.\nTwo.", once="k2").status_code == 302
    assert Entry.objects.unscoped("a story looks").filter(complaint=case, kind=Kind.POINT).count() == 2
    tomorrow = day("on", TODAY + dt.timedelta(days=1))
    answer = work(mo, case, "outside", name="Gran", words="Kept words.", how="phone", **tomorrow)
    assert answer.status_code == 422
    assert "must be today or earlier" in answer.content.decode() and "Kept words." in answer.content.decode()
    leap = {"on_day": "29", "on_month": "2", "on_year": "2025"}
    assert work(mo, case, "outside", name="Gran", words="x", how="phone", **leap).status_code == 422
    assert work(mo, case, "points", points_said="x" * 100_001).status_code == 422
    assert work(mo, case, "nothing").status_code == work(mo, case, "finding").status_code == 404
    other = writes(mo, channel="written")
    work(mo, other, "points", points_said="Another case.")
    there = entry(other, Kind.POINT)
    assert work(mo, case, "finding", there, finding="upheld", explanation="x").status_code == 404
    assert work(mo, other, "outside", name="Gran", words="Hm.", how="phone", once="k1").status_code == 422


def test_a_correction_stands_beside_what_it_corrects_and_late_words_are_marked(town: Cast) -> None:
    mo = enter(town.people["Mo Manager"])
    case = writes(mo, channel="written")
    late = day("on", TODAY - dt.timedelta(days=5))
    work(mo, case, "outside", name="Gran", words="It was Tuesday.", how="phone", **late)
    first = entry(case, Kind.STATEMENT)
    assert work(mo, case, "correct", first, words="It was Wednesday.").status_code == 302
    page = words_of(mo, f"/complaints/{case.pk}/")
    assert "It was Tuesday." in page and "Put right: A statement" in page and "more than 48 hours later" in page
    with pytest.raises(RuntimeError, match="never changed"):
        first.save()


def test_taking_it_back_says_in_whose_word(town: Cast) -> None:
    mo = enter(town.people["Mo Manager"])
    case = writes(mo, channel="written")
    answer = work(mo, case, "withdraw", whose="spoken", words="They moved away, and said they let it be.")
    assert answer.status_code == 302
    case.refresh_from_db()
    assert case.closed == TODAY and entry(case, Kind.ENDING).facts == {"how": "withdrawn", "whose": "spoken"}


def test_a_case_is_closed_and_opened_again_with_a_reason_each_time(town: Cast) -> None:
    mo = enter(town.people["Mo Manager"])
    case = writes(mo, channel="written")
    assert work(mo, case, "close", words="").status_code == 422
    assert work(mo, case, "close", words="It came twice. The other one goes on.").status_code == 302
    case.refresh_from_db()
    assert case.closed == TODAY and owed(case) == {}
    page = words_of(mo, f"/complaints/{case.pk}/")
    assert "It came twice." in page and "Open it again, and say why" in page
    assert work(mo, case, "reopen", words="It was another day after all.").status_code == 302
    assert work(mo, case, "reopen", words="Once more.").status_code == 422
    case.refresh_from_db()
    assert case.closed is None and case.keep_until is None
    assert list(owed(case).values()) == [TODAY + dt.timedelta(days=14)]
    assert letter(mo, case, finding="not_upheld").status_code == 302


@pytest.mark.clause("C14", "C21")
def test_whoever_complained_reads_the_points_says_yes_opens_the_letter_and_by_that_was_answered(town: Cast) -> None:
    ava, mum = town.children["Ava"], town.adults["Mum Full"]
    said = Said(TODAY, "The gate stood open.", channel="written", child=ava)
    case = take_in(town.viewer("Mum Full"), town.setting, said, Came(door="signed_in", adult=mum))
    arrival = Arrival.objects.unscoped("a story looks").get(complaint=case)
    mo, parent = enter(town.people["Mo Manager"]), enter(town.people["Mum Full"])
    at = f"/told/{arrival.pk}/"
    work(mo, case, "points", points_said="The gate stood open.\nNobody rang.")
    work(mo, case, "outside", name="Gran", words="A secret of Gran's.", how="phone")
    page = words_of(parent, at)
    assert "What we look into" in page and "Nobody rang." in page and "secret of Gran" not in page
    answer = {"answer": "no", "words": "It was three days.", "once": "a-key-of-a-form"}
    for _ in range(2):
        assert parent.post(f"{at}points/", answer).status_code == 302
    assert entry(case, Kind.SAID).facts == {"agrees": False, "how": "screen"}
    assert Entry.objects.unscoped("a story looks").filter(complaint=case, kind=Kind.SAID).count() == 1
    assert "You told us whether this is right." in words_of(parent, at)
    assert "It was three days." in words_of(mo, f"/complaints/{case.pk}/")
    for number in (0, 1):
        work(mo, case, "finding", entry(case, Kind.POINT, number), finding="upheld", explanation="We looked.")
    assert letter(mo, case, how="mail").status_code == 302
    page = words_of(parent, at)
    assert "There is a letter for you" in page and PARTS["remedy"] not in page
    assert any(key.startswith("feedback") for key in owed(case))
    assert parent.post(f"{at}letter/", {"once": "another-key"}).status_code == 302
    page = words_of(parent, at)
    assert PARTS["remedy"] in page and entry(case, Kind.LETTER).facts["code"] in page
    case.refresh_from_db()
    assert case.closed == TODAY and owed(case) == {}


@pytest.fixture
def agencys(town: Cast) -> tuple[Client, Complaint]:
    """A complaint of another service, in the manager's hands."""
    mo = enter(town.people["Mo Manager"])
    return mo, writes(mo, channel="written", source="agency", complainant="Speech service", settled="no")


@pytest.mark.clause("X4", "X5")
def test_another_service_is_met_and_what_was_agreed_is_signed_by_both_and_looked_at_later(
    agencys: tuple[Client, Complaint],
) -> None:
    mo, case = agencys
    assert work(mo, case, "terms", what1="x", who1="y", **day("by1", TODAY)).status_code == 422, "nobody has met yet"
    offered = {"times": "Monday at four\nTuesday at nine", "form": "video", "language": "Polish", "interpreter": "on"}
    assert work(mo, case, "meeting", **offered).status_code == 302
    assert (
        work(mo, case, "met", entry(case, Kind.MEETING), who="Mo, and two of theirs", form="video").status_code == 302
    )
    assert not any(key.startswith("meet") for key in owed(case))
    assert work(mo, case, "minutes", entry(case, Kind.HELD), words="We spoke about visits.").status_code == 302
    notes = entry(case, Kind.MINUTES)
    assert work(mo, case, "say", notes, agrees="yes", how="paper").status_code == 302
    by = TODAY + dt.timedelta(days=30)
    terms = {"what1": "Tell them a week before.", "who1": "Mo", **day("by1", by)}
    assert work(mo, case, "terms", **terms).status_code == 302
    agreed = entry(case, Kind.TERMS)
    assert work(mo, case, "sign", agreed, side="us", name="Mo", how="paper").status_code == 302
    assert work(mo, case, "sign", agreed, side="us", name="Mo", how="paper").status_code == 422
    case.refresh_from_db()
    assert case.closed is None
    assert work(mo, case, "sign", agreed, side="them", name="Dr Blue", how="paper").status_code == 302
    case.refresh_from_db()
    assert case.closed == TODAY
    check = Duty.objects.unscoped("a story looks").open().get(record=case, clause="X5")
    assert check.due == by
    assert mo.post(f"/duty/{check.pk}/done/", {"evidence": "It is done.", **NO_DAY}).status_code == 302


@pytest.mark.clause("X2", "X3", "X4", "X7", "X8", "X9")
def test_another_service_without_agreement_goes_to_the_line_manager_and_on_to_the_owners(
    town: Cast, agencys: tuple[Client, Complaint]
) -> None:
    mo, case = agencys
    lin, ola = enter(town.people["Lin Manager"]), enter(town.people["Ola Owner"])
    assert mo.post(f"/complaints/{case.pk}/acknowledged/", {"words": "By e-mail."}).status_code == 302
    assert "points_said" in words_of(mo, f"/complaints/{case.pk}/write/points/"), "the manager says what is looked into"
    work(mo, case, "points", points_said="The visits were cut.")
    assert work(mo, case, "met", who="Mo and theirs", form="person").status_code == 302
    assert mo.post(f"/complaints/{case.pk}/not_agreed/", {"words": "They want another therapist."}).status_code == 302
    assert clauses_owed(case) == {"X7", "X8"}
    assert lin.post(f"/complaints/{case.pk}/acknowledged/", {"words": "By e-mail too."}).status_code == 302
    point = entry(case, Kind.POINT)
    assert work(lin, case, "finding", point, finding="not_upheld", explanation="The day was theirs.").status_code == 302
    assert letter(lin, case).status_code == 302
    assert "owners" in entry(case, Kind.LETTER).words
    assert lin.post(f"/complaints/{case.pk}/not_satisfied/", {"words": "They appeal."}).status_code == 302
    assert clauses_owed(case) == {"X9"}
    page = words_of(ola, f"/complaints/{case.pk}/")
    assert "Say what was found on point 1" in page, "each step looks at the points anew"
    assert work(ola, case, "finding", point, finding="partly", explanation="We were late.").status_code == 302
    assert letter(ola, case).status_code == 302
    last = entry(case, Kind.LETTER, 1)
    assert "This is our last answer." in last.words and "We uphold part" in last.words


def clauses_owed(case: Complaint) -> set[str]:
    """The clauses under which something is still owed on a case."""
    rows = Duty.objects.unscoped("a story looks").open().filter(record=case)
    return set(rows.values_list("clause", flat=True))


def test_the_key_persons_first_answer_is_a_talk_and_makes_no_letter(town: Cast) -> None:
    kay = enter(town.people["Kay Person"])
    case = writes(kay, child=town.children["Ava"].pk, settled="yes", explanation="The peg broke.", apology="For it.")
    assert not Entry.objects.unscoped("a story looks").filter(complaint=case).exists()
