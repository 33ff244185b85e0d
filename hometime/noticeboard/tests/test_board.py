"""The public board and the pages behind it: plain words with the setting's own numbers, older versions, sheets, staff."""

from __future__ import annotations

import datetime as dt
import html
from importlib import resources

import pytest
from django.conf import LazySettings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hometime.kernel import clock
from hometime.noticeboard import printing
from hometime.noticeboard.faces import first_name
from hometime.noticeboard.missing import missing
from hometime.noticeboard.tests.conftest import SITE, Places, frozen
from hometime.noticeboard.views import BUSY, LIMITS
from hometime.people.models import Person, Setting
from hometime.policies.actions import write_card
from hometime.policies.models import Adoption, ContactCard
from hometime.ui import press
from tests.cast import HOUSE, TODAY, Cast, as_proposed

BUDGET = 9  # statements for a sheet


def read(address: str) -> str:
    """The words of a public page."""
    answer = Client().get(address)
    assert answer.status_code == 200, address
    return html.unescape(answer.content.decode())


def amended(setting: Setting, old: str, new: str) -> None:
    """The setting adopts its text again with other words in it, a week later."""
    content = (resources.files("hometime.policies.library") / "documents" / "bluebell.md").read_text("utf-8")
    assert old in content
    changed = content.replace(old, new).encode()
    day = TODAY + dt.timedelta(days=7)
    with clock.fixed(day):
        frozen(setting, changed, as_proposed(changed, "bluebell.md"), day)


def test_the_board_says_the_adopted_clauses_in_plain_words(places: Places) -> None:
    shown = read("/board/otter-bridge/")
    for sentence in (
        "You hear what we found within 28 days.",
        "The owners answer you within 14 more days.",
        "We write back to them within 10 days.",
        "The manager meets them within 28 days.",
        "They say what they found within 14 days.",
        "We keep it for 3 years or more.",
        "We say hello and make you feel at home.",
    ):
        assert sentence in shown
    assert "Okonkwo" not in shown and "Wardlow" not in shown


def test_plain_words_carry_the_number_that_was_adopted(places: Places) -> None:
    amended(places.bridge, "within 28 days, makes time", "within 21 days, makes time")
    with clock.fixed(TODAY + dt.timedelta(days=8)):
        shown = read("/board/otter-bridge/")
    assert "You hear what we found within 21 days." in shown
    assert "You hear what we found within 28 days." not in shown


def test_an_older_version_can_be_read_and_says_that_it_is_one(places: Places) -> None:
    first = Adoption.objects.get(setting=places.bridge, number="10.2")
    address = f"/board/otter-bridge/policy/{first.pk}/"
    assert "This is an older version" not in read(address)
    amended(places.bridge, "within 28 days, makes time", "within 21 days, makes time")
    with clock.fixed(TODAY + dt.timedelta(days=8)):
        assert address in read("/board/otter-bridge/")
        shown = read(address)
    assert "This is an older version" in shown and "within 28 days, makes time" in shown
    assert Client().get(f"/board/alder-hall/policy/{first.pk}/").status_code == 404, "each hangs on its own board"


def test_a_version_that_begins_later_is_not_shown_yet(places: Places) -> None:
    amended(places.bridge, "within 28 days, makes time", "within 21 days, makes time")
    later = Adoption.objects.filter(setting=places.bridge).latest("sequence")
    assert Client().get(f"/board/otter-bridge/policy/{later.pk}/").status_code == 404


def test_languages_that_families_read_beyond_those_of_the_board_are_named(places: Places) -> None:
    shown = read("/board/otter-bridge/")
    assert "বাংলা" in shown.split("Other languages")[1]
    assert "اردو" in shown.split("Other languages")[0], "the board itself is offered in Urdu"


def test_a_sheet_is_served_as_a_pdf_in_the_language_asked_for(places: Places, settings: LazySettings) -> None:
    settings.PRINTED_URL = SITE
    answer = Client().get("/board/otter-bridge/poster/a4.pdf", {"language": "ur"})
    assert (answer.status_code, answer["Content-Type"], answer["Content-Language"]) == (200, "application/pdf", "ur")
    assert answer["Content-Disposition"] == 'inline; filename="otter-bridge-a4-ur.pdf"'
    assert answer.content.startswith(b"%PDF-")
    unknown = Client().get("/board/otter-bridge/poster/a4.pdf", {"language": "xx"})
    assert unknown["Content-Language"] == "en-gb"
    for nowhere in ("/board/otter-bridge/poster/a9.pdf", "/board/nowhere/poster/a4.pdf"):
        assert Client().get(nowhere).status_code == 404


