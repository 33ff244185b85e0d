"""A case on paper, on a telephone: the manager makes the bundle without names, and a filled form files itself by its code."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect

from hometime.complaints.actions import Said, write_down
from hometime.complaints.models import Printout
from hometime.complaints.printing.tests.conftest import text_of
from hometime.kernel import clock
from hometime.records.models import Paper
from tests.browser.conftest import PATIENCE_MS
from tests.browser.telephone import cast, signed_in
from tests.cast import Cast

__all__ = ["cast"]


def test_the_manager_makes_a_bundle_and_files_a_form_that_came_back(
    cast: Cast, visit: Callable[..., Page], accessible: Callable[[Page], None], tmp_path: Path
) -> None:
    words = "Kay Person left Ava at the gate. It rained the whole time."
    said = Said(clock.today(), words, channel="written", about="key_person", child=cast.children["Ava"])
    case = write_down(cast.viewer("Mo Manager"), cast.setting, said)
    page = signed_in(visit, cast.people["Mo Manager"])
    page.goto(f"/complaints/{case.pk}/")
    page.get_by_role("link", name="Letters, the record, papers for Ofsted").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("On paper", timeout=PATIENCE_MS)
    accessible(page)
    page.get_by_text("All papers of the case").tap()
    form = page.locator("form[action$='/paper/bundle/']")
    form.get_by_label("Who asked for it?").fill("Ofsted")
    form.get_by_label("Why may they have it?").fill("Asked for at an inspection")
    with page.expect_download() as download:
        form.get_by_role("button", name="Make it").tap()
    assert download.value.suggested_filename == "paper.pdf"
    text = text_of(Path(download.value.path()).read_bytes())
    assert "It rained the whole time." in text and "child A" in text
    assert [name for name in ("Kay", "Ava") if name in text] == []
    assert Printout.objects.unscoped("a test looks").get().level == "letters"

    picture = io.BytesIO()
    Image.new("RGB", (300, 200), "white").save(picture, "JPEG")
    page.goto("/complaints/photo/")
    page.get_by_label("Which code stands on the form?").fill(case.reference)
    page.locator("input[type=file]").set_input_files(
        {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": picture.getvalue()}
    )
    page.get_by_role("button", name="File it").tap()
    expect(page.get_by_text("It is filed.")).to_be_visible(timeout=PATIENCE_MS)
    accessible(page)
    assert Paper.objects.unscoped("a test looks").filter(record=case).count() == 1
