"""The family's own copy on paper: one adult's version of the file, told of in the audit, and as cheap for much as for little."""

from __future__ import annotations

import datetime as dt
import io
import json

import pypdf
import pytest
from django.conf import LazySettings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hometime.access.viewer import Viewer
from hometime.audit.models import Event, Reading
from hometime.childfile.bundle.making import bundle
from hometime.childfile.pages import eyes_of
from hometime.consents.actions import giving
from hometime.families import actions as families
from hometime.families.tests.test_pages import bond_of, signed_in, words
from hometime.families.tests.test_speaking import reads
from hometime.kernel import clock
from hometime.keypersons.actions import checking, sending, wording
from hometime.keypersons.actions.meeting import Time, offer
from hometime.keypersons.models import ProgressCheck, Section
from hometime.keypersons.pages.check import PLAIN
from hometime.keypersons.telling import Hearer
from hometime.people.roles import Hat, Role
from hometime.plans.actions import supporting
from hometime.plans.actions.supporting import Written
from hometime.schools.actions import moves
from hometime.sharing.actions import decide, send
from hometime.sharing.tests.asked import TO, answers, harm, of_ava
from tests.cast import FULL, HOUSE, TODAY, Cast, adult


def told(viewer: Viewer, cast: Cast, maker: Viewer | None = None) -> str:
    """All that stands on the paper of Ava's file, as its data."""
    return json.dumps(bundle(viewer, cast.children["Ava"], maker).data(), ensure_ascii=False)


def happens(cast: Cast, times: int = 1) -> None:
    """What both sides of Ava's family and the key person say and send, so many times."""
    ava, kay, mum = cast.children["Ava"], cast.viewer("Kay Person"), cast.people["Mum Full"]
    for number in range(times):
        sending.add_line(kay, ava, Section.LIKES, f"Puddles {number}", family=False)
        sent = sending.send(cast.viewer("Mum Full"), ava, mum, sending.Sent(f"The river {number}"))
        sending.thank(kay, sent)
        sending.send_idea(kay, ava, f"Pour water {number}", "puddles")


@pytest.fixture
def lived(cast: Cast) -> Cast:
    """Two sides who may know all, a plan, talks, things from home, a private word."""
    dad = adult(cast, "Dad Apart", cast.children["Ava"], "father", **FULL)
    ava, kay = cast.children["Ava"], cast.viewer("Kay Person")
    happens(cast)
    sending.send(HOUSE, ava, dad.person, sending.Sent("At my house we paint"))
    families.describe_adult(HOUSE, dad, cast.setting, phone="07700 900777", reads=["fa"])
    families.write_address(HOUSE, cast.adults["Mum Full"], cast.setting, "3 Quiet Row", hidden=True)
    offer(kay, ava, [Time(TODAY + dt.timedelta(days=2), dt.time(17), "phone")])
    steps = [
        supporting.Does("here", "Name each thing"),
        supporting.Does("home", "Read a book with me", person=cast.people["Mum Full"]),
    ]
    supporting.begin(kay, ava, "Words come late", Written("Points", "Two words", steps, TODAY + dt.timedelta(days=60)))
    hearer = Hearer(cast.people["Sal Lead"], Role.DSL)
    wording.tell(cast.viewer("Mum Full"), ava, hearer, "He shouts at night")
    return cast


def test_each_adult_gets_their_own_version_and_nothing_of_the_other(lived: Cast) -> None:
    mum, dad = (told(lived.viewer(name, Hat.PARENT), lived) for name in ("Mum Full", "Dad Apart"))
    assert "The river 0" in mum and "3 Quiet Row" in mum and "Read a book with me" in mum and "Puddles 0" in mum
    assert "At my house we paint" in dad and "07700 900777" in dad and "Words come late" in dad
    for hers in ("The river 0", "3 Quiet Row", "Read a book with me", "Mum Full"):
        assert hers not in dad, hers
    for his in ("At my house we paint", "07700 900777", "Dad Apart"):
        assert his not in mum, his
    for paper in (mum, dad):
        assert "shouts" not in paper, "what was told to one person alone is on no paper"
    limited = told(lived.viewer("Dad Limited", Hat.PARENT), lived)
    assert "Kay Person" in limited and "Words come late" not in limited and "Puddles 0" not in limited


def test_the_check_at_two_stands_on_it_once_it_is_finished(cast: Cast) -> None:
    ava, mum = cast.children["Ava"], cast.people["Mum Full"]
    with clock.fixed(dt.date(ava.born.year + 2, 12, 28)):
        checking.see_to_checks(HOUSE)
        check = ProgressCheck.objects.unscoped("what is looked at").get(child=ava)
        checking.take_part(HOUSE, check, mum, checking.Said("Water, in any pot."))
        checking.finish(HOUSE, check, {**{part: f"Said of {part}" for part in PLAIN}, "level": "none"})
        paper = told(cast.viewer("Mum Full", Hat.PARENT), cast)
    assert "Said of communication" in paper and "Water, in any pot." in paper


