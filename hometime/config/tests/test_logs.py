"""Logs hold one line an event, and nothing that anybody wrote."""

from __future__ import annotations

import logging

from hometime.config.logs import IdsOnly

CANARY = "canary-Rosa-bites"


def line(record: logging.LogRecord) -> str:
    return IdsOnly("{levelname} {message}", style="{").format(record)


def record(message: str, *args: object, **options: object) -> logging.LogRecord:
    return logging.LogRecord("hometime", logging.ERROR, __file__, 1, message, args, options.get("exc"))  # type: ignore[arg-type]


def test_an_exception_is_logged_by_kind_and_place_without_its_message() -> None:
    try:
        raise ValueError(CANARY)
    except ValueError as error:
        written = line(record("job %s", "j1", exc=(ValueError, error, error.__traceback__)))
    assert written.startswith("ERROR job j1 | ValueError at test_logs.py:")
    assert CANARY not in written


def test_a_line_cannot_be_broken_or_coloured_by_what_it_holds() -> None:
    written = line(record("path %s", "/a\r\nERROR forged\x1b[31m\u2028"))
    assert "\n" not in written.replace(" | ", "")
    assert not {"\r", "\x1b", "\u2028"} & set(written)
