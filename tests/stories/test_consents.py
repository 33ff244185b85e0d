"""Consents in a life: asked of each adult alone, answered in two taps, taken back at once; medicine, emergencies, pictures."""

from __future__ import annotations

import datetime as dt
import io
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from hometime.access import enrolling, pins
from hometime.access.models import Tablet
from hometime.access.tablets import cookie_name
from hometime.consents import actions
from hometime.consents.actions import giving, hiding, picturing, yearly
from hometime.consents.actions.hiding import TAKE_DOWN
from hometime.consents.actions.picturing import see_to_photographs
from hometime.consents.models import Answer, Consent, Giving, Medicine, Photograph, Route, Ruling, Use
from hometime.consents.standing import Kind, Purpose, State, Verdict
from hometime.consents.verdicts import verdicts
from hometime.duties.models import Duty
from hometime.families import actions as families
from hometime.families.models import Bond, Child
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.notifications.models import Message
from hometime.people.roles import Hat
from hometime.records.models import Paper
from tests.cast import FULL, HOUSE, LONG_AGO, TODAY, Cast, adult
from tests.stories.village import day, enter, words_of

pytestmark = pytest.mark.usefixtures("practice")


@pytest.fixture
def town(town: Cast) -> Cast:
    """The cast where the father may say as much as the mother, and knows where the child is."""
    adult(town, "Dad Apart", town.children["Ava"], "father", **FULL)
    return town


def open_duties(**about: Any) -> list[Duty]:
    """What is owed, in the order of its days."""
    return list(Duty.objects.unscoped("a story looks").open().filter(**about).order_by("due", "what", "pk"))


def mine(town: Cast, name: str, **about: Any) -> Consent:
    """What one adult was asked."""
    rows = Consent.objects.unscoped("a story looks").filter(adult=town.adults[name], **about)
    return rows.select_related("child__setting", "adult__person").get()


def stands(town: Cast, name: str, kind: Kind, child: str = "Ava", **about: Any) -> Verdict:
    """What holds, as somebody at work reads it."""
    one = town.children[child]
    return verdicts(town.viewer(name, Hat.STAFF), [one], kind, **about)[one.pk]


def says(client: Client, consent: Consent, say: str) -> int:
    """One press of a parent's thumb."""
    return client.post(f"/consent/{consent.pk}/{say}/").status_code


def said_on(client: Client, address: str) -> str:
    """A page without the marks that are new each time it is drawn."""
    return re.sub(r'name="(csrfmiddlewaretoken|once)" value="[^"]*"', "", words_of(client, address))


@pytest.mark.clause("F25")
def test_an_outing_is_answered_in_two_taps_and_a_change_of_mind_in_two(town: Cast) -> None:
    ava, mo = town.children["Ava"], town.viewer("Mo Manager")
    farm = families_outing(town)
    actions.ask(mo, ava, Kind.OUTING, about=farm, words="Farm trip", where="Hill Farm, back at half past three")
    mum, dad = (enter(town.people[name]) for name in ("Mum Full", "Dad Apart"))
    hers, his = (mine(town, name, about=farm) for name in ("Mum Full", "Dad Apart"))
    home = words_of(mum, "/today/")
    assert 'Yes<span class="unseen">: Can Ava go?' in home and "Hill Farm" in home
    assert "Hill Farm" in words_of(mum, f"/consent/{hers.pk}/")
    assert stands(town, "Kay Person", Kind.OUTING, about=farm) == Verdict.ASK
    assert says(mum, hers, "yes") == 302
    assert "You said yes." in words_of(mum, f"/consent/{hers.pk}/")
    home = words_of(mum, "/today/")
    assert "Yes<span" not in home and "You said yes." in home and 'Change<span class="unseen">: Can Ava go?' in home
    assert stands(town, "Kay Person", Kind.OUTING, about=farm) == Verdict.YES
    assert says(dad, his, "no") == 302, "the father says no: a no wins, and nobody is told whose"
    assert stands(town, "Kay Person", Kind.OUTING, about=farm) == Verdict.NO
    assert "You said yes." in words_of(mum, f"/consent/{hers.pk}/")
    assert says(dad, his, "yes") == 302
    assert says(mum, hers, "no") == 302, "she changes her mind a minute before the door"
    assert stands(town, "Kay Person", Kind.OUTING, about=farm) == Verdict.NO
    latest = Answer.objects.unscoped("a story looks").filter(consent=hers).order_by("-number").first()
    assert latest is not None
    assert (latest.state, latest.number, latest.route) == (State.WITHDRAWN, 2, Route.SCREEN)
    actions.stop_asking(mo, farm)
    assert says(mum, hers, "yes") == 403, "it has begun: speak to somebody"
    assert stands(town, "Kay Person", Kind.OUTING, about=farm) == Verdict.NO


