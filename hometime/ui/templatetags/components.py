"""The tag of components, for every template: `hometime.ui.components` says how it draws them."""

from __future__ import annotations

from django import template

from hometime.ui.components import component

register = template.Library()
register.tag("cotton", component)
