"""The addresses of the front page."""

from django.urls import path

from hometime.today import views

urlpatterns = [
    path("", views.front, name="front"),
    path("today/", views.today, name="today"),
    path("duty/<str:token>/", views.duty, name="duty"),
    path("duty/<str:token>/done/", views.done, name="duty-done"),
]