def families_outing(town: Cast) -> Any:
    """A record that an outing would be."""
    from hometime.records.actions import open_record
    from hometime.records.audiences import Audience

    return open_record(HOUSE, town.setting, "outing", "Farm trip", Audience.SETTING)


def test_one_adult_never_reads_what_another_was_asked_or_said(town: Cast) -> None:
    ava, mo, mum = town.children["Ava"], town.viewer("Mo Manager"), town.viewer("Mum Full")
    actions.ask(mo, ava, Kind.PHOTO, purpose=Purpose.WEBSITE)
    for kind in (Kind.EMERGENCY, Kind.LOCAL_WALKS):
        actions.ask(mo, ava, kind)
    for kind in (Kind.OUTING, Kind.SHARING):
        actions.ask(mo, ava, kind, about=families_outing(town), words="Farm trip")
    medicine = a_medicine(town)
    dad = enter(town.people["Dad Apart"])
    addresses = ("/consents/", "/today/", f"/c/{ava.pk}/tab/agreements/", f"/medicine/{medicine.pk}/")
    before = [said_on(dad, address) for address in addresses]
    asked = Consent.objects.unscoped("test").filter(adult=town.adults["Mum Full"]).whole().order_by("kind", "pk")
    assert {each.kind for each in asked} == set(Kind)
    for state in (State.REFUSED, State.GIVEN, State.WITHDRAWN):
        for each in asked:
            actions.answer(mum, each, state)
        assert [said_on(dad, address) for address in addresses] == before, f"{state}, of any of the six kinds"
    hers = mine(town, "Mum Full", purpose=Purpose.WEBSITE)
    assert dad.get(f"/consent/{hers.pk}/").status_code == 404
    assert says(dad, hers, "yes") == 404
    assert verdicts(town.viewer("Dad Apart"), [ava], Kind.PHOTO, purpose=Purpose.WEBSITE) == {}


def test_where_a_trip_goes_is_told_only_to_an_adult_who_may_know_where_the_child_is(town: Cast) -> None:
    ava = town.children["Ava"]
    apart = Bond.objects.unscoped("test").select_related("child__setting").get(adult=town.adults["Dad Apart"])
    families.decide(HOUSE, apart, "whereabouts", False)
    actions.ask(HOUSE, ava, Kind.OUTING, about=families_outing(town), words="Farm trip", where="Hill Farm")
    mum, dad = (enter(town.people[name]) for name in ("Mum Full", "Dad Apart"))
    hers, his = (mine(town, name, kind=Kind.OUTING) for name in ("Mum Full", "Dad Apart"))
    assert "Hill Farm" in words_of(mum, f"/consent/{hers.pk}/")
    assert "Hill Farm" not in words_of(dad, f"/consent/{his.pk}/")
    assert "Farm trip" in words_of(dad, f"/consent/{his.pk}/")


def test_an_adult_whose_power_is_taken_finds_nothing_and_counts_no_more(town: Cast) -> None:
    ava = town.children["Ava"]
    actions.ask(HOUSE, ava, Kind.LOCAL_WALKS)
    his = mine(town, "Dad Apart", kind=Kind.LOCAL_WALKS)
    dad = town.viewer("Dad Apart")
    actions.answer(town.viewer("Mum Full"), mine(town, "Mum Full", kind=Kind.LOCAL_WALKS), State.GIVEN)
    actions.answer(dad, his, State.REFUSED)
    assert stands(town, "Mo Manager", Kind.LOCAL_WALKS) == Verdict.NO
    bond = Bond.objects.unscoped("test").select_related("child__setting").get(adult=town.adults["Dad Apart"])
    families.decide(HOUSE, bond, "consent_power", "medication")
    assert stands(town, "Mo Manager", Kind.LOCAL_WALKS) == Verdict.YES
    client = enter(town.people["Dad Apart"])
    assert client.get(f"/consent/{his.pk}/").status_code == 404
    assert says(client, his, "yes") == 404
    assert "walks" not in words_of(client, "/consents/")
    with pytest.raises(Refused, match="may not say this today"):
        actions.answer(dad, his, State.GIVEN)


