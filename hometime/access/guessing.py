"""How fast anybody may guess: a table of limits, counted in the database cache so that all web processes share them.

Guesses are counted for the account and the address together (a hall shares one address), for the address (for IPv6
its /64), and for the account. A device that its owner has used before has its own count, so strangers never use up the
owner's tries; a passkey is not a guess and is never slowed by theirs (TRUST 20).
"""

from __future__ import annotations

from allauth.core.internal.ratelimit import RateLimitUsage, clear, consume, get_ip
from django.http import HttpRequest

from hometime.access.actions import digest_of
from hometime.access.models import Device

DEVICE_COOKIE = "device"
WAIT = 429  # the status of an answer that asks to wait

# What is counted: the limits, as amount/period/per. `key` is what `_keys` says.
LIMITS = {
    "account_and_address": "5/5m/key",
    "account": "20/d/key",
    "address": "100/h/ip",
}


def take(request: HttpRequest, login: str) -> RateLimitUsage | None:
    """Counts one try for the account that `login` names, whether there is one or not. None when it must wait.

    A try that must wait counts nowhere, or one address could use up the tries of all.
    """
    taken = RateLimitUsage(usage=[])
    for what, key in _keys(request, login.strip().lower()).items():
        usage = consume(request, app="hometime.access", action=what, config=LIMITS, key=key)
        if usage is None:
            taken.rollback()
            return None
        taken.usage.extend(usage.usage)
    return taken


def _keys(request: HttpRequest, login: str) -> dict[str, str]:
    secret = request.COOKIES.get(DEVICE_COOKIE, "")
    known = secret and Device.objects.filter(person__email=login, digest=digest_of(secret)).exists()
    whose = f"{login}|{digest_of(secret)}" if known else login
    address = get_ip(request)
    return {"account_and_address": f"{whose}|{address}", "account": whose, "address": address}


def too_many(request: HttpRequest, action: str, key: str) -> bool:
    """Counts one use of a page that sends mail or takes a link (hometime.config.limits); true when it must wait."""
    return consume(request, app="allauth.account", action=action, key=key) is None


def forgive(request: HttpRequest, login: str) -> None:
    """Forgets the tries on an account whose owner has just chosen a new password by a link in their mail."""
    keys = _keys(request, login.strip().lower())
    for what in ("account_and_address", "account"):
        clear(request, app="hometime.access", action=what, config=LIMITS, key=keys[what])


def too_often(request: HttpRequest, app: str, limits: dict[str, str]) -> bool:
    """Counts one use of something costly that anybody may ask for, for each of `limits`; true when it must wait."""
    return any(consume(request, app=app, action=action, config=limits, limit_get=True) is None for action in limits)
