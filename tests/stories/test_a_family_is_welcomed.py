"""A family joins: a guide that holds what the policy asks for, what each side asks of the other, each confirmed by each adult in
their own language and format, how to greet them, and what makes it easier for them."""

from __future__ import annotations

import datetime as dt
import html
from typing import Any

import pytest
from django.test import Client

from hometime.duties.models import Duty
from hometime.languages.models import Booking
from hometime.people.models import Person
from hometime.welcome.actions import joining as actions
from hometime.welcome.models import Joining, WelcomePack
from tests.cast import HOUSE, Cast
from tests.stories.village import FIRST, enter, words_of
from tests.trust.test_two_worlds import change

pytestmark = pytest.mark.usefixtures("practice", "dot")
GUIDE = {
    "setting": "Two rooms and a garden. The day ends with a song.",
    "safeguarding": "Sal Lead looks after the safety of every child.",
    "prevent": "We teach children to live with people who are not like them.",
}
ASKS = {"asks": "Ring us before nine when your child is ill.", "offers": "Ask us for a talk on any day."}


def published(town: Cast) -> dict[str, WelcomePack]:
    """Both papers in use, written and published by the manager."""
    mo = enter(town.people["Mo Manager"])
    for kind, sections in (("guide", GUIDE), ("asks", ASKS)):
        assert mo.post(f"/welcome/{kind}/write/", {**sections, "do": "publish"}).status_code == 302
    return {pack.kind: pack for pack in WelcomePack.objects.unscoped("a story looks").order_by("kind")}


def joining_of(person: Person) -> Joining:
    """How somebody joins."""
    return (
        Joining.objects.unscoped("a story looks").select_related("child", "setting", "adult").get(adult__person=person)
    )


def owed(**which: Any) -> list[str]:
    """What is owed, in the order of its words."""
    rows = Duty.objects.unscoped("a story looks").open().filter(**which)
    return sorted(rows.values_list("what", flat=True))


def sends(client: Client, joining: Joining, what: str, **said: Any) -> int:
    """Somebody sends a form of a joining."""
    return client.post(f"/joining/{joining.pk}/{what}/", said).status_code


@pytest.mark.clause("F1", "F5")
def test_a_guide_is_not_published_without_what_the_policy_asks_for_and_the_clause_is_named(town: Cast) -> None:
    actions.see_to_joining(HOUSE)
    assert "Write and publish the guide for families" in owed(record__kind="welcome_packs")
    mo = enter(town.people["Mo Manager"])
    assert "Write and publish the guide" in words_of(mo, "/today/")
    short = mo.post("/welcome/guide/write/", {**GUIDE, "safeguarding": "", "prevent": " ", "do": "publish"})
    said = html.unescape(short.content.decode())
    assert short.status_code == 422 and "Two rooms and a garden." in said
    errors = said.split('role="alert"')[-1] if 'role="alert"' in said else said
    assert "How we keep your child safe: Your policy asks for it" in errors
    assert "the Prevent duty: Your policy asks for it" in errors and "written information" in errors
    assert not WelcomePack.objects.unscoped("a story looks").filter(published_on__isnull=False).exists()
    assert "A draft waits" in words_of(mo, "/welcome/")
    assert mo.post("/welcome/guide/write/", {**GUIDE, "do": "publish"}).status_code == 302
    assert owed(record__kind="welcome_packs") == ["Write and publish what you ask of families, and they of you"]
    assert enter(town.people["Kay Person"]).get("/welcome/guide/write/").status_code == 403


