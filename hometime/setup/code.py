"""Who may claim an empty house: somebody at the machine itself, or whoever holds the code that `hometime start` prints.

The code is made from the data folder's signing key, so it is stored nowhere, and a new folder has a new one. It is worth
nothing from the moment at which the house has somebody who can sign in.
"""

from __future__ import annotations

import hmac
import ipaddress
from urllib.parse import urlsplit

from allauth.core.internal.ratelimit import consume
from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # no sign that looks like another
LENGTH, GROUP = 12, 4
LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
# Any of these says that a web server or a tunnel stands in front, and then the sender's address says nothing.
FORWARDED = (
    "HTTP_FORWARDED", "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PROTO", "HTTP_X_REAL_IP",
    "HTTP_VIA", "HTTP_CF_CONNECTING_IP", "HTTP_TRUE_CLIENT_IP",
)  # fmt: skip
TRIES = {"code": "10/10m/ip"}  # none for all together: a stranger's guesses must not shut out whoever holds it


def the_code() -> str:
    """The code for claiming this house, in groups: ABCD-EFGH-JKMN."""
    drawn = int.from_bytes(salted_hmac("hometime.setup.code", "first owner", algorithm="sha256").digest(), "big")
    signs = []
    for _ in range(LENGTH):
        drawn, sign = divmod(drawn, len(ALPHABET))
        signs.append(ALPHABET[sign])
    return "-".join("".join(signs[at : at + GROUP]) for at in range(0, LENGTH, GROUP))


def fits(typed: str) -> bool:
    """Whether this is the code, however it was grouped and whatever its capitals."""
    plain = "".join(sign for sign in typed.upper() if sign.isalnum())
    return hmac.compare_digest(plain.encode(), the_code().replace("-", "").encode())


def at_this_machine(request: HttpRequest) -> bool:
    """Whether the request was typed at this machine: it says so, nothing stands in between, and we serve no other."""
    if (urlsplit(settings.PUBLIC_URL).hostname or "") not in LOCAL or any(name in request.META for name in FORWARDED):
        return False
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


def may_try(request: HttpRequest) -> bool:
    """Counts one try of the code; False when it must wait."""
    return consume(request, app="hometime.setup", action="code", config=TRIES) is not None
