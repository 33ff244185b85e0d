"""The addresses of the doors. They tell which setting a poster hangs in, and nothing else."""

from django.urls import path

from hometime.complaints.intake import signed, views

urlpatterns = [
    path("tell/<slug:slug>/", views.tell, name="tell"),
    path("tell/<slug:slug>/now/", views.now, name="tell-now"),
    path("tell/<slug:slug>/sent/", views.sent, name="tell-sent"),
    path("tell/<slug:slug>/service/", views.service, name="tell-service"),
    path("tell/<slug:slug>/urgent/", views.urgent, name="tell-urgent"),
    path("tell/<slug:slug>/<slug:step>/", views.tell, name="tell-step"),
    path("told/new/", signed.new, name="told-new"),
    path("told/new/about/", signed.about, name="told-about"),
    path("told/new/now/", signed.now, name="told-now"),
    path("told/new/sent/", signed.sent, name="told-sent"),
]