def test_a_court_order_stands_above_what_both_say_and_nothing_opens_by_itself(town: Cast) -> None:
    ava, sal = town.children["Ava"], town.viewer("Sal Lead")
    actions.ask(HOUSE, ava, Kind.PHOTO, purpose=Purpose.PRESS)
    for name in ("Mum Full", "Dad Apart"):
        actions.answer(town.viewer(name), mine(town, name, purpose=Purpose.PRESS), State.GIVEN)
    assert stands(town, "Mo Manager", Kind.PHOTO, purpose=Purpose.PRESS) == Verdict.YES
    until = TODAY + dt.timedelta(days=60)
    lead = enter(town.people["Sal Lead"])
    told = {"what": "photo", "allows": "no", "evidence": "Order seen today", **day("until", until)}
    assert lead.post(f"/consents/{ava.pk}/order/", told).status_code == 302
    assert stands(town, "Mo Manager", Kind.PHOTO, purpose=Purpose.PRESS) == Verdict.NO
    ruling = Ruling.objects.unscoped("test").get()
    (owed,) = open_duties(record=ruling)
    assert owed.due == until - dt.timedelta(days=28)
    with clock.fixed(until + dt.timedelta(days=5)):
        assert stands(town, "Mo Manager", Kind.PHOTO, purpose=Purpose.PRESS) == Verdict.NO
        actions.settle_ruling(sal, ruling, "The order has ended; letter of the court seen.")
        assert stands(town, "Mo Manager", Kind.PHOTO, purpose=Purpose.PRESS) == Verdict.YES
    assert enter(town.people["Mo Manager"]).get(f"/order/{ruling.pk}/").status_code == 404
    assert open_duties(record=ruling) == []


def test_a_spoken_answer_is_written_down_with_its_route_and_who_wrote_it(town: Cast) -> None:
    ava = town.children["Ava"]
    kay = enter(town.people["Kay Person"])
    assert kay.post(f"/consents/{ava.pk}/ask/", {"what": ["local_walks", "photo:board"]}).status_code == 302
    hers = mine(town, "Mum Full", kind=Kind.LOCAL_WALKS)
    told = {"consent": hers.pk, "state": "given", "route": "phone", "words": "Yes, any day."}
    assert kay.post(f"/consents/{ava.pk}/told/", told).status_code == 302
    answer = Answer.objects.unscoped("test").get()
    assert (answer.route, answer.by, answer.power, answer.basis) == (
        "phone", town.people["Kay Person"], "yes", "declared",
    )  # fmt: skip
    shown = words_of(kay, f"/consents/{ava.pk}/")
    assert (
        "On the telephone" in shown and "Written down by <bdi>Kay Person</bdi>" in shown and "asked, no answer" in shown
    )
    refused = kay.post(f"/consents/{ava.pk}/told/", told | {"route": "screen"})
    assert refused.status_code == 422
    assert "You said yes." in words_of(enter(town.people["Mum Full"]), "/consents/")
    assert enter(town.people["Roo Room"]).get(f"/consents/{ava.pk}/").status_code == 404


def a_medicine(town: Cast, **other: Any) -> Medicine:
    """What Ava takes for ten days."""
    said = {
        "name": "Penicillin", "dose": "5 ml", "times": "noon", "reason": "sore throat", "starts": TODAY,
        "ends": TODAY + dt.timedelta(days=10), "expires": TODAY + dt.timedelta(days=90),
    }  # fmt: skip
    return giving.bring(town.viewer("Kay Person"), town.children["Ava"], giving.Prescribed(**{**said, **other}))


