"""The measuring itself: turns are taken, ratios are of one round, a wrong answer ends it, tables find their place."""

from __future__ import annotations

import socket
import threading
from pathlib import Path
from typing import Any

import pytest

from hometime.cli.benching import pages, rounds, telling
from hometime.cli.benching.client import Browser
from hometime.cli.benching.serving import surroundings
from hometime.kernel.answers import Refused


def test_calls_take_turns_forth_and_back() -> None:
    made: list[str] = []
    calls = [lambda: made.append("a"), lambda: made.append("b")]
    taken = rounds.take_turns(calls, [lambda: float(len(made)), lambda: 0.0], rounds=2, each=1)
    assert "".join(made) == "a" * rounds.WARM_UP + "b" * rounds.WARM_UP + "abba" * 2
    assert [len(measured.clock) for measured in taken] == [2, 2]
    assert [measured.work for measured in taken] == [[1.0, 1.0], [0.0, 0.0]]
    assert len(made) == 2 * rounds.calls_of(2, 1)


def test_a_ratio_is_taken_within_a_round() -> None:
    told = rounds.ratio([10.0, 400.0, 30.0], [5.0, 100.0, 10.0])
    assert (told.median, told.least, told.greatest) == (3.0, 2.0, 4.0)
    assert str(told) == "3.00 (2.00 to 4.00)"


def test_every_case_has_a_page_and_a_ruler() -> None:
    assert {case.ruler for case in pages.CASES} <= {"list", "case", "insert"}
    assert len({case.name for case in pages.CASES}) == len(pages.CASES)


def test_nothing_set_outside_reaches_what_is_measured(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOMETIME_DATA", "somebody's own")
    monkeypatch.setenv("DATABASE_URL", "postgresql://somebody/own")
    around = surroundings(tmp_path / "house", 8123)
    assert around["HOMETIME_DATA"] == str(tmp_path / "house")
    assert around["HOMETIME_URL"] == "http://localhost:8123"
    assert "DATABASE_URL" not in around


def answering(*answers: bytes) -> int:
    """A server on a port of its own that gives these answers, a connection each, and hangs up."""
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with listening:
            for answer in answers:
                wire, _ = listening.accept()
                with wire:
                    wire.recv(65_536)
                    wire.sendall(answer)

    threading.Thread(target=serve, daemon=True).start()
    return int(listening.getsockname()[1])


PAGE = b"HTTP/1.1 200 OK\r\nSet-Cookie: form=abc; Path=/\r\nContent-Length: 5\r\n\r\nhello"


def test_a_browser_reads_a_page_and_keeps_its_cookie() -> None:
    browser = Browser(answering(PAGE))
    assert browser.get("/").body == b"hello"
    assert browser.cookies == {"form": "abc"}
    browser.close()


def test_a_rested_connection_is_opened_once_more() -> None:
    browser = Browser(answering(PAGE, PAGE))
    assert [browser.get("/").status, browser.get("/").status] == [200, 200]
    browser.close()


@pytest.mark.parametrize(
    ("answer", "words"),
    [(b"HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n", "answered 500"), (b"HTTP/1.1 200 OK\r\nContent-L", "hung up")],
)
def test_a_wrong_or_broken_answer_ends_the_measuring(answer: bytes, words: str) -> None:
    browser = Browser(answering(answer, answer))
    with pytest.raises(Refused, match=words):
        browser.get("/")
    browser.close()


def found(statements: int = 7, board: int = 2048) -> dict[str, Any]:
    """What a measuring of one page gives."""
    ratio = rounds.Ratio(2.0, 1.5, 2.5)
    case = {
        "name": "Today",
        "ruler": "list",
        "times": [ratio, ratio],
        "times_allowed": 3.0,
        "by_the_clock": [ratio, ratio],
        "work": [4.0, 5.0],
        "flat": ratio,
        "flat_allowed": 1.3,
        "statements": [statements, statements],
        "statements_allowed": 12,
    }
    weights = {"first_visit": 30_000, "first_visit_requests": 5, "next_pages": {"board": board}}
    return {"sizes": [100, 10_000], "cases": [case], "bytes": weights}


def test_a_section_is_put_between_its_marks_and_the_rest_stays(tmp_path: Path) -> None:
    document = tmp_path / "measurements.md"
    document.write_text("# Measurements\n\nBefore.\n", "utf-8")
    telling.put(document, "pages", telling.pages(found(), "On a quiet day."))
    telling.put(document, "reader", "Read.")
    document.write_text(document.read_text("utf-8") + "\nAfter.\n", "utf-8")
    telling.put(document, "pages", telling.pages(found(), "On another day."))
    text = document.read_text("utf-8")
    assert "On a quiet day." not in text
    assert [text.count(words) for words in ("Before.", "On another day.", "Read.", "After.")] == [1, 1, 1, 1]
    assert "2.00 (1.50 to 2.50)" in text and "29.3 KiB in 5 requests" in text


def test_only_what_is_exact_and_the_way_of_a_file_is_called_over_the_budget() -> None:
    assert telling.over(found()) == []
    assert telling.over(found(statements=13)) == ["Today: 13 statements, 12 allowed."]
    assert telling.over(found(board=20 * 1024)) == ["board: 20.0 KiB"]
    assert telling.over({"read": {}}) == []
    assert telling.over({"times": {"first": {"whole": 90.0}, "again": {"whole": 91.2}}}) == [
        "again: 91 seconds, 90 allowed."
    ]
    assert telling.over({"forms": {"csv": {"whole": 61.0}}}) == ["csv: 61 seconds, 60 allowed."]


def test_the_steps_of_a_spreadsheet_stand_beside_each_other_with_the_whole_last() -> None:
    taken = {"bytes": 2048, "steps": {"read the file": 1.25, "take it in": 10.0}, "whole": 11.25}
    said = telling.sheets({"children": 10_000, "wrong": 100, "forms": {"xlsx": taken, "csv": taken}}, "Quiet.")
    assert said.splitlines()[-5:] == [
        "| step | xlsx, 2.0 KiB | csv, 2.0 KiB | at most |",
        "| --- | --- | --- | --- |",
        "| read the file | 1.2 | 1.2 |  |",
        "| take it in | 10.0 | 10.0 |  |",
        "| the whole | 11.2 | 11.2 | 60 |",
    ]


def test_the_register_of_schools_has_a_table_with_its_budget() -> None:
    taken = {"bytes": 2048, "counts": {"new": 9, "gone": 0}, "steps": {"read it": 1.25}, "whole": 1.25}
    said = telling.registers({"schools": 50_000, "places": 150, "wrong": 50, "times": {"first": taken}}, "Quiet.")
    assert said.splitlines()[-3:] == ["| the whole | 1.2 | 90 |", "", "Brought first: 9 new."]
