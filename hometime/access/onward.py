"""Where somebody was going when a second step was asked of them: kept until they have it, so that the way goes on."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

KEY = "onward"  # the session's key


def keep(request: HttpRequest) -> None:
    """Remembers the address that a page was asked for with (`next`), where it is one of ours."""
    wanted = request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        request.session[KEY] = wanted


def kept(request: HttpRequest) -> str:
    """The address to go on to; empty where there is none."""
    return str(request.session.get(KEY, ""))
