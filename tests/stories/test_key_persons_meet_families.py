"""Key-person talks from the round that is owed to what both sides agreed; no answer leads to another way, never to silence."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from hometime.audit.models import Event
from hometime.duties.models import Duty
from hometime.families import actions as families
from hometime.families.facets import Basis, Information
from hometime.families.models import Bond
from hometime.kernel import clock
from hometime.keypersons.actions.meeting import see_to_rounds
from hometime.keypersons.models import Happening, Meeting, Slot
from hometime.languages.models import Booking
from hometime.notifications.actions import stop
from hometime.notifications.models import Message
from hometime.notifications.states import State
from hometime.sharing.models import Worry
from tests.cast import FULL, HOUSE, TODAY, Cast, adult
from tests.stories.village import day, enter, with_both_ladders, words_of
from tests.trust.crawl import NEW_EACH_TIME

pytestmark = pytest.mark.usefixtures("practice")
A_WEEK = dt.timedelta(days=7)


@pytest.fixture
def town(cast: Cast) -> Cast:
    """The cast at a setting that adopted a policy which says that key persons meet families regularly."""
    with_both_ladders(cast)
    see_to_rounds(HOUSE)
    return cast


def owed(child: Any, *, about: str = "") -> list[Duty]:
    """What is owed about a child's talks, by day."""
    rows = Duty.objects.unscoped("a story looks").open().filter(record__child=child, clause__in=("F9", "F18"))
    return [duty for duty in rows.order_by("due") if about in duty.what]


TIMES: dict[str, Any] = {
    **day("on_1", TODAY + A_WEEK), "at_1": "15:30", "way_1": "here",
    **day("on_2", TODAY + A_WEEK * 2), "at_2": "18:00", "way_2": "phone",
    "way_3": "here",
}  # fmt: skip


def offers(client: Client, child: Any, **said: Any) -> list[Meeting]:
    """Sends the form with two times, and gives the talks that were opened."""
    answer = client.post(f"/key/{child.pk}/talk/", {**TIMES, **said})
    assert answer.status_code == 302, answer.content.decode()[:4000]
    return list(Meeting.objects.unscoped("a story looks").filter(child=child).order_by("opened", "pk"))


def slots(talk: Meeting) -> list[Slot]:
    """The times on offer."""
    return list(Slot.objects.unscoped("a story looks").filter(meeting=talk).order_by("on"))


def happened(talk: Meeting) -> list[str]:
    """What happened to a talk, in order."""
    return list(
        Happening.objects.unscoped("a story looks")
        .filter(meeting=talk)
        .order_by("number")
        .values_list("what", flat=True)
    )


SAID = {"ours": "She tells long stories.", "theirs": "She sings at home.", "steps": "We sing together.", "way": "here"}


@pytest.mark.clause("F9")
def test_a_round_is_owed_offered_chosen_held_and_agreed_to_and_the_next_round_is_owed(town: Cast) -> None:
    ava = town.children["Ava"]
    kay, mum = enter(town.people["Kay Person"]), enter(town.people["Mum Full"])
    (round_,) = owed(ava)
    assert round_.basis == "proposed", "the policy says regularly, and the number is ours"
    assert "Our suggestion" in words_of(kay, f"/key/{ava.pk}/")
    assert see_to_rounds(HOUSE) == 0, "a second look owes nothing twice"
    (talk,) = offers(kay, ava)
    assert "When can we talk" in words_of(mum, "/today/")
    page = words_of(mum, f"/meeting/{talk.pk}/")
    assert "3:30pm" in page and "6pm" in page and "Choose" in page
    chosen = slots(talk)[1]
    assert mum.post(f"/meeting/{talk.pk}/time/{chosen.pk}/").status_code == 302
    assert "When can we talk" not in words_of(mum, "/today/")
    assert mum.post(f"/meeting/{talk.pk}/time/{chosen.pk}/").status_code == 422, "one time is chosen once"
    assert [duty.due for duty in owed(ava, about="Meet the family")] == [chosen.on]
    with clock.fixed(chosen.on):
        waiting = Message.objects.unscoped("a story looks").filter(state=State.QUEUED, person=town.people["Mum Full"])
        for message in waiting:
            stop(HOUSE, message)
        assert kay.post(f"/meeting/{talk.pk}/held/", SAID).status_code == 302
        assert waiting.all().exists(), "the notes wait for her yes"
        assert kay.post(f"/meeting/{talk.pk}/held/", SAID).status_code == 403, "nothing is recorded twice"
        page = words_of(mum, f"/meeting/{talk.pk}/")
        assert "She sings at home." in page and "We sing together." in page and "I agree" in page
        assert mum.post(f"/meeting/{talk.pk}/agree/yes/").status_code == 302
        assert mum.post(f"/meeting/{talk.pk}/say/", {"words": "She asks for the drum."}).status_code == 302
        assert "She asks for the drum." in words_of(kay, f"/meeting/{talk.pk}/")
    round_.refresh_from_db()
    assert round_.kept_on == chosen.on
    (following,) = owed(ava)
    assert following.due == dt.date(2026, 7, 23), "four months after they met"
    assert happened(talk) == ["offered", "chose", "held", "ours", "theirs", "steps", "agrees", "theirs"]


