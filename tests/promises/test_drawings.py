"""What is drawn from the code equals the code."""

from __future__ import annotations

from hometime.cli.draw import drawn


def test_every_drawing_is_fresh() -> None:
    stale = [str(file) for file, text in drawn().items() if not file.exists() or file.read_text("utf-8") != text]
    assert not stale, "run: bin/hometime draw"
