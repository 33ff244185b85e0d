"""What a browser may load, how much it may send, and which names mean this machine. No Django here: settings read
it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

LARGEST_REQUEST = 16 * 2**20
LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "::1"})

NONE, SELF = ["'none'"], ["'self'"]
CSP: Mapping[str, Any] = {
    "DIRECTIVES": {
        "default-src": NONE,
        "script-src": SELF,
        "style-src": SELF,
        "img-src": SELF,
        "font-src": SELF,
        "connect-src": SELF,
        "manifest-src": SELF,
        "worker-src": SELF,
        "form-action": SELF,
        "base-uri": NONE,
        "object-src": NONE,
        "frame-ancestors": NONE,
    }
}
