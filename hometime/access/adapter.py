"""Where the sign-in library meets the house: no sign-up, no mail or message of its own, writes only through actions."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hometime.access import actions, guessing
from hometime.access.devices import remember
from hometime.access.leaving import may_sign_in
from hometime.access.proof import KEY, By, kinds_of, proof_of
from hometime.access.sealing import seal, unseal
from hometime.access.tablets import begin, tablet_of
from hometime.access.viewer import hats_of
from hometime.kernel import clock
from hometime.people import actions as people
from hometime.people.models import Person
from hometime.people.roles import WORK_HATS

SAME_WORDS = _("The e-mail address and the password do not fit together. Check both, then try again.")
WAIT = _("That was tried too often. Wait five minutes and try again, or use your passkey.")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """The library's account pages, as this house wants them."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": SAME_WORDS,
        "too_many_login_attempts": WAIT,
        "rate_limited": WAIT,
        "incorrect_password": _("That password is not right. Try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up: people are added by those who know them."""
        return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """The library says nothing by itself; our pages say what happened."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """The library sends nothing by itself; hometime.access.mails holds every mail there is."""

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """As above."""

    def set_password(self, user: Person, password: str) -> None:
        """Sets a password through the action that records it."""
        people.set_password(actions.Oneself(user.pk), user, password)

    def save_user(self, *args: Any, **kwargs: Any) -> Any:
        """Refused: there is no sign-up."""
        raise NotImplementedError("people are added by an action, never by signing up")

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Counts the try before the password is looked at; a right one gives the try back."""
        usage = guessing.take(request, credentials.get("email", ""))
        if usage is None:
            raise self.validation_error("too_many_login_attempts")
        self._login_failed_rl_usage = usage

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Records the failed try where the address is somebody's. Strangers' names are not kept."""
        person = Person.objects.filter(email=credentials.get("email", "").strip().lower()).first()
        if person is not None:
            actions.sign_in_failed(actions.Oneself(person.pk), person, "password")

    def reauthenticate(self, user: Person, password: str) -> bool:
        """Whether this is the password of whoever is signed in."""
        found = self.authenticate(context.request, email=user.email or "", password=password)
        return found is not None and found.pk == user.pk

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whether a fresh proof is needed before one's own account is changed: the same ten minutes as everywhere."""
        proof = proof_of(context.request)
        return proof is None or not proof.fresh

    def get_reauthentication_methods(self, user: Person) -> list[dict[str, Any]]:
        """How somebody may prove again who they are: by what they enrolled, best first; else by password."""
        if not user.is_authenticated:
            return []
        kinds = kinds_of(user)
        ways = []
        if Authenticator.Type.WEBAUTHN in kinds:
            ways.append(("mfa_reauthenticate_webauthn", gettext("Use your passkey")))
        if kinds & {Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES}:
            ways.append(("mfa_reauthenticate", gettext("Use a code")))
        ways = ways or [("account_reauthenticate", gettext("Use your password"))]
        return [{"id": name, "description": words, "url": reverse(name)} for name, words in ways]

    def get_login_stages(self) -> list[str]:
        """One step after the password: the second factor, or the device that is known."""
        return ["hometime.access.stages.SecondStep"]

    def pre_login(self, request: HttpRequest, user: Person, **kwargs: Any) -> HttpResponse | None:
        """Nobody who has left gets in by any road, a passkey included."""
        return None if may_sign_in(user) else redirect("account_login")

    def post_login(self, request: HttpRequest, user: Person, **kwargs: Any) -> HttpResponse:
        """Records the sign-in, and remembers the device; a tablet is nobody's own, so it only begins its two minutes."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        actions.signed_in(actions.Oneself(user.pk), user, request.session[KEY]["by"])
        tablet = tablet_of(request)
        if tablet is None:
            remember(request, response, user)
        else:
            begin(request, tablet)
        return response


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """The library's second factors, as this house wants them."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("That is not right. Try again."),
        "cannot_delete_authenticator": _(
            "Add another way first. At work you always need a passkey or an authenticator."
        ),
    }

    def _get_site_name(self) -> str:
        return "Hometime"

    def encrypt(self, text: str) -> str:
        """Seals a secret before it is kept."""
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Opens it again."""
        return unseal(encrypted_text)

    def generate_authenticator_name(self, user: Person, type: str) -> str:  # noqa: A002  # the library's word
        """What a new passkey is called until its owner calls it something else."""
        return gettext("Passkey of %(day)s") % {"day": clock.today().strftime("%d.%m.%Y")}

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """The last passkey or authenticator of somebody who works here stays."""
        person = authenticator.user
        if not any(choice.hat in WORK_HATS for choice in hats_of(person)):
            return True
        others = Authenticator.objects.filter(user=person, type__in=(By.PASSKEY, By.AUTHENTICATOR))
        return bool(others.exclude(pk=authenticator.pk).exists())
