"""What families read is easy to read, and is said in every language that is offered."""

from __future__ import annotations

import polib
import pytest

from hometime.ui.reading_age import measured, syllables
from hometime.ui.words import LANGUAGES, LOCALE, PACKAGE, not_yet_said
from tests.words.families import AT_WORK, read_by_families

HARDEST, LONGEST = 6.0, 20
FEWEST = 5  # words of a text that the formula can judge: a label of a few words has no grade
# Words that readers must meet, because the law, the field or the screen calls the thing so. They count as one syllable.
FIELD_TERMS = frozenset(
    {
        "authenticator",  # what telephones call it
        "agency",
        "deputy",
        "designated",
        "director",
        "hometime",  # the name of the house
        "manager",
        "manager's",
        "owner",
        "policy",
        "professional",
        "safeguarding",
        "senco",
        "trustee",
    }
)


@pytest.mark.parametrize("language", [code for code, _ in LANGUAGES if code != "en-gb"])
def test_everything_that_families_read_is_said_in_every_language_offered(language: str) -> None:
    families = read_by_families()
    assert [saying.one for saying in not_yet_said(language) if saying in families] == []


def test_everything_that_families_read_is_easy_to_read() -> None:
    hard = []
    for saying, places in read_by_families().items():
        text = saying.many or saying.one
        found = measured(text, FIELD_TERMS)
        judged = len(text.split()) >= FEWEST
        if (judged and found.grade > HARDEST) or found.longest > LONGEST:
            hard.append(f"{found.grade} (longest {found.longest}): {text!r} in {places[0]}")
    assert hard == []


def test_every_file_that_is_left_out_is_there_and_speaks() -> None:
    for place in AT_WORK:
        assert list(PACKAGE.glob(f"{place}*")), f"{place} is gone: take it out of the table"


def test_the_measure_knows_easy_from_hard() -> None:
    easy = measured("Tell us what happened. We will ring you on Friday.")
    hard = measured(
        "Complainants dissatisfied with the determination may, within the stipulated period, request reconsideration "
        "of the aforementioned determination by the organisation's independent adjudicating committee."
    )
    assert easy.grade < 3 and easy.longest == 6
    assert hard.grade > 15 and hard.longest > 20


@pytest.mark.parametrize(
    ("word", "count"), [("help", 1), ("happy", 2), ("family", 2), ("children's", 2), ("28", 1), ("e-mail", 2)]
)
def test_syllables_are_heard_not_guessed(word: str, count: int) -> None:
    assert syllables(word) == count


#: What a key person is called, in the stem that every form of it holds.
KEY_PERSON = {"ur": "کلیدی فرد", "ar": "مربّي", "pl": "kluczow", "ro": "cheie"}


@pytest.mark.parametrize("language", KEY_PERSON)
def test_a_key_person_is_called_the_same_on_every_page(language: str) -> None:
    rows = polib.pofile(str(LOCALE / language / "LC_MESSAGES" / "django.po"))
    said = [row for row in rows if "key person" in row.msgid.lower() and row.msgstr]
    assert len(said) > 10
    assert not [row.msgstr for row in said if KEY_PERSON[language] not in row.msgstr]
