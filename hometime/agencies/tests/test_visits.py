"""A visit by its actions: matched at the door, handed over, a gap and a second child that only an incident closes."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hometime.agencies.actions import incidents, letters, registering, visits
from hometime.agencies.actions.forgotten import NOT_COME, see_to_visits
from hometime.agencies.actions.incidents import Happened
from hometime.agencies.actions.visits import Comes
from hometime.agencies.course import told_of
from hometime.agencies.models import Asked, Incident, Origin, Professional, Stay, Visit
from hometime.agencies.pages.visits import LISTED, visits_page
from hometime.agencies.tests.test_registering import known
from hometime.agencies.visiting import What
from hometime.duties.models import Duty
from hometime.duties.standing import Standing
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.notifications.models import Message
from hometime.people.roles import Role
from hometime.policies.models import ContactCard
from hometime.records.audiences import Audience
from tests.cast import HOUSE, TODAY, Cast

NO = {What.ALONE: False, What.OTHER_CHILD: False}
TEN = dt.datetime.combine(TODAY, dt.time(10), tzinfo=clock.LONDON)


def minute(past_ten: int) -> dt.datetime:
    """So many minutes past ten on the day of the visit."""
    return TEN + dt.timedelta(minutes=past_ten)


@pytest.fixture
def tess(cast: Cast) -> Professional:
    """A therapist whose address is verified."""
    found = known(cast)
    registering.verify(HOUSE, found, "Rang the number on their own page.")
    return found


@pytest.fixture
def visit(cast: Cast, tess: Professional) -> Visit:
    """A visit to Ava that began at ten: Kay is the host, and stays."""
    kay = cast.people["Kay Person"]
    visits.expect(HOUSE, cast.setting, Comes(TODAY, kay, "To see how she talks.", professional=tess))
    with clock.fixed(minute(-5)):
        found = visits.sign_in(HOUSE, cast.setting, "TESS THERA", Origin.AGENCY, kay)
    with clock.fixed(minute(0)):
        visits.take_in(HOUSE, found, cast.children["Ava"], kay, audience=Audience.FAMILY)
    return found


def owed(record: Visit | Incident, clause: str = "") -> list[Duty]:
    """What is owed on a visit, or was."""
    rows = Duty.objects.unscoped("a test looks").filter(record=record)
    return list((rows.filter(clause=clause) if clause else rows).order_by("clause", "owed_role", "pk"))


def ends(visit: Visit, past_ten: int, said: dict[What, bool]) -> None:
    """The visitor leaves, and the host says how it went."""
    with clock.fixed(minute(past_ten)):
        visits.leave(HOUSE, visit)
        visits.finish(HOUSE, visit, said, "I was beside them the whole time.")


def test_whoever_is_expected_is_found_by_their_own_name_whatever_its_capitals(visit: Visit, tess: Professional) -> None:
    assert Visit.objects.unscoped("a test looks").get() == visit
    assert visit.professional == tess
    assert {duty.what: bool(duty.kept_on) for duty in owed(visit, "A4")} == {
        letters.CONFIRM.what: False,
        visits.HOST.what: True,
    }
    assert not any(duty.kept_on is None and not duty.lifted_because for duty in owed(visit, "A4"))


def test_a_quiet_visit_keeps_both_promises_and_asks_one_question(visit: Visit, tess: Professional) -> None:
    ends(visit, 40, NO)
    assert [(duty.clause, duty.standing(TODAY)) for duty in owed(visit) if duty.clause in ("A7", "A8")] == [
        ("A7", Standing.KEPT), ("A8", Standing.KEPT),
    ]  # fmt: skip
    tess.organisation.refresh_from_db(from_queryset=type(tess.organisation).objects.unscoped("a test looks"))
    assert tess.organisation.last_contact == TODAY
    asked = Asked.objects.unscoped("a test looks").select_related("visit").get(visit=visit)
    letters.answer(HOUSE, asked, "yes", "Tea, and a quiet room.", "link")
    with pytest.raises(Refused):
        letters.answer(HOUSE, asked, "no", "", "link")


def test_one_hands_over_to_the_next_in_the_same_moment(visit: Visit, cast: Cast) -> None:
    bo = cast.people["Bo Backup"]
    with clock.fixed(minute(30)):
        visits.hand_over(HOUSE, visit, bo, dt.time(10, 20))
        with pytest.raises(Refused):
            visits.hand_over(HOUSE, visit, bo)
        with pytest.raises(Refused, match="still to come"):
            visits.hand_over(HOUSE, visit, cast.people["Kay Person"], dt.time(10, 31))
        with pytest.raises(Refused, match="before they came"):
            visits.hand_over(HOUSE, visit, cast.people["Kay Person"], dt.time(10, 10))
    rows = Stay.objects.unscoped("a test looks").filter(visit=visit).order_by("number")
    assert [(stay.person.name, stay.starts, stay.ends) for stay in rows.select_related("person")] == [
        ("Kay Person", minute(0), minute(20)), ("Bo Backup", minute(20), None),
    ]  # fmt: skip
    assert Visit.objects.visible_to(cast.viewer("Bo Backup")).exists()
    ends(visit, 40, NO)


def test_a_gap_closes_only_as_an_incident_and_the_promise_then_was_not_kept(visit: Visit, cast: Cast) -> None:
    with clock.fixed(minute(15)):
        visits.go_away(HOUSE, visit)
    with clock.fixed(minute(21)):
        visits.come_back(HOUSE, visit, cast.people["Bo Backup"])
    with clock.fixed(minute(40)):
        visits.leave(HOUSE, visit)
        with pytest.raises(Refused, match="incident"):
            visits.finish(HOUSE, visit, NO, "All was well.")
        incidents.tell(HOUSE, visit, Happened("alone", dt.time(10, 15), dt.time(10, 18), "The bell rang."))
        with pytest.raises(Refused, match="incident"):
            visits.finish(HOUSE, visit, NO, "Half of it is told.")
        incidents.tell(HOUSE, visit, Happened("alone", dt.time(10, 15), dt.time(10, 21), "The bell rang, twice."))
        visits.finish(HOUSE, visit, NO, "I was back at once.")
    assert [(duty.clause, duty.standing(TODAY)) for duty in owed(visit) if duty.clause in ("A7", "A8")] == [
        ("A7", Standing.NOT_KEPT), ("A8", Standing.KEPT),
    ]  # fmt: skip


def test_a_second_child_closes_only_as_an_incident_and_is_told_at_once(visit: Visit, cast: Cast) -> None:
    with clock.fixed(minute(40)):
        visits.leave(HOUSE, visit)
        with pytest.raises(Refused, match="incident"):
            visits.finish(HOUSE, visit, {**NO, What.OTHER_CHILD: True}, "Ben ran in.")
        made = incidents.tell(
            HOUSE, visit, Happened("other_child", dt.time(10, 5), dt.time(10, 6), "Another child ran in.")
        )
        visits.finish(HOUSE, visit, {**NO, What.OTHER_CHILD: True}, "I was beside them.")
    assert [(told.what, told.starts) for told in told_of(visit)] == [(What.OTHER_CHILD, minute(5))]
    standings = [(duty.clause, duty.standing(TODAY)) for duty in owed(visit) if duty.clause in ("A7", "A8")]
    assert standings == [("A7", Standing.KEPT), ("A8", Standing.NOT_KEPT)]
    assert [(duty.owed_role, duty.due) for duty in owed(made, "A8")] == [(Role.DSL, TODAY), (Role.MANAGER, TODAY)]
    told = {message.person_id for message in Message.objects.unscoped("a test looks")}
    assert told == {cast.people[name].pk for name in ("Sal Lead", "Mo Manager")}
    for name, sees in {"Sal Lead": True, "Mo Manager": True, "Kay Person": False, "Mum Full": False}.items():
        assert Incident.objects.visible_to(cast.viewer(name)).exists() is sees, name
    incidents.read(cast.viewer("Mo Manager"), made)
    incidents.settle(cast.viewer("Sal Lead"), made, "The door has a bolt now.")
    assert all(duty.kept_on for duty in owed(made, "A8")) and made.closed == TODAY


def test_a_family_sees_a_visit_once_it_is_over_and_never_one_that_is_sealed(visit: Visit, cast: Cast) -> None:
    mum, limited = cast.viewer("Mum Full"), cast.viewer("Dad Limited")
    assert not Visit.objects.visible_to(mum).exists()
    ends(visit, 40, NO)
    assert Visit.objects.visible_to(mum).get() == visit
    assert not Visit.objects.visible_to(limited).exists()
    assert not Stay.objects.visible_to(limited).exists() and Stay.objects.visible_to(mum).exists()
    kay = cast.people["Kay Person"]
    sealed = visits.sign_in(HOUSE, cast.setting, "Sol Worker", Origin.AGENCY, kay)
    visits.take_in(HOUSE, sealed, cast.children["Ava"], kay, audience=Audience.SAFEGUARDING)
    visits.leave(HOUSE, sealed)
    visits.finish(HOUSE, sealed, NO, "I was there.")
    for name, sees in {
        "Mum Full": False,
        "Bo Backup": False,
        "Mo Manager": False,
        "Sal Lead": True,
        "Kay Person": True,
    }.items():
        assert Visit.objects.visible_to(cast.viewer(name)).filter(pk=sealed.pk).exists() is sees, name


def test_a_visitor_for_the_house_meets_no_child_and_a_tradesman_owes_nothing(cast: Cast) -> None:
    kay = cast.people["Kay Person"]
    adviser = visits.sign_in(HOUSE, cast.setting, "Ada Viser", Origin.AGENCY, kay)
    visits.take_in(HOUSE, adviser, None, kay)
    assert [duty.clause for duty in owed(adviser) if not duty.kept_on] == ["A8"], (
        "she sees no child, so is alone with none"
    )
    plumber = visits.sign_in(HOUSE, cast.setting, "Pip Plumb", Origin.CONTRACTOR, kay)
    visits.take_in(HOUSE, plumber, None, kay)
    visits.leave(HOUSE, plumber)
    visits.finish(HOUSE, plumber, NO, "")
    assert not Asked.objects.unscoped("a test looks").filter(visit=plumber).exists()


def test_the_letter_goes_to_no_address_that_is_not_verified_and_never_without_the_regulators_card(
    cast: Cast, tess: Professional
) -> None:
    kay = cast.people["Kay Person"]
    comes = visits.expect(HOUSE, cast.setting, Comes(TODAY, kay, "", professional=tess))
    with pytest.raises(Refused, match="regulator"):
        letters.sent(HOUSE, comes, "email")
    with_card(cast)
    with pytest.raises(Refused, match="address"):
        letters.sent(HOUSE, comes, "post")
    letter = letters.sent(HOUSE, comes, "email")
    assert (letter.to, [card["name"] for card in letter.cards]) == ("tess@service.example", ["Regulator", "Riverside"])
    assert all(duty.kept_on for duty in owed(comes, "A4"))
    stranger = visits.expect(HOUSE, cast.setting, Comes(TODAY, kay, "", name="Una Known", agency="Somewhere"))
    with pytest.raises(Refused, match="address"):
        letters.sent(HOUSE, stranger, "email")
    assert letters.sent(HOUSE, stranger, "hand").to == "Una Known"


def with_card(cast: Cast) -> None:
    """The setting has the regulator's card."""
    from hometime.audit.actions import action, note

    @action
    def add(actor: object) -> None:
        card = ContactCard(setting=cast.setting, kind="regulator", name="Regulator", phone="01632 960001")
        card.save()
        note("test.card", card)

    add(HOUSE)


