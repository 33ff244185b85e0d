"""The addresses of the board."""

from django.urls import path

from hometime.noticeboard import views

urlpatterns = [
    path("board/<slug:slug>/", views.show, name="board"),
    path("board/<slug:slug>/policy/<str:token>/", views.policy_text, name="policy-text"),
    path("board/<slug:slug>/posters/", views.posters_page, name="posters"),
    path("board/<slug:slug>/poster/<slug:form>.pdf", views.sheet, name="poster"),
    path("board/<slug:slug>/poster/<slug:form>.png", views.picture, name="poster-picture"),
]
