"""The addresses under which a complaint is followed. None of them says whose it is."""

from django.urls import path

from hometime.complaints.following import views

urlpatterns = [
    path("follow/", views.enter, name="follow"),
    path("follow/here/", views.here, name="follow-here"),
    path("follow/stop/", views.stop, name="follow-stop"),
    path("follow/here/<str:act>/", views.act, name="follow-act"),
    path("told/", views.mine, name="told-all"),
    path("told/<str:token>/", views.told, name="told"),
    path("told/<str:token>/<str:act>/", views.told_act, name="told-act"),
]
