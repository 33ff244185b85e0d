"""A professional visits a child: welcomed, never left alone with the child, kept from every other, and asked how it was."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.test import Client

from hometime.access import enrolling
from hometime.access.models import Tablet
from hometime.access.tablets import cookie_name
from hometime.agencies.actions import erasing, incidents, registering, visits
from hometime.agencies.actions.incidents import Happened
from hometime.agencies.actions.registering import Facts, Who
from hometime.agencies.actions.visits import Comes
from hometime.agencies.models import Asked, Incident, Origin, Professional, Sector, Visit
from hometime.agencies.visiting import What
from hometime.audit.actions import House
from hometime.duties.models import Duty
from hometime.duties.standing import Every, next_due
from hometime.families.models import Child
from hometime.kernel import clock
from tests.cast import HOUSE, TODAY, Cast
from tests.stories.village import day, enter, with_both_ladders, words_of

pytestmark = pytest.mark.usefixtures("practice")
TEN = dt.datetime.combine(TODAY, dt.time(10), tzinfo=clock.LONDON)


@pytest.fixture
def town(cast: Cast) -> Cast:
    """The cast, whose setting adopted a policy, and so has the regulator's card."""
    with_both_ladders(cast)
    return cast


@pytest.fixture
def tess(town: Cast) -> Professional:
    """A speech therapist of the register whose address is verified."""
    talking = Facts("Town Speech Therapy", Sector.HEALTH, "Words and swallowing.", "Ring on Monday mornings.")
    service = registering.take_up(HOUSE, town.setting, talking)
    who = Who("Tess Thera", "Speech therapist", "May ask how a child talks here.", email="tess@service.example")
    found = registering.know(HOUSE, service, who)
    registering.verify(HOUSE, found, "Rang the number on their own page.")
    return found


def minute(past_ten: int) -> dt.datetime:
    """So many minutes past ten."""
    return TEN + dt.timedelta(minutes=past_ten)


def door_of(town: Cast) -> Client:
    """The tablet at the door: enrolled, and nobody signed in on it."""
    enrolled = enrolling.take_up(HOUSE, enrolling.prepare(town.viewer("Mo Manager"), Tablet.Use.DOOR))
    assert enrolled is not None
    client = Client()
    client.cookies[cookie_name()] = enrolled[1]
    return client


def through_the_door(tablet: Client, name: str, host: str) -> str:
    """A visitor goes through the four screens. Gives all that the tablet showed on the way."""
    said: dict[str, str] = {}
    seen = words_of(tablet, "/visitors/")
    for screen, word in (("name", name), ("origin", "agency"), ("host", host), ("agreed", "yes")):
        said[screen] = word
        answer = tablet.post("/visitors/", {"screen": screen, **said})
        seen += answer.content.decode()
    assert answer.status_code == 302 and answer["Location"] == "/visitors/badge/"
    badge = tablet.get("/visitors/badge/")
    assert badge["Refresh"].startswith("20;")
    assert tablet.get("/visitors/badge/").status_code == 302, "a badge is shown once"
    return seen + badge.content.decode()


def the_visit() -> Visit:
    """The one visit there is."""
    return Visit.objects.unscoped("a story looks").get()


def does(client: Client, act: str, **said: str) -> int:
    """Somebody at work does something on the visit."""
    return client.post(f"/visits/{the_visit().pk}/{act}/", said).status_code


def standings(clauses: str = "A7 A8") -> dict[str, str]:
    """Where the promises of the visit stand."""
    rows = Duty.objects.unscoped("a story looks").filter(record=the_visit().pk, clause__in=clauses.split())
    return {duty.clause: str(duty.standing(TODAY)) for duty in rows}