def test_medicines_the_move_and_what_was_passed_on_stand_in_it_and_what_is_not_told_does_not(lived: Cast) -> None:
    ava, kay = lived.children["Ava"], lived.viewer("Kay Person")
    days = (TODAY, TODAY + dt.timedelta(days=9), TODAY + dt.timedelta(days=90), "liquid")
    giving.bring(kay, ava, giving.Prescribed("Penicillin", "5 ml", "noon", "sore throat", *days))
    move = moves.begin(kay, ava, dt.date(2026, 9, 1))
    moves.hear_child(kay, move, "I will have a peg.", "In play")
    moves.wish(kay, move, lived.people["Mum Full"], "She naps after lunch.")
    moves.wish(kay, move, lived.people["Dad Apart"], "I want to come along.")
    items = of_ava(lived, "Kay Person", "who")
    send(kay, decide(kay, ava, TO, answers(lived), items))
    send(lived.viewer("Sal Lead"), decide(lived.viewer("Sal Lead"), ava, TO, harm(lived, what="The bruise"), items))
    with clock.fixed(clock.now() + dt.timedelta(minutes=5)):
        mum, dad = (told(lived.viewer(name, Hat.PARENT), lived) for name in ("Mum Full", "Dad Apart"))
        limited = told(lived.viewer("Dad Limited", Hat.PARENT), lived)
    for paper in (mum, dad):
        assert "Penicillin" in paper and "I will have a peg." in paper
        assert "Pat Health" in paper and "With a yes from the family." in paper
        assert "bruise" not in paper and "at risk" not in paper, "what the family is not told of is on no paper"
    assert "She naps" in mum and "She naps" not in dad and "come along" not in mum
    assert "Penicillin" not in limited and "Pat Health" not in limited


def test_what_staff_make_for_a_parent_holds_no_more_than_both_may_see(lived: Cast) -> None:
    kay, bond = lived.viewer("Kay Person"), bond_of(lived, "Mum Full")
    made = told(eyes_of(kay, bond), lived, kay)
    assert "The river 0" in made and "Words come late" in made
    assert "3 Quiet Row" not in made, "a sealed address is for the office and for her own hand"
    assert "3 Quiet Row" in told(lived.viewer("Mum Full"), lived)


def test_a_parent_takes_a_tagged_paper_with_contents_that_is_told_of_and_names_nobody_outside(lived: Cast) -> None:
    client, door = signed_in(lived, "Mum Full", Hat.PARENT), f"/c/{lived.children['Ava'].pk}/bundle/"
    assert client.get(door).status_code == 405
    answer = client.post(door)
    assert answer.status_code == 200 and answer["Content-Type"] == "application/pdf"
    assert (
        answer["Content-Disposition"] == 'attachment; filename="papers.pdf"' and answer["Cache-Control"] == "no-store"
    )
    reader = pypdf.PdfReader(io.BytesIO(answer.content))
    assert reader.metadata is not None and reader.metadata.title == "Papers"
    assert {"/MarkInfo", "/StructTreeRoot", "/Lang"} <= set(dict(reader.trailer["/Root"]))  # type: ignore[call-overload]
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    event = Event.objects.get(verb="file.copy_made")
    assert event.facts["to"] == lived.people["Mum Full"].pk
    for said in ("In this copy", "From home", "The river 0", event.facts["code"], "Proof:"):
        assert said in text, said
    assert text.count("Who has looked") == 2, "the chapter, and its line in the contents"


def test_staff_make_it_as_this_parent_and_that_is_written_down_as_a_reading_too(lived: Cast) -> None:
    bond = bond_of(lived, "Mum Full")
    office = signed_in(lived, "Mo Manager")
    assert "Make their own copy" in words(office.get(f"/as/{bond.pk}/"))
    assert office.post(f"/as/{bond.pk}/bundle/").content.startswith(b"%PDF")
    event = Event.objects.get(verb="file.copy_made")
    assert (event.facts["to"], event.actor) == (lived.people["Mum Full"].pk, lived.people["Mo Manager"].pk)
    assert Reading.objects.filter(subject=bond.pk, door="child-bundle-for").exists()
    barred = bond_of(lived, "Ex Barred")
    assert office.post(f"/as/{barred.pk}/bundle/").status_code == 302, "there is nothing for them"
    assert signed_in(lived, "Sen Coe").post(f"/as/{bond.pk}/bundle/").status_code == 403
    assert signed_in(lived, "Ex Barred", Hat.PARENT).post(f"/c/{lived.children['Ava'].pk}/bundle/").status_code == 404


def test_ten_times_as_much_takes_no_more_statements(lived: Cast) -> None:
    mum = lived.viewer("Mum Full")

    def statements() -> int:
        with CaptureQueriesContext(connection) as found:
            bundle(mum, lived.children["Ava"])
        return len(found)

    few = statements()
    happens(lived, 10)
    assert statements() == few


def test_it_speaks_the_language_of_the_adult_whoever_makes_it(
    lived: Cast, settings: LazySettings, catalogues: str
) -> None:
    settings.LOCALE_PATHS = [catalogues]
    reads(HOUSE, lived.people["Mum Full"], "pl")
    answer = signed_in(lived, "Mo Manager").post(f"/as/{bond_of(lived, 'Mum Full').pk}/bundle/")
    reader = pypdf.PdfReader(io.BytesIO(answer.content))
    assert dict(reader.trailer["/Root"])["/Lang"] == "pl"  # type: ignore[call-overload]
    text = " ".join(page.extract_text() for page in reader.pages)
    assert "W tej kopii" in text and "In this copy" not in text