def test_a_visit_is_called_off_only_before_they_came(cast: Cast, visit: Visit) -> None:
    with pytest.raises(Refused):
        visits.call_off(HOUSE, visit, "Ill.")
    kay = cast.people["Kay Person"]
    other = visits.expect(HOUSE, cast.setting, Comes(TODAY, kay, "", name="Una Known"))
    visits.call_off(HOUSE, other, "Ill.")
    assert all(duty.lifted_because and not duty.missed for duty in owed(other))


def test_the_list_of_visits_asks_no_more_for_many_and_stands_on_pages(cast: Cast, visit: Visit) -> None:
    kay, manager = cast.people["Kay Person"], cast.viewer("Mo Manager")

    def more(numbers: range) -> None:
        for number in numbers:
            visits.expect(HOUSE, cast.setting, Comes(TODAY, kay, "", name=f"Guest {number}"))
            visits.take_in(
                HOUSE, visits.sign_in(HOUSE, cast.setting, f"Fitter {number}", Origin.CONTRACTOR, kay), None, kay
            )

    def asked() -> int:
        with CaptureQueriesContext(connection) as caught:
            visits_page(manager, cast.setting)
        return len(caught)

    with clock.fixed(minute(10)):
        more(range(1))
        few = asked()
        more(range(1, LISTED + 1))
        assert asked() == few
        first, last = visits_page(manager, cast.setting), visits_page(manager, cast.setting, number="2")
    assert (len(first.coming), len(last.coming)) == (LISTED, 1)
    assert len(first.here) == len(last.here) == LISTED + 2  # whoever is in the house is never on another page


