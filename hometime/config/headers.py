"""What every answer carries: who may frame it, embed it, keep it. TRUST 5 lists them; a test reads them off each
page."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from hometime.access.gate import Forbidden
from hometime.ui.troubles import trouble

from .limits import LARGEST_REQUEST

View = Callable[[HttpRequest], HttpResponse]

ALWAYS: Mapping[str, str] = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(
        f"{power}=()"
        for power in (
            "accelerometer", "autoplay", "browsing-topics", "display-capture", "geolocation", "gyroscope",
            "hid", "magnetometer", "midi", "payment", "serial", "usb", "xr-spatial-tracking",
        )
    ),
}  # fmt: skip


FROM_THE_PAGE, GO_ON = "X-From-The-Page", "X-Go-On"


class Headers:
    """Adds the headers that Django has no setting for, and `no-store` to all but public pages and static files."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in ALWAYS.items():
            response.headers.setdefault(name, value)
        if not (may_be_kept(request) and "Cache-Control" in response.headers):
            response.headers["Cache-Control"] = "no-store"
        return response


class Onward:
    """Tells a form that was sent from where it stands (`page.js`) where to go on, in place of sending it there: it would
    fetch the next page and throw it away, and a page that shows something once, such as a code, has then shown it."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.has_header("Location") and request.headers.get(FROM_THE_PAGE):
            response[GO_ON] = response["Location"]
            del response["Location"]
            response.status_code = 204
        return response


def may_be_kept(request: HttpRequest) -> bool:
    """Whether a browser may keep the answer: static files, and pages whose gate is open to anyone."""
    match = request.resolver_match
    return match is None or bool(getattr(getattr(match.func, "gate", None), "public", ""))


class Refusals:
    """Turns a rule's No into a page with its own words, and turns away requests that are too large to read."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_REQUEST:
            return trouble(request, 400, words=gettext("This is too big. Choose files under 15 MB. Nothing was saved."))
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A page for `Forbidden`; everything else goes its way."""
        return trouble(request, 403, words=exception.words) if isinstance(exception, Forbidden) else None
