"""Every address of the house: each room's urls in one literal list, and the two that belong to no room."""

from __future__ import annotations

from importlib.util import find_spec

from django.urls import include, path

from .settings import ROOMS
from .views import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    *(path("", include(f"{room}.urls")) for room in ROOMS if find_spec(f"{room}.urls")),
]
