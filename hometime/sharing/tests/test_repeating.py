"""Which texts repeat another, and which only share a word with it."""

from __future__ import annotations

import pytest

from hometime.sharing.repeating import holds_whole, repeats

FILE = "She likes books.\nHas epilepsy\nThe clinic saw her in May and sent a plan home."


@pytest.mark.parametrize("words", ["Has epilepsy", "has  EPILEPSY.", "The clinic saw her in May", "saw her in May"])
def test_what_was_marked_afterwards_is_found_in_what_goes(words: str) -> None:
    assert holds_whole(FILE, words)


@pytest.mark.parametrize("words", ["Ok", "\N{THUMBS UP SIGN}", "", "books", "in May", "The clinic saw her in June"])
def test_a_short_word_of_another_place_locks_nothing(words: str) -> None:
    assert not holds_whole(FILE, words)


def test_five_words_in_a_row_are_no_chance() -> None:
    assert repeats("We heard: the clinic saw her in May, again.", ["Today the clinic saw her in spring"])
    assert not repeats("The clinic saw her.", ["The clinic saw somebody else in May"])