def taken_in(town: Cast) -> tuple[Client, Client]:
    """The visitor came at ten, and Kay took them in to Ava. Gives the tablet and Kay."""
    tablet, kay = door_of(town), enter(town.people["Kay Person"])
    with clock.fixed(minute(0)):
        through_the_door(tablet, "Tess Thera", town.people["Kay Person"].pk)
        assert "Somebody is here to see you" in words_of(kay, "/today/")
        ava, me = town.children["Ava"].pk, town.people["Kay Person"].pk
        assert does(kay, "take-in", child=ava, stays=me, audience="family") == 302
    return tablet, kay


@pytest.mark.clause("A4", "A7", "A8", "P24")
def test_a_quiet_visit_from_the_letter_to_the_answer(town: Cast, tess: Professional) -> None:
    kay = enter(town.people["Kay Person"])
    planned = {"professional": tess.pk, "name": "", "agency": "", "host": town.people["Kay Person"].pk, "at": "10:00",
               "space": "The quiet room", "purpose": "How Ava talks."}  # fmt: skip
    named = kay.post("/visits/new/", {**planned, **day("on", TODAY), "space": "Beside Ava Child's peg"})
    assert named.status_code == 422 and "names somebody of a family: Ava, Child" in named.content.decode()
    assert kay.post("/visits/new/", {**planned, **day("on", TODAY)}).status_code == 302
    letter = words_of(kay, f"/visits/{the_visit().pk}/letter/")
    assert "The quiet room" in letter and "Riverside" in letter and "Regulator" in letter
    assert "How Ava talks" not in letter and "Ava" not in letter, "no child's name leaves on a letter"
    assert does(kay, "sent", route="email") == 302
    tablet = door_of(town)
    with clock.fixed(minute(0)):
        seen = through_the_door(tablet, "tess thera", town.people["Kay Person"].pk)
    names = {name for child in Child.objects.unscoped("a story looks") for name in (child.name, child.called)}
    assert not any(re.search(rf"\b{re.escape(name)}\b", seen) for name in names), "the tablet names no child"
    assert "Tess" not in words_of(tablet, "/visitors/") and "Tess" not in words_of(tablet, "/visitors/out/")
    ava, me = town.children["Ava"].pk, town.people["Kay Person"].pk
    with clock.fixed(minute(2)):
        assert does(kay, "take-in", child=ava, stays="", audience="family") == 422, (
            "nobody goes in without a name beside them"
        )
        assert does(kay, "take-in", child=ava, stays=me, audience="family") == 302
    mum = enter(town.people["Mum Full"])
    with clock.fixed(minute(40)):
        assert tablet.post("/visitors/out/", {"letters": "te"}).status_code == 422
        assert tablet.post("/visitors/out/", {"letters": "xyz"}).status_code == 422
        assert tablet.post("/visitors/out/", {"letters": "TES"}).status_code == 302
        assert "Tess" not in words_of(tablet, "/visitors/gone/")
        assert does(kay, "finish", alone="no", others="no", words="") == 422
        assert does(kay, "finish", alone="no", others="no", words="I sat with them all the time.") == 302
    assert standings() == {"A7": "kept", "A8": "kept"}
    question = f"/question/{Asked.objects.unscoped('a story looks').get().pk}/"
    assert question in words_of(kay, f"/visits/{the_visit().pk}/slip/")
    outside = Client()
    assert "Regulator" in words_of(outside, question) and "Ava" not in words_of(outside, question)
    assert outside.post(question, {"words": "Tea!"}).status_code == 422
    assert outside.post(question, {"says": "yes", "words": "A quiet room, and tea."}).status_code == 200
    assert outside.get(question).status_code == 404, "the link opens once"
    assert "A quiet room, and tea." in words_of(kay, f"/visits/{the_visit().pk}/")
    assert mum.get(f"/visits/{the_visit().pk}/").status_code == 404, "the page is for those who work here"