@pytest.mark.clause("F23")
def test_a_medicine_is_given_by_two_once_it_is_allowed_and_the_family_is_told_the_same_day(town: Cast) -> None:
    medicine = a_medicine(town)
    kay, bo, mum, dad = (enter(town.people[name]) for name in ("Kay Person", "Bo Backup", "Mum Full", "Dad Apart"))
    assert "Permission has not been given yet" in words_of(kay, f"/medicine/{medicine.pk}/")
    given = {"dose": "5 ml", "witness": town.people["Bo Backup"].pk}
    assert kay.post(f"/medicine/{medicine.pk}/give/", given).status_code == 422, "it is blocked"
    hers = mine(town, "Mum Full", about=medicine)
    assert "Penicillin" in words_of(mum, f"/consent/{hers.pk}/")
    says(mum, hers, "yes")
    sent = Message.objects.unscoped("test").count()
    assert kay.post(f"/medicine/{medicine.pk}/give/", given).status_code == 302
    twice = kay.post(f"/medicine/{medicine.pk}/give/", given)
    assert twice.status_code == 422 and "already. If it was given once more, write why." in twice.content.decode()
    one = Giving.objects.unscoped("test").get()
    assert (one.permission, one.witnessed_at) == (Verdict.YES, None)
    assert Message.objects.unscoped("test").count() >= sent
    owed = open_duties(record=medicine)
    assert [duty.due for duty in owed] == [TODAY, TODAY]
    assert "Waits for" in words_of(kay, f"/medicine/{medicine.pk}/")
    assert kay.post(f"/given/{one.pk}/seen/").status_code == 403, "nobody is their own witness"
    assert bo.post(f"/given/{one.pk}/seen/").status_code == 302
    assert "When we gave it" in words_of(mum, f"/medicine/{medicine.pk}/")
    assert mum.post(f"/medicine/{medicine.pk}/read/").status_code == 302
    assert [duty.what for duty in open_duties(record=medicine)] == [giving.TELL.what], "the other side waits"
    told = {"adult": town.adults["Dad Apart"].pk, "route": "spoken"}
    assert kay.post(f"/given/{one.pk}/told/", told).status_code == 302
    assert open_duties(record=medicine) == []
    assert "I have read this" not in words_of(dad, f"/medicine/{medicine.pk}/")
    actions.withdraw(town.viewer("Mum Full"), hers)
    assert kay.post(f"/medicine/{medicine.pk}/give/", given).status_code == 422, "taken back: blocked at once"


@pytest.mark.clause("F23")
def test_a_medicine_is_given_and_seen_with_two_pins_on_the_tablet_of_the_room(town: Cast) -> None:
    medicine = a_medicine(town)
    for name in ("Mum Full", "Dad Apart"):
        actions.answer(town.viewer(name), mine(town, name, about=medicine), State.GIVEN)
    mo, kay, roo = (town.people[name] for name in ("Mo Manager", "Kay Person", "Roo Room"))
    enrolled = enrolling.take_up(HOUSE, enrolling.prepare(town.viewer("Mo Manager"), Tablet.Use.ROOM, town.room))
    assert enrolled is not None
    client = Client()
    client.cookies[cookie_name()] = enrolled[1]
    for person, pin in ((kay, "4321"), (roo, "8765")):
        pins.choose(person, enrolled[0], pin)
    assert client.post(f"/tablet/face/{kay.pk}/", {"pin": "4321"}).status_code == 302
    assert f"/medicine/{medicine.pk}/" in words_of(client, "/room/")
    page = words_of(client, f"/medicine/{medicine.pk}/")
    assert "Their PIN on this tablet" in page and "Dad Apart" not in page
    given = {"dose": "5 ml", "witness": roo.pk}
    wrong = client.post(f"/medicine/{medicine.pk}/give/", {**given, "pin": "4321"})
    assert wrong.status_code == 422 and "does not open this tablet" in wrong.content.decode()
    assert client.post(f"/medicine/{medicine.pk}/give/", {**given, "witness": mo.pk, "pin": "1111"}).status_code == 422
    assert not Giving.objects.unscoped("test").exists(), "nothing is written down"
    assert client.post(f"/medicine/{medicine.pk}/give/", {**given, "pin": "8765"}).status_code == 302
    one = Giving.objects.unscoped("test").get()
    assert (one.by, one.witness) == (kay, roo) and one.witnessed_at is not None
    assert [duty.what for duty in open_duties(record=medicine)] == [giving.TELL.what]
    again = {**given, "again": "She spat the first one out."}
    assert client.post(f"/medicine/{medicine.pk}/give/", again).status_code == 302
    last = Giving.objects.unscoped("test").get(number=2)
    assert last.again and "She spat" in words_of(client, f"/medicine/{medicine.pk}/")
    assert last.witnessed_at is None, "without a PIN they say so with their own sign-in"
    assert client.post(f"/medicine/{medicine.pk}/stop/").status_code == 404


