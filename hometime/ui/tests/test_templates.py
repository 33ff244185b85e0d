"""Templates of the whole house: they compile, stay at home, and carry no style or script inside them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.template.loader import get_template

PACKAGE = Path(__file__).parents[2]
TEMPLATES = sorted(PACKAGE.rglob("templates/**/*.html"))
STATIC = sorted(path for path in PACKAGE.rglob("static/**/*") if path.suffix in {".css", ".js", ".svg", ".webmanifest"})
OFF_ORIGIN = re.compile(r"""https?://|["'(=\s]//[a-z0-9]""", re.IGNORECASE)
NAMESPACES = ("http://www.w3.org/2000/svg",)
INLINE = re.compile(r"""<style|\sstyle\s*=|\son\w+\s*=\s*["']|<script(?![^>]*\ssrc=)|javascript:""", re.IGNORECASE)


def names(paths: list[Path]) -> list[str]:
    """Say paths shortly."""
    return [path.relative_to(PACKAGE).as_posix() for path in paths]


def name_of(path: Path) -> str:
    """Give the name by which the loader knows a template."""
    return path.as_posix().rsplit("/templates/", 1)[1]


@pytest.mark.parametrize("path", TEMPLATES, ids=names(TEMPLATES))
def test_every_template_compiles(path: Path) -> None:
    get_template(name_of(path))


@pytest.mark.parametrize("path", [*TEMPLATES, *STATIC], ids=names([*TEMPLATES, *STATIC]))
def test_nothing_points_away_from_home(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for namespace in NAMESPACES:
        text = text.replace(namespace, "")
    assert OFF_ORIGIN.findall(text) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=names(TEMPLATES))
def test_no_style_and_no_script_stands_inside_a_template(path: Path) -> None:
    assert INLINE.findall(path.read_text(encoding="utf-8")) == []


def test_the_checks_would_notice() -> None:
    assert INLINE.search('<p style="color:red">') and INLINE.search("<script>alert(1)</script>")
    assert INLINE.search('<a onclick="x()">') and not INLINE.search('<script src="/static/ui/page.js" defer>')
    assert OFF_ORIGIN.search('src="//cdn.example/x.js"') and not OFF_ORIGIN.search('href="/static/ui/icon.svg"')
