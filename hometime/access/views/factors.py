"""Passkeys, authenticators and printed codes: adding, renewing and taking away, and the fresh proof before it."""

from __future__ import annotations

from typing import Any

from allauth.account.views import ReauthenticateView
from allauth.mfa.base.views import ReauthenticateView as ReauthenticateByCodeView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.internal import auth as ceremony
from allauth.mfa.webauthn.views import AddWebAuthnView, ReauthenticateWebAuthnView
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.safestring import SafeString, mark_safe

from hometime.access import onward
from hometime.access.actions import Oneself, factor_changed
from hometime.access.adapter import FactorAdapter
from hometime.access.forms import CodeProofForm, NewAuthenticatorForm, NewPasskeyForm, PasswordProofForm
from hometime.access.gate import gate
from hometime.access.proof import By, own_proof_needed, refresh, stamp
from hometime.access.views.account import number, own
from hometime.access.views.drawn import NOT_TAKEN, Drawn
from hometime.people.models import Person
from hometime.ui.pages import page


class AddPasskey(Drawn, AddWebAuthnView):  # type: ignore[misc]
    """A passkey on this device or on a key."""

    template_name = "access/add_passkey.html"
    form_class = NewPasskeyForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the options for the browser: a key that knows its owner and checks who holds it."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"js_data": {"creation_options": ceremony.begin_registration(self.request.user, True)}}

    def form_valid(self, form: Any) -> HttpResponse:
        """Keeps it, with its event."""
        return _added(self.request, By.PASSKEY, lambda: super(AddPasskey, self).form_valid(form))


class AddAuthenticator(Drawn, ActivateTOTPView):  # type: ignore[misc]
    """An authenticator, set up with a square to photograph or a word to type."""

    template_name = "access/add_authenticator.html"
    form_class = NewAuthenticatorForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """One authenticator is enough: whoever has one is shown their ways in, where it can be taken away."""
        if Authenticator.objects.filter(user=own(request), type=By.AUTHENTICATOR).exists():
            return redirect("choose-second-step")
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the square, and the secret in fours for typing."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        secret = context["form"].secret.rstrip("=")
        fours = " ".join(secret[i : i + 4] for i in range(0, len(secret), 4))
        return context | {"secret": fours, "square": square(context["totp_url"])}

    def form_valid(self, form: Any) -> HttpResponse:
        """Keeps it, with its event."""
        return _added(self.request, By.AUTHENTICATOR, lambda: super(AddAuthenticator, self).form_valid(form))


def square(text: str) -> SafeString:
    """A QR code as an SVG that stands in the page: shapes only, no picture is fetched."""
    import segno

    return mark_safe(segno.make(text, error="m").svg_inline(scale=5, border=4, dark="#000", light="#fff"))


def _added(request: HttpRequest, by: By, does: Any) -> HttpResponse:
    person = own(request)
    had = Authenticator.objects.filter(user=person, type=Authenticator.Type.RECOVERY_CODES).exists()
    factor_changed(Oneself(person.pk), person, "added", by, does)
    stamp(request, person, by)
    return redirect((onward.kept(request) or "account") if had else "mfa_view_recovery_codes")


class ProofByPassword(Drawn, ReauthenticateView):  # type: ignore[misc]
    """The password once more, for somebody who has nothing better."""

    template_name = "access/proof.html"
    title = "sign_in"
    form_class = PasswordProofForm

    def form_valid(self, form: Any) -> HttpResponse:
        """Remembers the proof and goes on, with the form that was being sent."""
        refresh(self.request, own(self.request))
        answer: HttpResponse = super().form_valid(form)
        return answer


class ProofByCode(Drawn, ReauthenticateByCodeView):  # type: ignore[misc]
    """A code once more."""

    template_name = "access/proof.html"
    title = "sign_in"
    form_class = CodeProofForm


class ProofByPasskey(Drawn, ReauthenticateWebAuthnView):  # type: ignore[misc]
    """The passkey once more."""

    template_name = "access/proof_passkey.html"
    title = "sign_in"

    def form_valid(self, form: Any) -> HttpResponse:
        """Remembers the proof and goes on, with the form that was being sent."""
        stamp(self.request, own(self.request), By.PASSKEY)
        answer: HttpResponse = super().form_valid(form)
        return answer

    def form_invalid(self, form: Any) -> HttpResponse:
        """Asks again."""
        return self.render_to_response(self.get_context_data(form=form))


add_passkey = gate(signed_in="one's own passkeys")(AddPasskey.as_view())
add_authenticator = gate(signed_in="one's own authenticator")(AddAuthenticator.as_view())
proof = gate(signed_in="proving again who one is")(ProofByPassword.as_view())
proof_code = gate(signed_in="proving again who one is")(ProofByCode.as_view())
proof_passkey = gate(signed_in="proving again who one is")(ProofByPasskey.as_view())


@gate(signed_in="one's own passkeys")
def passkeys(request: HttpRequest) -> HttpResponse:
    """The passkeys there are."""
    found = Authenticator.objects.filter(user=own(request), type=By.PASSKEY).order_by("created_at")
    context = {"passkeys": [(each.pk, each.wrap().name, each.created_at.date()) for each in found]}
    return page(request, "access/passkeys.html", "settings", context)


@gate(signed_in="one's own second step")
def remove(request: HttpRequest, factor_id: str) -> HttpResponse:
    """Takes away a passkey or the authenticator, after a fresh proof; at work the last one stays."""
    person = own(request)
    factor = Authenticator.objects.filter(
        user=person, type__in=(By.PASSKEY, By.AUTHENTICATOR), pk=number(factor_id)
    ).first()
    if factor is None:
        raise Http404
    needed = own_proof_needed(request)
    if needed is not None:
        return needed
    why_not = (
        ""
        if FactorAdapter().can_delete_authenticator(factor)
        else FactorAdapter.error_messages["cannot_delete_authenticator"]
    )
    if request.method == "POST" and not why_not:
        factor_changed(Oneself(person.pk), person, "removed", factor.type, factor.delete)
        return redirect("account")
    context = {"factor": factor, "name": str(factor), "why_not": why_not}
    return page(request, "access/remove_factor.html", "settings", context, status=NOT_TAKEN if why_not else 200)


@gate(signed_in="one's own printed codes")
def printed_codes(request: HttpRequest) -> HttpResponse:
    """The codes to print, after a fresh proof. The button makes ten new ones and ends the old."""
    person = own(request)
    needed = own_proof_needed(request)
    if needed is not None:
        return needed
    if request.method == "POST":
        factor_changed(Oneself(person.pk), person, "renewed", By.PRINTED, lambda: _renew(person))
        stamp(request, person, By.PRINTED)
        return redirect("mfa_view_recovery_codes")
    found = Authenticator.objects.filter(user=person, type=By.PRINTED).first()
    context = {"codes": RecoveryCodes(found).get_unused_codes() if found else [], "onward": onward.kept(request)}
    return page(request, "access/printed_codes.html", "settings", context)


def _renew(person: Person) -> None:
    Authenticator.objects.filter(user=person, type=By.PRINTED).delete()
    RecoveryCodes.activate(person)