def test_a_life_is_saved_without_a_yes_and_the_manager_looks_into_it(town: Cast) -> None:
    medicine = a_medicine(town)
    actions.answer(town.viewer("Dad Apart"), mine(town, "Dad Apart", about=medicine), State.REFUSED)
    kay, mo, mum = (enter(town.people[name]) for name in ("Kay Person", "Mo Manager", "Mum Full"))
    given = {"dose": "one pen", "witness": town.people["Bo Backup"].pk}
    assert kay.post(f"/medicine/{medicine.pk}/give/", given).status_code == 422
    because = {"reason": "She could not breathe; the ambulance said to."}
    assert kay.post(f"/medicine/{medicine.pk}/give/", given | because).status_code == 302
    one = Giving.objects.unscoped("test").get()
    assert one.permission == Verdict.NO and "breathe" in one.reason
    assert giving.LOOK.what in [duty.what for duty in open_duties(record=medicine)]
    shown = words_of(mum, f"/medicine/{medicine.pk}/")
    assert "one pen" in shown and "ermission" not in shown and "breathe" not in shown
    assert kay.post(f"/medicine/{medicine.pk}/looked/", {"words": "x"}).status_code == 403
    assert mo.post(f"/medicine/{medicine.pk}/looked/", {"words": "Rightly done."}).status_code == 302
    assert giving.LOOK.what not in [duty.what for duty in open_duties(record=medicine)]


def test_a_medicine_that_is_out_of_date_or_asked_for_other_days_is_blocked(town: Cast) -> None:
    medicine = a_medicine(town, expires=TODAY + dt.timedelta(days=2), ends=TODAY + dt.timedelta(days=5))
    for name in ("Mum Full", "Dad Apart"):
        actions.answer(town.viewer(name), mine(town, name, about=medicine), State.GIVEN)
    assert giving.why_not(medicine) == ""
    with clock.fixed(TODAY + dt.timedelta(days=3)):
        assert giving.why_not(medicine) == "The pack is out of date."
    with clock.fixed(TODAY + dt.timedelta(days=6)):
        assert "not one of the days" in giving.why_not(medicine)
    giving.stop(town.viewer("Kay Person"), medicine)
    assert "not given any more" in giving.why_not(medicine)


@pytest.mark.clause("F24")
def test_emergency_treatment_is_asked_for_once_and_confirmed_each_year(town: Cast) -> None:
    ava, kay = town.children["Ava"], enter(town.people["Kay Person"])
    assert yearly.see_to_emergency(HOUSE) > 0
    assert yearly.see_to_emergency(HOUSE) == 0, "safe to run again"
    (first,) = open_duties(record__child=ava, clause="F24")
    mum = enter(town.people["Mum Full"])
    hers = mine(town, "Mum Full", kind=Kind.EMERGENCY)
    says(mum, hers, "yes")
    assert stands(town, "Roo Room", Kind.EMERGENCY, "Ben") == Verdict.ASK
    assert stands(town, "Kay Person", Kind.EMERGENCY) == Verdict.YES
    (again,) = open_duties(record__child=ava, clause="F24")
    assert again.due == TODAY.replace(year=TODAY.year + 1) and again.pk != first.pk
    card = kay.get(f"/consents/{ava.pk}/card.pdf")
    assert card.status_code == 200 and card.content.startswith(b"%PDF-")
    later = TODAY.replace(year=TODAY.year + 1)
    with clock.fixed(later):
        assert yearly.see_to_emergency(HOUSE) > 0
        assert yearly.see_to_emergency(HOUSE) == 0
        hers.refresh_from_db()
        assert hers.waits
        assert stands(town, "Kay Person", Kind.EMERGENCY) == Verdict.YES, "what she said holds while she is asked again"
        actions.answer(town.viewer("Mum Full", day=later), hers, State.GIVEN)
        (next_one,) = open_duties(record__child=ava, clause="F24")
        assert next_one.due == later.replace(year=later.year + 1)


