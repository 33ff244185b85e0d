"""How much may come in without an account, and how often a code may be tried (TRUST 20, 23b)."""

from __future__ import annotations

from allauth.core.internal.ratelimit import RateLimitUsage, consume
from django.http import HttpRequest

from hometime.complaints.intake.codes import tidy

APP = "hometime.complaints"
# As amount/period/per: for one address (an IPv6 network of one household counts as one), and for one setting or reference.
SENT = {"sent_by_address": "5/h/ip", "sent_to_setting": "10/h/key"}
BEGUN = {"begun_by_address": "20/h/ip", "begun_at_setting": "100/h/key"}
TRIED = {"tried_here": "5/5m/key", "tried": "20/d/key", "tried_by_address": "100/h/ip"}
ADDED = {"added": "20/d/key"}


def take(request: HttpRequest, limits: dict[str, str], key: str) -> RateLimitUsage | None:
    """Counts one use against each of `limits`; None, and nothing counted, where one of them is used up."""
    taken = RateLimitUsage(usage=[])
    for action in limits:
        used = consume(request, app=APP, action=action, config=limits, key=key)
        if used is None:
            taken.rollback()
            return None
        taken.usage.extend(used.usage)
    return taken


def try_code(request: HttpRequest, reference: str) -> bool:
    """Counts one try at the code of a reference, whether there is such a complaint or not; False when it must wait."""
    from allauth.core.internal.ratelimit import get_ip

    here = {"tried_here": TRIED["tried_here"]}
    rest = {name: rate for name, rate in TRIED.items() if name not in here}
    first = take(request, here, f"{tidy(reference)}|{get_ip(request)}")
    if first is None:
        return False
    if take(request, rest, tidy(reference)) is None:
        first.rollback()
        return False
    return True
