"""A worry goes to the lead and, on one of two grounds, out; what leaves was decided, previewed and received; and nothing else."""

from __future__ import annotations

import datetime as dt
import io
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from hometime.agencies.actions import registering
from hometime.agencies.models import Professional
from hometime.complaints.actions import say_how_allegations_go
from hometime.consents.actions import withdraw
from hometime.consents.models import Consent
from hometime.duties.models import Duty
from hometime.families import actions as families
from hometime.kernel import clock
from hometime.notifications.models import Message
from hometime.people.roles import Hat
from hometime.plans.actions import supporting
from hometime.plans.actions.supporting import Does, Written
from hometime.plans.models import Round, SupportPlan
from hometime.records.models import Paper
from hometime.schools.actions import moves, packs
from hometime.schools.models import MoveSummary
from hometime.sharing.actions import worrying
from hometime.sharing.items import offers
from hometime.sharing.models import Asking, Decision, Sending, ToldUs, Worry
from hometime.sharing.paragraphs import paragraphs
from tests.cast import HOUSE, TODAY, Cast
from tests.stories.village import day, enter, with_both_ladders, words_of
from tests.trust.test_two_worlds import change

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
    of_somebody = Worry.objects.unscoped("a story looks").get(child=None)
    up = f"/worry/{of_somebody.pk}/taken-up/"
    refused = sal.post(up, {"did": "Rang the council", "ground": "harm", "child": ""})
    assert refused.status_code == 422 and "Say first which child it is" in refused.content.decode()
    said = {"did": "Rang the council", "ground": "harm", "child": cast.children["Ava"].pk}
    assert sal.post(up, said).status_code == 302
    assert f"/key/{cast.children['Ava'].pk}/share/?worry={of_somebody.pk}" in words_of(sal, f"/worry/{of_somebody.pk}/")
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


@pytest.mark.clause("A2", "F22")
def test_a_ticked_paper_goes_page_by_page_without_its_place_and_author(cast: Cast, pat: Professional) -> None:
    kay, ava, mum = enter(cast.people["Kay Person"]), cast.children["Ava"], cast.people["Mum Full"]
    drawing = a_photo_with_a_place()
    assert b"Author Qzx" in drawing
    named = {"title": "Her drawing", "file": SimpleUploadedFile("drawing.jpg", drawing, "image/jpeg")}
    assert kay.post(f"/key/{ava.pk}/papers/add/", named).status_code == 302
    paper = Paper.objects.unscoped("a story looks").get()
    assert "Her drawing" in words_of(kay, f"/key/{ava.pk}/papers/")
    with at(0):
        decision = begun(kay, cast, pat, f"paper:{paper.pk}")
        assert f"/share/{decision.pk}/1/1/" in words_of(kay, f"/share/{decision.pk}/")
        assert kay.get(f"/share/{decision.pk}/1/1/").status_code == 200, "exactly this page goes"
        assert kay.post(f"/share/{decision.pk}/decide/", {**YES, "permission_of": mum.pk}).status_code == 302
        assert kay.post(f"/share/{decision.pk}/send/", {"way": "link"}).status_code == 302
    going = Sending.objects.unscoped("a story looks").get()
    secret = Message.objects.unscoped("a story looks").get(pk=going.message).once.split("/")[-2]
    there, leaf = Client(), f"/shared/{secret}/1/1/"
    with at(40):
        code = code_on(kay.post(f"/sent/{going.pk}/code/").content.decode())
        assert there.get(leaf).status_code == 404, "not before the code"
        assert there.post(f"/shared/{secret}/", {"code": code}).status_code == 302
        assert leaf in words_of(there, f"/shared/{secret}/")
        shown = there.get(leaf)
        assert shown.status_code == 200 and shown["Content-Type"].startswith("image/")
        assert b"Author Qzx" not in shown.content and b"GPS" not in shown.content and shown.content != drawing
        assert there.get(f"/shared/{secret}/1/2/").status_code == there.get(f"/shared/{secret}/2/1/").status_code == 404
        assert Client().get(leaf).status_code == 404, "and in no other browser"
        assert there.post(f"/shared/{secret}/have-it/", {"by": "Pat"}).status_code == 302
        assert "Her drawing" in words_of(there, f"/shared/{secret}/").split("We know that you have it.")[1]
        assert "Her drawing" in words_of(enter(mum), f"/c/{ava.pk}/tab/agreements/")
        marked = {"what": f"paper:{paper.pk}", "originator": "Hill Clinic", "rule": "ask"}
        assert kay.post(f"/key/{ava.pk}/papers/mark/", marked).status_code == 302
        assert there.get(leaf).status_code == 404, "marked as another agency's: nobody outside gets it any more"
        assert "Something waits for you here" in words_of(there, f"/shared/{secret}/")


