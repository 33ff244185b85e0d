"""Staff work with other services: a card that each reads, questions that name nobody, and who is involved with a child."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from hometime.agencies.actions import registering, working
from hometime.agencies.actions.registering import Facts, Who
from hometime.agencies.models import (
    Advice,
    Involvement,
    OnlyWords,
    Organisation,
    Professional,
    Protocol,
    Question,
)
from hometime.duties.models import Duty
from hometime.families import actions as families
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.people.roles import Role
from hometime.sharing.models import Decision
from tests.cast import HOUSE, TODAY, Cast, person
from tests.stories.village import day, enter, words_of

pytestmark = pytest.mark.usefixtures("practice")
FRONT_DOOR = {
    "name": "The front door", "sector": "social_care", "purpose": "A child who may not be safe.",
    "reach": "Ring, then write within a day.", "phone": "", "email": "", "address": "", "out_of_hours": "",
}  # fmt: skip

GO_ON = {"refers": "no"}


def to_read(cast: Cast) -> bool:
    """Whether Kay owes to read a card."""
    owed = Duty.objects.unscoped("a story looks").open().filter(person=cast.people["Kay Person"], clause="A6")
    return owed.exists()


@pytest.mark.clause("P18", "P21", "A6", "G3")
def test_a_service_is_put_on_the_register_and_its_card_is_read_by_everybody(cast: Cast) -> None:
    lead, kay = enter(cast.people["Sal Lead"]), enter(cast.people["Kay Person"])
    assert kay.post("/agencies/new/", FRONT_DOOR).status_code == 403
    assert lead.post("/agencies/new/", {**FRONT_DOOR, "reach": ""}).status_code == 422
    assert lead.post("/agencies/new/", FRONT_DOOR).status_code == 302
    service = Organisation.objects.unscoped("a story looks").get()
    assert "The front door" in words_of(kay, "/agencies/")
    card = {
        "name": "Ringing the front door",
        "steps": "Ring with the lead beside you.",
        "numbers": "",
        "out_of_hours": "",
    }
    assert lead.post(f"/agencies/{service.pk}/card/", card).status_code == 302
    made = Protocol.objects.unscoped("a story looks").get()
    assert "Read a card about working with a service" in words_of(kay, "/today/")
    assert kay.post(f"/cards/{made.pk}/understood/").status_code == 302
    assert not to_read(cast)
    assert "You read and understood it" in words_of(kay, f"/cards/{made.pk}/")
    page = words_of(lead, f"/cards/{made.pk}/")
    assert "Kay Person" in page and "Not yet: " in page
    assert lead.post(f"/cards/{made.pk}/anew/", {**card, "steps": "Ring, and write it down."}).status_code == 302
    assert to_read(cast), "a new edition is read again"
    assert working.see_to_readers(HOUSE) == 0, "nobody owes it twice"
    with clock.fixed(TODAY + dt.timedelta(days=10)):
        new = person(cast, "Nia Newcomer", (Role.ROOM, cast.setting), room=cast.room)
        assert working.see_to_readers(HOUSE) == 1 and working.see_to_readers(HOUSE) == 0
        nia = enter(new)
        assert "Read a card about working with a service" in words_of(nia, "/today/")
        assert nia.post(f"/cards/{made.pk}/understood/").status_code == 302
        assert working.see_to_readers(HOUSE) == 0, "who has read it owes it no more"


@pytest.mark.clause("A9", "A10")
def test_a_question_that_names_somebody_of_a_family_is_stopped(cast: Cast) -> None:
    service = registering.take_up(HOUSE, cast.setting, Facts("Town Talk", "health", "Words.", "Ring."))
    kay, roo = enter(cast.people["Kay Person"]), enter(cast.people["Roo Room"])
    for words in ("Why does Ava not talk?", "A mother, ms full, asks.", "AVA's cup"):
        stopped = kay.post(f"/agencies/{service.pk}/ask/", {"topic": "Talking", "words": words})
        assert stopped.status_code == 422 and "names somebody of a family" in stopped.content.decode(), words
    fair = {"topic": "Talking late", "words": "When do words usually come?"}
    assert kay.post(f"/agencies/{service.pk}/ask/", fair).status_code == 302
    asked = Question.objects.unscoped("a story looks").get()
    assert roo.get(f"/asked-outside/{asked.pk}/").status_code == 404, (
        "for whoever asked, and those who hear every question"
    )
    named = kay.post(f"/asked-outside/{asked.pk}/", {**GO_ON, "answer": "Ava will talk by summer."})
    assert named.status_code == 422 and "Ava will talk by summer." in named.content.decode(), "nothing typed is lost"
    assert kay.post(f"/asked-outside/{asked.pk}/", {**GO_ON, "answer": "By two, mostly."}).status_code == 302
    assert "By two, mostly." in words_of(enter(cast.people["Sen Coe"]), f"/asked-outside/{asked.pk}/")


@pytest.mark.clause("A9", "A10")
def test_a_word_that_is_also_a_name_passes_once_its_writer_says_that_it_is_none_here_and_that_is_kept(
    town: Cast,
) -> None:
    families.register_child(HOUSE, town.setting, "Grace Hill", dt.date(2023, 5, 4), room=town.room, starts=TODAY)
    service = registering.take_up(HOUSE, town.setting, Facts("Town Talk", "health", "Words.", "Ring."))
    kay, mo = enter(town.people["Kay Person"]), enter(town.people["Mo Manager"])
    place = f"/agencies/{service.pk}/ask/"
    asked = {"topic": "Saying grace", "words": "At Grace Hall, before lunch. Is that fair to all?"}
    stopped = kay.post(place, asked)
    said = stopped.content.decode()
    assert stopped.status_code == 422 and "This names somebody of a family: Grace." in said
    assert "Only a word, and nobody" in said and "before lunch" in said
    more = {**asked, "words": "At Grace Hall, Ava asks.", "no_name": ["Grace"]}
    assert kay.post(place, more).status_code == 422, "what was ticked is said of that word alone"
    assert kay.post(place, {**asked, "no_name": ["Ava"]}).status_code == 422
    assert kay.post(place, {**asked, "no_name": ["Grace"]}).status_code == 302
    made = Question.objects.unscoped("a story looks").get()
    page = " ".join(words_of(kay, f"/asked-outside/{made.pk}/").split())
    assert "No name here: <bdi>Grace</bdi> · <bdi>Kay Person</bdi>" in page
    with pytest.raises(Refused, match="names somebody of a family: Grace"):
        working.ask(HOUSE, service, "Saying grace", "At Grace Hall.")
    kept = OnlyWords.objects.unscoped("a story looks").get()
    assert (kept.about, kept.words, kept.by_id) == (made.pk, ["Grace"], town.people["Kay Person"].pk)
    notes = {"parking": "By Grace Hall.", "bring": "", "access": "", "quiet_room": ""}
    assert mo.post("/visits/notes/", notes).status_code == 422
    assert mo.post("/visits/notes/", {**notes, "no_name": ["Grace"]}).status_code == 302


@pytest.mark.clause("A10", "F21")
def test_an_answer_that_says_refer_leads_to_the_gate_for_a_named_child_and_no_name_stands_in_the_log(
    town: Cast,
) -> None:
    service = registering.take_up(HOUSE, town.setting, Facts("Town Talk", "health", "Words.", "Ring."))
    registering.know(HOUSE, service, Who("Tess Thera", "Therapist", "How words come."))
    asked = working.ask(town.viewer("Kay Person"), service, "Few words at three", "At three, ten words. What now?")
    client, log = enter(town.people["Kay Person"]), f"/asked-outside/{asked.pk}/"
    assert client.get(f"{log}refer/").status_code == 403, "nobody advised it yet"
    assert client.post(log, {"answer": "Ring us with the name."}).status_code == 422
    assert client.post(log, {"answer": "Ring us with the name.", "refers": "yes"}).status_code == 302
    before = words_of(client, log)
    assert f"{log}refer/" in before
    ava = town.children["Ava"]
    start = f"/key/{ava.pk}/share/?asked={asked.pk}"
    assert start in words_of(client, f"{log}refer/")
    tess = Professional.objects.unscoped("a story looks").get()
    said = {
        "to": tess.pk,
        "items": [f"who:{ava.pk}"],
        "what": "Her words",
        "purpose": "To be heard",
        "need": "They listen",
    }
    assert client.post(start, said).status_code == 302
    decision = Decision.objects.unscoped("a story looks").get()
    assert decision.asked_id == asked.pk and decision.child_id == ava.pk
    page = words_of(client, f"/share/{decision.pk}/")
    assert log in page and "Town Talk: Ring us with the name." in page, "the advice stands in the decision already"
    assert f"/share/{decision.pk}/" in words_of(client, f"{log}refer/")
    after = words_of(client, log)
    assert _bare(after) == _bare(before) and ava.called not in after, "the log learns of no name"
    kept = Question.objects.unscoped("a story looks").values().get()
    assert not [value for value in kept.values() if value in (ava.pk, decision.pk) or ava.called in str(value)]
    sen = words_of(enter(town.people["Sen Coe"]), f"{log}refer/")
    assert f"/share/{decision.pk}/" not in sen, "who may not see the decision sees none"
    assert enter(town.people["Roo Room"]).get(f"{log}refer/").status_code == 404


@pytest.mark.clause("P19", "A11")
def test_training_for_staff_is_looked_at_again_twice_a_year(cast: Cast) -> None:
    service = registering.take_up(HOUSE, cast.setting, Facts("The council", "early_years", "Training.", "Write."))
    manager = enter(cast.people["Mo Manager"])
    offer = {"topic": "First aid", "words": "Two days each spring."}
    assert manager.post(f"/agencies/{service.pk}/offer/", offer).status_code == 302
    assert "First aid" in words_of(enter(cast.people["Kay Person"]), "/agencies/")
    owed = Duty.objects.unscoped("a story looks").open().get(clause="A11")
    assert owed.due is not None and (owed.due - TODAY).days in range(181, 186)


@pytest.mark.clause("A1", "A5", "P22")
def test_who_works_with_a_child_is_told_to_the_family_and_a_sealed_one_to_the_leads_alone(cast: Cast) -> None:
    people = {}
    for name, sector in (("Town Talk", "health"), ("Front door", "social_care")):
        service = registering.take_up(HOUSE, cast.setting, Facts(name, sector, "Words.", "Ring."))
        people[sector] = registering.know(HOUSE, service, Who(f"Somebody of {name}", "Worker", "Asks how a child is."))
    kay, lead, mum = (enter(cast.people[name]) for name in ("Kay Person", "Sal Lead", "Mum Full"))
    ava = cast.children["Ava"].pk
    said = {"words": "Listens to her.", **day("since", TODAY), "manner": "joint", "leads": "on", "audience": "family"}
    assert "Health, development and special needs" in words_of(kay, "/agencies/")
    place = f"/key/{ava}/outside/"
    assert kay.post(place, {**said, "professional": people["health"].pk}).status_code == 302
    secret = {**said, "professional": people["social_care"].pk, "audience": "safeguarding"}
    assert kay.post(place, secret).status_code == 422, "only a lead may seal it"
    assert lead.post(place, secret).status_code == 302
    open_one, sealed = Involvement.objects.unscoped("a story looks").order_by("audience")
    words = "  Say it twice.\nThen wait.  "
    advice = {"words": words, **day("on", TODAY)}
    assert kay.post(f"/outside/{open_one.pk}/advise/", advice).status_code == 302
    kept = Advice.objects.unscoped("a story looks").get()
    assert kept.words.replace("\r", "") == words, "as they gave it, unedited"
    registering.amend_professional(HOUSE, _fresh(people["health"]), Who("Somebody of Town Talk", "Manager", "Nothing."))
    kept.refresh_from_db(from_queryset=Advice.objects.unscoped("a story looks"))
    assert (kept.role, kept.remit) == ("Worker", "Asks how a child is."), "with the role and remit of that day"
    file = words_of(mum, f"/c/{ava}/tab/outside/")
    assert "Somebody of Town Talk" in file and "Front door" not in file
    assert "Say it twice." in words_of(mum, f"/outside/{open_one.pk}/")
    assert mum.get(f"/outside/{sealed.pk}/").status_code == 404 and kay.get(f"/outside/{sealed.pk}/").status_code == 404
    assert "Front door" in words_of(lead, f"/c/{ava}/tab/outside/")
    dad = enter(cast.people["Dad Limited"])
    assert dad.get(f"/c/{ava}/tab/outside/").status_code == 404, "and no tab tells that there is something"
    assert mum.post(f"/outside/{open_one.pk}/end/").status_code == 404
    assert kay.post(f"/outside/{open_one.pk}/end/").status_code == 302
    assert kay.post(f"/outside/{open_one.pk}/advise/", advice).status_code == 403


def _bare(page: str) -> str:
    """A page without the tokens of its forms, which differ each time."""
    return re.sub(r"(csrfmiddlewaretoken[^>]*value=\")[^\"]*", r"\1", page)


def _fresh(professional: Professional) -> Professional:
    return Professional.objects.unscoped("a story looks").select_related("organisation").get(pk=professional.pk)
