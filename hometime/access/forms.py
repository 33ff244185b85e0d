"""What people type to sign in and to look after their account. The library's forms do the work; the words are ours."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm, ReauthenticateForm
from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, LoginWebAuthnForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from hometime.access.actions import Oneself, digest_of, spend_day_code
from hometime.access.leaving import may_sign_in
from hometime.access.proof import By, stamp
from hometime.kernel import clock
from hometime.people.models import Person
from hometime.ui.forms import DayField

LONGEST = 1000  # a pass phrase may be long; hashing a novel may not


def password_field(label: Any, autocomplete: str, help_text: Any = "") -> forms.CharField:
    """A box for a password that nobody sees and a password keeper can fill. Spaces are part of it."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=LONGEST,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": autocomplete}),
        error_messages={"required": _("Type your password")},
    )


def code_field() -> forms.CharField:
    """A box for a code, which may be pasted or typed with spaces."""
    return forms.CharField(
        label=_("Your code"),
        max_length=40,
        widget=forms.TextInput({"autocomplete": "one-time-code", "inputmode": "numeric"}),
        error_messages={"required": _("Type the code")},
    )


class SignInForm(LoginForm):  # type: ignore[misc]
    """An e-mail address and a password. A wrong address and a wrong password are answered alike."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.CharField(
            label=_("Your e-mail address"),
            max_length=254,
            widget=forms.EmailInput({"autocomplete": "username"}),
            error_messages={"required": _("Type your e-mail address")},
        )
        self.fields["password"] = password_field(_("Your password"), "current-password")
        self.order_fields(["login", "password"])


class PasswordProofForm(ReauthenticateForm):  # type: ignore[misc]
    """The password once more, from somebody who has nothing better yet."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"] = password_field(_("Your password"), "current-password")


# An authenticator's code is good for three half minutes, so it is remembered a little longer than that.
REMEMBERED = 120


def first_use(person: Person, code: str) -> bool:
    """Whether `person` uses this code for the first time in two minutes: read over a shoulder it is worth nothing."""
    digest = digest_of(f"{person.pk}|{''.join(code.split())}")
    return bool(cache.add(f"hometime.access.code|{digest}", "used", timeout=REMEMBERED))


class CodeForm(AuthenticateForm):  # type: ignore[misc]
    """A code from an authenticator, a printed one, or one that staff handed over today."""

    code = code_field()
    by: By

    def clean_code(self) -> str:
        """Tries the codes that the person enrolled, then the one for today. Tries are counted by the library."""
        try:
            code: str = super().clean_code()
        except ValidationError as wrong:
            if wrong.code != "incorrect_code" or not self._for_today():
                raise
            self.by = By.DAY_CODE
            return str(self.cleaned_data["code"])
        if not first_use(self.user, code):
            raise get_adapter().validation_error("incorrect_code")
        self.by = By(self.authenticator.type)
        return code

    def _for_today(self) -> bool:
        return spend_day_code(Oneself(self.user.pk), self.user, self.cleaned_data["code"])

    def save(self) -> None:
        """Remembers how the second step was passed."""
        if self.by != By.DAY_CODE:
            super().save()
        stamp(context.request, self.user, self.by)


class CodeProofForm(ReauthenticateByCodeForm):  # type: ignore[misc]
    """A code once more, for what needs a fresh proof."""

    code = code_field()

    def clean_code(self) -> str:
        """The code, if it was not used just before."""
        code: str = super().clean_code()
        if not first_use(self.user, code):
            raise get_adapter().validation_error("incorrect_code")
        return code

    def save(self) -> None:
        """Remembers the proof."""
        super().save()
        stamp(context.request, self.user, By(self.authenticator.type))


class PasskeyForm(LoginWebAuthnForm):  # type: ignore[misc]
    """A passkey instead of everything else; it is worth nothing in the hands of somebody who has left."""

    def clean_credential(self) -> Any:
        """The passkey that was shown, if its owner may sign in today."""
        authenticator = super().clean_credential()
        if not may_sign_in(authenticator.user):
            raise get_adapter().validation_error("incorrect_code")
        return authenticator


class NewPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey. It always signs in by itself, so it always asks for a finger, a face or a PIN."""

    name = forms.CharField(
        label=_("What shall we call it?"),
        help_text=_("For example: my phone. Only you see this."),
        max_length=60,
        required=False,
    )
    passwordless = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def clean_passwordless(self) -> bool:
        """True, whatever was sent."""
        return True


class NewAuthenticatorForm(ActivateTOTPForm):  # type: ignore[misc]
    """The first code of a new authenticator proves that it was set up right."""

    code = code_field()


class ForgottenForm(forms.Form):
    """Where to send the link. The answer is the same for every address."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        widget=forms.EmailInput({"autocomplete": "username"}),
        error_messages={
            "required": _("Type your e-mail address"),
            "invalid": _("An address looks like name@example.com"),
        },
    )


class NewPasswordForm(forms.Form):
    """A password that is long enough and not one of the common ones. No other rules: they help nobody."""

    password = password_field(
        _("Your new password"),
        "new-password",
        _("At least 10 letters, signs or spaces. Three or four words together work well."),
    )

    def __init__(self, person: Person, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_password(self) -> str:
        """The password, weighed by the validators in the settings."""
        password: str = self.cleaned_data["password"]
        validate_password(password, self.person)
        return password


class NewEmailForm(forms.Form):
    """A new address to sign in with."""

    email = forms.EmailField(
        label=_("Your new e-mail address"),
        help_text=_("We write to it. It counts once you have opened the link."),
        widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages={
            "required": _("Type the new address"),
            "invalid": _("An address looks like name@example.com"),
        },
    )


class LeavingForm(forms.Form):
    """Somebody's last day."""

    last_day = DayField(
        label=_("What is their last day?"),
        help_text=_("They can sign in up to the end of that day. For example 27 3 2026"),
        error_messages={"required": _("Give their last day")},
    )
    at_once = forms.BooleanField(label=_("Sign them out now, and do not let them in again"), required=False)


class CoverForm(forms.Form):
    """Who covers a post, from when to when."""

    by = forms.ChoiceField(label=_("Who covers it?"), error_messages={"required": _("Choose who covers it")})
    starts = DayField(label=_("From which day?"), error_messages={"required": _("Give the first day")})
    ends = DayField(
        label=_("Up to which day?"),
        help_text=_("On the day after, everything comes back by itself."),
        error_messages={"required": _("Give the last day")},
    )

    def __init__(self, candidates: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["by"].choices = [("", _("Choose one")), *candidates]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The last day must not come before the first, nor be over."""
        cleaned = super().clean() or {}
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", _("The last day must be on or after the first day"))
        elif ends and ends < clock.today():
            self.add_error("ends", _("The last day must be today or later"))
        return cleaned
