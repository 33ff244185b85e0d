"""Logs that hold ids, never what people wrote: one line an event, and of an exception only its kind and place."""

from __future__ import annotations

import logging
import traceback
from pathlib import Path
from types import TracebackType
from typing import Any

Trouble = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
DEEPEST = 12
CONTROL = {code: f"\\x{code:02x}" for code in (*range(32), 127, 0x85, 0x2028, 0x2029)}


class IdsOnly(logging.Formatter):
    """One line for each event: control characters escaped, exception messages and request paths' queries left out."""

    def formatException(self, ei: Trouble) -> str:  # noqa: N802  # the standard library's name
        """The exception's type and where it came from, innermost last, without its message."""
        kind, _, trace = ei
        places = [f"{Path(each.filename).name}:{each.lineno} {each.name}" for each in traceback.extract_tb(trace)]
        return f"{kind.__name__ if kind else 'no exception'} at {' > '.join(places[-DEEPEST:])}"

    def format(self, record: logging.LogRecord) -> str:
        """The line. `exc_text` is not kept on the record, so that no other formatter's words are repeated."""
        record.exc_text = None
        line = super().format(record).replace("\n", " | ")
        record.exc_text = None
        return line.translate(CONTROL)


def configuration(level: str, security_log: Path | None) -> dict[str, Any]:
    """Django's LOGGING: all to standard error, and security events also to a file of their own in the data folder."""
    handlers: dict[str, Any] = {"console": {"class": "logging.StreamHandler", "formatter": "ids"}}
    security = ["console"]
    if security_log:
        handlers["security"] = {
            "class": "logging.handlers.WatchedFileHandler",
            "filename": str(security_log),
            "formatter": "ids",
            "delay": True,
        }
        security.append("security")
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "ids": {"()": IdsOnly, "format": "{asctime} {levelname} {name} {message}", "style": "{"},
        },
        "handlers": handlers,
        "loggers": {
            "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
            "django.security": {"handlers": security, "level": "INFO", "propagate": False},
            "hometime": {"handlers": ["console"], "level": level, "propagate": False},
            "hometime.security": {"handlers": security, "level": "INFO", "propagate": False},
        },
        "root": {"handlers": ["console"], "level": "WARNING"},
    }