def test_an_offer_holds_a_time_by_phone_and_one_in_the_evening(town: Cast) -> None:
    kay, ava = enter(town.people["Kay Person"]), town.children["Ava"]
    for change, words in (
        ({"way_2": "here"}, "at least one time by phone"),
        ({"at_2": "16:00"}, "in the evening"),
        (day("on_1", TODAY), "a day to come"),
    ):
        answer = kay.post(f"/key/{ava.pk}/talk/", {**TIMES, **change})
        assert answer.status_code == 422 and words in answer.content.decode()
    assert not Meeting.objects.unscoped("a story looks").exists()
    ready = words_of(kay, f"/key/{ava.pk}/talk/")
    assert 'value="18:00"' in ready and 'value="15:30"' in ready


@pytest.mark.clause("P4")
def test_no_answer_leads_to_another_way_and_never_to_silence(town: Cast) -> None:
    ava, kay = town.children["Ava"], enter(town.people["Kay Person"])
    (talk,) = offers(kay, ava)
    (again,) = owed(ava, about="another way")
    assert again.due == TODAY + A_WEEK
    too_soon = kay.post(f"/meeting/{talk.pk}/end/", {"because": "No answer."})
    assert too_soon.status_code == 422 and "Ask in another way first" in too_soon.content.decode()
    with clock.fixed(TODAY + A_WEEK):
        said = {"way": "phone", "came": "none", "words": "It rang out.", "how": "phone"}
        assert kay.post(f"/meeting/{talk.pk}/again/", said).status_code == 302
        page = words_of(kay, f"/meeting/{talk.pk}/")
        assert "We asked again" in page and "It rang out." in page
        again.refresh_from_db()
        assert again.evidence == "Asked again (By phone). No answer."
        assert [duty.due for duty in owed(ava, about="another way")] == [TODAY + A_WEEK * 2]
        assert kay.post(f"/meeting/{talk.pk}/end/", {"because": "They are abroad until summer."}).status_code == 302
    assert "there was no talk this time" in str(
        Duty.objects.unscoped("a story looks")
        .get(record__kind="key_rounds", record__child=ava, kept_on=None, due__lt=dt.date(2026, 6, 1))
        .lifted_because
    )
    assert [duty.due for duty in owed(ava)] == [dt.date(2026, 7, 16)], "asked again next round"


def test_a_time_that_was_agreed_by_phone_is_written_down_as_theirs(town: Cast) -> None:
    ava, kay = town.children["Ava"], enter(town.people["Kay Person"])
    (talk,) = offers(kay, ava)
    said = {"way": "phone", "came": "other", **day("on", TODAY + A_WEEK), "at": "19:15", "how": "phone"}
    assert kay.post(f"/meeting/{talk.pk}/again/", {**said, "at": ""}).status_code == 422
    assert kay.post(f"/meeting/{talk.pk}/again/", said).status_code == 302
    assert "7:15pm" in words_of(enter(town.people["Mum Full"]), f"/meeting/{talk.pk}/")


