"""The addresses of the board."""

from django.urls import path

from hometime.noticeboard import views

urlpatterns = [
    path("board/<slug:slug>/", views.show, name="board"),
]
