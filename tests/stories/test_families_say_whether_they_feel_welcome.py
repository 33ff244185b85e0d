"""Families say whether they felt welcome: one tap a month or a coin in a jar, counted, and nobody can be told from it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from hometime.audit.models import HOUSE as NOBODY
from hometime.audit.models import Event, Reading
from hometime.kernel import clock
from hometime.welcome.actions.pulse import PULSE, tell
from hometime.welcome.models import PulseAsked, PulseTally
from tests.cast import TODAY, Cast
from tests.stories.village import enter, words_of

pytestmark = pytest.mark.usefixtures("practice", "dot")
QUESTION, FEW = "Did you feel welcome when you came in?", "Too few to say"
NEXT = dt.date(TODAY.year + TODAY.month // 12, TODAY.month % 12 + 1, 1)


def taps(client: Client, town: Cast, felt: str) -> int:
    """Somebody taps an answer."""
    return client.post(f"/felt/{town.setting.slug}/tell/", {"felt": felt}).status_code


def kept(model: Any) -> list[dict[str, Any]]:
    """Every row of a table of the room, whole."""
    return list(model.objects.unscoped("a story looks").order_by("pk").values())


@pytest.mark.clause("F2")
def test_each_adult_is_asked_once_a_month_and_may_let_it_pass(town: Cast) -> None:
    mum, dad = enter(town.people["Mum Dot"]), enter(town.people["Dad Dot"])
    assert QUESTION in words_of(mum, "/today/")
    assert taps(mum, town, "yes") == taps(dad, town, "later") == 302
    for at_home in (mum, dad):
        assert QUESTION not in words_of(at_home, "/today/"), "they are left in peace for the month"
    assert taps(mum, town, "no") == 302, "a second tap changes nothing"
    assert [(row["yes"], row["sometimes"], row["no"]) for row in kept(PulseTally)] == [(1, 0, 0)]
    with clock.fixed(NEXT):
        again = enter(town.people["Mum Dot"])
        assert QUESTION in words_of(again, "/today/")
        assert taps(again, town, "nonsense") == 302
        assert QUESTION in words_of(again, "/today/"), "what is no answer leaves the question"
        assert FEW in words_of(enter(town.people["Mo Manager"]), "/felt/"), "one answer is too few to be shown"


@pytest.mark.clause("F2")
def test_what_is_kept_of_an_answer_tells_nothing_of_whoever_gave_it(town: Cast) -> None:
    before = Event.objects.count()
    said = {"Mum Dot": "no", "Dad Dot": "yes", "Mum Full": "later"}
    for name, felt in said.items():
        assert taps(enter(town.people[name]), town, felt) == 302
    mine = {town.people[name].pk for name in said}
    asked = kept(PulseAsked)
    assert {row["person_id"] for row in asked} == mine
    assert {tuple(row) for row in asked} == {("id", "person_id", "setting_id", "month")}, "nothing of what they said"
    assert {row["month"] for row in asked} == {TODAY.replace(day=1)}, "and no day or hour"
    (tally,) = kept(PulseTally)
    assert set(tally) == {"id", "setting_id", "month", "jar", "yes", "sometimes", "no"}, "nobody, and no day or hour"
    events = list(Event.objects.order_by("seq").filter(verb__startswith="pulse."))
    assert len(events) == 3 and Event.objects.count() >= before + 3
    alike = {(each.actor, each.hat, each.verb, each.subject_type, each.subject, str(each.facts)) for each in events}
    assert alike == {(NOBODY, "pulse", "pulse.asked", "people.setting", town.setting.pk, "{}")}, "whatever they said"
    assert not Reading.objects.filter(door__startswith="felt").exists()
    with clock.fixed(NEXT):
        page = words_of(enter(town.people["Mo Manager"]), "/felt/")
    assert FEW in page and not any(name.split()[0] in page.split("</h1>")[1] for name in said)


@pytest.mark.clause("F2")
def test_a_month_shows_when_it_is_over_and_enough_answered_with_the_jar_beside_it(town: Cast) -> None:
    for name in ("Mum Full", "Dad Limited", "Mum Dot", "Dad Dot"):
        tell(PULSE, town.people[name].pk, town.setting, "yes")
    mo = enter(town.people["Mo Manager"])
    assert "Did families feel welcome?" in words_of(mo, "/welcome/")
    jar = {"month": TODAY.replace(day=1).isoformat(), "yes": "6", "sometimes": "1", "no": ""}
    assert mo.post("/felt/jar/", jar).status_code == 422, "a number is missing"
    assert mo.post("/felt/jar/", jar | {"no": "2"}).status_code == 302
    assert mo.post("/felt/jar/", jar | {"no": "0"}).status_code == 302, "counted again"
    assert "No month is over yet" in words_of(mo, "/felt/"), "nobody sees a number move with an answer"
    with clock.fixed(NEXT):
        page = words_of(enter(town.people["Mo Manager"]), "/felt/")
        assert "Yes 6 · Not always 1 · No 0" in page
        assert FEW in page and "Yes 4" not in page, "four are too few, and the jar makes them no more"
    tell(PULSE, town.people["Tru Parent"].pk, town.setting, "sometimes")
    with clock.fixed(NEXT):
        page = words_of(enter(town.people["Mo Manager"]), "/felt/")
        assert "Yes 4 · Not always 1 · No 0" in page and FEW not in page
        assert enter(town.people["Kay Person"]).get("/felt/").status_code == 403
        assert enter(town.people["Mum Full"]).get("/felt/").status_code == 404
        assert "Yes 4 · Not always 1" in words_of(enter(town.people["Ola Owner"]), "/felt/")
