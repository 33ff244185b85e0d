"""Language and subject of a document, judged by its words."""

from __future__ import annotations

from hometime.policies.reading.forms import Block, Ladder, Step
from hometime.policies.reading.subject import language_of, remarks, subjects
from hometime.policies.reading.tests.generating import DocumentPlan, as_blocks

STEPS = (
    Step(1, "key_person", False, "", "spoken"),
    Step(2, "setting_manager", False, "", "written"),
    Step(3, "regulator", True, "", "unstated"),
)
COMPLAINTS = as_blocks(DocumentPlan(ladders=(Ladder("parents", STEPS),)))
WELSH = (
    "Mae'r feithrinfa yn gweithio gyda rhieni a gofalwyr i gefnogi pob plentyn. Bydd y staff yn gwrando ar rieni ac yn "
    "ateb pob cwyn. Os nad ydych yn fodlon ar yr ateb, gallwch ysgrifennu at y rheolwr. Mae'r rheolwr yn cadw cofnod o "
    "bob cwyn a bydd y plant a'u rhieni yn cael eu trin yn deg gan y staff."
)
POLISH = (
    "Rodzice mogą w każdej chwili porozmawiać z opiekunem dziecka. Jeżeli nie są zadowoleni z odpowiedzi, mogą napisać do "
    "kierownika. Kierownik odpowie na piśmie i zapisze to w rejestrze. Nie jest to jednak koniec drogi, bo rodzice mają "
    "prawo do odwołania się od tej decyzji, a skargi są przechowywane przez trzy lata."
)
SUNSHINE = [
    Block("heading", "Sun safety", 1),
    Block("paragraph", "Children wear hats in the garden from April. Parents send in a named bottle of sun cream."),
    Block(
        "paragraph", "Shade is put up over the sand pit by noon, and drinks are offered every half hour on hot days."
    ),
]


def test_a_complaints_procedure_is_on_the_subject() -> None:
    assert "complaints" in subjects(COMPLAINTS)
    assert remarks(COMPLAINTS) == ()


def test_a_policy_on_something_else_is_told_apart() -> None:
    assert subjects(SUNSHINE) == frozenset()
    assert "Is it the right one?" in remarks(SUNSHINE)[0]


def test_a_document_in_another_language_is_named() -> None:
    assert language_of(WELSH) == "Welsh"
    assert language_of(POLISH) == "Polish"
    assert "written in Welsh" in remarks([Block("paragraph", WELSH)])[0]


def test_a_document_in_another_script_is_named() -> None:
    assert language_of("یہ پالیسی والدین کے ساتھ شراکت کے بارے میں ہے اور شکایات کا طریقہ بتاتی ہے") == "Arabic or Urdu"


def test_one_passage_in_another_language_is_told_as_a_part() -> None:
    assert remarks([*COMPLAINTS, Block("paragraph", WELSH)])[0].startswith("Part of this document")


def test_too_few_words_are_of_no_language() -> None:
    assert language_of("Hazel Nursery") is None


def test_an_empty_document_needs_no_remark() -> None:
    assert remarks(()) == ()
