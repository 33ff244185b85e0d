"""The addresses of papers."""

from django.urls import path

from hometime.records import views

urlpatterns = [path("paper/<str:token>/<int:number>/", views.paper_page, name="paper-page")]
