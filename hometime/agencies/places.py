"""How near something is, without asking anybody outside: by the first half of a postcode, and as the crow flies."""

from __future__ import annotations

import math
import re

OUTWARD = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?")
INWARD = re.compile(r"[0-9][A-Z]{2}")
EARTH = 3958.8  # miles


def outward(typed: str) -> str:
    """The first half of a postcode, typed whole or by itself, in capitals; nothing where it is none."""
    plain = re.sub(r"[^A-Z0-9]", "", typed.upper())
    if len(plain) >= 5 and INWARD.fullmatch(plain[-3:]) and OUTWARD.fullmatch(plain[:-3]):
        return plain[:-3]
    return plain if OUTWARD.fullmatch(plain) else ""


def area(first_half: str) -> str:
    """The letters at the beginning of a postcode: a town and what lies around it."""
    return re.sub(r"[0-9].*", "", first_half)


def miles(here: tuple[float, float], there: tuple[float, float]) -> float:
    """Miles in a straight line between two points, each as latitude and longitude in degrees."""
    (lat, lon), (lat_2, lon_2) = (tuple(map(math.radians, point)) for point in (here, there))
    half = math.sin((lat_2 - lat) / 2) ** 2 + math.cos(lat) * math.cos(lat_2) * math.sin((lon_2 - lon) / 2) ** 2
    return 2 * EARTH * math.asin(min(1.0, math.sqrt(half)))
