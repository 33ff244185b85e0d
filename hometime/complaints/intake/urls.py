"""The addresses of the doors. They tell which setting a poster hangs in, and nothing else."""

from django.urls import path

from hometime.complaints.intake import desk, signed, told_how, views

urlpatterns = [
    path("tell/<slug:slug>/", views.tell, name="tell"),
    path("tell/<slug:slug>/now/", views.now, name="tell-now"),
    path("tell/<slug:slug>/sent/", views.sent, name="tell-sent"),
    path("tell/<slug:slug>/service/", views.service, name="tell-service"),
    path("tell/<slug:slug>/urgent/", views.urgent, name="tell-urgent"),
    path("tell/<slug:slug>/<slug:step>/", views.tell, name="tell-step"),
    path("complaints/new/", desk.new, name="complaint-new"),
    path("complaints/taken/", desk.taken, name="complaint-taken"),
    path("complaints/told-how/<slug:slug>/", told_how.told_how, name="told-how"),
    path("complaints/<str:token>/copy/", desk.copy, name="complaint-copy"),
    path("complaints/<str:token>/code/", desk.code, name="complaint-code"),
    path("complaints/<str:token>/read-back/", desk.read_back, name="complaint-read-back"),
    path("complaints/<str:token>/hand-over/", desk.hand_over, name="complaint-hand-over"),
    path("complaints/<str:token>/handed-over/", desk.handed_over, name="complaint-handed-over"),
    path("complaints/<str:token>/given/", desk.given, name="complaint-given"),
    path("complaints/<str:token>/read/", desk.read, name="complaint-read"),
    path("complaints/<str:token>/sender/", desk.sender, name="complaint-sender"),
    path("told/new/", signed.new, name="told-new"),
    path("told/new/about/", signed.about, name="told-about"),
    path("told/new/now/", signed.now, name="told-now"),
    path("told/new/sent/", signed.sent, name="told-sent"),
]