@pytest.mark.clause("A7", "A8")
def test_supervision_is_handed_over_by_name(town: Cast, tess: Professional) -> None:
    _tablet, kay = taken_in(town)
    bo = enter(town.people["Bo Backup"])
    with clock.fixed(minute(20)):
        assert does(kay, "hand-over", person=town.people["Bo Backup"].pk, at="") == 302
        page = words_of(bo, f"/visits/{the_visit().pk}/")
        assert "Kay Person" in page and "Bo Backup" in page and "Here" in page
    with clock.fixed(minute(40)):
        assert does(bo, "gone", at="10:38") == 302
        assert does(bo, "finish", alone="no", others="no", words="Kay, then I, all the time.") == 302
    assert standings() == {"A7": "kept", "A8": "kept"}


@pytest.mark.clause("A7")
def test_a_gap_is_closed_only_as_an_incident_and_the_visit_then_says_not_kept(town: Cast, tess: Professional) -> None:
    _tablet, kay = taken_in(town)
    with clock.fixed(minute(15)):
        assert does(kay, "away", at="") == 302
        assert "Nobody stays with them now" in words_of(kay, f"/visits/{the_visit().pk}/")
    with clock.fixed(minute(22)):
        assert does(kay, "back", person=town.people["Bo Backup"].pk, at="") == 302
    bo = enter(town.people["Bo Backup"])
    quiet = {"alone": "no", "others": "no", "words": "All went well."}
    wrong = {"what": "alone", "starts": "10:15", "ends": "10:22", "words": "The fire bell rang."}
    with clock.fixed(minute(40)):
        assert does(bo, "gone", at="") == 302
        page = words_of(bo, f"/visits/{the_visit().pk}/")
        assert "This can be closed only as an incident" in page and 'value="10:15"' in page
        assert does(bo, "finish", **quiet) == 422
        assert does(bo, "incident", **{**wrong, "words": ""}) == 422
        assert does(bo, "incident", **wrong) == 302
        lead, manager = (enter(town.people[name]) for name in ("Sal Lead", "Mo Manager"))
        assert "Look into a visit on which nobody stayed" in words_of(lead, "/today/")
        assert "Read what went wrong on a visit" in words_of(manager, "/today/")
        assert does(bo, "finish", **quiet) == 302
    page = words_of(bo, f"/visits/{the_visit().pk}/")
    assert "<strong>Not kept</strong>" in page and "Nobody stayed, 10:15 to 10:22" in page
    assert "The fire bell rang" not in page, "why is for the leads and the manager"
    assert standings() == {"A7": "not_kept", "A8": "kept"}
    incident = Incident.objects.unscoped("a story looks").get()
    lead, manager = (enter(town.people[name]) for name in ("Sal Lead", "Mo Manager"))
    assert "The fire bell rang." in words_of(manager, f"/went-wrong/{incident.pk}/")
    assert manager.post(f"/went-wrong/{incident.pk}/read/").status_code == 302
    assert manager.post(f"/went-wrong/{incident.pk}/done/", {"words": "Mine."}).status_code == 403
    assert lead.post(f"/went-wrong/{incident.pk}/done/", {"words": "Two stay when the bell rings."}).status_code == 302
    assert bo.get(f"/went-wrong/{incident.pk}/").status_code == 404
    assert "1 time it was not kept" in _clause(manager)


def _clause(client: Client) -> str:
    """What the living policy says of the promise that nobody is alone with a child."""
    found = re.findall(r'href="(/policy/[^"]+)"', words_of(client, "/policy/"))
    pages = [words_of(client, place) for place in dict.fromkeys(found)]
    return next((page for page in pages if "it was not kept" in page), "")


@pytest.mark.clause("A8")
def test_a_second_child_is_closed_only_as_an_incident(town: Cast, tess: Professional) -> None:
    _tablet, kay = taken_in(town)
    wrong = {"what": "other_child", "starts": "10:05", "ends": "10:06", "words": "The door was open."}
    with clock.fixed(minute(40)):
        assert does(kay, "gone", at="") == 302
        assert does(kay, "finish", alone="no", others="yes", words="One ran in.") == 422
        assert does(kay, "incident", **wrong) == 302
        assert does(kay, "finish", alone="no", others="yes", words="One ran in.") == 302
    assert standings() == {"A7": "kept", "A8": "not_kept"}


