"""In and out: the password, the passkey, the second step, the practice world's buttons, and signing out."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal import flows
from allauth.account.internal.decorators import login_stage_required
from allauth.account.internal.stagekit import clear_login
from allauth.account.models import Login
from allauth.account.views import LoginView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.webauthn.views import LoginWebAuthnView
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from hometime.access import actions, faces
from hometime.access.forms import CodeForm, PasskeyForm, SignInForm
from hometime.access.gate import gate
from hometime.access.leaving import may_sign_in
from hometime.access.proof import By, kinds_of, practice_world, stamp
from hometime.access.views.drawn import Drawn
from hometime.people.models import Person
from hometime.ui.pages import page


class SignIn(Drawn, LoginView):  # type: ignore[misc]
    """An e-mail address and a password."""

    template_name = "access/sign_in.html"
    title = "sign_in"
    form_class = SignInForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the practice world's people, where this is it."""
        here = practice_world()
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"practice": here, "places": faces.by_place() if here else []}


class Passkey(LoginWebAuthnView):  # type: ignore[misc]
    """A passkey alone. Guessing is no use here, so strangers' guesses never slow it down."""

    form_class = PasskeyForm

    def form_invalid(self, form: Any) -> HttpResponse:
        """Back to the form, which says that it did not work."""
        return redirect("/sign-in/?passkey=no")


@method_decorator(login_stage_required(stage=AuthenticateStage.key, redirect_urlname="account_login"), name="dispatch")
@method_decorator(sensitive_post_parameters("code"), name="dispatch")
class SecondStep(Drawn, AuthenticateView):  # type: ignore[misc]
    """A code or a passkey after the password; on a device that is not known, the code that staff hand over."""

    template_name = "access/second_step.html"
    title = "sign_in"
    form_class = CodeForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Only for somebody who has just given their password, and may still sign in."""
        self.stage = request._login_stage  # type: ignore[attr-defined]  # noqa: SLF001  # the library's hand-over
        if self.stage.login.user is None or not may_sign_in(self.stage.login.user):
            clear_login(request)
            return redirect("account_login")
        self.form = self._build_forms()
        return TemplateView.dispatch(self, request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        """On to the first page."""
        if form is self.webauthn_form:
            stamp(self.request, self.stage.login.user, By.PASSKEY)
        answer: HttpResponse = super().form_valid(form)
        return answer

    def form_invalid(self, form: Any) -> HttpResponse:
        """Records the failed try."""
        person = self.stage.login.user
        actions.sign_in_failed(actions.Oneself(person.pk), person, "second_step")
        answer: HttpResponse = super().form_invalid(form)
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the kinds of second factor there are."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"kinds": kinds_of(self.stage.login.user)}


sign_in = gate(public="whoever wants in has not signed in yet")(SignIn.as_view())
passkey = gate(public="whoever wants in has not signed in yet")(Passkey.as_view())
second_step = gate(public="whoever wants in has given a password, which is kept in the session")(SecondStep.as_view())


@gate(public="the practice world's people are made up; anywhere else this answers not found")
@require_POST
def practice(request: HttpRequest) -> HttpResponse:
    """Signs in as one of the practice world's people, without a password."""
    person = Person.objects.filter(pk=request.POST.get("person", "")).first() if practice_world() else None
    if person is None or not may_sign_in(person):
        raise Http404
    flows.logout.logout(request, show_message=False)
    done: HttpResponse = flows.login.perform_login(request, Login(user=person))
    return done


@gate(public="whose session has run out may still press the button")
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ends the session and has the browser forget every page; a plain visit only asks."""
    if request.method != "POST":
        return page(request, "access/sign_out.html", "sign_in")
    flows.logout.logout(request, show_message=False)
    response = redirect(get_adapter(request).get_logout_redirect_url(request))
    # Cookies stay out of it: the session's is gone, and the device's holds nothing of anybody.
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response
