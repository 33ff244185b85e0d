"""The addresses of the work on a complaint."""

from django.urls import path

from hometime.complaints.handling import views

urlpatterns = [
    path("complaints/<str:token>/letter/", views.letter, name="complaint-letter"),
    path("complaints/<str:token>/letter/preview/", views.preview, name="complaint-letter-preview"),
    path("complaints/<str:token>/letter/<str:entry>/", views.given, name="complaint-letter-given"),
    path("complaints/<str:token>/write/<str:what>/", views.write, name="complaint-write"),
    path("complaints/<str:token>/write/<str:what>/<str:of>/", views.write, name="complaint-write-beside"),
    path("asked/<str:token>/", views.asked, name="asked"),
]
