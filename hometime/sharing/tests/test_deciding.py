"""The gate: what lets something leave, what does not, and what exactly leaves."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

import pytest

from hometime.consents.actions import answer
from hometime.consents.models import Route
from hometime.consents.standing import State as Said
from hometime.duties.models import Duty
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.notifications.hours import Haste
from hometime.notifications.models import Message
from hometime.notifications.sentences import Key
from hometime.notifications.states import State
from hometime.people.roles import Hat, Role
from hometime.sharing import rules
from hometime.sharing.actions import decide, deciding, send, sending, third_party, worrying
from hometime.sharing.locks import still_locked
from hometime.sharing.models import (
    Decision,
    Got,
    Ground,
    Item,
    Lawful,
    PassedOn,
    Reply,
    Sending,
    Slip,
    Told,
    ToldUs,
    Way,
    Worry,
)
from hometime.sharing.pages.worries import may_be_meant
from hometime.sharing.tests.asked import NOON, TO, answers, at, harm, of_ava
from tests.cast import FULL, TODAY, Cast, adult, person


def owed(record: Any) -> set[str]:
    """What is owed on a record, by its clause and post."""
    rows = Duty.objects.unscoped("a test looks").open().filter(record=record)
    return {f"{duty.clause} {duty.owed_role}" for duty in rows}


def test_a_decision_to_share_keeps_seven_answers_and_the_very_words_that_leave(cast: Cast) -> None:
    kay, items = cast.viewer("Kay Person"), of_ava(cast, "Kay Person", "who")
    made = decide(kay, cast.children["Ava"], TO, answers(cast, advice="The health visitor line"), items)
    assert (made.purpose, made.what, made.to_name, made.need) == (
        "Help with her speech", "How she speaks here", "Pat Health", "She sees her next week",
    )  # fmt: skip
    assert (made.basis, made.told, made.advice) == ("consent", Told.BEFORE, "The health visitor line")
    assert made.shares is True and made.reasons and made.decided_by_id == kay.person_id and made.decided_at
    [item] = Item.objects.unscoped("a test looks").filter(decision=made)
    assert item.words == items[0].words and "Ava Child" in item.words


def test_a_decision_not_to_share_is_kept_too_and_lets_nothing_out(cast: Cast) -> None:
    kay = cast.viewer("Kay Person")
    no = answers(
        cast, shares=False, reasons="Her mother wants to wait", ground=None, basis="", told=None, permission=None
    )
    made = decide(kay, cast.children["Ava"], TO, no, of_ava(cast, "Kay Person", "who"))
    assert made.shares is False and made.closed == TODAY
    with pytest.raises(Refused, match="not to share"):
        send(kay, made)


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        ({"purpose": " "}, "what it is for"),
        ({"what": ""}, "what it is about"),
        ({"need": ""}, "why they need it"),
        ({"basis": ""}, "lawful basis"),
        ({"basis": "because"}, "lawful basis"),
        ({"told": None}, "whether the family knows"),
        ({"reasons": ""}, "reasons"),
        ({"ground": None}, "which ground"),
        ({"permission": None}, "has not said yes"),
        ({"told": Told.AFTER}, "knows of it"),
    ],
)
def test_nothing_leaves_while_an_answer_is_missing(cast: Cast, missing: dict[str, Any], words: str) -> None:
    with pytest.raises(Refused, match=words):
        decide(
            cast.viewer("Kay Person"),
            cast.children["Ava"],
            TO,
            answers(cast, **missing),
            of_ava(cast, "Kay Person", "who"),
        )
    assert not Decision.objects.unscoped("a test looks").exists()


def test_an_adult_who_may_not_permit_it_permits_nothing(cast: Cast) -> None:
    dad = dataclasses.replace(answers(cast).permission, of=cast.people["Dad Limited"])  # type: ignore[type-var]
    with pytest.raises(Refused, match="cannot give permission"):
        decide(
            cast.viewer("Kay Person"), cast.children["Ava"], TO, answers(cast, permission=dad),
            of_ava(cast, "Kay Person", "who"),
        )  # fmt: skip


def test_an_address_that_nobody_checked_gets_nothing(cast: Cast) -> None:
    ava = cast.children["Ava"]
    no = rules.may_leave(
        cast.viewer("Kay Person"), ava, of_ava(cast, "Kay Person", "who"), dataclasses.replace(TO, checked_on=None),
        permission=answers(cast).permission,
    )  # fmt: skip
    assert no is not None and "checked" in no.words


def test_harm_is_found_by_a_lead_alone_and_needs_no_yes(cast: Cast) -> None:
    ava = cast.children["Ava"]
    with pytest.raises(Refused, match="safeguarding lead"):
        decide(cast.viewer("Mo Manager"), ava, TO, harm(cast), of_ava(cast, "Mo Manager", "who"))
    made = decide(cast.viewer("Sal Lead"), ava, TO, harm(cast), of_ava(cast, "Sal Lead", "who"))
    assert made.overrides and owed(made) == {"F22 designated_safeguarding_lead"}
    assert not Decision.objects.visible_to(cast.viewer("Mo Manager")).exists()
    deciding.review(cast.viewer("Sal Lead"), made, "It was right")
    assert owed(made) == set()


def test_an_override_says_why_the_family_was_not_asked_or_that_it_said_no(cast: Cast) -> None:
    ava, sal = cast.children["Ava"], cast.viewer("Sal Lead")
    items = of_ava(cast, "Sal Lead", "who")
    with pytest.raises(Refused, match="not asked"):
        decide(sal, ava, TO, harm(cast, why_not_asked=""), items)
    with pytest.raises(Refused, match="not told"):
        decide(sal, ava, TO, harm(cast, why_not_told=""), items)
    assert decide(sal, ava, TO, harm(cast, why_not_asked="", against_refusal=True), items).against_refusal


def test_a_worry_about_development_waits_for_the_manager(cast: Cast) -> None:
    sen, mo = cast.viewer("Sen Coe"), cast.viewer("Mo Manager")
    asked = answers(
        cast, ground=Ground.DEVELOPMENT, basis="recognised_interest", permission=None, against_refusal=True
    )  # fmt: skip
    made = decide(sen, cast.children["Ava"], TO, asked, of_ava(cast, "Sen Coe", "who"))
    assert Decision.objects.visible_to(sen).exists()
    with pytest.raises(Refused, match="manager has to agree"):
        send(sen, made)
    deciding.agree(mo, made)
    made.refresh_from_db(from_queryset=Decision.objects.unscoped("a test looks"))
    assert send(sen, made).pk


def test_what_changed_since_it_was_ticked_does_not_slip_out(cast: Cast) -> None:
    kay, ava = cast.viewer("Kay Person"), cast.children["Ava"]
    items = of_ava(cast, "Kay Person", "who")
    said = answers(cast)
    begun = deciding.consider(kay, ava, TO, said.purpose, said.what, said.need, items)
    with pytest.raises(Refused, match="changed meanwhile"):
        deciding.settle(kay, begun, said, [dataclasses.replace(items[0], words="Something else")])


def sent(cast: Cast, **other: Any) -> Sending:
    """A page on its way to Pat, from noon."""
    kay = cast.viewer("Kay Person")
    with at(0):
        made = decide(kay, cast.children["Ava"], TO, answers(cast, **other), of_ava(cast, "Kay Person", "who"))
        return send(kay, made)


def mail_of(sending: Sending) -> Message:
    return Message.objects.unscoped("a test looks").get(pk=sending.message)


def secret_of(sending: Sending) -> str:
    return mail_of(sending).once.rstrip("/").rpartition("/")[2]


def test_what_is_sent_is_held_back_half_a_minute_and_can_be_taken_back(cast: Cast) -> None:
    going = sent(cast)
    assert mail_of(going).due_at == NOON + dt.timedelta(seconds=30)
    with at(29):
        sending.stop(cast.viewer("Kay Person"), going)
    assert mail_of(going).state == State.STOPPED and mail_of(going).once == ""
    assert not PassedOn.objects.unscoped("a test looks").exists() and owed(going.decision) == set()
    with at(60):
        assert sending.page_of("x") is None
        again = send(cast.viewer("Kay Person"), going.decision)
        assert again.state(clock.now()) == "held"


def test_what_has_gone_cannot_be_taken_back(cast: Cast) -> None:
    going = sent(cast)
    with at(30), pytest.raises(Refused, match="has gone"):
        sending.stop(cast.viewer("Kay Person"), going)


def test_a_page_opens_once_with_its_code_for_72_hours(cast: Cast) -> None:
    going = sent(cast)
    secret = secret_of(going)
    with at(10):
        code = sending.draw_code(cast.viewer("Kay Person"), going)
        assert sending.page_of(secret) is None  # it is still held back
    with at(31):
        found = sending.page_of(secret)
        assert found is not None and not sending.fits(found, "WRONG-ONE") and sending.fits(found, code.lower())
        sending.open_once(cast.viewer("Kay Person"), found, "browser")
        with pytest.raises(Refused, match="opened before"):
            sending.open_once(cast.viewer("Kay Person"), found, "another")
        assert [item.source for item in sending.items_of(found)] == ["who"]
    with at(72 * 3600 + 31):
        assert sending.page_of(secret) is None


def test_a_receipt_is_owed_until_it_is_there(cast: Cast) -> None:
    going = sent(cast)
    assert owed(going.decision) == {"A2 key_person"}
    with at(29), pytest.raises(Refused, match="not gone"):
        sending.received(cast.viewer("Kay Person"), going, Got.RANG)
    with at(60):
        sending.received(cast.viewer("Kay Person"), going, Got.RANG, "Pat")
    assert owed(going.decision) == set() and going.decision.closed == TODAY


def test_a_family_reads_what_went_but_not_what_was_kept_from_it(cast: Cast) -> None:
    sent(cast)
    mum = PassedOn.objects.visible_to(cast.viewer("Mum Full")).get()
    assert mum.titles == ["Full name and date of birth"] and "Pat Health" in mum.to
    assert not PassedOn.objects.visible_to(cast.viewer("Dad Limited")).exists()
    assert not Decision.objects.visible_to(cast.viewer("Mum Full")).exists()
    with at(0):
        sal = cast.viewer("Sal Lead")
        hidden = decide(sal, cast.children["Ava"], TO, harm(cast), of_ava(cast, "Sal Lead", "who"))
        send(sal, hidden, Way.SPOKEN)
    assert PassedOn.objects.visible_to(cast.viewer("Mum Full")).count() == 1


def test_a_family_is_told_afterwards_where_that_was_decided(cast: Cast) -> None:
    sal = cast.viewer("Sal Lead")
    with at(0):
        made = decide(
            sal, cast.children["Ava"], TO, harm(cast, told=Told.AFTER, why_not_told=""), of_ava(cast, "Sal Lead", "who")
        )
        send(sal, made, Way.SPOKEN)
        with pytest.raises(Refused, match="not gone"):
            sending.told_the_family(sal, made)
    assert "F22 designated_safeguarding_lead" in owed(made)
    with at(31):
        sending.told_the_family(sal, made)
    assert PassedOn.objects.visible_to(cast.viewer("Mum Full")).exists()


def told(cast: Cast) -> ToldUs:
    """What the health visitor told the setting of Ava."""
    return third_party.keep_apart(cast.viewer("Mo Manager"), cast.children["Ava"], "Town Health", "Her hearing", TODAY)


def test_what_an_agency_told_us_is_locked_until_it_agrees_for_that_very_recipient(cast: Cast) -> None:
    mo, ava, theirs = cast.viewer("Mo Manager"), cast.children["Ava"], told(cast)
    [locked] = of_ava(cast, "Mo Manager", "told")
    with pytest.raises(Refused, match="Town Health told us this"):
        decide(mo, ava, TO, answers(cast), [locked])
    asked = third_party.ask(mo, theirs, TO.name, "Help with her speech")
    assert owed(theirs) == {"A3 designated_safeguarding_lead"}
    third_party.answered(mo, asked, Reply.YES, "By letter")
    assert owed(theirs) == set()
    [free] = of_ava(cast, "Mo Manager", "told")
    assert decide(mo, ava, TO, answers(cast), [free]).shares
    somebody_else = dataclasses.replace(TO, name="Sam School")
    with at(0):
        made = decide(mo, ava, somebody_else, answers(cast), [free])  # the caller was wrong about the lock
        with pytest.raises(Refused, match="Town Health told us this"):
            send(mo, made, Way.SPOKEN)
    for who in (cast.viewer("Sen Coe"), None):
        assert still_locked(made, who) and "Town Health" not in str(still_locked(made, who)), (
            "who may not see whose it is"
        )


@pytest.mark.parametrize("answer", [Reply.NO, Reply.SILENT])
def test_what_an_agency_did_not_agree_to_stays_locked_but_for_a_lawful_reason(cast: Cast, answer: Reply) -> None:
    mo, theirs = cast.viewer("Mo Manager"), told(cast)
    third_party.answered(mo, third_party.ask(mo, theirs, TO.name, "Speech"), answer)
    assert of_ava(cast, "Mo Manager", "told")[0].locked
    with pytest.raises(Refused, match="reasons"):
        third_party.release(mo, theirs, TO.name, Lawful.COURT, "")
    third_party.release(mo, theirs, TO.name, Lawful.COURT, "Order of 2 March")
    assert not of_ava(cast, "Mo Manager", "told")[0].locked


@pytest.mark.parametrize("concerned", [None, "Mo Manager"])
def test_the_manager_agrees_to_what_a_worry_about_development_led_to_unless_it_concerns_them(
    cast: Cast, concerned: str | None
) -> None:
    sal, ava = cast.viewer("Sal Lead"), cast.children["Ava"]
    worrying.worry(cast.viewer("Roo Room"), ava, "No words yet", [cast.people[concerned]] if concerned else [])
    worry = Worry.objects.visible_to(sal).get()
    worrying.take_up(sal, worry, "Spoke with the family", Ground.DEVELOPMENT)
    needed = harm(cast, worry=worry, ground=Ground.DEVELOPMENT)
    made = decide(sal, ava, TO, needed, of_ava(cast, "Sal Lead", "who"))
    who = "Dee Deputy" if concerned else "Mo Manager"
    agrees = cast.viewer(who)
    assert Decision.objects.visible_to(agrees).filter(pk=made.pk).exists()
    assert Duty.objects.visible_to(agrees).owed_by(agrees).open().filter(record=made, clause="F21").exists()
    deciding.agree(agrees, made)
    assert not {"F21 setting_manager", "F21 deputy"} & owed(made) and made.agreed_by_id == cast.people[who].pk
    if concerned:
        assert not Decision.objects.visible_to(cast.viewer(concerned)).filter(pk=made.pk).exists()


def test_a_worry_never_reaches_whom_it_concerns(cast: Cast) -> None:
    ava, mo = cast.children["Ava"], cast.people["Mo Manager"]
    worrying.worry(cast.viewer("Roo Room"), ava, "What I saw", [mo])
    assert Worry.objects.visible_to(cast.viewer("Sal Lead")).exists()
    for name in ("Mo Manager", "Kay Person", "Roo Room", "Ola Owner", "Lin Manager", "Mum Full"):
        assert not Worry.objects.visible_to(cast.viewer(name)).exists()


def test_a_worry_about_the_lead_goes_above_and_not_to_the_deputy_lead(cast: Cast) -> None:
    person(cast, "Dep Lead", (Role.DEPUTY_DSL, cast.setting))
    worrying.worry(cast.viewer("Roo Room"), cast.children["Ava"], "What I saw", [cast.people["Sal Lead"]])
    for name in ("Sal Lead", "Dep Lead", "Mo Manager", "Ola Owner"):
        assert not Worry.objects.visible_to(cast.viewer(name)).exists()
    lin = cast.viewer("Lin Manager", Hat.OWNER)
    taken = Worry.objects.visible_to(lin).get()
    assert Duty.objects.visible_to(lin).owed_by(lin).open().filter(record=taken).exists()
    worrying.read(lin, taken)
    worrying.take_up(lin, taken, "Rang the council", Ground.HARM)
    assert owed(taken) == {"F21 line_manager"}


def test_whoever_wrote_a_worry_learns_that_it_was_read_and_nothing_else(cast: Cast) -> None:
    worrying.worry(cast.viewer("Roo Room"), cast.children["Ava"], "What I saw")
    roo = cast.viewer("Roo Room")
    assert Slip.objects.visible_to(roo).get().read_at is None
    worrying.read(cast.viewer("Sal Lead"), Worry.objects.unscoped("a test looks").get())
    assert Slip.objects.visible_to(roo).get().read_at is not None
    assert not Slip.objects.visible_to(cast.viewer("Sal Lead")).exists()


def test_a_worry_on_a_ground_is_decided_on_and_then_nothing_is_owed(cast: Cast) -> None:
    sal, ava = cast.viewer("Sal Lead"), cast.children["Ava"]
    worrying.worry(cast.viewer("Roo Room"), ava, "What I saw")
    worry = Worry.objects.visible_to(sal).get()
    worrying.take_up(sal, worry, "Rang the council", Ground.HARM)
    assert owed(worry) == {"F21 designated_safeguarding_lead"}
    items = of_ava(cast, "Sal Lead", "who", "worry")
    decide(sal, ava, TO, harm(cast, worry=worry), items)
    assert owed(worry) == set() and worry.closed == TODAY


def test_a_worry_of_a_ground_is_not_taken_up_before_somebody_said_which_child_it_is(cast: Cast) -> None:
    sal, roo = cast.viewer("Sal Lead"), cast.viewer("Roo Room")
    worrying.worry_about_somebody(roo, cast.setting, "The one with the red coat", "A bruise")
    worry = Worry.objects.visible_to(sal).get()
    with pytest.raises(Refused, match="which child it is"):
        worrying.take_up(sal, worry, "Rang the council", Ground.HARM)
    with pytest.raises(Refused, match="another setting"):
        worrying.take_up(sal, worry, "Rang the council", Ground.HARM, cast.children["Far"])
    worrying.take_up(sal, worry, "Rang the council", Ground.HARM, cast.children["Ava"])
    worry = Worry.objects.visible_to(sal).get()
    assert worry.child == cast.children["Ava"] and worry.closed is None
    assert owed(worry) == {"F21 designated_safeguarding_lead"}
    assert not Worry.objects.visible_to(roo).exists()


def test_a_worry_of_no_ground_may_be_closed_without_a_child(cast: Cast) -> None:
    sal = cast.viewer("Sal Lead")
    worrying.worry_about_somebody(cast.viewer("Roo Room"), cast.setting, "Somebody", "A noise")
    worry = Worry.objects.visible_to(sal).get()
    worrying.take_up(sal, worry, "It was the radio")
    assert worry.closed == TODAY and owed(worry) == set()


def test_whoever_is_above_is_told_the_names_of_the_setting_but_of_their_own_family_none(cast: Cast) -> None:
    adult(cast, "Lin Manager", cast.children["Ava"], "mother", **FULL)
    worrying.worry_about_somebody(
        cast.viewer("Roo Room"), cast.setting, "Somebody", "A bruise", [cast.people["Sal Lead"]]
    )
    lin = cast.viewer("Lin Manager", Hat.OWNER)
    worry = Worry.objects.visible_to(lin).get()
    assert [child.name for child in may_be_meant(lin, worry) or ()] == ["Ben Child", "Cy Child"]


@pytest.mark.parametrize(
    ("concerned", "rung"), [("Mo Manager", {"Dep Lead", "Sal Lead"}), ("Sal Lead", {"Lin Manager"})]
)
def test_a_worry_rings_whoever_takes_it_at_once_and_nobody_whom_it_concerns(
    cast: Cast, concerned: str, rung: set[str]
) -> None:
    person(cast, "Dep Lead", (Role.DEPUTY_DSL, cast.setting))
    worrying.worry(cast.viewer("Roo Room"), cast.children["Ava"], "What I saw", [cast.people[concerned]])
    waiting = Message.objects.unscoped("a test looks").filter(state=State.QUEUED).select_related("person")
    assert {message.person.name for message in waiting if message.person} == rung
    assert {(message.sentence, message.haste) for message in waiting} == {(Key.SOMETHING, Haste.AT_ONCE)}


def test_what_comes_of_a_worry_is_not_seen_by_a_deputy_lead_whom_it_concerns(cast: Cast) -> None:
    dep, sal = person(cast, "Dep Lead", (Role.DEPUTY_DSL, cast.setting)), cast.viewer("Sal Lead")
    worrying.worry(cast.viewer("Roo Room"), cast.children["Ava"], "What I saw", [dep])
    worry = Worry.objects.visible_to(sal).get()
    worrying.take_up(sal, worry, "Rang the council", Ground.HARM)
    decide(sal, cast.children["Ava"], TO, harm(cast, worry=worry), of_ava(cast, "Sal Lead", "who", "worry"))
    assert Decision.objects.visible_to(sal).exists()
    assert not Decision.objects.visible_to(cast.viewer("Dep Lead")).exists()


def test_whoever_is_above_decides_on_nothing_but_the_worry_that_they_took(cast: Cast) -> None:
    lin, ava = cast.viewer("Lin Manager", Hat.OWNER), cast.children["Ava"]
    worrying.worry(cast.viewer("Roo Room"), ava, "What I saw")
    of_the_lead = Worry.objects.unscoped("a test looks").get()
    for worry in (None, of_the_lead):
        with pytest.raises(Refused, match="Only the key person"):
            decide(lin, ava, TO, harm(cast, worry=worry), of_ava(cast, "Sal Lead", "who"))


def test_what_goes_names_nobody_of_another_family_without_a_reason(cast: Cast) -> None:
    kay, ava = cast.viewer("Kay Person"), cast.children["Ava"]
    items = of_ava(cast, "Kay Person", "who")
    with pytest.raises(Refused, match="names somebody of another family: Cy"):
        decide(kay, ava, TO, answers(cast, purpose="She bit Cy on Monday"), items)
    made = decide(kay, ava, TO, answers(cast, purpose="She bit Cy on Monday", names_because="They ask of both"), items)
    assert made.names_because


def test_a_letter_to_an_agency_names_nobody(cast: Cast) -> None:
    with pytest.raises(Refused, match="names somebody: Ava"):
        third_party.ask(cast.viewer("Mo Manager"), told(cast), TO.name, "For Ava")


def test_a_no_of_one_adult_keeps_all_in_and_says_not_whose_it_was(cast: Cast) -> None:
    kay, ava = cast.viewer("Kay Person"), cast.children["Ava"]
    adult(cast, "Gran Two", ava, "grandmother", **FULL)
    begun = deciding.consider(kay, ava, TO, "Speech", "Her speech", "She sees her", of_ava(cast, "Kay Person", "who"))
    asked = {one.adult.person_id: one for one in deciding.ask_the_family(kay, begun)}
    answer(kay, asked[cast.people["Mum Full"].pk], Said.GIVEN, route=Route.PHONE)
    answer(kay, asked[cast.people["Gran Two"].pk], Said.REFUSED, route=Route.PHONE)
    with pytest.raises(Refused) as no:
        deciding.settle(kay, begun, answers(cast, permission=None), of_ava(cast, "Kay Person", "who"))
    assert "does not agree" in str(no.value) and "Gran" not in str(no.value)
