"""Schools near a setting: the register is brought and looked at, a school is taken up, and what is done with it is written down."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hometime.adoption.actions import adopt
from hometime.duties.models import Duty
from hometime.kernel import clock
from hometime.schools.actions.partners import MEET
from hometime.schools.actions.taking_in import see_to_registers
from hometime.schools.models import Partnership, Register, School
from hometime.schools.tests.registers import HEAD, register, school
from tests.cast import HOUSE, TODAY, Cast, as_proposed
from tests.stories.village import BLUEBELL, day, document, enter, words_of

pytestmark = pytest.mark.usefixtures("practice")


@pytest.fixture
def town(cast: Cast) -> Cast:
    """The cast with a policy that asks for ties with schools."""
    content = document(BLUEBELL)
    adopt(HOUSE, cast.provider, [cast.setting], as_proposed(content, BLUEBELL), content, TODAY - dt.timedelta(days=7))
    return cast


def brings(client: Client, content: bytes, authorities: str = "901") -> tuple[int, str]:
    """Somebody brings a register."""
    file = SimpleUploadedFile("register.csv", content)
    answer = client.post("/schools/register/", {"file": file, "authorities": authorities})
    return answer.status_code, answer.content.decode()


@pytest.mark.clause("S3")
def test_a_manager_brings_the_register_and_works_with_a_school(town: Cast) -> None:
    mo, mum = enter(town.people["Mo Manager"]), enter(town.people["Mum Full"])
    termly = Duty.objects.unscoped("a story looks").open().get(clause="S3", setting=town.setting)
    assert brings(mo, b"PK\x03\x04")[0] == 422
    assert brings(mo, register([school(1)]).getvalue(), "Nowhere")[0] == 302
    refused = Register.objects.unscoped("a story looks").get()
    see_to_registers(HOUSE)
    assert "belongs to nowhere" in words_of(mo, f"/schools/register/{refused.pk}/")
    assert brings(mo, register([school(1), school(2), school(3, EstablishmentName="=cmd()")]).getvalue())[0] == 302
    waiting = Register.objects.unscoped("a story looks").get()
    page = words_of(mo, f"/schools/register/{waiting.pk}/")
    assert "0 of about 4 lines are done." in page and "Look again" in page and "School 1" not in page
    assert mo.post(f"/schools/register/{waiting.pk}/").status_code == 422, "nothing is taken in that nobody has seen"
    see_to_registers(HOUSE)
    page = words_of(mo, f"/schools/register/{waiting.pk}/")
    assert "Nothing is written down yet." in page and "School 1" in page and "Line 4" in page and HEAD not in page
    assert enter(town.people["Dee Deputy"]).get(f"/schools/register/{waiting.pk}/").status_code == 404
    assert mo.post(f"/schools/register/{waiting.pk}/").status_code == 302
    assert mo.post(f"/schools/register/{waiting.pk}/").status_code == 422, "it is taken in once"
    assert "0 of about 2 lines are done." in words_of(mo, f"/schools/register/{waiting.pk}/")
    assert mo.post(f"/schools/register/{waiting.pk}/aside/").status_code == 302
    see_to_registers(HOUSE)
    assert "The register is taken in" in words_of(mo, f"/schools/register/{waiting.pk}/")
    assert "School 2" in words_of(mo, "/schools/?q=school 2") and "School 1" not in words_of(mo, "/schools/?q=school 2")

    chosen = School.objects.unscoped("a story looks").get(name="School 1")
    assert mo.post(f"/schools/{chosen.pk}/take-up/").status_code == 302
    partner = Partnership.objects.unscoped("a story looks").get()
    found = words_of(mo, "/schools/?q=school 1")
    assert "You work with them" in found and f"/schools/{chosen.pk}/take-up/" not in found, "it is taken up once"
    assert "Once a term is our suggestion" in words_of(mo, f"/schools/partner/{partner.pk}/")
    named = {"what": "agreed", "words": "Ava brings her song."}
    assert mo.post(f"/schools/partner/{partner.pk}/log/", named).status_code == 422, "nobody of a family is named there"
    word = {"what": "talk", "words": "They call their hall Ava."}
    assert "Only a word" in mo.post(f"/schools/partner/{partner.pk}/log/", word).content.decode()
    assert mo.post(f"/schools/partner/{partner.pk}/log/", {**word, "no_name": ["Ava"]}).status_code == 302
    assert "No name here: <bdi>Ava</bdi> · <bdi>Mo Manager</bdi>" in words_of(mo, f"/schools/partner/{partner.pk}/")
    said = {"what": "agreed", "words": "We both sing the same song before a change."}
    assert mo.post(f"/schools/partner/{partner.pk}/log/", said).status_code == 302
    termly.refresh_from_db()
    meet = Duty.objects.unscoped("a story looks").open().get(record=partner)
    assert meet.what == MEET.what and meet.due is not None
    assert termly.kept_on in (None, TODAY)
    with clock.fixed(TODAY + dt.timedelta(days=40)):
        mo = enter(town.people["Mo Manager"])
        visited = {
            "what": "visit",
            "words": "Their teacher came for a morning.",
            **day("next_on", TODAY + dt.timedelta(days=90)),
        }
        assert mo.post(f"/schools/partner/{partner.pk}/log/", visited).status_code == 302
        meet.refresh_from_db()
        assert meet.kept_on == TODAY + dt.timedelta(days=40)
        termly.refresh_from_db()
        assert termly.kept_on is not None, "what the policy owes each term is kept by the log"
        again = Duty.objects.unscoped("a story looks").open().get(record=partner)
        assert again.due == TODAY + dt.timedelta(days=90)
        assert mum.get("/schools/").status_code == 404
        kay = enter(town.people["Kay Person"])
        assert "Their teacher came" in words_of(kay, f"/schools/partner/{partner.pk}/")
        assert kay.post(f"/schools/partner/{partner.pk}/log/", visited).status_code == 403
        assert mo.post(f"/schools/partner/{partner.pk}/end/", {"because": "They moved."}).status_code == 302
        assert not Duty.objects.unscoped("a story looks").open().filter(record=partner).exists()


def test_a_school_by_hand_and_a_register_put_aside(town: Cast) -> None:
    mo = enter(town.people["Mo Manager"])
    assert mo.post("/schools/new/", {"name": "Small School", "postcode": "ZZ1 1ZZ"}).status_code == 302
    twice = mo.post("/schools/new/", {"name": "small school", "postcode": "zz1 1zz"})
    assert twice.status_code == 422 and "on the list already" in twice.content.decode()
    assert brings(mo, register([school(1)]).getvalue())[0] == 302
    waiting = Register.objects.unscoped("a story looks").get()
    assert mo.post(f"/schools/register/{waiting.pk}/aside/").status_code == 302
    assert not Register.objects.unscoped("a story looks").exists()