def a_file() -> SimpleUploadedFile:
    """A picture that says where and by whom it was taken."""
    picture, written = Image.new("RGB", (64, 48), (200, 120, 40)), io.BytesIO()
    notes = Image.Exif()
    notes[0x013B], notes[0x010F] = "Kay of Acorn Road", "Fonella"  # the artist, and who made the telephone
    notes.get_ifd(0x8825).update({1: "N", 2: (51.0, 23.0, 12.0)})
    picture.save(written, "JPEG", exif=notes)
    return SimpleUploadedFile("ava.jpg", written.getvalue(), "image/jpeg")


def allow(town: Cast, child: str, *purposes: Purpose) -> None:
    """Everybody who may say it says yes to these."""
    for purpose in purposes:
        for consent in actions.ask(HOUSE, town.children[child], Kind.PHOTO, purpose=purpose):
            actions.answer(HOUSE, consent, State.GIVEN, route=Route.PAPER)


def taken(town: Cast, by: Client, **said: Any) -> Any:
    """Somebody adds a photograph of Ava."""
    form = {"photo": a_file(), "children": 1, "caption": "At the sand tray", **said}
    return by.post(f"/photographs/{town.children['Ava'].pk}/new/", form)


@pytest.mark.clause("F26")
def test_a_photograph_is_kept_shared_by_purpose_and_hidden_the_moment_a_yes_is_taken_back(town: Cast) -> None:
    ava, ben, cy = (town.children[name] for name in ("Ava", "Ben", "Cy"))
    mo, mum = enter(town.people["Mo Manager"]), enter(town.people["Mum Full"])
    assert taken(town, mo).status_code == 422, "nobody was asked"
    allow(town, "Ava", Purpose.RECORD, Purpose.OWN_FAMILY)
    allow(town, "Cy", Purpose.RECORD)
    (no,) = actions.ask(HOUSE, ben, Kind.PHOTO, purpose=Purpose.RECORD)
    actions.answer(HOUSE, no, State.REFUSED, route=Route.SPOKEN)
    page = words_of(mo, f"/photographs/{ava.pk}/new/")
    assert "Do not picture" in page and "DO NOT PICTURE" in page
    families.change_child(HOUSE, ben, [], [], name="Ava Nettle")
    page = words_of(mo, f"/photographs/{ava.pk}/new/")
    assert "Ava N. \u00b7 DO NOT PICTURE" in page and "<bdi>Ava N.</bdi>" in page and "<bdi>Ava C.</bdi>" in page, (
        "of two children of one name, which one"
    )
    families.change_child(HOUSE, ben, [], [], name="Ben Child")
    refused = taken(town, mo, others=[ben.pk], children=2)
    assert refused.status_code == 422 and "Do not picture: Ben" in refused.content.decode()
    assert taken(town, mo, others=[cy.pk], children=3).status_code == 422, "a child on it is not named"
    assert Paper.objects.unscoped("test").count() == 0, "nothing of it was kept"
    assert taken(town, mo).status_code == 302
    photo = Photograph.objects.unscoped("test").select_related("paper").get()
    assert mum.get(f"/photograph/{photo.pk}/picture/").status_code == 404, "it is for the record only"
    assert mo.post(f"/photograph/{photo.pk}/use/", {"purpose": "website"}).status_code == 422
    assert mo.post(f"/photograph/{photo.pk}/use/", {"purpose": "own_family"}).status_code == 302
    shown = mum.get(f"/photograph/{photo.pk}/picture/")
    assert shown.status_code == 200
    for mark in (b"Acorn", b"Fonella", b"Exif"):
        assert mark not in shown.content
    assert "At the sand tray" in mum.get(f"/photographs/{ava.pk}/").content.decode()
    hers = mine(town, "Mum Full", purpose=Purpose.OWN_FAMILY)
    says(enter(town.people["Dad Apart"]), mine(town, "Dad Apart", purpose=Purpose.OWN_FAMILY), "no")
    assert mum.get(f"/photograph/{photo.pk}/picture/").status_code == 404, "hidden at once"
    assert "At the sand tray" not in mum.get(f"/photographs/{ava.pk}/").content.decode()
    assert "You said yes." in words_of(mum, f"/consent/{hers.pk}/"), "and nobody is told by whose answer"
    assert "Do not print it" in words_of(mo, f"/photograph/{photo.pk}/print/own_family/")
    assert mo.get(f"/photograph/{photo.pk}/picture/").status_code == 200, "the record is another purpose"
    says(mum, mine(town, "Mum Full", purpose=Purpose.RECORD), "no")
    assert mo.get(f"/photograph/{photo.pk}/picture/").status_code == 404


