"""How the sign-in library's views are drawn as pages of this house."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from hometime.ui.pages import page

TOO_MANY = 429
NOT_TAKEN = 422


class Drawn:
    """Mixed in before a view of the library: draws `template_name` in the house's frame, with an honest status."""

    request: HttpRequest
    template_name: str
    title = "settings"

    def render_to_response(self, context: dict[str, Any], **_: Any) -> HttpResponse:
        """The page."""
        return page(self.request, self.template_name, self.title, context, status=_status(context.get("form")))


def _status(form: Any) -> int:
    """422 for a form with mistakes, 429 for one that was sent too often, else 200."""
    if form is None or not form.is_bound or not form.errors:
        return 200
    data = form.errors.as_data().values()
    slowed = {"too_many_login_attempts", "rate_limited"}
    return TOO_MANY if any(error.code in slowed for errors in data for error in errors) else NOT_TAKEN