def test_lets_talk_makes_somebody_ring_within_two_working_days(town: Cast) -> None:
    ava, mum = town.children["Ava"], enter(town.people["Mum Full"])
    (talk,) = offers(enter(town.people["Kay Person"]), ava)
    assert mum.post(f"/meeting/{talk.pk}/no-time/", {"words": "After nine at night"}).status_code == 302
    assert [duty.due for duty in owed(ava, about="Ring the family")] == [TODAY + dt.timedelta(days=2)]
    assert "After nine at night" in words_of(enter(town.people["Kay Person"]), f"/meeting/{talk.pk}/")


@pytest.mark.clause("F18")
def test_an_adult_who_needs_an_interpreter_gets_one_booked_before_the_day(town: Cast) -> None:
    ava = town.children["Ava"]
    _change(town.adults["Mum Full"], interpreter="ur")
    (talk,) = offers(enter(town.people["Kay Person"]), ava)
    chosen = slots(talk)[0]
    assert enter(town.people["Mum Full"]).post(f"/meeting/{talk.pk}/time/{chosen.pk}/").status_code == 302
    (book,) = owed(ava, about="interpreter")
    assert book.clause == "F18" and book.due == chosen.on - dt.timedelta(days=2)
    booking = Booking.objects.unscoped("a test looks").get(record=talk)
    assert (booking.adult, booking.language, booking.on) == (town.adults["Mum Full"], "ur", chosen.on)
    kay = enter(town.people["Kay Person"])
    assert "needs an interpreter" in words_of(kay, f"/meeting/{talk.pk}/")
    said = {"name": "The service", "standing": "trained", "at": "3pm", "way": "in_person", **day("on", chosen.on)}
    assert kay.post(f"/interpreter/{booking.pk}/book/", said).status_code == 302
    assert not owed(ava, about="interpreter")
    # Another time means another booking; no talk means none.
    later = slots(talk)[1]
    assert enter(town.people["Mum Full"]).post(f"/meeting/{talk.pk}/time/{later.pk}/").status_code == 302
    there = Booking.objects.unscoped("a test looks").filter(record=talk).open()
    assert [each.on for each in there] == [later.on]
    assert kay.post(f"/meeting/{talk.pk}/end/", {"because": "They are away."}).status_code == 302
    assert not there.all().exists() and not owed(ava, about="interpreter")


def test_separated_parents_have_a_talk_each_and_neither_finds_the_others(town: Cast) -> None:
    ava = town.children["Ava"]
    adult(town, "Dad Apart", ava, "father", **FULL)
    mine = offers(enter(town.people["Kay Person"]), ava)
    assert len(mine) == 2
    mum, dad = enter(town.people["Mum Full"]), enter(town.people["Dad Apart"])
    found = {
        name: [talk for talk in mine if client.get(f"/meeting/{talk.pk}/").status_code == 200]
        for name, client in (("mum", mum), ("dad", dad))
    }
    assert len(found["mum"]) == len(found["dad"]) == 1 and found["mum"] != found["dad"]
    before = bare(dad, f"/key/{ava.pk}/")
    (hers,) = found["mum"]
    assert mum.post(f"/meeting/{hers.pk}/time/{slots(hers)[0].pk}/").status_code == 302
    assert bare(dad, f"/key/{ava.pk}/") == before


def test_adults_who_chose_to_share_a_home_have_one_talk_together(town: Cast) -> None:
    ava = town.children["Ava"]
    adult(town, "Dad Home", ava, "father", **FULL)
    families.form_household(HOUSE, town.setting, [town.adults["Mum Full"], town.adults["Dad Home"]])
    (talk,) = offers(enter(town.people["Kay Person"]), ava)
    for name in ("Mum Full", "Dad Home"):
        assert enter(town.people[name]).get(f"/meeting/{talk.pk}/").status_code == 200


