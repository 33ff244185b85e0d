"""Small line drawings on a 24-unit grid. They always stand beside words, so screen readers pass over them."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

#: Signs that point along the line of reading and therefore turn round in right-to-left pages.
TURNS = frozenset({"next", "back", "leave", "share"})

SIGNS: Mapping[str, str] = {
    "home": '<path d="M4 11.5 12 4l8 7.5V20h-5.5v-5.5h-5V20H4z"/>',
    "child": '<circle cx="12" cy="7.5" r="3.5"/><path d="M5 20.5c.6-4.6 3.3-7 7-7s6.4 2.4 7 7"/>',
    "message": '<path d="M4 5h16v11h-8l-5 4v-4H4z"/>',
    "say": '<path d="M4 10v4h3l7 4V6l-7 4zM17.5 9.5a4 4 0 0 1 0 5"/>',
    "help": '<circle cx="12" cy="12" r="9"/><path d="M9.5 9.5a2.5 2.5 0 1 1 3.7 2.2c-.8.5-1.2 1-1.2 1.9M12 17v.01"/>',
    "today": '<path d="M4 6h16v14H4zM4 10.5h16M8.5 3.5V7M15.5 3.5V7"/>',
    "pen": '<path d="m4 20 1-4.5L16.5 4l3.5 3.5L8.5 19z"/>',
    "people": (
        '<circle cx="9" cy="8" r="3.2"/>'
        '<path d="M3 19.5c.5-4 2.7-6 6-6s5.5 2 6 6M15.5 5.2a3.2 3.2 0 0 1 0 5.6'
        'M17.5 14c2 .8 3.2 2.7 3.5 5.5"/>'
    ),
    "ladder": (
        '<circle cx="6" cy="5.5" r="2"/>'
        '<circle cx="6" cy="18.5" r="2"/>'
        '<path d="M6 7.5v9M11.5 5.5H20M11.5 12H20M11.5 18.5H20"/>'
    ),
    "paper": '<path d="M6 3.5h8.5L18.5 8v12.5H6zM9.5 12h5.5M9.5 16h5.5"/>',
    "lock": '<path d="M5.5 11h13v9h-13zM8.5 11V7.5a3.5 3.5 0 0 1 7 0V11"/>',
    "share": '<path d="M4 12h14M13 6.5l5.5 5.5-5.5 5.5"/>',
    "next": '<path d="m9.5 5.5 6.5 6.5-6.5 6.5"/>',
    "back": '<path d="M14.5 5.5 8 12l6.5 6.5"/>',
    "down": '<path d="m5.5 9 6.5 6.5L18.5 9"/>',
    "leave": '<path d="M13.5 4H5v16h8.5M10 12h10M16.5 8l4 4-4 4"/>',
    "ring": (
        '<path d="M5 4h4l1.5 5-2.3 1.6a12 12 0 0 0 5.2 5.2l1.6-2.3 5 1.5v4c0 .6-.4 1-1'
        ' 1C11 20 4 13 4 5c0-.6.4-1 1-1z"/>'
    ),
    "tick": '<path d="m5 12.5 4.8 5L19 7"/>',
    "late": '<path d="M12 4 2.8 20h18.4zM12 10.5v4M12 17.4v.01"/>',
    "soon": '<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5l3.5 2"/>',
    "open": '<circle cx="12" cy="12" r="8.5"/>',
    "none": '<path d="M6 12h12"/>',
    "mark": '<path d="M12 5.5v8.5M12 18.4v.01"/>',
    "now": '<circle cx="12" cy="12" r="3.5" fill="currentColor"/>',
    "info": '<circle cx="12" cy="12" r="9"/><path d="M12 11v5.5M12 7.5v.01"/>',
    "sun": (
        '<circle cx="12" cy="12" r="4"/>'
        '<path d="M12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6 7 7M17 17l1.4 1.4M5.6 18.4 7 17'
        'M17 7l1.4-1.4"/>'
    ),
}  # fmt: skip


@functools.cache
def drawn(name: str) -> SafeString:
    """Give the drawing `name` as inline SVG. Raises `KeyError` for a name that is not in the table."""
    turns = mark_safe(" data-turns") if name in TURNS else ""
    return format_html(
        '<svg class="sign" viewBox="0 0 24 24" aria-hidden="true" focusable="false"{}>{}</svg>',
        turns,
        mark_safe(SIGNS[name]),
    )
