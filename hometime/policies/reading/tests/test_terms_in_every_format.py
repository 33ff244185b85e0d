"""The same terms come out of the same document, whichever of the five formats it is kept in."""

from __future__ import annotations

import pytest

from hometime.policies.reading import read_bytes
from hometime.policies.reading.tests.generating import compose
from hometime.policies.reading.tests.test_generated_ladders import facts, plan
from hometime.policies.reading.tests.writing import FORMATS, write

NOISE = {
    "txt": ["flat_bullets", "hard_wrap"],
    "md": ["hard_wrap", "bold_headings"],
    "html": ["navigation", "cookie_banner", "bold_headings"],
    "docx": ["tracked", "split_runs", "furniture"],
    "pdf": ["page_furniture", "bold_headings"],
}


def compare(form: str, noisy: bool, seed: int) -> None:
    """Writes the document of a seed in a format, and holds what is read of it against what was planned."""
    planned = plan(seed)
    data = write(compose(planned), form, NOISE[form] if noisy else [], planned.wording)
    said = read_bytes(data, f"policy.{form}")
    assert facts(said.ladders) == facts(planned.ladders)
    assert said.retention == planned.retention
    assert {body.phone for body in said.bodies if body.phone} == {body.phone for body in planned.bodies}


@pytest.mark.parametrize("noisy", [False, True], ids=["plain", "noisy"])
@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("seed", range(2))
def test_the_terms_of_a_document_do_not_depend_on_its_format(form: str, noisy: bool, seed: int) -> None:
    compare(form, noisy, seed)


@pytest.mark.long
@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("seed", range(2, 12))
def test_the_terms_of_many_documents_do_not_depend_on_their_format(form: str, seed: int) -> None:
    compare(form, False, seed)
    compare(form, True, seed)
