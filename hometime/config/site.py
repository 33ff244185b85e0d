"""The public address that may stand on paper: https, a name or number that the whole world can reach, nothing after it.

A poster outlives the set-up it was printed from, so an address that only this machine or this building knows is never
printed. No Django here: settings and the start-up gate both ask.
"""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import SplitResult, urlsplit

# Endings that lead nowhere outside a building or a machine.
HOME_ENDINGS = frozenset(
    {"local", "localhost", "localdomain", "internal", "intranet", "lan", "home", "private", "arpa"}
)
_NAME = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")


def trouble(said: str) -> str:
    """Why `said` may not be printed on a poster, as a phrase; empty where it may."""
    try:
        parts = urlsplit(said)
        _ = parts.port
    except ValueError:
        return "is not an address"
    if parts.scheme == "http":
        return "is not encrypted: it must begin with https://"
    if parts.scheme != "https" or not parts.hostname or re.search(r"\s", said):
        return "is not an address that begins with https://"
    return _beside_the_name(parts) or _unreachable(parts.hostname.rstrip("."))


def printable(said: str) -> str:
    """The address without a slash at its end, ready to have `/board/…/` put behind it; empty where it may not be
    printed."""
    return "" if not said or trouble(said) else said.rstrip("/")


def _beside_the_name(parts: SplitResult) -> str:
    if parts.username is not None or parts.path not in ("", "/") or parts.query or parts.fragment:
        return "holds more than a name: leave out what stands before or after it"
    return ""


def _unreachable(host: str) -> str:
    """Why families at home would not reach `host`; empty where they would."""
    try:
        number = ipaddress.ip_address(host)
    except ValueError:
        return _unknown_name(host)
    inside = getattr(number, "ipv4_mapped", None) or number
    return "" if inside.is_global and not inside.is_multicast else "is known only inside this building"


def _unknown_name(host: str) -> str:
    labels = host.split(".")
    if len(labels) < 2 or labels[-1] in HOME_ENDINGS:
        return "is known only inside this building"
    # 127.1 and 0x7f.1 are numbers that browsers understand, and no name ends in a number.
    if not all(_NAME.fullmatch(label) for label in labels) or not labels[-1][0].isalpha():
        return "is not a name that can be looked up"
    return ""
