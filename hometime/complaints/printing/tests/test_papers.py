"""Papers of a case: what stands in each, what must not, in its pages, its properties and its XMP; and that each is told."""

from __future__ import annotations

import datetime as dt
import io

import pypdf
import pytest
from django.utils import translation

from hometime.audit.models import Witness
from hometime.audit.proof import proof_on_paper, verify
from hometime.complaints.actions import Said, tell_why, write_down
from hometime.complaints.models import Complaint, Printout
from hometime.complaints.printing import letters
from hometime.complaints.printing.actions import make
from hometime.complaints.printing.blank import blank
from hometime.complaints.printing.gathering import gather_for_them
from hometime.complaints.printing.tests.conftest import WORDS, text_of
from hometime.duties.models import Duty
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.records.printing import TITLES
from hometime.ui.days import day_in_words
from hometime.ui.words import LANGUAGES
from tests.cast import HOUSE, TODAY, Cast

DAY = dt.timedelta(days=1)
ASKED = {"for_whom": "Ofsted", "why": "Asked for at an inspection"}
# What tells who somebody is, in words, steps, entries and posts of the case.
NAMES = ("Ava", "Kay Person", "Kay", "Mum Full", "Zebulon", "Quist", "07700", "Bo Backup", "Mo Manager")
KEPT_TO_OURSELVES = ("I saw", "The gate was shut", "Bo Backup", "She was content with that")


def test_a_bundle_with_names_holds_everything(cast: Cast, case: Complaint) -> None:
    text = text_of(make(cast.viewer("Mo Manager"), case, "bundle", level="names", **ASKED))
    for words in (
        "Kay Person left Ava at the gate alone.", "Zebulon Quist", "07700 900123", "Mum Full", "Bo Backup says",
        "Say sorry to Ava.", "That must not happen.", "Mo Manager", "Ofsted", "Asked for at an inspection",
        "We are sorry.", "counted from", case.reference,
    ):  # fmt: skip
        assert words in text, words


def test_a_bundle_with_letters_names_nobody_and_keeps_what_names_nobody(cast: Cast, case: Complaint) -> None:
    made = make(cast.viewer("Mo Manager"), case, "bundle", level="letters", **ASKED)
    text = text_of(made)
    assert [name for name in NAMES if name in text] == []
    assert [name for name in NAMES if name.encode() in made] == []
    for words in ("It rained the whole time.", "child A", "[left out]", "We looked at the gate.", "the manager"):
        assert words in text, words


def test_what_names_somebody_else_is_left_out_and_not_drawn_over(cast: Cast, case: Complaint) -> None:
    made = make(cast.viewer("Mo Manager"), case, "bundle", level="letters", **ASKED)
    for page in pypdf.PdfReader(io.BytesIO(made)).pages:
        assert "neighbour" not in page.extract_text()
        assert "/Annots" not in page


def test_the_record_says_what_was_found_and_stands_at_both_levels(cast: Cast, case: Complaint) -> None:
    mo = cast.viewer("Mo Manager")
    named, covered = (text_of(make(mo, case, "record", level=level)) for level in ("names", "letters"))
    assert "Upheld" in named and "Kay Person was inside." in named
    assert "Upheld" in covered and [name for name in NAMES if name in covered] == []


def test_every_paper_has_a_title_and_an_author_that_tell_nothing(cast: Cast, case: Complaint) -> None:
    mo = cast.viewer("Mo Manager")
    for what in ("ack", "outcome", "timeline", "record", "bundle"):
        reader = pypdf.PdfReader(io.BytesIO(make(mo, case, what, **(ASKED if what == "bundle" else {}))))
        assert reader.metadata is not None
        assert reader.metadata.title in TITLES.values() and reader.metadata.author == "Hometime", what
        assert not reader.metadata.subject and not reader.metadata.get("/Keywords")
        root = reader.trailer["/Root"]
        assert {"/MarkInfo", "/StructTreeRoot", "/Lang"} <= set(dict(root)), "tagged, and in a language"  # type: ignore[call-overload]


# A word of the regulator's line on a letter, and one of the empty form's first question, in each language.
SAID = {
    "en-gb": ("at any time", "What happened"),
    "pl": ("W każdej chwili", "Co się stało"),
    "ro": ("oricând", "Ce s-a întâmplat"),
}


@pytest.mark.usefixtures("in_languages")
@pytest.mark.parametrize("what", ["ack", "outcome", "timeline"])
def test_every_letter_ends_with_how_to_go_further_and_the_regulator(cast: Cast, case: Complaint, what: str) -> None:
    for language, _ in LANGUAGES:
        text = text_of(make(cast.viewer("Mo Manager"), case, what, language=language))
        assert "Ofsted" in text and case.reference in text, language
        if language not in ("ur", "ar"):  # readers of PDF tell joined letters each in their own way
            assert SAID[language][0] in text, language
        else:
            assert "Tell us." not in text and "at any time" not in text, language
    english = text_of(make(cast.viewer("Mo Manager"), case, what))
    assert "You can tell Ofsted at any time." in english and "Not happy about something?" in english
    assert "will never change how we care" in english


def test_the_timeline_holds_nothing_that_staff_wrote_for_themselves(cast: Cast, case: Complaint) -> None:
    text = text_of(make(cast.viewer("Mo Manager"), case, "timeline"))
    assert [words for words in KEPT_TO_OURSELVES if words in text] == []
    assert "It rained the whole time." in text and "We looked at the gate." in text


def noted(proof: str, cast: Cast) -> tuple[str, int, str]:
    """A printed check code as somebody outside keeps it: whose chain, which number, which code."""
    _place, number, code = proof.split(":")
    return cast.setting.pk, int(number), code


