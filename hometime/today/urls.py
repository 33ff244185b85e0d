"""The addresses of the front page and of the pages that belong to everybody."""

from django.urls import path

from hometime.today import assurance, front, room, views

urlpatterns = [
    path("", views.front, name="front"),
    path("today/", views.today, name="today"),
    path("room/", room.room, name="room"),
    path("duty/<str:token>/", views.duty, name="duty"),
    path("duty/<str:token>/done/", views.done, name="duty-done"),
    path("assurance/", assurance.assurance, name="assurance"),
    path("help/", front.help_page, name="help"),
    path("leave/", front.leave, name="leave"),
    path("language/", front.language, name="language"),
]
