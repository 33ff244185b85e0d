"""Every answer carries the headers of TRUST 5, the error page tells nothing, and refusals speak their own words."""

from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from hometime.access.gate import Forbidden, gate
from hometime.config import views
from hometime.kernel.answers import No

pytestmark = pytest.mark.django_db


@gate(public="for the tests of this page")
def breaks(request: HttpRequest) -> HttpResponse:
    raise ValueError("canary-in-an-exception")


@gate(public="for the tests of this page")
def forbids(request: HttpRequest) -> HttpResponse:
    raise Forbidden(No("The panel has met, so this can no longer change."))


@gate(public="for the tests of this page")
def keeps(request: HttpRequest) -> HttpResponse:
    return HttpResponse("posters", headers={"Cache-Control": "max-age=300"})


@gate(signed_in="for the tests of this page")
def tries_to_keep(request: HttpRequest) -> HttpResponse:
    return HttpResponse("private", headers={"Cache-Control": "max-age=300"})


urlpatterns = [
    path("healthz", views.healthz),
    path("breaks", breaks),
    path("forbids", forbids),
    path("keeps", keeps),
    path("tries-to-keep", tries_to_keep),
]
handler404, handler500 = views.not_found, views.broken
here = override_settings(ROOT_URLCONF=__name__)

EXPECTED = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; font-src 'self'; "
        "connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


@here
@pytest.mark.parametrize("address", ["/healthz", "/breaks", "/forbids", "/nowhere"])
def test_every_answer_carries_every_header(client: Client, address: str) -> None:
    client.raise_request_exception = False
    response = client.get(address)
    found = {name: response.headers.get(name) for name in EXPECTED}
    found["Content-Security-Policy"] = "; ".join(sorted((found["Content-Security-Policy"] or "").split("; ")))
    wanted = {**EXPECTED, "Content-Security-Policy": "; ".join(sorted(EXPECTED["Content-Security-Policy"].split("; ")))}
    assert found == wanted
    assert "geolocation=()" in response.headers["Permissions-Policy"]


@here
def test_only_a_public_page_may_be_kept_by_the_browser(client: Client) -> None:
    assert client.get("/keeps").headers["Cache-Control"] == "max-age=300"
    response = client.get("/tries-to-keep")
    assert response.headers["Cache-Control"] == "no-store"


@here
def test_a_page_that_is_not_there_is_the_same_bytes_whatever_was_asked(client: Client) -> None:
    first, second = client.get("/nowhere/one/?q=Rosa"), client.get("/nowhere/another/")
    assert first.status_code == second.status_code == 404
    assert first.content == second.content
    assert b"Rosa" not in first.content


@here
def test_a_rule_that_says_no_is_shown_in_its_own_words(client: Client) -> None:
    response = client.get("/forbids")
    assert response.status_code == 403
    assert "The panel has met" in response.content.decode()


@here
def test_a_fault_shows_no_word_of_the_exception(client: Client) -> None:
    client.raise_request_exception = False
    response = client.get("/breaks")
    assert response.status_code == 500
    assert b"canary" not in response.content
    assert b"Traceback" not in response.content


@here
def test_a_fault_while_drawing_the_error_page_still_answers_plainly(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cannot(*args: object, **kwargs: object) -> HttpResponse:
        raise RuntimeError

    monkeypatch.setattr(views, "trouble", cannot)
    client.raise_request_exception = False
    response = client.get("/breaks")
    assert response.status_code == 500
    assert response.content.startswith(b"Something went wrong")


@here
def test_a_request_that_is_too_large_is_turned_away_unread(client: Client) -> None:
    response = client.post("/healthz", b"x", content_type="text/plain", CONTENT_LENGTH=str(17 * 2**20))
    assert response.status_code == 400 and "too big" in response.content.decode()


def test_health_answers_in_one_word(client: Client) -> None:
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")


@override_settings(SECURE_HSTS_SECONDS=31_536_000, SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https"))
def test_over_https_the_browser_is_told_to_stay_there(client: Client) -> None:
    response = client.get("/healthz", headers={"x-forwarded-proto": "https"})
    assert response.headers["Strict-Transport-Security"] == "max-age=31536000"


@override_settings(ROOT_URLCONF="hometime.config.urls")
def test_a_form_that_is_sent_from_the_page_is_told_where_to_go_on_and_not_sent_there(client: Client) -> None:
    usual = client.get("/today/")
    told = client.get("/today/", headers={"X-From-The-Page": "yes"})
    assert (usual.status_code, told.status_code) == (302, 204)
    assert told["X-Go-On"] == usual["Location"] and "Location" not in told and not told.content
