"""Only the fixed sentences leave the house, and nothing is filled into them but what each one allows."""

from __future__ import annotations

import dataclasses

import pytest

from hometime.notifications.sentences import (
    END_ISOLATE,
    ISOLATE,
    NOTICES,
    SLOTS,
    Key,
    Unsayable,
    book,
    faults,
    languages,
    say,
)

RING = {"setting": "Otter Bridge Pre-School", "phone": "01632 960123"}


def filled(key: Key) -> dict[str, str]:
    return {name: RING.get(name, "https://hometime.example/once/x") for name in SLOTS[key]}


def test_the_book_that_ships_has_no_fault() -> None:
    assert faults(book()) == []


def test_families_are_told_one_of_two_sentences_and_no_more() -> None:
    assert {key: book().words[key]["en"] for key in NOTICES} == {
        Key.SOMETHING: "There is something for you in Hometime.",
        Key.RING: "Please ring {setting} on {phone}.",
    }


@pytest.mark.parametrize(
    ("key", "language", "words"),
    [
        ("something", "en", "There is something about {child} in Hometime."),
        ("something", "pl", "W Hometime czeka {count}."),
        ("ring", "en", "Please ring {setting}."),
        ("ring", "ro", "Sunați la {setting}, {phone}, {phone}."),
        ("something", "en", "There is a complaint for you in Hometime."),
        ("something", "en", "There are 3 things for you in Hometime."),
        ("code", "ar", ""),
        ("birthday", "en", "Happy birthday."),
        ("something", "cy", "Mae rhywbeth i chi."),
    ],
)
def test_the_linter_finds_a_sentence_that_was_tampered_with(key: str, language: str, words: str) -> None:
    changed = {name: dict(entry) for name, entry in book().words.items()}
    changed.setdefault(key, {})[language] = words
    assert faults(dataclasses.replace(book(), words=changed))


def test_the_linter_finds_a_gap_that_was_added_to_the_list() -> None:
    assert faults(dataclasses.replace(book(), slots={**book().slots, "something": frozenset({"child"})}))


@pytest.mark.parametrize("language", ["en", "ur", "ar", "pl", "ro"])
@pytest.mark.parametrize("key", list(Key))
def test_every_sentence_can_be_said_in_every_language(key: Key, language: str) -> None:
    said = say(key, language, filled(key))
    assert "{" not in said
    assert all(text in said for text in filled(key).values())


def test_words_that_nobody_checked_go_out_with_the_english_below() -> None:
    assert [language for language in languages() if book().checked[language]] == ["en"]
    assert say(Key.SOMETHING, "pl").endswith("\n\nThere is something for you in Hometime.")
    assert say(Key.SOMETHING, "en") == "There is something for you in Hometime."


def test_a_language_without_words_gets_english() -> None:
    assert say(Key.SOMETHING, "cy") == say(Key.SOMETHING, "en")


def test_names_and_numbers_keep_their_direction_in_arabic_and_links_stay_bare() -> None:
    assert f"{ISOLATE}01632 960123{END_ISOLATE}" in say(Key.RING, "ar", RING)
    assert ISOLATE not in say(Key.NEW_PASSWORD, "ur", {"link": "https://hometime.example/once/x"})


@pytest.mark.parametrize(
    "fillings",
    [{}, {"setting": "x"}, RING | {"child": "Ava"}, RING | {"phone": ""}, RING | {"phone": "1\r\nBcc: x@y.example"},
     RING | {"setting": "x" * 301}],
)  # fmt: skip
def test_nothing_else_can_be_filled_in(fillings: dict[str, str]) -> None:
    with pytest.raises(Unsayable):
        say(Key.RING, "en", fillings)


def test_what_is_filled_in_is_never_read_as_a_gap() -> None:
    said = say(Key.RING, "en", {"setting": "The {phone} House", "phone": "01632 960123"})
    assert said == "Please ring The {phone} House on 01632 960123."
