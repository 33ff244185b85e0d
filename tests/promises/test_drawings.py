"""What is drawn from the code equals the code: storeys, doors, settings, audiences, data classes, unscoped readings."""

from __future__ import annotations

from pathlib import Path

import pytest

from hometime.cli.draw import drawn
from hometime.cli.drawing.unscoped import readings


def test_every_drawing_is_fresh() -> None:
    stale = [str(file) for file, text in drawn().items() if not file.exists() or file.read_text("utf-8") != text]
    assert not stale, "run: bin/hometime draw, and read what changed"


PLANTED = """
class Rows:
    def seen_by(self, viewer):
        return Child.objects.filter(pk=1).unscoped("because I say so").count() + child.bonds.unscoped("so too").count()
"""


def test_a_new_unscoped_reading_shows_in_the_drawing(tmp_path: Path) -> None:
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
