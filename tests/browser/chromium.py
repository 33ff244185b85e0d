"""Finds a browser of the Chromium family, and says how to start it for tests."""

from __future__ import annotations

import os
import shutil

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
FLAGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
    "--disable-dev-shm-usage",
)


def find() -> str | None:
    """The browser to use: HOMETIME_BROWSER, else the first that is installed; None when there is none."""
    named = os.environ.get("HOMETIME_BROWSER")
    return next((found for name in ((named,) if named else NAMES) if (found := shutil.which(name))), None)


def flags() -> list[str]:
    """The command line for tests; root cannot use the browser's own sandbox."""
    return [*FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
