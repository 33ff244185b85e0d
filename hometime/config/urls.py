"""Every address of the house: each room's urls, and the health check that belongs to no room."""

from __future__ import annotations

from django.urls import include, path

from . import views

# The first address that fits wins, and what everybody opens most stands first: each address before it is tried in vain.
urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("", include("hometime.today.urls")),
    path("", include("hometime.access.urls")),
    path("", include("hometime.records.urls")),
    path("", include("hometime.languages.urls")),
    path("", include("hometime.families.urls")),
    path("", include("hometime.complaints.urls")),
    path("", include("hometime.keypersons.urls")),
    path("", include("hometime.welcome.urls")),
    path("", include("hometime.plans.urls")),
    path("", include("hometime.agencies.urls")),
    path("", include("hometime.consents.urls")),
    path("", include("hometime.sharing.urls")),
    path("", include("hometime.together.urls")),
    path("", include("hometime.schools.urls")),
    path("", include("hometime.adoption.urls")),
    path("", include("hometime.noticeboard.urls")),
    path("", include("hometime.inspection.urls")),
    path("", include("hometime.setup.urls")),
    path("", include("hometime.childfile.urls")),
]
handler400 = views.unreadable
handler403 = views.not_allowed
handler404 = views.not_found
handler500 = views.broken