def test_a_yes_that_is_taken_back_owes_that_what_hangs_outside_comes_down_today(town: Cast) -> None:
    mo, mum = enter(town.people["Mo Manager"]), enter(town.people["Mum Full"])
    allow(town, "Ava", Purpose.RECORD, Purpose.OWN_FAMILY, Purpose.BOARD)
    assert taken(town, mo).status_code == 302
    photo = Photograph.objects.unscoped("test").get()
    for purpose in ("own_family", "board"):
        assert mo.post(f"/photograph/{photo.pk}/use/", {"purpose": purpose}).status_code == 302
    before = said_on(enter(town.people["Dad Apart"]), "/today/")
    for purpose in (Purpose.OWN_FAMILY, Purpose.BOARD):
        assert says(mum, mine(town, "Mum Full", purpose=purpose), "no") == 302
    (owed,) = open_duties(record=photo)
    assert (owed.what, owed.due) == (TAKE_DOWN.what, TODAY), "the house itself shows no more; a wall needs a hand"
    assert "Take it down" in words_of(mo, "/today/")
    assert said_on(enter(town.people["Dad Apart"]), "/today/") == before
    picturing.take_back(town.viewer("Mo Manager"), photo, "board")
    assert open_duties(record=photo) == []


def test_what_has_to_come_down_is_found_in_as_many_statements_for_nine_uses_as_for_one(town: Cast) -> None:
    mo, outside = town.viewer("Mo Manager"), (Purpose.BOARD, Purpose.WEBSITE, Purpose.PRESS)
    allow(town, "Ava", Purpose.RECORD, *outside)
    asked: list[int] = []
    for _photo in range(3):
        assert taken(town, enter(town.people["Mo Manager"])).status_code == 302
        photos = list(Photograph.objects.unscoped("test").order_by("pk"))
        for photo in photos:
            for purpose in outside[: 1 if len(photos) == 1 else 3]:
                picturing.use(mo, photo, purpose)
        with CaptureQueriesContext(connection) as said:
            hiding.hide(mo, mine(town, "Mum Full", purpose=Purpose.BOARD))
        asked.append(len(said))
    assert asked[0] == asked[1] == asked[2] > 0 and Use.objects.unscoped("test").count() == 9
    assert says(enter(town.people["Mum Full"]), mine(town, "Mum Full", purpose=Purpose.RECORD), "no") == 302
    owed = open_duties(what=TAKE_DOWN.what)
    assert len(owed) == 9 and len({(duty.record_id, duty.why["purpose"]) for duty in owed}) == 9


def test_a_picture_with_another_child_goes_to_a_family_only_where_that_child_may_be_seen_by_others(town: Cast) -> None:
    cy, mo = town.children["Cy"], enter(town.people["Mo Manager"])
    allow(town, "Ava", Purpose.RECORD, Purpose.OWN_FAMILY, Purpose.OTHER_FAMILIES)
    allow(town, "Cy", Purpose.RECORD, Purpose.OWN_FAMILY)
    assert taken(town, mo, others=[cy.pk], children=2).status_code == 302
    photo = Photograph.objects.unscoped("test").get()
    refused = mo.post(f"/photograph/{photo.pk}/use/", {"purpose": "own_family"})
    assert refused.status_code == 422 and "Cy" in refused.content.decode()
    allow(town, "Cy", Purpose.OTHER_FAMILIES)
    assert mo.post(f"/photograph/{photo.pk}/use/", {"purpose": "own_family"}).status_code == 302
    assert enter(town.people["Mum Full"]).get(f"/photograph/{photo.pk}/picture/").status_code == 200