def test_a_sheet_asks_the_database_little_however_often(places: Places) -> None:
    Client().get("/board/otter-bridge/poster/strips.pdf")
    with CaptureQueriesContext(connection) as asked:
        Client().get("/board/otter-bridge/poster/strips.pdf")
    assert len(asked) <= BUDGET, [each["sql"][:90] for each in asked]


def test_nobody_can_make_the_house_draw_sheets_without_end(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    monkeypatch.setitem(LIMITS, "sheet", "2/m/ip")
    printing._made.clear()
    answers = [
        Client().get("/board/otter-bridge/poster/strips.pdf", {"language": code}) for code in ("en-gb", "ur", "ar")
    ]
    assert [answer.status_code for answer in answers] == [200, 200, BUSY]
    again = Client().get("/board/otter-bridge/poster/strips.pdf", {"language": "ur"})
    assert again.status_code == 200, "what was made before costs nothing and is not counted"
    cache.clear()


def test_a_busy_press_asks_to_wait(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(press, "PATIENCE", 0.01)
    printing._made.clear()
    with press._press:
        assert Client().get("/board/otter-bridge/poster/strips.pdf").status_code == BUSY
    assert Client().get("/board/otter-bridge/poster/strips.pdf").status_code == 200


def test_staff_read_what_a_sheet_still_lacks(places: Places) -> None:
    lacking = missing(places.board("bridge"), "")
    assert any("HOMETIME_SITE" in sentence for sentence in lacking)
    assert not any("HOMETIME_SITE" in sentence for sentence in missing(places.board("bridge"), SITE))
    assert any("No complaints procedure" in sentence for sentence in missing(places.board("hall"), SITE))
    assert missing(places.board("bridge"), SITE) == []
    write_card(HOUSE, places.bridge, ContactCard.Kind.REGULATOR, "Ofsted", phone="0300 123 4666")
    assert any("Nobody has checked" in sentence for sentence in missing(places.board("bridge"), SITE))
    places.bridge.phone = ""
    assert any("no telephone" in sentence for sentence in missing(places.board("bridge"), SITE))


@pytest.mark.parametrize(
    ("name", "to_use", "first"),
    [
        ("Josephine Okonkwo", "", "Josephine"),
        ("Josephine Okonkwo", "Jo", "Jo"),
        ("Josephine Okonkwo", "Mrs Okonkwo", "Josephine"),
        ("Dr. Okonkwo", "", ""),
        ("", "", ""),
    ],
)
def test_a_first_name_is_never_a_title_nor_the_surname_behind_it(name: str, to_use: str, first: str) -> None:
    assert first_name(Person(name=name, name_to_use=to_use)) == first


def test_only_those_who_work_here_are_told_what_to_set(cast: Cast, settings: LazySettings) -> None:
    from tests.budgets.test_pages import signed_in

    address = f"/board/{cast.setting.slug}/"
    told = {
        name: "HOMETIME_SITE" in signed_in(cast.people[name]).get(address).content.decode()
        for name in ("Mo Manager", "Ola Owner", "Far Manager", "Mum Full")
    }
    assert told == {"Mo Manager": True, "Ola Owner": True, "Far Manager": False, "Mum Full": False}
    assert "HOMETIME_SITE" not in Client().get(address).content.decode()
    settings.PRINTED_URL = SITE
    assert "HOMETIME_SITE" not in signed_in(cast.people["Mo Manager"]).get(address).content.decode()
    shown = signed_in(cast.people["Mo Manager"]).get(f"{address}posters/")
    assert shown.status_code == 200 and "Before you print" in shown.content.decode()
    picture = signed_in(cast.people["Mo Manager"]).get(f"{address}poster/a4.png")
    assert (picture.status_code, picture["Content-Type"]) == (200, "image/png")
