"""The page of a case's papers, the empty form for everybody, and filled forms that come back by their code."""

from __future__ import annotations

import io

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from hometime.complaints.actions import Said, write_down
from hometime.complaints.models import Complaint, Printout
from hometime.complaints.printing.tests.conftest import text_of
from hometime.records.models import Paper
from tests.budgets.test_pages import signed_in
from tests.cast import TODAY, Cast


@pytest.fixture(autouse=True)
def rested(db: None) -> None:
    """Nobody has asked for anything in this minute."""
    cache.clear()


def photo() -> SimpleUploadedFile:
    """A small photograph."""
    made = io.BytesIO()
    Image.new("RGB", (60, 40), "white").save(made, "JPEG")
    return SimpleUploadedFile("IMG_0001.jpg", made.getvalue(), content_type="image/jpeg")


def papers_of(case: Complaint) -> int:
    return Paper.objects.unscoped("a test looks").filter(record=case).count()


def test_whoever_has_it_in_hand_makes_a_bundle_and_it_is_written_down(cast: Cast, case: Complaint) -> None:
    mo = signed_in(cast.people["Mo Manager"])
    here = f"/complaints/{case.pk}/paper/"
    assert mo.get(here).status_code == 200
    lacking = mo.post(f"{here}bundle/", {"level": "names", "for_whom": "Ofsted"})
    assert lacking.status_code == 422 and 'value="Ofsted"' in lacking.content.decode(), "nothing typed is lost"
    made = mo.post(f"{here}bundle/", {"level": "letters", "for_whom": "Ofsted", "why": "Asked for at an inspection"})
    assert made.status_code == 200 and made["Content-Type"] == "application/pdf" and made["Cache-Control"] == "no-store"
    assert "Kay Person" not in text_of(made.content)
    assert "Ofsted" in mo.get(here).content.decode()
    assert Printout.objects.unscoped("a test looks").get().for_whom == "Ofsted"


def test_a_letter_that_cannot_be_is_refused_beside_its_form(cast: Cast, case: Complaint) -> None:
    mo = signed_in(cast.people["Mo Manager"])
    refused = mo.post(f"/complaints/{case.pk}/paper/delay/", {"language": "en-gb"})
    assert refused.status_code == 422 and "no such letter" in refused.content.decode()


def test_whoever_is_not_on_the_case_finds_no_paper_of_it(cast: Cast, case: Complaint) -> None:
    for name in ("Kay Person", "Dee Deputy", "Mum Full", "Far Manager"):
        browser = signed_in(cast.people[name])
        assert browser.get(f"/complaints/{case.pk}/paper/").status_code == 404, name
        assert browser.get(f"/complaints/{case.pk}/paper/form.pdf").status_code == 404, name
        assert browser.post(f"/complaints/{case.pk}/paper/record/", {"level": "names"}).status_code == 404, name


def test_somebody_who_only_wrote_it_down_makes_no_papers(cast: Cast) -> None:
    dee = cast.viewer("Dee Deputy")
    case = write_down(dee, cast.setting, Said(TODAY, "The gate stood open.", channel="written"))
    browser = signed_in(cast.people["Dee Deputy"])
    assert browser.get(f"/complaints/{case.pk}/paper/").status_code == 200
    assert browser.post(f"/complaints/{case.pk}/paper/record/", {"level": "names"}).status_code == 403


def test_anyone_gets_the_empty_form_and_it_is_new(cast: Cast) -> None:
    anyone = Client()
    for address in ("", "?language=ur", "?size=large&language=pl", "?language=xx"):
        made = anyone.get(f"/board/riverside/complaint-form.pdf{address}")
        assert made.status_code == 200 and "NEW" in text_of(made.content), address
    assert anyone.get("/board/nowhere/complaint-form.pdf").status_code == 404


def test_the_form_of_a_case_carries_its_reference(cast: Cast, case: Complaint) -> None:
    made = signed_in(cast.people["Mo Manager"]).get(f"/complaints/{case.pk}/paper/form.pdf")
    assert case.reference in text_of(made.content)


def test_a_photograph_files_itself_by_its_code_even_where_the_one_who_files_may_not_see(
    cast: Cast, case: Complaint
) -> None:
    for name in ("Mo Manager", "Kay Person"):  # the second is the one whom it is about
        browser = signed_in(cast.people[name])
        typed = case.reference.lower().replace("-", " ")
        filed = browser.post("/complaints/photo/", {"code": typed, "photo": photo()})
        assert filed.status_code == 200 and "It is filed." in filed.content.decode(), name
    assert papers_of(case) == 2
    assert signed_in(cast.people["Kay Person"]).get(f"/complaints/{case.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"code": "NEW"}, "has no case yet"),
        ({"code": "ZZZ-ZZZ"}, "No complaint has this code"),
        ({"code": ""}, "Type in the code"),
    ],
)
def test_a_code_that_leads_nowhere_is_said_so_beside_it(
    cast: Cast, case: Complaint, typed: dict[str, str], words: str
) -> None:
    refused = signed_in(cast.people["Mo Manager"]).post("/complaints/photo/", {**typed, "photo": photo()})
    assert refused.status_code == 422 and words in refused.content.decode()
    assert papers_of(case) == 0


def test_a_code_of_another_provider_or_a_file_of_another_kind_is_not_taken(cast: Cast, case: Complaint) -> None:
    far = signed_in(cast.people["Far Manager"])
    refused = far.post("/complaints/photo/", {"code": case.reference, "photo": photo()})
    assert refused.status_code == 422 and "No complaint has this code" in refused.content.decode()
    film = SimpleUploadedFile("a.txt", b"only words", content_type="text/plain")
    refused = signed_in(cast.people["Mo Manager"]).post("/complaints/photo/", {"code": case.reference, "photo": film})
    assert refused.status_code == 422 and papers_of(case) == 0
