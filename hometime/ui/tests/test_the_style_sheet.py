"""The style sheet: colours that can be read, right-to-left without a second sheet, and few enough bytes."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

STATIC = Path(__file__).parent.parent / "static" / "ui"
CSS = (STATIC / "hometime.css").read_text(encoding="utf-8")
SCREEN_CSS = CSS.split("@layer print {")[0]

Colours = dict[str, tuple[str, str]]


def colours() -> Colours:
    """Read every colour token as its light and its dark value."""
    both = {n: (a, b) for n, a, b in re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\);", SCREEN_CSS)}
    one = {n: (a, a) for n, a in re.findall(r"--([\w-]+): (#\w{6});", SCREEN_CSS)}
    return {**both, **one}


def brightness(colour: str) -> float:
    """Give the relative luminance of `#rrggbb` as WCAG 2.2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Give the contrast ratio of two colours."""
    light, dark = sorted((brightness(one), brightness(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


PAIRS = [
    # text, ground, at least
    ("ink", "paper", 7.0),
    ("ink", "card", 7.0),
    ("ink", "leaf-tint", 7.0),
    ("ink", "sun-tint", 7.0),
    ("ink", "berry-tint", 7.0),
    ("soft", "paper", 4.5),
    ("soft", "card", 4.5),
    ("soft", "sun-tint", 4.5),
    ("soft", "leaf-tint", 4.5),
    ("leaf", "paper", 4.5),
    ("leaf", "card", 4.5),
    ("leaf-deep", "card", 7.0),
    ("leaf-deep", "paper", 7.0),
    ("leaf-deep", "leaf-tint", 7.0),
    ("leaf-deep", "sun-tint", 4.5),
    ("on-leaf", "leaf", 4.5),
    ("on-leaf", "leaf-deep", 7.0),
    ("sun-ink", "sun-tint", 7.0),
    ("berry", "card", 4.5),
    ("berry", "paper", 4.5),
    ("berry-ink", "berry-tint", 7.0),
    ("on-berry", "berry", 4.5),
    # borders, shapes and the focus ring
    ("edge", "card", 3.0),
    ("edge", "paper", 3.0),
    ("leaf", "leaf-tint", 3.0),
    ("leaf", "sun-tint", 3.0),
    ("focus", "paper", 3.0),
    ("focus", "card", 3.0),
    ("focus", "leaf-tint", 3.0),
    ("focus", "sun-tint", 3.0),
]


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground", "least"), PAIRS)
def test_every_pair_of_colours_can_be_read(text: str, ground: str, least: float, scheme: int) -> None:
    table = colours()
    assert contrast(table[text][scheme], table[ground][scheme]) >= least


def test_every_colour_of_the_sheet_is_a_token() -> None:
    after_tokens = SCREEN_CSS.split("@layer base {")[1]
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b", after_tokens) == ["#26302d"], "only the dot on the sun has its own ink"


PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right|top|bottom)[\w-]*"
    r"|(?:left|right|top|bottom|width|height|(?:min|max)-(?:width|height))"
    r"|border-(?:top|bottom)-(?:left|right)-radius"
    r"|float|text-align: (?:left|right))\s*:"
)


def test_the_sheet_uses_logical_properties_only() -> None:
    without_queries = re.sub(r"@(?:media|container)[^{]*\{", "{", CSS)
    assert PHYSICAL.findall(without_queries) == []


def test_the_layers_stand_in_their_order() -> None:
    assert "@layer reset, tokens, base, layout, parts, print;" in CSS
    assert re.findall(r"^@layer (\w+) \{", CSS, re.MULTILINE) == ["reset", "tokens", "base", "layout", "parts", "print"]


def test_every_custom_property_that_is_used_is_defined() -> None:
    used = set(re.findall(r"var\((--[\w-]+)", CSS))
    assert used <= set(re.findall(r"(--[\w-]+):", CSS))


def test_braces_close_where_they_open() -> None:
    depth = 0
    for sign in re.findall(r"[{}]", re.sub(r"/\*.*?\*/", "", CSS, flags=re.DOTALL)):
        depth += 1 if sign == "{" else -1
        assert depth >= 0
    assert depth == 0


def test_the_files_of_a_first_visit_leave_room_for_the_page() -> None:
    packed = [len(gzip.compress((STATIC / name).read_bytes(), 9)) for name in ("hometime.css", "page.js", "icon.svg")]
    fonts = [(STATIC / name).stat().st_size for name in ("text.woff2", "heading.woff2")]
    assert len(packed) + len(fonts) + 1 <= 6, "with the page itself, six requests"
    assert sum(packed) + sum(fonts) <= (60 - 8) * 1024, "eight of the sixty KiB are the page's own"
