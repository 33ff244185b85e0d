"""What a page tells the browser about passkeys, as the text of an attribute: no script stands in the page."""

from __future__ import annotations

import json
from typing import Any

from django import template

register = template.Library()


@register.filter
def passkey_options(options: Any) -> str:
    """The options of `navigator.credentials`, as JSON; the template escapes it for the attribute."""
    return json.dumps(options)
