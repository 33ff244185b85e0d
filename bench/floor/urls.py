"""The ruler's addresses."""

from django.contrib.auth.views import LoginView
from django.urls import path

from bench.floor import views

urlpatterns = [
    path("sign-in/", LoginView.as_view(template_name="floor/sign_in.html")),
    path("cases/", views.cases, name="cases"),
    path("cases/<int:number>/", views.case, name="case"),
    path("cases/new/", views.new, name="new"),
]
