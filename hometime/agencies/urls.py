"""The addresses of this room: none of them says who is visited, or why."""

from django.urls import path

from hometime.agencies.views import door, visits

urlpatterns = [
    path("visits/", visits.all_visits, name="visits"),
    path("visits/new/", visits.expect, name="visit-new"),
    path("visits/notes/", visits.notes, name="visitor-notes"),
    path("visits/<str:token>/", visits.visit, name="visit"),
    path("visits/<str:token>/letter/", visits.letter, name="visit-letter"),
    path("visits/<str:token>/slip/", visits.slip, name="visit-slip"),
    path("visits/<str:token>/<slug:name>/", visits.act, name="visit-act"),
    path("went-wrong/<str:token>/", visits.incident, name="visit-incident"),
    path("went-wrong/<str:token>/done/", visits.settle, name="visit-incident-settle"),
    path("went-wrong/<str:token>/read/", visits.read, name="visit-incident-read"),
    path("visitors/", door.visitors, name="visitors"),
    path("visitors/badge/", door.badge, name="visitor-badge"),
    path("visitors/out/", door.out, name="visitor-out"),
    path("visitors/gone/", door.gone, name="visitor-gone"),
    path("question/<str:token>/", door.question, name="visit-question"),
]
