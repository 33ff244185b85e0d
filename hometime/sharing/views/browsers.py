"""How a browser without an account is known again for a page that was opened with a code, and how guesses are slowed."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping

from allauth.core.internal.ratelimit import consume
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from hometime.access.guessing import WAIT
from hometime.kernel import clock
from hometime.sharing.actions.sending import digest_of
from hometime.sharing.forms.outside import CodeForm
from hometime.ui.pages import page

NOT_TAKEN = 422

# As amount/period/per: tries at one link, and from one address.
TRIED = {"shared_here": "5/5m/key", "shared": "20/d/key", "shared_by_address": "100/h/ip"}
# What may be put into a book from its page: by whoever holds its link, and from one address into all books.
PUT_IN = {"put_in_book": "10/h/key", "put_in_book_a_day": "30/d/key", "put_in_by_address": "60/h/ip"}


@dataclasses.dataclass(frozen=True)
class Known:
    """A signed cookie for the pages under one path. It says nothing to whoever reads it."""

    cookie: str
    path: str
    lasts: dt.timedelta

    def mark_of(self, request: HttpRequest) -> str:
        """What this browser was given; nothing where it was given nothing, or its time is over."""
        try:
            mark, since = signing.loads(request.COOKIES.get(self.cookie, ""), salt=self._salt)
        except (signing.BadSignature, ValueError):
            return ""
        return str(mark) if clock.now().timestamp() - since < self.lasts.total_seconds() else ""

    def give(self, response: HttpResponse, mark: str) -> HttpResponse:
        """Gives the browser a mark, until its time is over or the browser is closed."""
        value = signing.dumps([mark, int(clock.now().timestamp())], salt=self._salt)
        response.set_cookie(
            self.cookie, value, path=self.path, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
        )
        return response

    @property
    def _salt(self) -> str:
        return f"hometime.sharing.{self.cookie}"


def may_try(request: HttpRequest, secret: str) -> bool:
    """Whether one more code may be tried at this link, and from here."""
    return _counts(request, TRIED, secret)


def may_put_in(request: HttpRequest, secret: str) -> bool:
    """Whether one more thing may be put into the book of this link: nobody floods it, or us (TRUST 23b)."""
    return _counts(request, PUT_IN, secret)


def _counts(request: HttpRequest, limits: Mapping[str, str], secret: str) -> bool:
    key = digest_of(secret)
    return all(consume(request, app="hometime.sharing", action=what, config=limits, key=key) for what in limits)


def ask_for_code(
    request: HttpRequest, secret: str, template: str, fits: Callable[[str], bool],
    opens: Callable[[CodeForm], HttpResponse | None],
) -> HttpResponse:  # fmt: skip
    """The page that asks for the code of a link, and what comes once one `fits`: the answer of `opens`, which may find
    something to say on the form instead. Guesses are slowed."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_bound:
        status = NOT_TAKEN
        if not may_try(request, secret):
            form.add_error(None, gettext("There were many tries. Wait five minutes, then try again, or ring us."))
            status = WAIT
        elif form.is_valid() and fits(form.cleaned_data["code"]):
            answer = opens(form)
            if answer is not None:
                return answer
        elif not form.errors:
            form.add_error(None, gettext("That code does not fit, or the page is over. Ring us."))
    return page(request, template, "message", {"form": form}, status=status)