def test_who_does_not_come_is_closed_the_day_after_and_owes_nothing(cast: Cast, tess: Professional) -> None:
    kay = cast.people["Kay Person"]
    planned = visits.expect(HOUSE, cast.setting, Comes(TODAY, kay, "To see how she talks.", professional=tess))
    assert see_to_visits(HOUSE) == 0, "the day is not over"
    with clock.fixed(TODAY + dt.timedelta(days=1)):
        assert (see_to_visits(HOUSE), see_to_visits(HOUSE)) == (1, 0)
    planned.refresh_from_db(from_queryset=Visit.objects.unscoped("a test looks"))
    assert planned.closed and planned.called_off == NOT_COME
    assert not [duty for duty in owed(planned) if not (duty.kept_on or duty.lifted_because)]


def test_the_host_says_when_somebody_left_who_never_signed_out(cast: Cast, visit: Visit) -> None:
    assert see_to_visits(HOUSE) == 0
    with clock.fixed(TODAY + dt.timedelta(days=1)):
        assert (see_to_visits(HOUSE), see_to_visits(HOUSE)) == (1, 0)
        [duty] = [each for each in owed(visit) if each.what == visits.LEFT.what]
        assert duty.person == cast.people["Kay Person"]
        with pytest.raises(Refused, match="earlier day"):
            visits.leave(HOUSE, visit)
        visits.leave(HOUSE, visit, dt.time(11))
        duty.refresh_from_db()
        assert duty.kept_on and visit.left_at == TEN + dt.timedelta(hours=1)