def test_an_order_that_arrives_today_closes_the_talk_an_adult_was_named_on(town: Cast) -> None:
    ava = town.children["Ava"]
    adult(town, "Dad Apart", ava, "father", **FULL)
    talks = offers(enter(town.people["Kay Person"]), ava)
    dad = enter(town.people["Dad Apart"])
    (his,) = [talk for talk in talks if dad.get(f"/meeting/{talk.pk}/").status_code == 200]
    bond = Bond.objects.unscoped("a story").get(adult=town.adults["Dad Apart"], child=ava)
    families.decide(HOUSE, bond, "info", Information.NONE, basis=Basis.ORDER, evidence="Sealed copy seen.")
    assert dad.get(f"/meeting/{his.pk}/").status_code == 404
    assert dad.post(f"/meeting/{his.pk}/time/{slots(his)[0].pk}/").status_code == 404
    assert dad.get(f"/key/{ava.pk}/").status_code == 404
    assert "talk" not in words_of(dad, "/today/").split("<main")[1].split("</main")[0].lower()


def test_a_worry_from_a_talk_reaches_the_lead_and_leaves_no_trace_for_anybody_else(town: Cast) -> None:
    ava, kay = town.children["Ava"], enter(town.people["Kay Person"])
    (talk,) = offers(kay, ava)
    assert kay.post(f"/meeting/{talk.pk}/held/", {**SAID, "worry": "A bruise like fingers."}).status_code == 302
    worry = Worry.objects.unscoped("a story looks").get()
    sal = enter(town.people["Sal Lead"])
    assert "Read a worry" in words_of(sal, "/today/")
    assert "A bruise like fingers." in words_of(sal, f"/worry/{worry.pk}/")
    for name in ("Kay Person", "Mo Manager", "Dee Deputy", "Mum Full", "Bo Backup"):
        client = enter(town.people[name])
        assert client.get(f"/worry/{worry.pk}/").status_code == 404
        for page in ("/today/", f"/key/{ava.pk}/", f"/meeting/{talk.pk}/"):
            assert "bruise" not in words_of(client, page) and "worry that somebody" not in words_of(client, page)
    assert sal.post(f"/worry/{worry.pk}/taken-up/", {"did": "Rang the duty team."}).status_code == 302
    assert not Duty.objects.unscoped("a story looks").open().filter(record=worry).exists()
    assert "bruise" not in str(list(Event.objects.values_list("facts", flat=True)))


def test_a_key_persons_children_show_what_is_owed_next_and_go_with_the_key_person(town: Cast) -> None:
    ava = town.children["Ava"]
    kay, roo = enter(town.people["Kay Person"]), enter(town.people["Roo Room"])
    page = words_of(kay, "/my-children/")
    assert "Ava" in page and "Talk with this child" in page and "Write" in page
    assert "nobody's key person" in words_of(roo, "/my-children/")
    assert roo.get(f"/key/{ava.pk}/").status_code == 404
    families.allocate(HOUSE, ava, town.people["Bo Backup"], TODAY + dt.timedelta(days=1))
    with clock.fixed(TODAY + dt.timedelta(days=1)):
        assert kay.get(f"/key/{ava.pk}/").status_code == 403, "still in the child's room, and the key person no more"
        assert "Ava" in words_of(enter(town.people["Bo Backup"]), "/my-children/")


def test_the_next_talk_of_a_child_who_left_is_owed_no_more(town: Cast) -> None:
    _change(town.children["Ava"], left=TODAY)
    with clock.fixed(TODAY + dt.timedelta(days=1)):
        assert see_to_rounds(HOUSE) == 1
    assert owed(town.children["Ava"]) == []


def bare(client: Client, page: str) -> bytes:
    """A page without what is new on every page."""
    body = client.get(page).content
    for pattern, instead in NEW_EACH_TIME:
        body = pattern.sub(instead, body)
    return body


def _change(row: Any, **facts: Any) -> None:
    from tests.trust.test_two_worlds import change

    change(HOUSE, row, **facts)
