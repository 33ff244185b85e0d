"""A worry goes to the lead and, on one of two grounds, out; what leaves was decided, previewed and received; and nothing else."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client

from hometime.agencies.actions import registering
from hometime.agencies.models import Professional
from hometime.consents.actions import withdraw
from hometime.consents.models import Consent
from hometime.kernel import clock
from hometime.notifications.models import Message
from hometime.sharing.models import Asking, Decision, Sending, ToldUs, Worry
from tests.cast import TODAY, Cast
from tests.stories.village import day, enter, with_both_ladders, words_of

pytestmark = pytest.mark.usefixtures("practice")
NOON = dt.datetime.combine(TODAY, dt.time(12), tzinfo=dt.UTC)


def at(seconds: float) -> Any:
    """The clock so many seconds after noon."""
    return clock.fixed(NOON + dt.timedelta(seconds=seconds))


@pytest.fixture
def pat(cast: Cast) -> Professional:
    """A health visitor on the register, whose address the manager checked."""
    with_both_ladders(cast)
    mo = cast.viewer("Mo Manager")
    service = registering.take_up(
        mo, cast.setting, registering.Facts("Town Health", "health", "Health visits", "Ring the desk", "01632 960001")
    )
    who = registering.Who("Pat Health", "Health visitor", "Checks at two", "01632 960002", "pat@health.example")
    registering.verify(mo, registering.know(mo, service, who), "Rang the desk")
    return Professional.objects.unscoped("a story looks").get()


def begun(client: Client, cast: Cast, pat: Professional, *items: str, query: str = "") -> Decision:
    """The first screen: who, what exactly, what for."""
    ava = cast.children["Ava"]
    said = {
        "to": pat.pk, "items": items or [f"who:{ava.pk}"], "what": "Her speech", "purpose": "Help with her speech",
        "need": "She sees her next week",
    }  # fmt: skip
    answer = client.post(f"/key/{ava.pk}/share/{query}", said)
    assert answer.status_code == 302, answer.content.decode()[:6000]
    return Decision.objects.unscoped("a story looks").get(pk=answer["Location"].split("/")[2])


YES = {"shares": "yes", "reasons": "Her mother asks for it", "ground": "permission", "told": "before", "route": "phone"}
HARM = {
    "shares": "yes", "reasons": "She is not safe", "ground": "harm", "told": "not", "why_not_told": "In danger",
    "asked": "not_asked", "why_not_asked": "In danger", "route": "",
}  # fmt: skip


def code_on(text: str) -> str:
    """The code on a page that shows it."""
    found = re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}", text.split("It is shown this once:")[1])
    assert found is not None
    return found[0]


@pytest.mark.clause("F22", "A2")
def test_key_person_shares_with_a_yes_takes_it_back_sends_again_and_it_arrives(cast: Cast, pat: Professional) -> None:
    kay, mum = enter(cast.people["Kay Person"]), cast.people["Mum Full"]
    with at(0):
        decision = begun(kay, cast, pat)
        page = words_of(kay, f"/share/{decision.pk}/")
        assert "Exactly this, and nothing else" in page and "Ava Child, born on" in page
        assert kay.post(f"/share/{decision.pk}/send/", {"way": "link"}).status_code == 403
        assert kay.post(f"/share/{decision.pk}/decide/", {**YES, "permission_of": mum.pk}).status_code == 302
        assert kay.post(f"/share/{decision.pk}/send/", {"way": "link"}).status_code == 302
    first = Sending.objects.unscoped("a story looks").get()
    with at(20):
        assert kay.post(f"/sent/{first.pk}/stop/").status_code == 302
        assert kay.post(f"/share/{decision.pk}/send/", {"way": "link"}).status_code == 302
    again = Sending.objects.unscoped("a story looks").get(stopped_at=None)
    secret = Message.objects.unscoped("a story looks").get(pk=again.message).once.split("/")[-2]
    with at(60):
        assert kay.post(f"/sent/{again.pk}/stop/").status_code == 403
        shown = kay.post(f"/sent/{again.pk}/code/")
        code = code_on(shown.content.decode())
        pat_there, stranger = Client(), Client()
        assert "Ava" not in words_of(pat_there, f"/shared/{secret}/")
        assert pat_there.post(f"/shared/{secret}/", {"code": "NONE-SUCH"}).status_code == 422
        assert pat_there.post(f"/shared/{secret}/", {"code": code}).status_code == 302
        assert "Ava Child, born on" in words_of(pat_there, f"/shared/{secret}/")
        assert "Ava" not in words_of(stranger, f"/shared/{secret}/")
        assert stranger.post(f"/shared/{secret}/", {"code": code}).status_code == 422
        assert pat_there.post(f"/shared/{secret}/have-it/", {"by": "Pat Health"}).status_code == 302
        assert "We know that you have it" in words_of(pat_there, f"/shared/{secret}/")
        assert "Pat Health" in words_of(kay, f"/share/{decision.pk}/")
        home = enter(mum)
        assert "Full name and date of birth" in words_of(home, f"/c/{cast.children['Ava'].pk}/tab/agreements/")
    with at(60 + 72 * 3600):
        assert "Ava" not in words_of(pat_there, f"/shared/{secret}/")


@pytest.mark.clause("F21", "F22")
def test_a_worry_is_read_found_to_be_harm_and_shared_without_the_family_knowing(cast: Cast, pat: Professional) -> None:
    roo, sal, mo = (enter(cast.people[name]) for name in ("Roo Room", "Sal Lead", "Mo Manager"))
    ben = cast.children["Ben"]
    assert "Ben" in words_of(roo, "/worry/")  # the child of Roo's own room
    with at(0):
        said = {"words": "He flinches", "concerns": [cast.people["Mo Manager"].pk]}
        assert roo.post(f"/key/{ben.pk}/worry/", said).status_code == 302
        assert roo.post("/worry/somebody/", {"about": "Ava in Acorns", "words": "A bruise"}).status_code == 302
    assert "not read yet" in words_of(roo, "/written/") and "flinches" not in words_of(roo, "/written/")
    worry = Worry.objects.unscoped("a story looks").get(child=ben)
    assert "New worries" in words_of(sal, "/desk/") and "Ava in Acorns" in words_of(sal, "/desk/")
    assert mo.get("/desk/").status_code == 403 and mo.get(f"/worry/{worry.pk}/").status_code == 404
    with at(60):
        assert sal.post(f"/worry/{worry.pk}/read/").status_code == 302
    slips = words_of(roo, "/written/")
    assert "the safeguarding lead read it on" in slips and "Ben" not in slips and "Sal" not in slips
    assert sal.post(f"/worry/{worry.pk}/taken-up/", {"did": "Rang the council", "ground": "harm"}).status_code == 302
    assert "Does somebody outside need to know?" in words_of(sal, f"/worry/{worry.pk}/")
    said = {
        "to": pat.pk, "items": [f"who:{ben.pk}", f"worry:{worry.pk}"], "what": "A worry", "purpose": "Keep him safe",
        "need": "She sees him",
    }  # fmt: skip
    answer = sal.post(f"/key/{ben.pk}/share/?worry={worry.pk}", said)
    decision = Decision.objects.unscoped("a story looks").get(pk=answer["Location"].split("/")[2])
    assert sal.post(f"/share/{decision.pk}/decide/", HARM).status_code == 302
    assert sal.post(f"/share/{decision.pk}/send/", {"way": "spoken"}).status_code == 302
    assert "flinches" in words_of(sal, f"/sent/{Sending.objects.unscoped('a story looks').get().pk}/paper/")
    assert mo.get(f"/share/{decision.pk}/").status_code == 404
    assert "look again" in words_of(sal, "/desk/")
    assert sal.post(f"/share/{decision.pk}/review/", {"words": "It was right"}).status_code == 302


@pytest.mark.clause("F21")
def test_a_decision_not_to_share_is_written_down_with_its_reasons(cast: Cast, pat: Professional) -> None:
    kay = enter(cast.people["Kay Person"])
    decision = begun(kay, cast, pat)
    assert kay.post(f"/share/{decision.pk}/decide/", {"shares": "no", "reasons": ""}).status_code == 422
    assert kay.post(f"/share/{decision.pk}/decide/", {"shares": "no", "reasons": "They wait"}).status_code == 302
    page = words_of(kay, f"/share/{decision.pk}/")
    assert "It was decided not to share this" in page and "They wait" in page
    assert kay.post(f"/share/{decision.pk}/send/", {"way": "paper"}).status_code == 403


@pytest.mark.clause("A3")
def test_what_an_agency_told_us_waits_for_its_yes(cast: Cast, pat: Professional) -> None:
    mo, mum, ava = enter(cast.people["Mo Manager"]), enter(cast.people["Mum Full"]), cast.children["Ava"]
    said = {"originator": "Hill Clinic", "words": "Her hearing is poor", **day("told_on", TODAY), "rule": "ask"}
    assert mo.post(f"/key/{ava.pk}/told-us/", said).status_code == 302
    told = ToldUs.objects.unscoped("a story looks").get()
    assert "To nobody. It is locked." in words_of(mo, f"/told-us/{told.pk}/")
    assert mum.get(f"/told-us/{told.pk}/").status_code == 404
    assert mum.get(f"/c/{ava.pk}/tab/agreements/").status_code == 404  # nothing stands there for her
    decision = begun(mo, cast, pat, f"told:{told.pk}")
    asked = {**YES, "permission_of": cast.people["Mum Full"].pk}
    refused = mo.post(f"/share/{decision.pk}/decide/", asked)
    assert refused.status_code == 422 and "Hill Clinic told us this" in refused.content.decode()
    assert mo.post(f"/told-us/{told.pk}/ask/", {"to": "Pat Health", "purpose": "Her speech"}).status_code == 302
    question = Asking.objects.unscoped("a story looks").get(told=told)
    assert mo.post(f"/told-us/answer/{question.pk}/", {"answer": "yes"}).status_code == 302
    assert mo.post(f"/share/{decision.pk}/decide/", asked).status_code == 302


@pytest.mark.clause("F22")
def test_a_yes_that_is_taken_back_closes_the_page_at_once(cast: Cast, pat: Professional) -> None:
    kay, mum = enter(cast.people["Kay Person"]), cast.people["Mum Full"]
    with at(0):
        decision = begun(kay, cast, pat)
        assert kay.post(f"/share/{decision.pk}/ask/").status_code == 302
        assert "The family has not said yes." in words_of(kay, f"/share/{decision.pk}/")
        assert kay.post(f"/share/{decision.pk}/decide/", YES).status_code == 422
        assert kay.post(f"/share/{decision.pk}/decide/", {**YES, "permission_of": mum.pk}).status_code == 302
        assert kay.post(f"/share/{decision.pk}/send/", {"way": "link"}).status_code == 302
    going = Sending.objects.unscoped("a story looks").get()
    secret = Message.objects.unscoped("a story looks").get(pk=going.message).once.split("/")[-2]
    with at(40):
        code = code_on(kay.post(f"/sent/{going.pk}/code/").content.decode())
        withdraw(cast.viewer("Mum Full"), Consent.objects.unscoped("a story looks").get(about=decision))
        assert Client().post(f"/shared/{secret}/", {"code": code}).status_code == 422
