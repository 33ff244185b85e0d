"""The browser meets the server."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect


def test_health_is_one_word_in_a_browser(visit: Callable[..., Page]) -> None:
    expect(visit("/healthz").locator("body")).to_have_text("ok")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_error_page_is_whole_and_accessible(
    visit: Callable[..., Page],
    accessible: Callable[[Page], None],
    shot: Callable[[Page, str], Path],
    scheme: str,
    width: int,
) -> None:
    page = visit("/nowhere/", viewport={"width": width, "height": 800}, color_scheme=scheme)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    accessible(page)
    shot(page, f"error_{scheme}_{width}")