def test_photographs_of_a_child_who_left_are_owed_to_be_erased_and_are_gone_then(town: Cast) -> None:
    ava, mo = town.children["Ava"], enter(town.people["Mo Manager"])
    allow(town, "Ava", Purpose.RECORD)
    assert taken(town, mo).status_code == 302
    photo = Photograph.objects.unscoped("test").select_related("paper").get()
    assert mo.post(f"/photographs/{ava.pk}/erase/").status_code == 403, "the child is here"
    families.end_place(HOUSE, ava, TODAY)
    later = TODAY + dt.timedelta(days=1)
    with clock.fixed(later):
        assert see_to_photographs(HOUSE) == 1
        assert see_to_photographs(HOUSE) == 0
        (owed,) = open_duties(clause="F26")
        assert owed.due == TODAY + dt.timedelta(days=30)
        mo = enter(town.people["Mo Manager"])
        assert mo.post(f"/photographs/{ava.pk}/erase/").status_code == 302
        assert open_duties(clause="F26") == []
    photo.refresh_from_db()
    assert photo.paper is None
    assert Paper.objects.unscoped("test").count() == 0


def test_after_thirty_days_photographs_go_by_themselves_but_for_what_the_family_permitted(town: Cast) -> None:
    ava, mo = town.children["Ava"], enter(town.people["Mo Manager"])
    allow(town, "Ava", Purpose.RECORD, Purpose.BOARD, Purpose.WEBSITE)
    allow(town, "Cy", Purpose.RECORD)
    hers = town.children["Cy"].pk
    for caption in ("only kept", "on the board", "on the website"):
        assert taken(town, mo, caption=caption).status_code == 302
    with_cy = {"photo": a_file(), "children": 2, "caption": "in the file of Cy", "others": [ava.pk]}
    assert mo.post(f"/photographs/{hers}/new/", with_cy).status_code == 302
    of = {each.caption: each for each in Photograph.objects.unscoped("test").order_by("caption")}
    for caption, purpose in (("on the board", "board"), ("on the website", "website")):
        assert mo.post(f"/photograph/{of[caption].pk}/use/", {"purpose": purpose}).status_code == 302
    families.end_place(HOUSE, ava, TODAY)
    with clock.fixed(TODAY + dt.timedelta(days=20)):
        assert see_to_photographs(HOUSE) == 1
        actions.withdraw(town.viewer("Mum Full"), mine(town, "Mum Full", purpose=Purpose.WEBSITE))
    with clock.fixed(TODAY + dt.timedelta(days=30)):
        see_to_photographs(HOUSE)
        assert there() == set(of)
    with clock.fixed(TODAY + dt.timedelta(days=31)):
        assert see_to_photographs(HOUSE) == 1
        assert there() == {"on the board", "in the file of Cy"}
        assert open_duties(clause="F26") == []
        assert see_to_photographs(HOUSE) == 0
        mo = enter(town.people["Mo Manager"])
        assert mo.get(f"/photograph/{of['on the board'].pk}/picture/").status_code == 200, "it is permitted on"
        assert mo.post(f"/photographs/{ava.pk}/erase/").status_code == 302
        assert there() == {"on the board", "in the file of Cy"}


def there() -> set[str]:
    """The captions of the photographs that are there."""
    rows = Photograph.objects.unscoped("test").filter(paper__isnull=False)
    return set(rows.values_list("caption", flat=True))


def test_verdicts_take_as_many_statements_for_thirty_children_as_for_three(
    town: Cast, django_assert_max_num_queries: Any
) -> None:
    mo = town.viewer("Mo Manager")
    few = [town.children[name] for name in ("Ava", "Ben", "Cy")]
    many = few + [
        families.register_child(HOUSE, town.setting, f"Child {number}", dt.date(2023, 5, 4), starts=LONG_AGO)
        for number in range(27)
    ]
    allow(town, "Ava", Purpose.BOARD)
    for children in (few, many):
        with django_assert_max_num_queries(5):
            found = verdicts(mo, children, Kind.PHOTO, purpose=Purpose.BOARD)
        assert len(found) == len(children)
        assert found[few[0].pk] == Verdict.YES
    stranger: Child = town.children["Far"]
    assert verdicts(mo, [stranger], Kind.PHOTO, purpose=Purpose.BOARD) == {}
