"""The addresses of signing in. The names with account_ and mfa_ are those by which the sign-in library finds its views."""

from django.urls import path

from hometime.access.views import hats, passwords, sign_in

urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="account_login"),
    path("sign-in/passkey/", sign_in.passkey, name="mfa_login_webauthn"),
    path("sign-in/second-step/", sign_in.second_step, name="mfa_authenticate"),
    path("sign-in/practice/", sign_in.practice, name="practice-sign-in"),
    path("sign-in/forgotten/", passwords.forgotten, name="forgotten"),
    path("sign-in/forgotten/sent/", passwords.sent, name="forgotten-sent"),
    path("sign-in/new-password/<str:link>/", passwords.choose, name="new-password"),
    path("sign-out/", sign_in.sign_out, name="account_logout"),
    path("hat/", hats.hat, name="hat"),
]