def test_every_making_is_written_down_and_a_bundle_says_for_whom_and_why(cast: Cast, case: Complaint) -> None:
    mo = cast.viewer("Mo Manager")
    with pytest.raises(Refused, match="for whom"):
        make(mo, case, "bundle", level="names", for_whom="Ofsted")
    assert not Printout.objects.visible_to(mo).exists()
    text = text_of(make(mo, case, "bundle", level="letters", **ASKED))
    row = Printout.objects.visible_to(mo).get()
    assert (row.level, row.for_whom, row.why, row.by_id) == ("letters", "Ofsted", ASKED["why"], mo.person_id)
    assert row.code in text
    second = text_of(make(mo, case, "bundle", level="names", **ASKED))
    assert "Copies made before this one" in second


def test_whoever_does_not_choose_a_level_gets_the_one_without_names(cast: Cast, case: Complaint) -> None:
    assert "Kay Person" not in text_of(make(cast.viewer("Mo Manager"), case, "record"))


def test_the_proof_on_a_paper_is_what_the_verifier_takes(cast: Cast, case: Complaint) -> None:
    proof = proof_on_paper(case.setting_id, case.setting.slug)
    assert Witness.objects.filter(told="letter").exists()
    assert verify(kept_outside=[noted(proof, cast)]).whole
    place, seq, code = proof.split(":")
    wrong = f"{place}:{seq}:{'A' * 4}-{code[5:]}"
    assert not verify(kept_outside=[noted(wrong, cast)]).whole


def test_there_is_no_letter_about_what_did_not_happen(cast: Cast, case: Complaint) -> None:
    with pytest.raises(Refused, match="no such letter"):
        make(cast.viewer("Mo Manager"), case, "delay")


@pytest.mark.usefixtures("in_languages")
def test_the_empty_form_carries_its_code_in_every_language_and_in_large_print(cast: Cast) -> None:
    for language, _ in LANGUAGES:
        for large in (False, True):
            with translation.override(language):
                made = blank(cast.setting, TODAY, reference="K7M-4QF", large=large).pdf()
            text = text_of(made)
            assert "K7M-4QF" in text.replace(" ", "") and "Riverside" in text, language
            if language not in ("ur", "ar"):
                assert SAID[language][1] in text, language
            else:
                assert "What happened" not in text, language
            assert large or len(pypdf.PdfReader(io.BytesIO(made)).pages) == 2, f"one sheet, on both sides: {language}"
    assert "NEW" in text_of(blank(cast.setting, TODAY).pdf())


def test_letters_that_cannot_be_printed_are_not_dropped_without_a_word(cast: Cast, case: Complaint) -> None:
    from hometime.records.printing import Paper, quoted

    text = text_of(Paper("letter", [quoted("她说 it rained.")], TODAY).pdf())
    assert "[?] it rained." in text and "could not be printed" in text


def put_off(cast: Cast, case: Complaint, action: str, until: dt.date) -> None:
    """Says why one thing that a case owes takes longer, and the new day."""
    mo = cast.viewer("Mo Manager")
    owed = Duty.objects.visible_to(mo).open().filter(record=case).order_by("due", "pk")
    duty = next(duty for duty in owed if duty.why["action"] == action)
    tell_why(mo, case, duty, "A witness is away.", until)


def test_the_letter_of_a_delay_names_the_new_day_and_what_is_late(cast: Cast) -> None:
    mo = cast.viewer("Mo Manager")
    case = write_down(mo, cast.setting, Said(TODAY, WORDS, channel="written", classed="complaint"))
    put_off(cast, case, "acknowledge", TODAY + 40 * DAY)
    told = text_of(make(mo, case, "delay"))
    assert "We tell you that we have it." in told and "This takes longer than we said." in told
    assert f"Now we do it by {day_in_words(TODAY + 40 * DAY, year=True)}." in told and "what we found" not in told
    put_off(cast, case, "feedback", TODAY + 45 * DAY)
    told = text_of(make(mo, case, "delay"))
    assert "tell you what we found. It takes longer." in told and "A witness is away." in told
    assert f"We now tell you by {day_in_words(TODAY + 45 * DAY, year=True)}." in told
    for what in ("ack", "timeline"):
        told = text_of(make(mo, case, what))
        assert f"We now tell you by {day_in_words(TODAY + 45 * DAY, year=True)}." in told, what
        assert "at the latest" not in told, what


def test_a_day_that_was_missed_is_never_promised_again(cast: Cast) -> None:
    case = write_down(cast.viewer("Mo Manager"), cast.setting, Said(TODAY, WORDS, channel="written"))
    with clock.fixed(TODAY + 60 * DAY):
        told = text_of(make(cast.viewer("Mo Manager", day=TODAY + 60 * DAY), case, "timeline"))
    assert "We have not. We are sorry." in told and "at the latest" not in told


def test_what_is_late_for_an_authority_is_on_no_letter_to_them(cast: Cast) -> None:
    case = write_down(cast.viewer("Dee Deputy"), cast.setting, Said(TODAY, WORDS, at_risk="yes"))
    owed = Duty.objects.unscoped("a test looks").filter(record=case)
    duty = next(one for one in owed if one.why["action"] == "tell_designated_officer")
    tell_why(HOUSE, case, duty, "The officer is away.", TODAY + 9 * DAY)
    of = gather_for_them(case, TODAY)
    assert letters.delay(of) is None
    assert "The officer is away." not in text_of(letters.timeline(of).pdf())
