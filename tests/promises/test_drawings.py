"""What is drawn in docs/generated/ is what the code says: unscoped readings, audiences, data classes, doors."""

from __future__ import annotations

from pathlib import Path

import pytest

from hometime.cli.drawing import PAGES, draw, drifted
from hometime.cli.drawing.unscoped import readings


@pytest.mark.parametrize("name", PAGES)
def test_a_drawn_page_says_what_the_code_says(name: str) -> None:
    assert name not in drifted(), f"docs/generated/{name} has drifted: run `bin/hometime draw` and read what changed"


def test_a_page_that_drifted_is_found_and_drawn_again(tmp_path: Path) -> None:
    assert draw(tmp_path) == list(PAGES)
    assert drifted(tmp_path) == []
    (tmp_path / "unscoped.md").write_text("something else", "utf-8")
    assert draw(tmp_path) == ["unscoped.md"]
    assert drifted(tmp_path) == []


PLANTED = """
class Rows:
    def seen_by(self, viewer):
        return Child.objects.filter(pk=1).unscoped("because I say so").count() + child.bonds.unscoped("so too").count()
"""


def test_a_new_unscoped_reading_is_found(tmp_path: Path) -> None:
    (tmp_path / "hometime" / "room").mkdir(parents=True)
    path = tmp_path / "hometime" / "room" / "pages.py"
    path.write_text(PLANTED, "utf-8")
    found = [(r.file, r.inside, r.reads, r.reason) for r in readings(tmp_path)]
    assert found == [
        ("hometime/room/pages.py", "Rows.seen_by", "Child", "because I say so"),
        ("hometime/room/pages.py", "Rows.seen_by", "child.bonds", "so too"),
    ]
    path.write_text("rows.unscoped(reason)", "utf-8")
    with pytest.raises(ValueError, match="write the reason"):
        readings(tmp_path)
