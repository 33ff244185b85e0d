"""The addresses of this room: none of them says what it is about."""

from django.urls import path

from hometime.sharing.views import worries

urlpatterns = [
    path("worry/", worries.who, name="worry-who"),
    path("worry/somebody/", worries.somebody, name="worry-somebody"),
    path("key/<str:token>/worry/", worries.worry, name="key-worry"),
    path("written/", worries.sent, name="key-worry-sent"),
    path("worry/<str:token>/", worries.worried, name="worry"),
    path("worry/<str:token>/read/", worries.read, name="worry-read"),
    path("worry/<str:token>/taken-up/", worries.take_up, name="worry-taken-up"),
]