def test_a_worry_about_the_lead_goes_to_the_owner_named_for_allegations(cast: Cast) -> None:
    say_how_allegations_go(HOUSE, cast.setting, cast.people["Ola Owner"], 1, "working_days", "", None)
    worrying.worry(cast.viewer("Roo Room"), cast.children["Ava"], "What I saw", [cast.people["Sal Lead"]])
    assert Worry.objects.visible_to(cast.viewer("Ola Owner", Hat.OWNER)).exists()
    assert not Worry.objects.visible_to(cast.viewer("Lin Manager", Hat.OWNER)).exists()


def test_a_worry_about_lead_and_named_owner_goes_to_somebody_else_above(cast: Cast) -> None:
    ola = cast.people["Ola Owner"]
    say_how_allegations_go(HOUSE, cast.setting, ola, 1, "working_days", "", None)
    worrying.worry(cast.viewer("Roo Room"), cast.children["Ava"], "What I saw", [cast.people["Sal Lead"], ola])
    assert not Worry.objects.visible_to(cast.viewer("Ola Owner", Hat.OWNER)).exists()
    assert Worry.objects.visible_to(cast.viewer("Lin Manager", Hat.OWNER)).exists()


@pytest.mark.clause("F21", "F22")
def test_a_worry_about_the_lead_is_decided_above_the_lead_and_goes_out(cast: Cast, pat: Professional) -> None:
    say_how_allegations_go(HOUSE, cast.setting, cast.people["Ola Owner"], 1, "working_days", "", None)
    worrying.worry(cast.viewer("Roo Room"), cast.children["Ben"], "What I saw", [cast.people["Sal Lead"]])
    worry = Worry.objects.unscoped("a story looks").get()
    ola, sal, mo = enter(cast.people["Ola Owner"]), enter(cast.people["Sal Lead"]), enter(cast.people["Mo Manager"])
    page, begins = f"/worry/{worry.pk}/", f"/worry/{worry.pk}/decide/"
    assert page in words_of(ola, "/today/")
    assert ola.get(begins).status_code == 403, "first they say what they do about it"
    assert ola.post(f"{page}taken-up/", {"did": "Rang the council", "ground": "harm"}).status_code == 302
    assert begins in words_of(ola, page)
    ben = cast.children["Ben"].pk
    assert "Ben Child, born on" in words_of(ola, begins) and ola.get(f"/key/{ben}/share/").status_code == 404
    said = {
        "to": pat.pk, "items": [f"who:{ben}", f"worry:{worry.pk}"], "what": "A worry", "purpose": "Keep him safe",
        "need": "She sees him",
    }  # fmt: skip
    assert ola.post(begins, said).status_code == 302
    decision = Decision.objects.unscoped("a story looks").get()
    share = f"/share/{decision.pk}/"
    with at(0):
        assert ola.post(f"{share}decide/", HARM).status_code == 302
        assert ola.post(f"{share}send/", {"way": "spoken"}).status_code == 302
    going = Sending.objects.unscoped("a story looks").get()
    assert Worry.objects.unscoped("a story looks").get().closed == TODAY
    with at(60):
        assert "What I saw" in words_of(ola, f"/sent/{going.pk}/paper/")
        assert "Look again" in words_of(ola, "/today/") and share in words_of(ola, "/today/")
        assert ola.post(f"/sent/{going.pk}/received/", {"got": "rang", "by": "Pat"}).status_code == 302
        assert ola.post(f"{share}review/", {"words": "It was right"}).status_code == 302
    rows = Duty.objects.unscoped("a story looks").open().filter(record__in=[worry.pk, decision.pk])
    assert not rows.exists(), "nothing of it is owed any more"
    for somebody in (sal, mo):
        for there in (page, share, f"/sent/{going.pk}/paper/"):
            assert somebody.get(there).status_code == 404
        assert begins not in words_of(somebody, "/today/") and share not in words_of(somebody, "/today/")
    assert "<bdi>Ben</bdi>" not in words_of(sal, "/desk/")


CANARY = "canaryqzx hears nothing on the left"
LATER = TODAY + dt.timedelta(days=60)


