"""The addresses of interpreters and translations."""

from django.urls import path

from hometime.languages import views

urlpatterns = [
    path("languages/", views.languages, name="languages"),
    path("record/<str:token>/languages/", views.of_one_record, name="record-languages"),
    path("record/<str:token>/languages/<str:what>/", views.ask, name="record-languages-ask"),
    path("interpreter/<str:token>/", views.interpreter, name="interpreter"),
    path("interpreter/<str:token>/<str:what>/", views.interpreter_act, name="interpreter-act"),
    path("translation/<str:token>/", views.translation, name="translation"),
    path("translation/<str:token>/<str:what>/", views.translation_act, name="translation-act"),
]
