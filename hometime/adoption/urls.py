"""The addresses of adoption."""

from django.urls import path

from hometime.adoption import views

urlpatterns = [
    path("adopt/", views.adoption, name="adoption"),
    path("adopt/new/", views.new, name="draft-new"),
    path("adopt/ours/<str:part>/", views.ours, name="draft-ours"),
    path("adopt/rehearse/", views.rehearse, name="rehearse"),
    path("adopt/<str:token>/", views.draft, name="draft"),
    path("adopt/<str:token>/questions/", views.questions, name="draft-questions"),
    path("adopt/<str:token>/changes/", views.differences, name="draft-changes"),
    path("adopt/<str:token>/decide/", views.decide, name="draft-decide"),
    path("adopt/<str:token>/send/", views.send, name="draft-send"),
    path("adopt/<str:token>/aside/", views.aside, name="draft-aside"),
    path("adopt/<str:token>/again/", views.take_up, name="draft-again"),
    path("adopt/<str:token>/adopted/", views.adopted, name="draft-adopted"),
]
