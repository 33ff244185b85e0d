"""The one step between the password and the first page: a second factor, or the device that is already known."""

from __future__ import annotations

from typing import Any

from allauth.core.internal.httpkit import headed_redirect_response
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.webauthn.internal.flows import did_use_passwordless_login
from django.http import HttpResponse

from hometime.access.devices import has_any, is_known
from hometime.access.proof import By, kinds_of, practice_world, stamp


class SecondStep(AuthenticateStage):  # type: ignore[misc]
    """Decides whether a code or a passkey is asked for, and remembers what was proved.

    Without a second factor a person gets in on the device they began with, or with a code handed over face to face.
    """

    def handle(self) -> tuple[HttpResponse | None, bool]:
        """The page to go to, or None to go on."""
        by = self._passed()
        if by is None:
            return headed_redirect_response("mfa_authenticate"), True
        stamp(self.request, self.login.user, by)
        return None, True

    def _passed(self) -> By | None:
        person: Any = self.login.user
        if did_use_passwordless_login(self.request, person):
            return By.PASSKEY
        if practice_world():
            return By.PRACTICE
        if not kinds_of(person) and (is_known(self.request, person) or not has_any(person)):
            return By.DEVICE
        return None
