"""What the README and the documents point at is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from hometime.config.environment import ROOT

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)|`(docs/[\w./-]+)`")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_file_that_a_page_points_at_is_there(page: Path) -> None:
    found = [(link or "", named) for link, named in LINK.findall(page.read_text("utf-8"))]
    lost = [link for link, _ in found if link and "://" not in link and not (page.parent / link).exists()]
    lost += [named for _, named in found if named and not (ROOT / named).exists()]
    assert lost == []