@pytest.mark.clause("A3")
@pytest.mark.parametrize("how", ["paper", "fact", "plan"])
def test_what_is_marked_as_another_agencys_is_locked_on_every_way_out(cast: Cast, pat: Professional, how: str) -> None:
    mo, mum, ava = enter(cast.people["Mo Manager"]), enter(cast.people["Mum Full"]), cast.children["Ava"]
    key = in_the_file(cast, mo, how)
    ways = (f"/c/{ava.pk}/", f"/c/{ava.pk}/tab/agreements/", f"/c/{ava.pk}/tab/plans/", f"/c/{ava.pk}/copy/")
    plans = [f"/plan/{plan.pk}/" for plan in SupportPlan.objects.unscoped("a story looks")]
    if how == "paper":
        assert mum.get(f"/paper/{key.split(':')[1]}/1/").status_code == 200, "before it is marked the family sees it"
    else:
        assert [way for way in (*ways, *plans) if CANARY in mo.get(way).content.decode()], "before, it shows"
    [early] = [one for one in offers(cast.viewer("Mo Manager"), ava, "Pat") if CANARY in one.title + one.words]
    asked = {**YES, "permission_of": cast.people["Mum Full"].pk}
    decided = begun(mo, cast, pat, early.key)
    assert mo.post(f"/share/{decided.pk}/decide/", asked).status_code == 302, "before, it may go like anything of ours"
    marked = {"what": key, "originator": "Hill Clinic", "reach": "01632 960009", "rule": "ask"}
    assert mo.post(f"/key/{ava.pk}/papers/mark/", {**marked, "originator": ""}).status_code == 422
    assert mo.post(f"/key/{ava.pk}/papers/mark/", marked).status_code == 302
    told = ToldUs.objects.unscoped("a story looks").get()
    assert CANARY in words_of(mo, f"/told-us/{told.pk}/"), "kept, word for word"
    for who, never in ((mum, (CANARY, "Hill Clinic", "01632 960009")), (mo, (CANARY,))):
        for way in (*ways, *plans):  # the child's file, its copy for the family, the plan
            page = who.get(way)
            assert page.status_code in (200, 404), way
            assert not [words for words in never if words in page.content.decode()], way
    if how == "paper":
        paper = Paper.objects.unscoped("a story looks").get()
        assert mum.get(f"/paper/{paper.pk}/1/").status_code == 404
    [locked] = [one for one in offers(cast.viewer("Mo Manager"), ava, "Pat Health") if CANARY in one.title + one.words]
    assert locked.locked and locked.source == "told", "a share has it as theirs alone"
    assert not [one for one in paragraphs(cast.viewer("Mo Manager"), ava) if CANARY in one.words]
    assert mo.post(f"/share/{decided.pk}/send/", {"way": "link"}).status_code == 422, "decided before, and stopped now"
    decision = begun(mo, cast, pat, f"told:{told.pk}")
    for answers in (asked, HARM):
        viewer = mo if answers is asked else enter(cast.people["Sal Lead"])
        assert viewer.post(f"/share/{decision.pk}/decide/", answers).status_code == 422
    assert mo.post(f"/share/{decision.pk}/send/", {"way": "paper"}).status_code == 403, "nothing to print either"
    move = in_a_pack(cast)
    assert CANARY not in move, "nor in what goes to a school"
    lawful = {"to": "Pat Health", "lawful": "court", "reasons": "Order of 2 March"}
    assert mo.post(f"/told-us/{told.pk}/release/", lawful).status_code == 302
    again = begun(mo, cast, pat, f"told:{told.pk}")
    assert mo.post(f"/share/{again.pk}/decide/", asked).status_code == 302
    assert mo.post(f"/share/{again.pk}/send/", {"way": "paper"}).status_code == 302
    going = Sending.objects.unscoped("a story looks").get(decision=again)
    assert CANARY in words_of(mo, f"/sent/{going.pk}/paper/"), "to the one it was unlocked for"