def test_names_of_visitors_are_kept_as_long_as_the_policy_says_then_proposed_and_erased_by_hand(
    town: Cast, tess: Professional
) -> None:
    kay, mo = town.people["Kay Person"], town.people["Mo Manager"]
    door = House("the door", setting_id=town.setting.pk)
    with clock.fixed(TEN):
        plumber = visits.sign_in(door, town.setting, "Percy Pipe", Origin.CONTRACTOR, kay)
        talker = visits.sign_in(door, town.setting, "Tess Thera", Origin.AGENCY, kay)
        visits.take_in(HOUSE, talker, town.children["Ava"], kay)
        comes = Comes(TODAY, kay, "The boiler", professional=tess, at=dt.time(15))
        fitter = visits.expect(HOUSE, town.setting, comes)
        visits.call_off(HOUSE, fitter, "Tess is ill")
        wrong = visits.sign_in(door, town.setting, "Wanda Wrong", Origin.AGENCY, kay)
        visits.take_in(HOUSE, wrong, None, kay)
        visits.leave(HOUSE, wrong)
        incidents.tell(HOUSE, wrong, Happened(What.OTHER_CHILD, dt.time(10), dt.time(10), "The door stood open."))
    manager = enter(mo)
    assert "That is our suggestion." in words_of(manager, "/visits/")
    assert "How long names of visitors" not in words_of(enter(kay), "/visits/")
    said = {"months": 6, "source": "Our policy 10.4, p. 3", **day("checked_on", TODAY + dt.timedelta(days=1))}
    assert manager.post("/visits/names/keep/", said).status_code == 422, "nobody has looked it up on a day to come"
    assert manager.post("/visits/names/keep/", {**said, **day("checked_on", TODAY)}).status_code == 302
    assert "Our policy 10.4, p. 3" in words_of(manager, "/visits/")
    last = next_due(TODAY, Every(months=6), TODAY)
    with clock.fixed(last - dt.timedelta(days=1)):
        assert erasing.see_to_visitors(HOUSE) == 0
        assert erasing.erase_names(HOUSE, town.setting) == 0, "a day before its time nothing goes"
    with clock.fixed(last):
        assert erasing.see_to_visitors(HOUSE) == 1 and erasing.see_to_visitors(HOUSE) == 1
        owed = Duty.objects.unscoped("a story looks").open().get(what=erasing.ERASE.what)
        assert names_kept() == {"Percy Pipe", "Tess Thera", "Wanda Wrong"}, "proposed, and nothing went by itself"
        manager = enter(mo)
        assert "Names of visitors have been kept long enough" in words_of(manager, "/today/")
        assert "2 visits for the house were 6 months ago or more." in " ".join(words_of(manager, "/visits/").split())
        assert enter(kay).post("/visits/names/erase/").status_code == 403
        assert manager.post("/visits/names/erase/").status_code == 302
        page = words_of(manager, f"/visits/{plumber.pk}/")
        assert "Somebody whose name is not kept any more" in page and "Percy" not in page and "Kay Person" in page
    assert names_kept() == {"Tess Thera", "Wanda Wrong"}, "a child's visitor, and one of whom something is told, stay"
    gone = Visit.objects.unscoped("a story looks").get(pk=fitter.pk)
    assert (gone.name, gone.agency, gone.purpose, gone.called_off, gone.professional) == ("", "", "", "", None)
    done = Duty.objects.unscoped("a story looks").get(pk=owed.pk)
    assert done.evidence == "Erased on 2 visits."


def names_kept() -> set[str]:
    return set(Visit.objects.unscoped("a story looks").exclude(name="").values_list("name", flat=True))
