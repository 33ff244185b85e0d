"""The addresses of triage."""

from django.urls import path

from hometime.complaints.triage import views

urlpatterns = [
    path("complaints/allegations/<slug:slug>/", views.allegations, name="complaint-allegations"),
    path("complaints/<str:token>/beside/", views.triage, name="complaint-triage"),
    path("complaints/<str:token>/beside/<slug:verb>/", views.aside, name="complaint-beside"),
]
