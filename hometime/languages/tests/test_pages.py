"""The pages of interpreters and translations: from the record to a booking, with every mistake beside its field."""

from __future__ import annotations

from hometime.languages.models import Booking, Status, Translation
from hometime.records.models import Record
from tests.budgets.test_pages import signed_in
from tests.cast import Cast

FRIDAY = {"on_day": "20", "on_month": "3", "on_year": "2026"}


def booking() -> Booking:
    return Booking.objects.unscoped("a test looks").get()


def test_from_the_record_an_interpreter_is_asked_for_booked_and_said_to_have_come(cast: Cast, case: Record) -> None:
    mo = signed_in(cast.people["Mo Manager"])
    here = f"/record/{case.pk}/languages/"
    assert mo.post(f"{here}ask/", {"way": "in_person"}).status_code == 422, "no language"
    asked = {"language": "ur", "way": "in_person", "what_for": "The meeting"}
    assert mo.post(f"{here}ask/", asked).status_code == 302
    one = f"/interpreter/{booking().pk}/"
    assert "Urdu" in mo.get("/languages/").content.decode() and "Urdu" in mo.get(here).content.decode()
    typed = {"standing": "close", "name": "Her sister", "way": "in_person", **FRIDAY}
    refused = mo.post(f"{one}book/", typed)
    assert refused.status_code == 422 and "Her sister" in refused.content.decode(), "nothing typed is lost"
    typed = {
        "standing": "trained",
        "name": "Rita Vane",
        "way": "in_person",
        "on_day": "9",
        "on_month": "3",
        "on_year": "2026",
    }
    booked = mo.post(f"{one}book/", typed)
    assert booked.status_code == 302, main(booked.content)
    assert mo.post(f"{one}came/", {"came": "yes"}).status_code == 302
    assert booking().status == Status.CAME
    assert f"{one}book/" not in main(mo.get(one).content), "it is over"


def main(page: bytes) -> str:
    return page.decode().split("<main", 1)[1].split("</main>")[0]


def test_a_translation_is_owed_done_and_checked_from_the_page(cast: Cast, case: Record) -> None:
    mo = signed_in(cast.people["Mo Manager"])
    assert mo.post(f"/record/{case.pk}/languages/owe/", {"language": "pl", "what": "The letter"}).status_code == 302
    row = Translation.objects.unscoped("a test looks").get()
    for what, said in (("done", {"by": "Rita Vane"}), ("checked", {"by": "Sana Reed"})):
        assert mo.post(f"/translation/{row.pk}/{what}/", said).status_code == 302, what
    assert "Checked" in mo.get(f"/record/{case.pk}/languages/").content.decode()


def test_whoever_does_not_see_the_record_finds_none_of_its_pages(cast: Cast, case: Record) -> None:
    mo, dee = signed_in(cast.people["Mo Manager"]), signed_in(cast.people["Dee Deputy"])
    mo.post(f"/record/{case.pk}/languages/ask/", {"language": "ur", "way": "phone"})
    for path in (f"/record/{case.pk}/languages/", f"/interpreter/{booking().pk}/"):
        assert dee.get(path).status_code == 404
    assert "Urdu" not in dee.get("/languages/").content.decode()


def test_the_line_on_today_leads_to_the_booking_and_names_no_child(cast: Cast, case: Record) -> None:
    mo = signed_in(cast.people["Mo Manager"])
    mo.post(f"/record/{case.pk}/languages/ask/", {"language": "ur", "way": "phone"})
    today = mo.get("/today/").content.decode()
    row = next(line for line in today.split("<li") if "Book the interpreter" in line)
    assert f"/interpreter/{booking().pk}/" in row and "A.C." not in row
