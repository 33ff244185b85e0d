"""Summaries with a planted name, and summaries with none: what the leak checker flags, and what it flags wrongly."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from hometime.complaints.keeping.leaks import Index, Known, leaks, mark, replaced

SET = tomllib.loads(Path(__file__).with_name("planted.toml").read_text("utf-8"))
PEOPLE = [
    Known(one["label"], tuple(one["names"]), one.get("born"), tuple(one.get("reached", ()))) for one in SET["people"]
]
KNOWN = Index(PEOPLE, SET["rooms"]["names"])
PLANTED = [(how, text) for how, texts in SET["planted"].items() for text in texts]
UNSEEN = [("unseen", text) for text in SET["unseen"]["planted"]]
CLEAN = [*SET["clean"]["texts"], *SET["unseen"]["clean"]]


def opened(text: str) -> tuple[str, int, int]:
    """A summary without the marks round what was planted, and where that stands."""
    found = re.search(r"\[\[(.+?)\]\]", text)
    assert found is not None, text
    return text.replace("[[", "").replace("]]", ""), found.start(), found.end() - 4


def missed() -> Iterator[str]:
    """The planted summaries in which nothing was flagged where something was planted."""
    for how, text in [*PLANTED, *UNSEEN]:
        plain, start, end = opened(text)
        if not any(leak.start < end and start < leak.end for leak in leaks(plain, KNOWN)):
            yield f"{how}: {text}"


def test_there_are_two_hundred_planted_names_and_a_hundred_clean_summaries() -> None:
    assert len(PLANTED) >= 200 and len({text for _how, text in PLANTED}) == len(PLANTED)
    assert len(set(SET["clean"]["texts"])) == len(SET["clean"]["texts"]) >= 100


def test_no_planted_name_passes_unflagged() -> None:
    assert list(missed()) == []


def test_a_summary_without_names_is_let_through() -> None:
    """The figure stands in docs/measurements.md; of what is flagged wrongly nothing may be certain."""
    flagged = {text: leaks(text, KNOWN) for text in CLEAN}
    wrong = {text: found for text, found in flagged.items() if found}
    assert len(wrong) <= 3, wrong
    assert not any(leak.certain for found in wrong.values() for leak in found), wrong


def flagged(text: str, *cleared: str) -> list[tuple[str, str, bool]]:
    return [(leak.words, leak.kind, leak.certain) for leak in leaks(text, KNOWN, [mark(one) for one in cleared])]


def test_what_is_certain_cannot_be_cleared_and_what_is_not_can() -> None:
    text = "Ava was in Gillingham."
    assert flagged(text) == [("Ava", "name", True), ("Gillingham", "capital", False)]
    assert flagged(text, "Ava", "gillingham") == [("Ava", "name", True)]


def test_what_was_cleared_once_is_not_asked_again_however_it_is_written() -> None:
    assert flagged("GILLINGHAM was named.", "Gillingham") == []


def test_every_name_is_written_anew_with_what_stands_for_it() -> None:
    text = "Ava and Oliver were with Mo. Ava's coat was wet; ring 07700 900123."
    assert replaced(text, leaks(text, KNOWN)) == (
        "child A and another child were with staff member B. child A's coat was wet; ring (left out)."
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We will check it, and may mark it on the form with good grace.", []),
        ("Will said so.", [("Will", "name", False)]),
        ("They said Will fell.", [("Will", "name", True)]),
        ("In May and in June we met.", []),
        ("Child A and staff member B spoke with adult C.", []),
        ("They spoke with child D.", [("D", "initials", False)]),
        ("On 12.03.2026 at 3.30 we met.", []),
        ("On 04/05/2023 we met.", [("04/05/2023", "born", True)]),
    ],
)
def test_a_word_that_is_also_a_name_is_judged_by_its_place(text: str, found: list[tuple[str, str, bool]]) -> None:
    assert flagged(text) == found


def test_a_first_and_a_last_name_are_one_spot() -> None:
    text = "We met Ava Okafor and Katherine Llewellyn-Price's team."
    assert replaced(text, leaks(text, KNOWN)) == "We met child A and another member of staff's team."


def test_two_spots_never_lie_over_one_another() -> None:
    for _how, text in PLANTED:
        found = leaks(opened(text)[0], KNOWN)
        assert all(one.end <= other.start for one, other in pairwise(found)), text