@pytest.mark.clause("A3")
@pytest.mark.parametrize("how", ["fact", "plan"])
def test_a_text_that_is_changed_meanwhile_neither_moves_a_mark_nor_loses_a_lock(
    cast: Cast, pat: Professional, how: str
) -> None:
    mo, ava, viewer = enter(cast.people["Mo Manager"]), cast.children["Ava"], cast.viewer("Mo Manager")
    stale = in_the_file(cast, mo, how)
    marked = {"originator": "Hill Clinic", "reach": "01632 960009", "rule": "ask"}

    def now_reads(*paragraphs: str) -> None:
        if how == "fact":
            families.write_key_facts(HOUSE, ava, ["en"], list(paragraphs))
        else:
            change(HOUSE, Round.objects.unscoped("a story looks").get(), seen_so_far="\n\n".join(paragraphs))

    longer = f"{CANARY} side, we think"
    now_reads(longer, "no eggs")
    late = mo.post(f"/key/{ava.pk}/papers/mark/", {"what": stale, **marked})
    assert late.status_code == 422 and "changed meanwhile" in late.content.decode()
    assert not ToldUs.objects.unscoped("a story looks").exists(), "and nothing else is marked in its stead"
    now_reads(longer, CANARY, "no eggs")
    key = key_of(cast, CANARY)
    now_reads("It begins anew", longer, CANARY, "no eggs")
    assert mo.post(f"/key/{ava.pk}/papers/mark/", {"what": key, **marked}).status_code == 302, "wherever it stands now"
    left = [one.words for one in paragraphs(viewer, ava)]
    assert longer in left and CANARY not in left, "it goes whole, and no longer one with it"

    told = ToldUs.objects.unscoped("a story looks").get()
    found = [one for one in offers(viewer, ava, "Pat Health") if longer in one.words]
    assert [one.locked for one in found] == [True], "what repeats it, changed or not, waits for a person to look"
    page = words_of(mo, f"/told-us/{told.pk}/")
    keys = re.findall(r'name="key" value="([0-9a-f]+)"', page)
    assert longer in page and len(keys) == 1
    ours = f"/told-us/{told.pk}/ours/"
    assert mo.post(ours, {"key": "0" * 64}).status_code == 422
    assert enter(cast.people["Kay Person"]).post(ours, {"key": keys[0]}).status_code == 403
    assert mo.post(ours, {"key": keys[0]}).status_code == 302
    [free] = [one for one in offers(viewer, ava, "Pat Health") if longer in one.words]
    assert not free.locked
    decision = begun(mo, cast, pat, free.key)
    asked = {**YES, "permission_of": cast.people["Mum Full"].pk}
    assert mo.post(f"/share/{decision.pk}/decide/", asked).status_code == 302
    now_reads(f"{longer} still", "no eggs")
    [again] = [one for one in offers(viewer, ava, "Pat Health") if longer in one.words]
    assert again.locked, "changed again, and looked at again"


@pytest.mark.clause("F21")
def test_a_copy_of_a_plan_goes_by_the_same_gate(cast: Cast) -> None:
    sen, ava = enter(cast.people["Sen Coe"]), cast.children["Ava"]
    with_both_ladders(cast)
    plan = supporting.begin(
        cast.viewer("Kay Person"), ava, "Words come late",
        Written("Points at things", "Two words", [Does("here", "Name things", who="Kay")], LATER),
    )  # fmt: skip
    way = re.search(r'href="(/key/[^"]*/share/\?item=plan:[^"]*)"', words_of(sen, f"/plan/{plan.pk}/"))
    assert way is not None
    page = words_of(sen, way[1])
    assert re.search(r'value="plan:[^"]*"[^>]* checked', page), "what it is about stands ticked"
    assert not re.search(r'value="who:[^"]*"[^>]* checked', page), "and nothing else"


def in_the_file(cast: Cast, mo: Client, how: str) -> str:
    """Something that stands in Ava's file and carries the canary; gives what the form chooses it by."""
    ava, kay = cast.children["Ava"], cast.viewer("Kay Person")
    if how == "paper":
        file = SimpleUploadedFile("letter.jpg", a_photo_with_a_place(), "image/jpeg")
        said = {"title": CANARY, "file": file, "for_family": "on"}
        assert mo.post(f"/key/{ava.pk}/papers/add/", said).status_code == 302
        return f"paper:{Paper.objects.unscoped('a story looks').get().pk}"
    if how == "fact":
        families.write_key_facts(HOUSE, ava, ["en"], ["no eggs", CANARY])
        return key_of(cast, CANARY)
    written = Written(f"Points at things\n\n{CANARY}", "Two words", [Does("here", "Name things", who="Kay")], LATER)
    supporting.begin(kay, ava, "Words come late", written)
    return key_of(cast, CANARY)


def key_of(cast: Cast, words: str) -> str:
    """What the form chooses a paragraph by."""
    [found] = [one for one in paragraphs(cast.viewer("Mo Manager"), cast.children["Ava"]) if one.words == words]
    return found.key


def in_a_pack(cast: Cast) -> str:
    """All that would go to a school with Ava."""
    kay = cast.viewer("Kay Person")
    move = moves.begin(kay, cast.children["Ava"], LATER)
    moves.summarise(kay, move, dict.fromkeys((*MoveSummary.AREAS, *MoveSummary.OTHERS), "Doing well"))
    return "\n".join(packs.in_words(part.lines) for part in packs.offer(kay, move))


def a_photo_with_a_place() -> bytes:
    """A photograph that tells who took it, and where."""
    picture, out = Image.new("RGB", (40, 30), "teal"), io.BytesIO()
    exif = picture.getexif()
    exif[0x013B] = "Author Qzx"
    exif.get_ifd(0x8825)[1] = "N"
    picture.save(out, "JPEG", exif=exif)
    return out.getvalue()
