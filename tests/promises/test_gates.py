"""Every address has a gate: the framework's check says so beforehand, and the middleware refuses at run time."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from hometime.access.checks import UNGATED, doors, every_door_has_a_gate
from hometime.access.gate import gate


def forgotten(request: HttpRequest) -> HttpResponse:
    """A view with the fault: nobody asked who may enter."""
    return HttpResponse("in")


urlpatterns = [path("forgotten/", forgotten, name="forgotten"), path("other/", forgotten, name="account_other")]


def test_every_address_of_the_house_has_a_gate() -> None:
    assert list(doors())
    assert every_door_has_a_gate(None) == []


@override_settings(ROOT_URLCONF="tests.promises.test_gates")
def test_a_forgotten_gate_is_found_beforehand() -> None:
    assert [error.id for error in every_door_has_a_gate(None)] == ["access.E001"] * 2
    assert "/forgotten/" in every_door_has_a_gate(None)[0].msg


@pytest.mark.django_db
@override_settings(ROOT_URLCONF="tests.promises.test_gates")
def test_a_forgotten_gate_is_refused_at_run_time() -> None:
    with pytest.raises(ImproperlyConfigured, match="no gate"):
        Client().get("/forgotten/")


def test_only_a_librarys_own_views_are_excused() -> None:
    """The excuse goes by an address's name; a view of ours under such a name would slip in without a gate."""
    excused = [door for door in doors() if door.gate is None]
    assert [door for door in excused if (door.view.__module__ or "").startswith("hometime.")] == []
    assert all(any(door.name.startswith(prefix) for prefix in UNGATED) for door in excused)


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"public": "x", "signed_in": "y"},
        {"hats": ["staff"], "public": "x"},
        {"hats": ["staff"], "tablets": ["door"]},
    ],
)
def test_a_gate_is_for_some_hats_for_the_signed_in_for_tablets_or_public(said: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="one of the four"):
        gate(**said)  # type: ignore[arg-type]


def test_a_gate_for_tablets_asks_no_rule_about_a_person() -> None:
    with pytest.raises(ValueError, match="nobody is known"):
        gate(tablets=["room"], step_up=True)
