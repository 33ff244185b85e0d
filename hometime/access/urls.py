"""The addresses of signing in. By the names with account_ and mfa_ the sign-in library finds its views."""

from django.urls import path

from hometime.access.views import account, factors, hats, passwords, posts, sign_in

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
    path("account/", account.account, name="account"),
    path("account/second-step/", account.second_step, name="choose-second-step"),
    path("account/proof/", factors.proof, name="account_reauthenticate"),
    path("account/proof/code/", factors.proof_code, name="mfa_reauthenticate"),
    path("account/proof/passkey/", factors.proof_passkey, name="mfa_reauthenticate_webauthn"),
    path("account/passkeys/", factors.passkeys, name="mfa_index"),
    path("account/passkeys/add/", factors.add_passkey, name="add-passkey"),
    path("account/authenticator/add/", factors.add_authenticator, name="add-authenticator"),
    path("account/codes/", factors.printed_codes, name="mfa_view_recovery_codes"),
    path("account/remove/<str:factor_id>/", factors.remove, name="remove-factor"),
    path("account/password/", passwords.change, name="change-password"),
    path("account/email/", account.email, name="email"),
    path("account/email/confirm/<str:link>/", account.confirm_email, name="confirm-email"),
    path("account/devices/", account.devices, name="devices"),
    path("account/devices/end/", account.end_session, name="end-session"),
    path("posts/", posts.posts, name="posts"),
    path("posts/<str:post>/", posts.one, name="post"),
    path("posts/<str:who>/leaving/", posts.leaving, name="leaving"),
    path("posts/<str:who>/code/", posts.day_code, name="day-code"),
    path("posts/<str:post>/cover/", posts.cover, name="cover"),
]