@pytest.mark.clause("F1", "F5")
def test_each_adult_reads_and_confirms_alone_and_staff_see_who_did(town: Cast) -> None:
    packs = published(town)
    assert actions.see_to_joining(HOUSE) == 2 and actions.see_to_joining(HOUSE) == 0
    mum, dad = town.people["Mum Dot"], town.people["Dad Dot"]
    hers, his = joining_of(mum), joining_of(dad)
    assert len(owed(record=hers)) == len(owed(record=his)) == 2
    due = Duty.objects.unscoped("a story looks").open().filter(record=hers).values_list("due", flat=True)
    assert set(due) == {FIRST - dt.timedelta(days=1)}
    at_home = enter(mum)
    assert "You join us: please read this" in words_of(at_home, "/today/")
    page = words_of(at_home, f"/joining/{hers.pk}/read/guide/")
    assert "The day ends with a song." in page and "How to complain, and who answers" in page
    assert at_home.post(f"/joining/{hers.pk}/read/guide/yes/").status_code == 302
    assert at_home.post(f"/joining/{hers.pk}/read/guide/yes/").status_code == 302, "once is enough"
    assert at_home.post(f"/joining/{hers.pk}/read/asks/yes/").status_code == 302
    assert owed(record=hers) == [] and len(owed(record=his)) == 2
    assert "You join us" not in words_of(at_home, "/today/")
    assert enter(dad).get(f"/joining/{hers.pk}/").status_code == 404
    kay = enter(town.people["Kay Person"])
    assert "On screen" in words_of(kay, f"/joining/{hers.pk}/")
    everyone = words_of(kay, "/welcome/")
    assert "not confirmed yet" in everyone and "Mum" in everyone and "Dad" in everyone
    aloud = {"pack": packs["guide"].pk, "says": "confirmed", "how": "interpreted", "language": "Urdu"}
    assert sends(kay, his, "had", **aloud, words="With an interpreter from the town.") == 302
    assert sends(kay, his, "had", pack=packs["asks"].pk, says="given", how="paper") == 302
    assert len(owed(record=his)) == 1, "to be given it is not to confirm it"
    page = words_of(kay, f"/joining/{his.pk}/")
    assert "Read by an interpreter" in page and "Urdu" in page and "We gave it to them" in page
    assert sends(kay, his, "had", **aloud) == 422, "it is confirmed once"


@pytest.mark.clause("F5")
def test_a_new_version_is_shown_again_to_those_who_joined(town: Cast) -> None:
    published(town)
    actions.see_to_joining(HOUSE)
    hers, mum = joining_of(town.people["Mum Dot"]), enter(town.people["Mum Dot"])
    for kind in ("guide", "asks"):
        mum.post(f"/joining/{hers.pk}/read/{kind}/yes/")
    assert owed(record=hers) == []
    mo = enter(town.people["Mo Manager"])
    mo.post("/welcome/asks/write/", {**ASKS, "asks": "Ring us before eight.", "do": "publish"})
    assert owed(record=hers) == ["Tell this adult what is asked of each side, and hear their yes"]
    assert "Ring us before eight." in words_of(mum, f"/joining/{hers.pk}/read/asks/")


@pytest.mark.clause("F2", "F4")
def test_how_to_greet_an_adult_reaches_the_room_and_what_they_need_does_not(town: Cast) -> None:
    published(town)
    actions.see_to_joining(HOUSE)
    hers, mum = joining_of(town.people["Mum Dot"]), enter(town.people["Mum Dot"])
    assert sends(mum, hers, "door", words="") == 422
    assert sends(mum, hers, "door", words="Say Salaam, I am Noor.") == 302
    assert sends(mum, hers, "needs", words="I cannot climb the steps.") == 302
    assert owed(record=hers, clause="F4") == ["See to what makes it easier for a parent"]
    file = f"/c/{hers.child_id}/tab/agreements/"
    kay, room = enter(town.people["Kay Person"]), town.people["Roo Room"]
    assert "Say Salaam" in words_of(kay, file) and "climb the steps" in words_of(kay, f"/joining/{hers.pk}/")
    assert "Say Salaam" in words_of(mum, file)
    assert enter(town.people["Dad Dot"]).get(file).status_code == 200
    assert "Salaam" not in words_of(enter(town.people["Dad Dot"]), file)
    change(HOUSE, town.children["Dot"], room=town.other_room)
    at_door = words_of(enter(room), file)
    assert "Say Salaam" in at_door and "climb" not in at_door and "not yet read" not in at_door
    assert enter(room).get(f"/joining/{hers.pk}/").status_code == 404


def test_whoever_wants_to_talk_is_rung_with_an_interpreter(town: Cast) -> None:
    published(town)
    change(HOUSE, town.adults["Mum Dot"], interpreter="ur")
    actions.see_to_joining(HOUSE)
    hers, mum = joining_of(town.people["Mum Dot"]), enter(town.people["Mum Dot"])
    assert sends(mum, hers, "talk", words="Please read it to me.") == 302
    assert "A parent wants to talk about what they were given to read" in owed(record=hers)
    assert Booking.objects.unscoped("a story looks").get(record=hers).language == "ur"
    assert "Please read it to me." in words_of(enter(town.people["Kay Person"]), f"/joining/{hers.pk}/")
