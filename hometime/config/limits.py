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
        "media-src": SELF,  # voice notes
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

# How often the sign-in library lets somebody try, as amount/period/per (account, key or address).
# hometime.access.guessing holds the limits on passwords.
LIBRARY_LIMITS = {
    "login": "120/m/ip",
    "login_failed": "5/5m/key,20/d/key",
    "reauthenticate": "10/m/user",
    "reset_password": "20/h/ip,3/h/key",
    "reset_password_from_key": "20/h/ip",
    "change_password": "5/m/user",
}
PASSKEY_LIMITS = {"webauthn_login": "60/m/ip"}
