"""The rungs of a ladder, drawn without a template: a story has dozens of them, and most of a page's work was drawing them."""

from __future__ import annotations

from typing import Any

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from hometime.ui import signs

SIGNS = {"done": "tick", "now": "now", "late": "mark"}
HERE = ("now", "late")


def rung(state: str, title: Any, slot: Any = "", when: Any = "") -> SafeString:
    """One rung: where it stands (`done`, `now`, `late` or `next`), what it is called, when it was, and what is said below.

    Every word is escaped here, unless it was marked safe before.
    """
    safe = conditional_escape
    dot = signs.drawn(SIGNS[state]) if state in SIGNS else ""
    here = ' aria-current="step"' if state in HERE else ""
    day = f'<p class="when"><bdi>{safe(when)}</bdi></p>' if when else ""
    return SafeString(
        f'<li class="rung" data-state="{safe(state)}"{here}>\n  <span class="dot">{dot}</span>\n  <div class="text">\n'
        f'    <p><span class="what">{safe(title)}</span> {_said(state)}</p>\n    {day}\n    {safe(slot)}\n  </div>\n</li>'
    )


def _said(state: str) -> str:
    """What it says to whoever sees no signs."""
    if state == "now":
        return f'<span class="state">{gettext("Now")}</span>'
    if state == "late":
        return f'<span class="state">{gettext("Late")}</span>'
    words = gettext("Done") if state == "done" else gettext("Still to come")
    return f'<span class="unseen">{words}</span>'
