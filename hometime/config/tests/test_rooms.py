"""Every room that is there is listed: a forgotten line would leave its tables or its pages out without a word."""

from __future__ import annotations

from pathlib import Path

from django.apps import apps
from django.urls import get_resolver

import hometime

HERE = Path(hometime.__file__).parent
PARTS = ("models.py", "migrations", "templates", "static", "templatetags")


def test_every_room_with_tables_templates_or_styles_is_installed() -> None:
    there = {room.name for room in HERE.iterdir() if any((room / part).exists() for part in PARTS)}
    assert there <= {app.name.removeprefix("hometime.") for app in apps.get_app_configs()}


def test_every_room_with_addresses_is_reached() -> None:
    there = {f"hometime.{file.parent.name}.urls" for file in HERE.glob("*/urls.py")} - {"hometime.config.urls"}
    reached = {
        getattr(part.urlconf_name, "__name__", "")
        for part in get_resolver().url_patterns
        if hasattr(part, "urlconf_name")
    }
    assert reached == there
