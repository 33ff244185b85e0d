"""The register is read line by line: in both alphabets, with what is wrong told by number, and hostile files refused."""

from __future__ import annotations

import io

import pytest

from hometime.schools.register import reading
from hometime.schools.tests.registers import HEAD, HEADINGS, register, school


def read(*schools: dict[str, str], **how: object) -> list[reading.Line]:
    return list(reading.lines(register(schools, **how)))  # type: ignore[arg-type]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig"])
def test_names_with_accents_come_through_whichever_of_the_usual_encodings_it_is(encoding: str) -> None:
    (line,) = read(
        school(1, EstablishmentName="Ysgol Llŷn" if encoding != "cp1252" else "École Étoile"), encoding=encoding
    )
    assert line.fault == ""
    assert line.facts["name"] in ("Ysgol Llŷn", "École Étoile")


def test_what_names_a_head_is_never_read() -> None:
    (line,) = read(school(1))
    assert HEAD not in line.facts.values()
    assert set(line.facts) == set(reading.COLUMNS)


def test_the_headings_are_found_under_a_title_and_in_any_letters() -> None:
    (line,) = read(school(1), before="Edition of the day\r\n\r\n")
    assert line.facts["urn"] == "100001"
    loud = tuple(heading.upper() for heading in HEADINGS)
    facts = {heading.upper(): said for heading, said in school(1).items()}
    assert [line.facts["urn"] for line in reading.lines(register([facts], headings=loud))] == ["100001"]


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({"URN": "12"}, "urn"),
        ({"URN": "=1+1"}, "formula"),
        ({"EstablishmentName": '=HYPERLINK("http://x")'}, "formula"),
        ({"EstablishmentName": "@SUM(A1)"}, "formula"),
        ({"TelephoneNum": "+44 1632 960100"}, ""),
        ({"TelephoneNum": "+cmd|' /C calc'!A0"}, "formula"),
        ({"EstablishmentName": ""}, "name"),
        ({"EstablishmentName": "x" * 300}, "long"),
        ({"StatutoryLowAge": "four"}, "number"),
        ({"LA (code)": "٩٠١"}, "number"),
        ({"EstablishmentName": "JosÃ© Primary"}, "letters"),
    ],
)
def test_a_line_with_something_wrong_says_what(said: dict[str, str], fault: str) -> None:
    (line,) = read(school(1, **said), encoding="utf-8")
    assert line.fault == fault


def test_a_school_that_stands_twice_and_a_line_with_cells_too_many_are_wrong() -> None:
    assert [line.fault for line in read(school(1), school(2), school(1))] == ["", "", "twice"]
    shifted = register([school(1)]).getvalue() + b'"1","2"\r\n'
    assert [line.fault for line in reading.lines(io.BytesIO(shifted))] == ["", "columns"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"PK\x03\x04 a workbook", "workbook"),
        (b"\xd0\xcf\x11\xe0 an old one", "workbook"),
        ("URN,LA (code)".encode("utf-16"), "other"),
        (b"\x00\x01\x02", "other"),
        (b"Name,Place\r\nA,B\r\n", "columns"),
        (b'URN,LA (code),EstablishmentName,EstablishmentStatus (code),StatutoryLowAge\r\n"' + b"x" * 200_000, "broken"),
        (b"URN,URN,LA (code),EstablishmentName,EstablishmentStatus (code),StatutoryLowAge\r\n", "doubled"),
        # A heading that was merged over two columns leaves the second one without a name.
        (b"URN,LA (code),EstablishmentName,EstablishmentStatus,,StatutoryLowAge\r\n1,2,3,4,5,6\r\n", "columns"),
    ],
)
def test_a_file_that_is_no_register_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(reading.Unreadable) as refused:
        list(reading.lines(io.BytesIO(content)))
    assert refused.value.code == code


def test_a_letter_that_old_windows_does_not_have_is_told() -> None:
    broken = register([school(1, EstablishmentName="Caf\xe9 School")]).getvalue().replace(b"Mill", b"Mi\x81l")
    (line,) = list(reading.lines(io.BytesIO(broken)))
    assert line.fault == "letters"
