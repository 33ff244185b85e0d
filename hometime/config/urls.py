"""Every address of the house: each room's urls, and the health check that belongs to no room."""

from __future__ import annotations

from importlib.util import find_spec

from django.conf import settings
from django.urls import include, path

from . import views

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    *(path("", include(f"{room}.urls")) for room in settings.ROOMS if find_spec(f"{room}.urls")),
]
handler400 = views.unreadable
handler403 = views.not_allowed
handler404 = views.not_found
handler500 = views.broken
