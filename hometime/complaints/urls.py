"""The addresses of complaints."""

from django.urls import include, path

from hometime.complaints import views

urlpatterns = [
    path("", include("hometime.complaints.intake.urls")),
    path("", include("hometime.complaints.following.urls")),
    path("complaints/", views.complaints, name="complaints"),
    path("", include("hometime.complaints.triage.urls")),
    path("", include("hometime.complaints.printing.urls")),
    path("", include("hometime.complaints.handling.urls")),
    path("", include("hometime.complaints.reviewing.urls")),
    path("", include("hometime.complaints.keeping.urls")),
    path("complaints/<str:token>/", views.complaint, name="complaint"),
    path("complaints/<str:token>/<str:event>/", views.step, name="complaint-step"),
]
