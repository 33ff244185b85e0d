"""A spreadsheet is looked at before anything of it is written down, and the same one again doubles nobody."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Sequence
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from hometime.audit.models import Event
from hometime.families import actions as families
from hometime.families import taking
from hometime.families.actions import importing
from hometime.families.importing import columns, reading, understanding
from hometime.families.importing.understanding import garbled
from hometime.families.models import Adult, Bond, Child, KeyFacts, KnownColumns, Sheet, sheets
from hometime.families.tests.test_pages import signed_in, words
from hometime.kernel import clock
from hometime.people import actions as people
from hometime.people.models import Person, Post
from hometime.people.roles import Role
from tests.cast import HOUSE, TODAY, Cast

HEADINGS = (
    "Forename|Surname|DOB|Start date|Room|Allergies|Mother's name|Mother's email|Parent 2 name|"
    "Parent 2 relationship|Parent 2 phone"
).split("|")
ROWS: list[list[Any]] = [
    (
        "Zuzanna|Żółć|04/05/2023|1/9/2025|Acorns|No eggs; no nuts|Ewa Żółć|ewa@families.example|Jan Żółć|father|"
        "07700 900444"
    ).split("|"),
    ["Édouard", "Nguyễn", dt.date(2024, 2, 29), "", "", "", "Linh Nguyễn", "linh@families.example", "", "", ""],
    ["Twin", "One", "2024-03-01", "", "", "", "Mo Twins", "twins@families.example", "", "", ""],
    ["Twin", "Two", "2024-03-01", "", "", "", "Mo Twins", "twins@families.example", "", "", ""],
]


def workbook(*rows: Sequence[Any], merge: str = "", headings: Sequence[str] = HEADINGS) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in [headings, *rows]:
        sheet.append(list(row))
    if merge:
        sheet.merge_cells(merge)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def plain(*rows: Sequence[Any], between: str = ",", encoding: str = "utf-8") -> bytes:
    lines = [between.join(f'"{cell}"' for cell in row) for row in rows]
    return "\r\n".join(lines).encode(encoding)


def brought(client: Any, content: bytes, name: str = "children.xlsx") -> Any:
    return client.post("/children/sheet/", {"file": SimpleUploadedFile(name, content)})


def children() -> list[str]:
    return sorted(Child.objects.unscoped("a test looks").values_list("name", flat=True))


BEFORE = ["Ava Child", "Ben Child", "Cy Child", "Far Child"]


def test_a_workbook_is_looked_at_then_taken_in_and_again_it_doubles_nobody(cast: Cast) -> None:
    office = signed_in(cast, "Mo Manager")
    answer = brought(office, workbook(*ROWS))
    there = answer["Location"]
    page = words(office.get(there))
    assert "This is what we read" in page and "Take in 4 lines" in page and children() == BEFORE
    assert office.post(there, {"write": "yes"}).status_code == 302
    assert children() == sorted([*BEFORE, "Zuzanna Żółć", "Édouard Nguyễn", "Twin One", "Twin Two"])
    zuzanna = Child.objects.unscoped("a test looks").get(name="Zuzanna Żółć")
    assert (zuzanna.room, zuzanna.starts) == (cast.room, dt.date(2025, 9, 1))
    assert KeyFacts.objects.unscoped("a test looks").get(child=zuzanna).facts == ["No eggs", "no nuts"]
    bonds = Bond.objects.unscoped("a test looks").filter(child=zuzanna).select_related("adult__person")
    assert {(bond.adult.person.name, bond.relation) for bond in bonds} == {
        ("Ewa Żółć", "mother"),
        ("Jan Żółć", "father"),
    }
    assert all(not bond.rights(TODAY) and bond.identity_checked is None for bond in bonds)
    assert Person.objects.filter(name="Mo Twins").count() == 1
    assert not Post.objects.filter(person__name="Ewa Żółć", role=Role.PARENT).exists()
    assert Event.objects.filter(verb="child.registered", actor=cast.people["Mo Manager"].pk).count() == 4
    assert Sheet.objects.unscoped("a test looks").get().rows == []

    there = brought(office, workbook(*ROWS))["Location"]
    page = words(office.get(there))
    assert "stays as it is" in page and "Take in" not in page
    changed = [[*ROWS[0][:4], "Oaks", "No eggs; no nuts", *ROWS[0][6:]], *ROWS[1:]]
    there = brought(office, workbook(*changed))["Location"]
    assert "Room: Oaks" in words(office.get(there))
    office.post(there, {"write": "yes"})
    zuzanna.refresh_from_db()
    assert zuzanna.room == cast.other_room and len(children()) == 8
    assert Adult.objects.unscoped("a test looks").filter(person__name="Jan Żółć").count() == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (workbook(["A", "B", "soon"]), "We cannot read the date of birth “soon”"),
        (workbook(["A", "B", "4/5/2030"]), "must be today or earlier"),
        (workbook(["A", "B", "4/5/2023"], ["a", "b", "4/5/2023"]), "The same child stands in line 2"),
        (workbook(["A", "B", "4/5/2023", "", "Nowhere"]), "There is no room called “Nowhere” here"),
        (workbook(["A", "B", "=TODAY()-900"]), "This line holds a formula"),
        (workbook(["A", "B", "4/5/2023"], ["", "", ""], ["C", "D", "4/5/2023"], merge="A2:A3"), "Cells are merged"),
        (workbook(["A", "B", "4/5/2023", "", "", "", "Bo", "not an address"]), "is not an e-mail address"),
        (plain(HEADINGS, ["A", "=HYPERLINK(1)", "4/5/2023"]), "This line holds a formula"),
        (plain(HEADINGS, ["JosÃ©", "GarcÃ­a", "4/5/2023"]), "The letters came out wrong"),
    ],
)  # fmt: skip
def test_each_wrong_line_is_told_and_holds_all_back_until_somebody_leaves_it_out(
    cast: Cast, content: bytes, said: str
) -> None:
    office = signed_in(cast, "Mo Manager")
    there = brought(office, content)["Location"].split("?")[0]
    page = words(office.get(there))
    assert said in page and "Some lines need another look" in page
    refused = office.post(there, {"write": "yes"})
    assert refused.status_code == 422 and children() == BEFORE


def test_a_new_child_without_an_adult_is_told_of_before_and_after_it_is_taken_in(cast: Cast) -> None:
    office = signed_in(cast, "Mo Manager")
    there = brought(office, workbook(*ROWS[:2]))["Location"]
    assert "no adult" not in words(office.get(there)).lower()
    there = brought(office, workbook(*ROWS[:2], ["A", "B", "4/5/2023"], ["Ava", "Child", cast.children["Ava"].born]))[
        "Location"
    ]
    page = words(office.get(there))
    assert "1 new child has no adult in this file" in page
    assert page.count("No adult is written down. A child needs at least one.") == 1, "Ava is here, with her adults"
    assert office.post(there, {"write": "yes"}).status_code == 302
    assert "New children without an adult" in words(office.get(there)) and "A B" in children()


def test_wrong_lines_are_left_out_on_somebodys_word(cast: Cast) -> None:
    office = signed_in(cast, "Mo Manager")
    there = brought(office, workbook(ROWS[1], ["A", "B", "soon"]))["Location"]
    assert "Take in 1 line, and leave out 1" in words(office.get(there))
    office.post(there, {"write": "without wrong"})
    assert children() == sorted([*BEFORE, "Édouard Nguyễn"])
    page = words(office.get(there))
    assert "Taken in" in page
    assert "taken in already" in words(office.post(there, {"write": "yes"})) or office.get(there).status_code == 200
    assert children() == sorted([*BEFORE, "Édouard Nguyễn"])


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (plain(HEADINGS, *ROWS), "a.csv"),
        (plain(HEADINGS, *ROWS, between=";"), "a.csv"),
        (plain(HEADINGS, *ROWS, between="\t", encoding="utf-16"), "a.txt"),
        (b"\xef\xbb\xbf" + plain(HEADINGS, *ROWS), "a.csv"),
        (workbook(*ROWS), "misnamed.csv"),
    ],
)
def test_every_usual_way_of_saving_reads_the_same(content: bytes, name: str) -> None:
    found = reading.read(content)
    assert [row[1] for row in found["rows"]] == ["Surname", "Żółć", "Nguyễn", "One", "Two"]
    assert found["note"] == ""


def test_old_letters_are_read_and_said_to_be_looked_at(cast: Cast) -> None:
    content = plain(HEADINGS, ["José", "Müller", "4/5/2023"], encoding="cp1252")
    answer = brought(signed_in(cast, "Mo Manager"), content, "a.csv")
    assert answer["Location"].endswith("?note=letters")
    assert reading.read(content)["rows"][1][:2] == ["José", "Müller"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xd0\xcf\x11\xe0 old", "old or locked Excel"),
        (b"PK\x03\x04 broken", "This file is broken"),
        (b"\x89PNG\x00\x01\x02", "not a spreadsheet that we can read"),
        (b",,,\n,,\n", "There is nothing in this spreadsheet"),
        (b"", "The file is empty"),
        (plain(HEADINGS), "There is no line with a child in it"),
        (b"a,b\n" * 20_100, "more than 20000 lines"),
    ],
)
def test_what_is_no_spreadsheet_is_refused_in_plain_words(cast: Cast, content: bytes, said: str) -> None:
    answer = brought(signed_in(cast, "Mo Manager"), content)
    assert answer.status_code == 422 and said in words(answer)
    assert not Sheet.objects.unscoped("a test looks").exists()


def test_what_columns_mean_is_said_once_and_remembered(cast: Cast) -> None:
    office = signed_in(cast, "Mo Manager")
    strange = ["Kiddo", "Came into the world", "Who", "They are"]
    row = ["Ivy New", "4/5/2024", "Ash New", "aunt"]
    there = brought(office, workbook(row, headings=strange))["Location"]
    assert there.endswith("/columns/")
    page = words(office.get(there))
    assert "Kiddo" in page and "Ivy New" in page
    wrong = {"column0": "name", "column1": "name", "column2": "", "column3": ""}
    answer = office.post(there, wrong)
    assert answer.status_code == 422 and "date of birth" in words(answer) and "Choose one" in words(answer)
    right = {"column0": "name", "column1": "born", "column2": "adult1.name", "column3": "adult1.relation"}
    assert "Ivy New" in words(office.post(there, right, follow=True))
    assert KnownColumns.objects.get().columns == list(right.values())
    again = brought(office, workbook(row, headings=[each.upper() for each in strange]))["Location"]
    assert not again.endswith("/columns/") and "aunt" in words(office.get(again))


def test_a_sheet_is_its_bringers_alone_and_thrown_away_leaves_nothing(cast: Cast) -> None:
    office = signed_in(cast, "Mo Manager")
    there = brought(office, workbook(*ROWS))["Location"]
    assert signed_in(cast, "Dee Deputy").get(there).status_code == 404
    assert office.post(f"{there}aside/").status_code == 302
    assert not Sheet.objects.unscoped("a test looks").exists() and children() == BEFORE


def test_a_line_about_ones_own_family_is_left_to_a_colleague(cast: Cast) -> None:
    mo = cast.people["Mo Manager"]
    office = signed_in(cast, "Mo Manager")
    own = ["Own", "Child", "4/5/2024", "", "", "", "Mo Manager", mo.email]
    there = brought(office, workbook(own, ROWS[1]))["Location"]
    page = words(office.get(there))
    assert "1 line is about your own family" in page
    office.post(there, {"write": "yes"})
    assert children() == sorted([*BEFORE, "Édouard Nguyễn"])


def test_ten_thousand_children_are_taken_in_whole(cast: Cast) -> None:
    rows = []
    for n in range(10_000):
        born = dt.date(2022, 1, 1) + dt.timedelta(days=n % 1400)
        adult = [f"Adult{n}", f"a{n}@families.example"]
        rows.append([f"Child{n}", f"Family{n % 7000}", str(born), "", "", "", *adult])
    viewer = cast.viewer("Mo Manager")
    found = reading.read(plain(HEADINGS, *rows))
    sheet = families.bring_sheet(viewer, cast.setting, found["rows"], found["faults"])
    families.take_in_sheet(viewer, sheet)
    assert len(children()) == 10_004
    assert Bond.objects.unscoped("a test looks").filter(child__name="Child9999 Family2999").count() == 1
    assert sheet.counts["new"] == 10_000


def test_a_long_spreadsheet_is_looked_through_and_taken_in_behind_the_page(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "LONG", 3)
    monkeypatch.setattr(understanding, "STEP", 2)
    office, wrong = signed_in(cast, "Mo Manager"), ["=A", "B", "soon"]
    there = brought(office, plain(HEADINGS, *ROWS, wrong, ["Twin", "Two", "2024-03-01"]), "a.csv")["Location"]
    page = words(office.get(there))
    assert "It is looked through: 0 of 6 lines." in page and "Take in" not in page
    told: list[int] = []
    steps = importing.go_on

    def counts(who: Any, sheet: Sheet, gone: int, stage: str) -> None:
        told.append(gone)
        steps(who, sheet, gone, stage)

    monkeypatch.setattr(importing, "go_on", counts)
    taking.take_up()
    assert told == [2, 4]
    page = words(office.get(there))
    assert "Some lines need another look" in page and "The same child stands in line 5" in page
    assert "Take in 4 lines, and leave out 2" in page and "born" in words(office.get(f"{there}?only=new"))
    assert office.post(there, {"write": "yes"}).status_code == 422
    file = office.get(f"{there}mistakes/")
    lines = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))
    assert lines[0] == ["Line", "What is wrong"] and {line[0] for line in lines[1:]} == {"6", "7"}
    assert file["Content-Disposition"].startswith("attachment") and len(lines) >= 4, "each mistake has a line"
    assert office.post(there, {"write": "without wrong"}).status_code == 302
    assert "It waits to be written down." in words(office.get(there)) and children() == BEFORE
    taking.take_up()
    assert len(children()) == len(BEFORE) + 4 and "Taken in" in words(office.get(there))
    assert Event.objects.filter(verb="child.registered", actor=cast.people["Mo Manager"].pk).count() == 4
    taking.take_up()
    assert len(children()) == len(BEFORE) + 4, "once"


def test_when_the_background_work_breaks_off_nothing_is_half_taken_in(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "LONG", 3)
    office = signed_in(cast, "Mo Manager")
    there = brought(office, workbook(*ROWS))["Location"]
    taking.take_up()
    office.post(there, {"write": "yes"})
    with monkeypatch.context() as broken:
        broken.setattr(importing, "counted", lambda outcomes: {"wrong": 0, "new": 4, "changed": object()})
        with pytest.raises(TypeError):
            taking.take_up()
    assert children() == BEFORE and "Something went wrong on our side" in words(office.get(there))
    taking.take_up()
    assert children() == BEFORE, "it stands in nobody's way until somebody asks for it again"
    assert office.post(there, {"write": "yes"}).status_code == 302
    with clock.fixed(TODAY + dt.timedelta(days=1)):
        people.let_go(HOUSE, cast.people["Mo Manager"], TODAY, cast.provider)
        taking.take_up()
    sheet = Sheet.objects.unscoped("a test looks").get()
    assert children() == BEFORE and sheet.stage == "" and "no post here any more" in sheet.trouble


@pytest.mark.parametrize(
    ("headings", "meanings"),
    [
        (["Child's name", "Date of Birth"], ["name", "born"]),
        (["Parent 1 Name", "Parent 1 E-mail", "Parent 2 Name"], ["adult1.name", "adult1.email", "adult2.name"]),
        (
            ["Parent 1 name", "Relationship", "Parent 2 name", "Relationship"],
            ["adult1.name", "adult1.relation", "adult2.name", "adult2.relation"],
        ),
        (["Relationship", "Child"], ["", "name"]),
        (["Mum", "Dad", "Dad's mobile"], ["adult1.name", "adult2.name", "adult2.phone"]),
        (["Full name", "First name", "Shoe size"], ["name", "", ""]),
    ],
)
def test_headings_are_understood_as_people_write_them(headings: list[str], meanings: list[str]) -> None:
    assert columns.guessed(headings) == meanings


@given(st.binary(max_size=300))
def test_whatever_is_brought_is_read_or_refused(content: bytes) -> None:
    found = reading.read(content)
    assert "refused" in found or all(isinstance(cell, str) for row in found["rows"] for cell in row)


def test_garbled_letters_are_known_from_foreign_ones() -> None:
    assert garbled("JosÃ©") and garbled("Caf\ufffd")
    assert not any(map(garbled, ("José", "Łukasz Żółć", "أحمد", "Nguyễn", "小明")))
